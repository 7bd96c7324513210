/** Cells that no spreadsheet takes for a formula (ASVS 1.2.10). */
import type { Cell } from "write-excel-file/node";

/**
 * What begins with = + - @ or a control character is led by an apostrophe, as a person would write it. A figure may begin
 * with a minus.
 */
export const disarm = (text: string): string =>
  /^[=+\-@\t\r\n]/.test(text) && !/^-\d+(\.\d+)?$/.test(text) ? `'${text}` : text;

/** A text cell of a workbook; it also says of itself that it is text. */
export const textCell = (text: string) => ({ value: disarm(text), type: String }) satisfies Cell;
