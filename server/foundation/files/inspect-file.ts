/**
 * What is it really? Nothing that a file says of itself is believed: its type comes from its content, and only the types
 * that the endpoint asks for pass, each after its own examination. Reads from disk; memory is bounded.
 */
import { type FileHandle, open } from "node:fs/promises";
import { fileTypeFromFile } from "file-type";
import { type FileType, fileTypes } from "../../../contracts/files.ts";
import { Problem } from "../problem.ts";
import { claimedType } from "./file-name.ts";
import { inspectImage } from "./inspect-image.ts";
import { inspectPdf } from "./inspect-pdf.ts";
import { inspectZip } from "./inspect-zip.ts";
import { hasZipAtEnd, textKind } from "./telltales.ts";

export type Wanted = {
  readonly types: readonly FileType[];
  readonly unpackedBytes?: number | undefined;
};

export type Inspected = {
  readonly type: FileType;
  readonly width?: number;
  readonly height?: number;
  /** The place where a photo was taken was in it, and was removed: the content has changed. */
  readonly isRewritten: boolean;
};

/** A first part, an end record alone, a first part of several volumes. */
const zipStarts = new Set(["504b0304", "504b0506", "504b0708"]);
const headBytes = 65_536;
const tailBytes = 66_000; // the end record of a zip lies within its last 65,557 bytes

const isImage = (type: FileType): boolean => fileTypes[type].media.startsWith("image/");
const isPacked = (type: FileType): boolean => type === "docx" || type === "xlsx" || type === "ofd";

/**
 * Names the type of the file at `path` and examines it; removes the place from a photo.
 * @param name as the sender gave it; its extension must agree with what is found
 * @throws files.type, files.type_differs, files.broken, files.pixels, files.unpacks_large, files.unsafe
 */
export async function inspectFile(path: string, name: string, wanted: Wanted): Promise<Inspected> {
  const handle = await open(path, "r+");
  try {
    const { size } = await handle.stat();
    if (size === 0) throw new Problem("files.empty");
    const found = await nameType(path, handle, size, wanted);
    const type = agree(found, name, wanted.types);
    if (isPacked(type)) return { type, isRewritten: false };
    if (await hasZipAtEnd(handle, size, tailBytes))
      throw new Problem("files.unsafe", { what: `ZIP in ${shown(type)}` });
    if (isImage(type)) return { type, ...(await inspectImage(handle, size, type)) };
    if (type === "pdf") await inspectPdf(handle, size);
    return { type, isRewritten: false };
  } finally {
    await handle.close();
  }
}

/** Our word for it, or what the world calls it, when we do not take such. */
async function nameType(
  path: string,
  handle: FileHandle,
  size: number,
  wanted: Wanted,
): Promise<FileType | string> {
  const head = Buffer.alloc(Math.min(size, headBytes));
  await handle.read(head, 0, head.length, 0);
  if (zipStarts.has(head.toString("hex", 0, 4)))
    return inspectZip(path, { unpackedBytes: wanted.unpackedBytes });
  const mime = (await fileTypeFromFile(path).catch(() => undefined))?.mime as string | undefined;
  if (mime === undefined || mime.startsWith("text/") || mime === "application/xml")
    return textKind(head, size);
  const known = Object.entries(fileTypes).find(
    ([type, { media }]) => media === mime && !isPacked(type as FileType),
  );
  // Parameters and vendor names aside: "image/heif" and its sequences are what telephones call HEIC.
  if (/^image\/hei[cf]/.test(mime)) return "heic";
  return known?.[0] ?? (mime.split(/[/;]/)[1] ?? mime).replace(/^x-/, "");
}

function agree(found: FileType | string, name: string, types: readonly FileType[]): FileType {
  const type = types.find((one) => one === found);
  if (!type) throw new Problem("files.type", { found: shown(found), allowed: types.map(shown).join("、") });
  const claimed = claimedType(name);
  if (claimed !== undefined && claimed !== type)
    throw new Problem("files.type_differs", { claimed: shown(claimed), found: shown(found) });
  return type;
}

export const shown = (type: string): string => type.toUpperCase();
