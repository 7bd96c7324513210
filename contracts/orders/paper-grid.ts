/** How the cells of a paper's field grid fall into rows: the page and the PDF must not disagree. */
import type { FieldCell } from "./papers.ts";

export type GridCell = { readonly cell: FieldCell; span: number };

/** From left to right; a cell that finds no room begins a new row, and the last of a row is stretched to its end. */
export function gridRows(cells: readonly FieldCell[], columns: number): readonly (readonly GridCell[])[] {
  const rows: GridCell[][] = [];
  let room = 0;
  const fill = (row: GridCell[] | undefined) => {
    const last = row?.at(-1);
    if (last) last.span += room;
  };
  for (const cell of cells) {
    const span = Math.min(cell.span, columns);
    const row = rows.at(-1);
    if (row && span <= room) row.push({ cell, span });
    else {
      fill(row);
      rows.push([{ cell, span }]);
      room = columns;
    }
    room -= span;
  }
  fill(rows.at(-1));
  return rows;
}
