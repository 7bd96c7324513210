/**
 * Reads a CSV of any size row by row. Files of this trade come in UTF-8, or in GB18030 from a Chinese Excel, with commas,
 * semicolons or tabs: all are recognised from the first bytes.
 */
import type { Readable } from "node:stream";
import { parse } from "csv-parse";
import iconv from "iconv-lite";
import { Problem } from "../problem.ts";
import { type TableRow, tableLimits } from "./table-row.ts";

export type CsvForm = { readonly encoding: "utf-8" | "gb18030" | "utf-16le"; readonly delimiter: string };

const sampleBytes = 65_536;
/** What the first bytes say. Bytes that are not UTF-8 are GB18030, which holds every character of it. */
export function recogniseCsv(head: Buffer): CsvForm {
  const sample = head.subarray(0, sampleBytes);
  const encoding = encodingOf(sample);
  const [line = ""] = iconv.decode(sample, encoding).split(/\r?\n/, 1);
  const counted = [",", "\t", ";"].map((delimiter) => ({ delimiter, count: line.split(delimiter).length }));
  const best = counted.reduce((one, other) => (other.count > one.count ? other : one));
  return { encoding, delimiter: best.delimiter };
}

function encodingOf(sample: Buffer): CsvForm["encoding"] {
  if (sample[0] === 0xff && sample[1] === 0xfe) return "utf-16le";
  // A character cut in two at the end of the sample is no fault of the file's.
  for (let cut = 0; cut < 4; cut++) {
    try {
      new TextDecoder("utf-8", { fatal: true }).decode(sample.subarray(0, sample.length - cut));
      return "utf-8";
    } catch {
      // Perhaps only cut; otherwise not UTF-8.
    }
  }
  return "gb18030";
}

/**
 * The rows of a file, the header first as line 1; empty lines are left out, and counted.
 * @throws tables.not_csv, tables.too_wide, tables.cell_long: quotes that never close, rows or cells beyond the limits
 */
export async function* readCsv(source: Readable, form: CsvForm): AsyncGenerator<TableRow> {
  const parser = parse({
    bom: true,
    delimiter: form.delimiter,
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: tableLimits.rowBytes,
    info: true,
    trim: true,
  });
  const decoded = form.encoding === "utf-8" ? source : source.pipe(iconv.decodeStream(form.encoding));
  source.on("error", (error) => parser.destroy(error));
  decoded.pipe(parser);
  try {
    for await (const { record, info } of parser as AsyncIterable<{
      record: string[];
      info: { lines: number };
    }>) {
      if (record.length > tableLimits.cells)
        throw new Problem("tables.too_wide", { line: info.lines, limit: tableLimits.cells });
      if (record.some((cell) => cell.length > tableLimits.cellCharacters))
        throw new Problem("tables.cell_long", { line: info.lines, limit: tableLimits.cellCharacters });
      // The parser takes blanks away outside of quotes only; people put them inside, too.
      yield { line: info.lines, cells: record.map((cell) => cell.trim()) };
    }
  } catch (error) {
    throw asProblem(error);
  } finally {
    source.destroy();
  }
}

function asProblem(error: unknown): unknown {
  if (!(error instanceof Error) || !("code" in error)) return error;
  const line = "lines" in error ? Number(error.lines) : 0;
  const code = String(error.code);
  if (code === "CSV_MAX_RECORD_SIZE")
    return new Problem("tables.cell_long", { line, limit: tableLimits.cellCharacters });
  return code.startsWith("CSV_") ? new Problem("tables.not_csv", { line }) : error;
}
