/** A row of a table file: `line` as a person counts it in their spreadsheet, the header being line 1. */
export type TableRow = { readonly line: number; readonly cells: readonly string[] };

/** What no honest table needs more of. */
export const tableLimits = {
  cells: 200,
  cellCharacters: 10_000,
  rowBytes: 1_048_576,
  /** Different texts of one workbook, in characters: they are held in memory. */
  sharedCharacters: 200_000_000,
  /** What one part of a workbook may grow to when it is unpacked, in bytes. */
  partBytes: 4_294_967_296,
} as const;
