/**
 * Writes CSV that a Chinese Excel opens as it is: UTF-8 with a byte order mark, CRLF. No cell is ever taken for a formula:
 * what begins with = + - @ or a control character is led by an apostrophe (ASVS 1.2.10), as `textCell` does for XLSX.
 */
export const csvStart = "\uFEFF";

/** A figure may begin with a minus; anything else that a spreadsheet could run is disarmed. */
export const disarm = (text: string): string =>
  /^[=+\-@\t\r\n]/.test(text) && !/^-\d+(\.\d+)?$/.test(text) ? `'${text}` : text;

/** One line of a file. */
export const csvLine = (cells: readonly string[]): string => `${cells.map(quoted).join(",")}\r\n`;

function quoted(cell: string): string {
  const safe = disarm(cell);
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
