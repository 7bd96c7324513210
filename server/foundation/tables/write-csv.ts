/** Writes CSV that a Chinese Excel opens as it is: UTF-8 with a byte order mark, CRLF; no cell is taken for a formula. */
import { disarm } from "./cells.ts";

export const csvStart = "\uFEFF";

/** One line of a file. */
export const csvLine = (cells: readonly string[]): string => `${cells.map(quoted).join(",")}\r\n`;

function quoted(cell: string): string {
  const safe = disarm(cell);
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
