/**
 * Pictures: their size is read without decoding them, pages hidden in them are refused, and the place where a photo was
 * taken is taken out (nobody asked for it: PIPL article 6).
 */
import type { FileHandle } from "node:fs/promises";
import { imageSize } from "image-size";
import { type FileType, pixelLimit } from "../../../contracts/files.ts";
import { Problem } from "../problem.ts";
import { removeLocation } from "./remove-location.ts";
import { hiddenPage } from "./telltales.ts";
import { tiffPages } from "./tiff.ts";

const imageBytes = 40 * 1_048_576;
const framesLimit = 50;

/** One picture at a time is held in memory, however many arrive at once. */
let turn: Promise<unknown> = Promise.resolve();

type Inspected = { readonly width: number; readonly height: number; readonly isRewritten: boolean };

/** @throws files.too_large, files.broken, files.pixels, files.unsafe */
export function inspectImage(handle: FileHandle, size: number, type: FileType): Promise<Inspected> {
  const mine = turn.then(() => inspect(handle, size, type));
  turn = mine.catch(() => {});
  return mine;
}

async function inspect(handle: FileHandle, size: number, type: FileType): Promise<Inspected> {
  if (size > imageBytes) throw new Problem("files.too_large", { limitMb: imageBytes / 1_048_576 });
  const bytes = Buffer.alloc(size);
  await handle.read(bytes, 0, size, 0);
  const hidden = hiddenPage(bytes);
  if (hidden) throw new Problem("files.unsafe", { what: hidden });
  const { width, height } = largest(bytes, type);
  if (width * height > pixelLimit)
    throw new Problem("files.pixels", { width, height, limitMegapixels: pixelLimit / 1_000_000 });
  const isRewritten = removeLocation(bytes);
  if (isRewritten) await handle.write(bytes, 0, size, 0);
  return { width, height, isRewritten };
}

/** Of all pages and frames, because each of them will be decoded. */
function largest(bytes: Buffer, type: FileType): { width: number; height: number } {
  const pages = type === "tiff" ? tiffPages(bytes) : framesOf(bytes, type);
  if (
    pages.length === 0 ||
    pages.length > framesLimit ||
    pages.some(({ width, height }) => !(width * height > 0))
  )
    throw new Problem("files.broken", { found: type.toUpperCase() });
  return pages.reduce((most, page) => (page.width * page.height > most.width * most.height ? page : most));
}

function framesOf(bytes: Buffer, type: FileType): { width: number; height: number }[] {
  try {
    const { width, height, images = [] } = imageSize(bytes);
    return [{ width, height }, ...images];
  } catch {
    throw new Problem("files.broken", { found: type.toUpperCase() });
  }
}
