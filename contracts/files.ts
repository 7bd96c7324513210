/** Kinds of files that people hand in. What a file is, is read from its content; its name and its claim only have to agree. */
import { z } from "zod";

export const fileTypes = {
  pdf: { media: "application/pdf", extensions: ["pdf"] },
  jpeg: { media: "image/jpeg", extensions: ["jpg", "jpeg", "jpe", "jfif"] },
  png: { media: "image/png", extensions: ["png"] },
  webp: { media: "image/webp", extensions: ["webp"] },
  heic: { media: "image/heic", extensions: ["heic", "heif"] },
  tiff: { media: "image/tiff", extensions: ["tif", "tiff"] },
  /** 版式文件 GB/T 33190. */
  ofd: { media: "application/ofd", extensions: ["ofd"] },
  docx: {
    media: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    extensions: ["docx"],
  },
  xlsx: {
    media: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    extensions: ["xlsx"],
  },
  csv: { media: "text/csv", extensions: ["csv", "txt", "tsv"] },
} as const satisfies Record<string, { readonly media: string; readonly extensions: readonly string[] }>;

export type FileType = keyof typeof fileTypes;
export const fileType = z.enum(Object.keys(fileTypes) as [FileType, ...FileType[]]);

/** A file's name as people gave it: only ever shown. */
export const fileName = z.string().trim().min(1).max(255);

/** Pictures that every browser draws, and so can be shown with a watermark. */
export const drawable: readonly FileType[] = ["jpeg", "png", "webp"];

/** In pixels; a photo of a sheet of A4 at 300 dpi has nine million. */
export const pixelLimit = 20_000_000;
