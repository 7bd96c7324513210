/** Signs by which a file that pretends to be one thing is known as another: the same bytes read by two programs. */
import type { FileHandle } from "node:fs/promises";

/** Tab, line feed, vertical tab, form feed, carriage return. */
const lineControls = new Set([0x09, 0x0a, 0x0b, 0x0c, 0x0d]);

/** What a file without magic numbers is: a table, or something that a browser or a shell would run. */
export function textKind(head: Buffer, size: number): string {
  const isUtf16 = /^(\xff\xfe|\xfe\xff)/.test(head.toString("latin1", 0, 2));
  const text = isUtf16 ? head.toString("utf16le") : head.toString("latin1");
  const start = text
    .replace(/^\xef\xbb\xbf|^\ufeff/, "")
    .trimStart()
    .slice(0, 2_000)
    .toLowerCase();
  if (/<svg[\s>]/.test(start)) return "svg";
  if (/<(!doctype\s+html|html|head|body|script|iframe|img|style|meta|object|embed)[\s>/]/.test(start))
    return "html";
  if (start.startsWith("<?php")) return "php";
  if (start.startsWith("<")) return "xml";
  if (start.startsWith("#!")) return "script";
  if (start.startsWith("%!")) return "postscript";
  // Tabs and line ends are the only control characters of a table; the rest is a program's.
  const isBinary = !isUtf16 && head.some((byte) => byte < 0x20 && !lineControls.has(byte));
  return isBinary || size === 0 ? "unknown" : "csv";
}

const endOfZip = Buffer.from("PK\x05\x06", "latin1");
const endOfZipBytes = 22;

/** Whether an unpacker would find an archive at the end: zips are read from behind, so any file may carry one. */
export async function hasZipAtEnd(handle: FileHandle, size: number, tailBytes: number): Promise<boolean> {
  const tail = Buffer.alloc(Math.min(size, tailBytes));
  await handle.read(tail, 0, tail.length, size - tail.length);
  for (let at = tail.indexOf(endOfZip); at >= 0; at = tail.indexOf(endOfZip, at + 1)) {
    const isWhole = at + endOfZipBytes <= tail.length;
    if (isWhole && tail.readUInt16LE(at + 20) <= tail.length - at - endOfZipBytes) return true;
  }
  return false;
}

const active = [
  ["<script", "script"],
  ["<svg", "SVG"],
  ["<html", "HTML"],
  ["<!doctype", "HTML"],
  ["<iframe", "HTML"],
  ["<?php", "PHP"],
  ["%pdf-1", "PDF"],
  ["%pdf-2", "PDF"],
] as const;

/** Pages and programs hidden in a picture's remarks or after its end; undefined when there is none. */
export function hiddenPage(bytes: Buffer): string | undefined {
  const text = bytes.toString("latin1").toLowerCase();
  return active.find(([sign]) => text.includes(sign))?.[1];
}
