/**
 * A PDF begins as one, ends as one, and runs nothing. Names in compressed parts are not seen: the page never hands a PDF
 * to a plug-in that would run scripts, this is the first of two walls.
 */
import type { FileHandle } from "node:fs/promises";
import { Problem } from "../problem.ts";

const chunkBytes = 1_048_576;
const overlap = 32;
const endBytes = 2_048;

/** /JavaScript, /JS (…), /Launch, /RichMedia; `#` hides letters of a name as hexadecimal, `/J#61vaScript`. */
const forbidden = [
  [/\/(JavaScript|JS)[\s(</[]/, "JavaScript"],
  [/\/Launch[\s/>(<[]/, "Launch"],
  [/\/RichMedia[\s/>(<[]/, "RichMedia"],
] as const;

/** @throws files.broken, files.unsafe */
export async function inspectPdf(handle: FileHandle, size: number): Promise<void> {
  const end = Buffer.alloc(Math.min(size, endBytes));
  await handle.read(end, 0, end.length, size - end.length);
  if (!end.includes("%%EOF")) throw new Problem("files.broken", { found: "PDF, no %%EOF" });
  const chunk = Buffer.alloc(Math.min(size, chunkBytes + overlap));
  for (let at = 0; at < size; at += chunkBytes) {
    const { bytesRead } = await handle.read(chunk, 0, chunk.length, at);
    const text = chunk
      .toString("latin1", 0, bytesRead)
      .replace(/#([0-9a-fA-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
    const found = forbidden.find(([sign]) => sign.test(text));
    if (found) throw new Problem("files.unsafe", { what: `PDF ${found[1]}` });
  }
}
