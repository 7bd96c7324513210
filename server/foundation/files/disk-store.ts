/**
 * Files on a disk of ours. Written beside, synced, then given their name: a place holds the whole file or nothing, whatever
 * breaks. Mode 0600 in folders of 0700: readable by us alone, executable by nobody.
 */
import { createReadStream } from "node:fs";
import { copyFile, link, mkdir, open, readdir, rename, rm, stat, utimes } from "node:fs/promises";
import { dirname, join } from "node:path";
import { Readable } from "node:stream";
import { systemCode } from "../startup-problem.ts";
import { type FileStore, isPlace, type StoredPlace, safePlace } from "./file-store.ts";

/** A store under `folder`; the files handed to `put` lie on the same file system. */
export function diskStore(folder: string): FileStore {
  const pathOf = (place: string) => join(folder, safePlace(place));
  return {
    localPath: pathOf,
    put: async (place, path) => {
      const target = pathOf(place);
      const parent = dirname(target);
      await mkdir(parent, { recursive: true, mode: 0o700 });
      await linkOrCopy(path, target);
      await syncFolder(parent);
    },
    open: async (place) => {
      const stream = createReadStream(pathOf(place));
      const opened = Promise.withResolvers<boolean>();
      stream.once("open", () => opened.resolve(true));
      stream.once("error", (error) =>
        systemCode(error) === "ENOENT" ? opened.resolve(false) : opened.reject(error),
      );
      return (await opened.promise)
        ? (Readable.toWeb(stream) as unknown as ReadableStream<Uint8Array>)
        : undefined;
    },
    remove: (place) => rm(pathOf(place), { force: true }),
    list: () => listPlaces(folder),
  };
}

/** A second name for the same bytes: the first stays, because a command may be tried again. */
async function linkOrCopy(path: string, target: string): Promise<void> {
  try {
    await link(path, target);
  } catch (error) {
    if (systemCode(error) === "ENOENT") throw error;
    if (systemCode(error) !== "EEXIST") return copy(path, target);
    const now = new Date();
    // Younger again, so that the sweep keeps its hands off.
    await utimes(target, now, now);
  }
}

/** Where the file system knows no second names. */
async function copy(path: string, target: string): Promise<void> {
  const half = `${path}.copy`;
  await copyFile(path, half);
  await rename(half, target);
}

/** The new name itself must be on the disk before anyone is told that the file is kept. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, "r");
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

async function* listPlaces(folder: string): AsyncGenerator<StoredPlace> {
  for (const org of await namesIn(folder)) {
    if (!/^\d+$/.test(org)) continue;
    for (const first of await namesIn(join(folder, org)))
      for (const second of await namesIn(join(folder, org, first)))
        for (const name of await namesIn(join(folder, org, first, second))) {
          const place = `${org}/${first}/${second}/${name}`;
          if (!isPlace(place)) continue;
          const { mtimeMs } = await stat(join(folder, place));
          yield { place, at: Temporal.Instant.fromEpochMilliseconds(Math.floor(mtimeMs)) };
        }
  }
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder)).sort();
  } catch (error) {
    if (systemCode(error) === "ENOENT" || systemCode(error) === "ENOTDIR") return [];
    throw error;
  }
}
