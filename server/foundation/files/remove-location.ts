/**
 * Takes out of a photo where it was taken. In place, byte for byte of the same length: the picture, its orientation and
 * all offsets stay as they are.
 */
import { crc32 } from "node:zlib";
import { Tiff } from "./tiff.ts";

const gpsTag = 0x8825;

/** Where EXIF begins: after its name in JPEG and HEIC, after the chunk's head in PNG and WebP, at once in TIFF. */
function* exifStarts(bytes: Buffer): Generator<number> {
  yield 0;
  for (const [sign, skip] of [
    ["Exif\0\0", 6],
    ["eXIf", 4],
    ["EXIF", 8],
  ] as const) {
    for (let at = bytes.indexOf(sign, 0, "latin1"); at >= 0; at = bytes.indexOf(sign, at + 1, "latin1"))
      yield at + skip;
  }
}

/** @returns whether there was a place in it */
export function removeLocation(bytes: Buffer): boolean {
  let found = false;
  for (const start of exifStarts(bytes)) {
    const tiff = Tiff.at(bytes, start);
    if (tiff && blankGps(tiff)) found = true;
  }
  if (blankXmp(bytes)) found = true;
  if (found && bytes.toString("latin1", 1, 4) === "PNG") sumPng(bytes);
  return found;
}

/** The chunks of a PNG carry sums of their content: made anew. */
function sumPng(bytes: Buffer): void {
  for (let at = 8; at + 12 <= bytes.length; ) {
    const end = at + 8 + bytes.readUInt32BE(at);
    if (end + 4 > bytes.length) return;
    bytes.writeUInt32BE(crc32(bytes.subarray(at + 4, end)), end);
    at = end + 4;
  }
}

function blankGps(tiff: Tiff): boolean {
  let found = false;
  for (const { fields } of tiff.directories()) {
    const pointer = fields.find(({ tag }) => tag === gpsTag);
    const offset = pointer && tiff.number(pointer);
    if (!offset) continue;
    for (const field of tiff.directory(offset).fields) if (tiff.blank(field)) found = true;
  }
  return found;
}

/** The same in words, as picture editors write it: `exif:GPSLatitude="31,12.5N"`. */
function blankXmp(bytes: Buffer): boolean {
  let found = false;
  for (
    let at = bytes.indexOf("exif:GPS", 0, "latin1");
    at >= 0;
    at = bytes.indexOf("exif:GPS", at + 8, "latin1")
  ) {
    const value = /^exif:GPS\w+(?:\s*=\s*"([^"]*)"|>([^<]*)<)/.exec(bytes.toString("latin1", at, at + 300));
    const text = value?.[1] ?? value?.[2];
    if (!value || !text?.trim()) continue;
    const start = at + value[0].lastIndexOf(text);
    bytes.fill(0x20, start, start + text.length);
    found = true;
  }
  return found;
}
