/** A table file (CSV or XLSX) as rows, wherever it lies. */
import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import { Problem } from "../problem.ts";
import { readCsv, recogniseCsv } from "./read-csv.ts";
import { readXlsx } from "./read-xlsx.ts";
import type { TableRow } from "./table-row.ts";

/** How a table file is written, as it was recognised; kept with an import, so that it is read the same way again. */
export type TableForm = {
  readonly kind: "csv" | "xlsx";
  readonly encoding: "utf-8" | "gb18030" | "utf-16le" | null;
  readonly delimiter: string | null;
};

const headBytes = 65_536;

/** What the file says of itself: its form, its headers, about how many rows. @throws tables.* */
export async function lookInto(
  path: string,
  kind: TableForm["kind"],
): Promise<{ form: TableForm; headers: readonly string[]; rowsTotal: number }> {
  const form = kind === "csv" ? await csvForm(path) : { kind, encoding: null, delimiter: null };
  let headers: readonly string[] | undefined;
  let hasRows = false;
  for await (const { cells } of rowsOf(path, form)) {
    hasRows = headers !== undefined;
    headers ??= cells;
    if (hasRows) break;
  }
  if (!headers || !hasRows) throw new Problem("tables.empty");
  return { form, headers, rowsTotal: kind === "csv" ? (await countLines(path)) - 1 : 0 };
}

async function csvForm(path: string): Promise<TableForm> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(headBytes), 0, headBytes, 0);
    return { kind: "csv", ...recogniseCsv(buffer.subarray(0, bytesRead)) };
  } finally {
    await file.close();
  }
}

/** Line breaks: as many rows as there are, but for line breaks within cells. */
async function countLines(path: string): Promise<number> {
  let lines = 0;
  let last = 10;
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, at + 1)) lines++;
    last = chunk.at(-1) ?? last;
  }
  return last === 10 ? lines : lines + 1;
}

/** The rows from the header on. */
export function rowsOf(path: string, form: TableForm): AsyncGenerator<TableRow> {
  if (form.kind === "xlsx") return readXlsx(path);
  const { encoding, delimiter } = form;
  return readCsv(createReadStream(path), { encoding: encoding ?? "utf-8", delimiter: delimiter ?? "," });
}
