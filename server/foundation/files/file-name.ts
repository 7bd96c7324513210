/** What a file is called: shown to people, never used as a path. */
import { type FileType, fileTypes } from "../../../contracts/files.ts";

const longest = 120;

/**
 * A name that can be shown and saved anywhere: the last part of a path, no control or direction characters (which can
 * make `exe.jpg` look like `gpj.exe`), nothing that file systems reserve, and the extension of what the file really is.
 */
export function cleanFileName(given: string, type: FileType): string {
  const [, last = ""] = /([^/\\]*)$/.exec(given.normalize("NFC")) ?? [];
  const stem = last
    .replace(/\.[^.]*$/u, "")
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}]/gu, "")
    .replace(/[<>:"|?*]/g, "_")
    .replace(/^[\s.]+|[\s.]+$/gu, "");
  const short = [...stem].slice(0, longest).join("");
  const isReserved = /^(con|prn|aux|nul|com\d|lpt\d)$/i.test(short);
  return `${short && !isReserved ? short : `file${short ? `-${short}` : ""}`}.${fileTypes[type].extensions[0]}`;
}

/** The type that a name claims by its extension; undefined when it claims none, the extension itself when we do not know it. */
export function claimedType(name: string): FileType | string | undefined {
  const extension = /\.([\p{L}\p{N}]{1,10})$/u.exec(name.trim())?.[1]?.toLowerCase();
  if (!extension) return undefined;
  const known = Object.entries(fileTypes).find(([, { extensions }]) =>
    (extensions as readonly string[]).includes(extension),
  );
  return known?.[0] ?? extension;
}
