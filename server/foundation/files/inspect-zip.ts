/**
 * Office documents and OFD are zip files, and a zip can be a trap: parts that unpack without end (bombs), that overlap,
 * that lead out of their folder (slip), links, macros. All parts are unpacked once, into nothing, before one is kept.
 */
import yauzl from "yauzl";
import { Problem } from "../problem.ts";

const entryLimit = 10_000;
const defaultUnpackedBytes = 200 * 1_048_576;
/** Tables of numbers pack to a thirtieth; text that packs to less than a two-hundredth was made to. */
const ratioLimit = 200;
/** Below this much nobody is harmed, whatever the ratio. */
const harmlessBytes = 4 * 1_048_576;
const localHeaderBytes = 30;

const unsafe = (what: string) => new Problem("files.unsafe", { what });
const broken = (found: string) => new Problem("files.broken", { found: `ZIP, ${found}`.slice(0, 80) });

/**
 * What kind of package it is: `docx`, `xlsx`, `ofd`, or `zip` for all others.
 * @throws files.broken, files.unpacks_large, files.unsafe
 */
export async function inspectZip(
  path: string,
  { unpackedBytes = defaultUnpackedBytes }: { unpackedBytes?: number | undefined },
): Promise<"docx" | "xlsx" | "ofd" | "zip"> {
  const zip = await openZip(path);
  try {
    const entries = await entriesOf(zip);
    const kind = kindOf(new Set(entries.map(({ fileName }) => fileName)));
    // What is not taken anyway need not be unpacked.
    if (kind === "zip") return kind;
    entries.forEach(refuseUnsafe);
    refuseTwice(entries);
    refuseOverlap(entries);
    refuseLarge(entries, unpackedBytes);
    for (const entry of entries) await unpack(zip, entry);
    return kind;
  } finally {
    zip.close();
  }
}

function openZip(path: string): Promise<yauzl.ZipFile> {
  return new Promise((resolve, reject) =>
    yauzl.open(path, { lazyEntries: true, autoClose: false, strictFileNames: true }, (error, zip) =>
      error ? reject(broken(error.message)) : resolve(zip),
    ),
  );
}

/** Names that lead out of the folder (`../`, absolute, backslashes) are refused by yauzl as it reads them. */
function entriesOf(zip: yauzl.ZipFile): Promise<yauzl.Entry[]> {
  const entries: yauzl.Entry[] = [];
  return new Promise((resolve, reject) => {
    zip.on("entry", (entry: yauzl.Entry) => {
      entries.push(entry);
      if (entries.length > entryLimit) reject(new Problem("files.unpacks_large"));
      else zip.readEntry();
    });
    zip.on("end", () => resolve(entries));
    zip.on("error", (error: Error) =>
      reject(
        /relative path|absolute path|invalid characters/.test(error.message)
          ? unsafe("../")
          : broken(error.message),
      ),
    );
    zip.readEntry();
  });
}

function kindOf(names: ReadonlySet<string>): "docx" | "xlsx" | "ofd" | "zip" {
  if (names.has("OFD.xml")) return "ofd";
  if (!names.has("[Content_Types].xml")) return "zip";
  if (names.has("word/document.xml")) return "docx";
  return names.has("xl/workbook.xml") ? "xlsx" : "zip";
}

const isSymbolicLink = ({ externalFileAttributes }: yauzl.Entry) =>
  ((externalFileAttributes >>> 16) & 0o170000) === 0o120000;

function refuseUnsafe(entry: yauzl.Entry): void {
  const name = entry.fileName.toLowerCase();
  if (entry.isEncrypted()) throw unsafe("encrypted part");
  if (isSymbolicLink(entry)) throw unsafe("symbolic link");
  if (/vbaproject\.bin$|\/macrosheets\/|\/activex\//.test(name)) throw unsafe("macro");
  if (
    /\.(exe|dll|com|scr|bat|cmd|ps1|vbs|js|jse|wsf|hta|lnk|msi|jar|sh|html?|svgz?|php|zip|rar|7z)$/.test(name)
  )
    throw unsafe(/\.(\w+)$/.exec(name)?.[1]?.toUpperCase() ?? "program");
}

function refuseTwice(entries: readonly yauzl.Entry[]): void {
  const names = new Set(entries.map(({ fileName }) => fileName.toLowerCase()));
  if (names.size !== entries.length) throw unsafe("duplicate part");
}

/** Parts that share bytes: how a small file unpacks to a huge one without a suspicious ratio in any of them. */
function refuseOverlap(entries: readonly yauzl.Entry[]): void {
  const ordered = entries.toSorted((a, b) => a.relativeOffsetOfLocalHeader - b.relativeOffsetOfLocalHeader);
  let end = 0;
  for (const { relativeOffsetOfLocalHeader: start, compressedSize } of ordered) {
    if (start < end) throw new Problem("files.unpacks_large");
    end = start + localHeaderBytes + compressedSize;
  }
}

function refuseLarge(entries: readonly yauzl.Entry[], unpackedBytes: number): void {
  const total = entries.reduce((sum, { uncompressedSize }) => sum + uncompressedSize, 0);
  const packed = entries.reduce((sum, { compressedSize }) => sum + compressedSize, 0);
  if (total > unpackedBytes || (total > harmlessBytes && total > packed * ratioLimit))
    throw new Problem("files.unpacks_large");
}

/** Unpacks into nothing. A part that is longer than it says ends in an error of yauzl's. */
function unpack(zip: yauzl.ZipFile, entry: yauzl.Entry): Promise<void> {
  if (entry.fileName.endsWith("/")) return Promise.resolve();
  return new Promise((resolve, reject) =>
    zip.openReadStream(entry, (error, stream) => {
      if (error) return reject(broken(error.message));
      stream.on("error", (fault) =>
        reject(
          /too many bytes/.test(fault.message) ? new Problem("files.unpacks_large") : broken(fault.message),
        ),
      );
      stream.on("end", resolve);
      stream.resume();
    }),
  );
}
