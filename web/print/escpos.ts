/**
 * A slip as the bytes of an ESC/POS printer with Chinese characters (58 mm: 32 columns, 80 mm: 48). The encoder writes
 * the commands; Chinese text goes in raw as GB18030, since the encoder's code pages are the Western ones.
 */
import ReceiptPrinterEncoder from "@point-of-sale/receipt-printer-encoder";
import { columnsOf, encodeGb18030 } from "./gb18030.ts";
import type { SlipLine } from "./slip-layout.ts";

const esc = 0x1b;
const gs = 0x1d;
const fs = 0x1c;
/** `GS !`: width in the high half, height in the low; works on Chinese characters as on letters. */
const magnification = { normal: 0x00, large: 0x11, huge: 0x33 } as const;
const factor = { normal: 1, large: 2, huge: 4 } as const;

/** @param columns how many digits fit on a line: 32 or 48 */
export function encodeSlip(lines: readonly SlipLine[], columns: number): Uint8Array {
  const encoder = new ReceiptPrinterEncoder({
    language: "esc-pos",
    columns,
    feedBeforeCut: 4,
    errors: "relaxed",
  });
  // FS & chooses the Chinese font; printers sold for China start with it, others would print each byte as a letter.
  encoder.initialize().raw([fs, 0x26]);
  for (const line of lines) {
    if (line.kind === "rule")
      encoder.raw([...style("normal", false), ...encodeGb18030("-".repeat(columns)), 0x0a]);
    else if (line.kind === "qr") {
      encoder
        .align("center")
        .qrcode(line.text, { model: 2, size: columns > 40 ? 7 : 6, errorlevel: "m" })
        .align("left");
    } else {
      for (const part of wrap(line.text, Math.floor(columns / factor[line.size]))) {
        encoder.raw([...style(line.size, line.center), ...encodeGb18030(part), 0x0a]);
      }
    }
  }
  encoder.raw(style("normal", false)).cut("partial");
  return encoder.encode();
}

const style = (size: keyof typeof magnification, center: boolean): number[] => [
  ...[esc, 0x61, center ? 1 : 0],
  ...[gs, 0x21, magnification[size]],
];

/** Breaks where the paper ends; between words where there are any. */
export function wrap(text: string, columns: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const piece of text.match(/[\x21-\x7e]+|\s+|./gsu) ?? []) {
    for (const part of columnsOf(piece) > columns ? [...piece] : [piece]) {
      if (columnsOf(line + part) > columns && line) {
        lines.push(line.trimEnd());
        line = part.trimStart();
      } else line += part;
    }
  }
  if (line.trim() || lines.length === 0) lines.push(line.trimEnd());
  return lines;
}

/** Why a printer cannot print; `unknown` when it does not tell. */
export type PrinterFault = "paper-out" | "cover-open" | "offline" | "error";
export type PrinterStatus =
  | { readonly ready: true }
  | { readonly ready: false; readonly fault: PrinterFault };

/** Asks for the printer, off-line, error and paper sensor states (`DLE EOT 1`…`4`), one byte each. */
export const statusQueries = [1, 2, 3, 4].map((n) => Uint8Array.of(0x10, 0x04, n));

/** Reads the answers to the four queries, in order; a printer that answered nothing is taken as ready. */
export function readStatus(answers: readonly (number | undefined)[]): PrinterStatus {
  const [printer, offline, error, paper] = answers;
  if (paper !== undefined && (paper & 0x60) !== 0) return { ready: false, fault: "paper-out" };
  if (offline !== undefined && (offline & 0x20) !== 0) return { ready: false, fault: "paper-out" };
  if (offline !== undefined && (offline & 0x04) !== 0) return { ready: false, fault: "cover-open" };
  if (error !== undefined && (error & 0x68) !== 0) return { ready: false, fault: "error" };
  if (printer !== undefined && (printer & 0x08) !== 0) return { ready: false, fault: "offline" };
  return { ready: true };
}
