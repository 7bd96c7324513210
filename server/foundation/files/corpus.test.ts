/**
 * Security check 24: a corpus of files, right and wrong, each with the verdict that it must get. All are made here.
 */
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { gzipSync } from "node:zlib";
import { imageSize } from "image-size";
import type { FileType } from "../../../contracts/files.ts";
import { Problem } from "../problem.ts";
import { inspectFile } from "./inspect-file.ts";
import { docx, exif, heic, jpeg, ofd, pdf, png, tiff, webp, xlsx, zip } from "./testing-files.ts";

const folder = mkdtempSync(join(tmpdir(), "corpus-"));
after(() => rmSync(folder, { recursive: true }));

const papers: readonly FileType[] = ["pdf", "jpeg", "png", "webp", "heic", "tiff", "ofd", "docx"];
const tables: readonly FileType[] = ["csv", "xlsx"];
const all = [...papers, ...tables];
const megabyte = 1_048_576;

type Case = { name: string; content: Buffer | string; types?: readonly FileType[]; verdict: string };

async function judge({ name, content, types = papers }: Case): Promise<string> {
  const path = join(folder, "file");
  writeFileSync(path, content);
  try {
    return (await inspectFile(path, name, { types, unpackedBytes: 20 * megabyte })).type;
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return error.code;
  }
}

const script = "<script>alert(1)</script>";
const svg = `<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg">${script}</svg>`;
const plainZip = zip([{ name: "a.txt", content: "text" }]);
const manyParts = Array.from({ length: 10_050 }, (_, n) => ({ name: `xl/part${n}.xml` }));
const zeros = Buffer.alloc(19 * megabyte);

const right: Case[] = [
  { name: "照片.jpg", content: jpeg(), verdict: "jpeg" },
  { name: "IMG_0001.JPEG", content: jpeg({ exif: exif(false) }), verdict: "jpeg" },
  { name: "no extension", content: jpeg(), verdict: "jpeg" },
  { name: "scan.png", content: png(), verdict: "png" },
  { name: "scan.webp", content: webp(), verdict: "webp" },
  { name: "IMG.HEIC", content: heic(), verdict: "heic" },
  { name: "fax.tiff", content: tiff([1_728, 1_728]), verdict: "tiff" },
  { name: "营业执照.pdf", content: pdf(), verdict: "pdf" },
  { name: "合同.ofd", content: ofd(), verdict: "ofd" },
  { name: "合同.docx", content: docx(), verdict: "docx" },
  { name: "客户.xlsx", content: xlsx(), types: tables, verdict: "xlsx" },
  { name: "客户.csv", content: "户号,姓名\n1,甲\n", types: tables, verdict: "csv" },
  { name: "gbk.csv", content: Buffer.from("bba7bac52cd0d5c3fb0a", "hex"), types: tables, verdict: "csv" },
  { name: "excel.csv", content: Buffer.from("\ufeffa\tb\n", "utf16le"), types: tables, verdict: "csv" },
];

const wrong: Case[] = [
  // A file lying about its type.
  { name: "photo.jpg", content: pdf(), verdict: "files.type_differs" },
  { name: "photo.png", content: jpeg(), verdict: "files.type_differs" },
  { name: "licence.pdf", content: docx(), verdict: "files.type_differs" },
  { name: "contract.docx", content: ofd(), verdict: "files.type_differs" },
  { name: "table.csv", content: xlsx(), types: tables, verdict: "files.type_differs" },
  { name: "table.xlsx", content: "a,b\n1,2\n", types: tables, verdict: "files.type_differs" },
  { name: "photo.jpg.exe", content: jpeg(), verdict: "files.type_differs" },
  // Programs and pages, whatever they are called.
  { name: "photo.jpg", content: `MZ${"\0".repeat(200)}`, verdict: "files.type" },
  { name: "photo.jpg", content: Buffer.from("7f454c460201010000000000", "hex"), verdict: "files.type" },
  { name: "photo.jpg", content: "#!/bin/sh\nrm -rf /\n", types: all, verdict: "files.type" },
  { name: "photo.jpg", content: svg, types: all, verdict: "files.type" },
  { name: "table.csv", content: svg, types: tables, verdict: "files.type" },
  { name: "table.csv", content: `<!DOCTYPE html>${script}`, types: tables, verdict: "files.type" },
  { name: "table.csv", content: `\ufeff  <html>${script}`, types: tables, verdict: "files.type" },
  { name: "table.csv", content: "<?php system($_GET[0]);", types: tables, verdict: "files.type" },
  { name: "table.csv", content: "a,b\0\x01\x02", types: tables, verdict: "files.type" },
  { name: "photo.gif", content: Buffer.from("474946383961010001000000", "hex"), verdict: "files.type" },
  { name: "a.zip", content: plainZip, types: all, verdict: "files.type" },
  { name: "a.gz", content: gzipSync(Buffer.alloc(1_000)), types: all, verdict: "files.type" },
  { name: "scan.pdf", content: "not a PDF at all", verdict: "files.type" },
  // Two things in one: polyglots.
  { name: "photo.jpg", content: jpeg({ tail: plainZip }), verdict: "files.unsafe" },
  { name: "scan.pdf", content: Buffer.concat([pdf(), plainZip]), verdict: "files.unsafe" },
  { name: "photo.png", content: png({ tail: plainZip }), verdict: "files.unsafe" },
  { name: "photo.jpg", content: jpeg({ comment: script }), verdict: "files.unsafe" },
  { name: "photo.jpg", content: jpeg({ tail: pdf() }), verdict: "files.unsafe" },
  { name: "photo.png", content: png({ comment: "<?php system(0); ?>" }), verdict: "files.unsafe" },
  // PDFs that run something.
  {
    name: "a.pdf",
    content: pdf("/OpenAction << /S /JavaScript /JS (app.alert(1)) >>"),
    verdict: "files.unsafe",
  },
  { name: "a.pdf", content: pdf("/OpenAction << /S /J#61vaScript /J#53 (x) >>"), verdict: "files.unsafe" },
  { name: "a.pdf", content: pdf("/OpenAction << /S /Launch /F (cmd.exe) >>"), verdict: "files.unsafe" },
  {
    name: "a.pdf",
    content: pdf(`${"% padding\n".repeat(110_000)}/JavaScript <<>>`),
    verdict: "files.unsafe",
  },
  { name: "a.pdf", content: pdf().subarray(0, 40), verdict: "files.broken" },
  // Pictures that fill the memory when they are decoded.
  { name: "a.png", content: png({ width: 60_000, height: 60_000 }), verdict: "files.pixels" },
  { name: "a.jpg", content: jpeg({ width: 65_000, height: 400 }), verdict: "files.pixels" },
  { name: "a.webp", content: webp({ width: 16_000, height: 16_000 }), verdict: "files.pixels" },
  { name: "a.heic", content: heic({ width: 100_000, height: 100_000 }), verdict: "files.pixels" },
  { name: "a.tiff", content: tiff([100, 300_000]), verdict: "files.pixels" },
  { name: "a.tiff", content: tiff(Array(60).fill(100)), verdict: "files.broken" },
  { name: "a.jpg", content: jpeg().subarray(0, 24), verdict: "files.broken" },
  { name: "a.png", content: png({ width: 0 }), verdict: "files.broken" },
  // Zip bombs.
  { name: "a.docx", content: docx({ name: "word/x.xml", content: zeros }), verdict: "files.unpacks_large" },
  {
    name: "a.docx",
    content: docx({ name: "word/x.xml", claimedBytes: 2 ** 31 }),
    verdict: "files.unpacks_large",
  },
  {
    name: "a.docx",
    content: docx({ name: "word/x.xml", content: Buffer.alloc(2 * megabyte), claimedBytes: 10 }),
    verdict: "files.unpacks_large",
  },
  { name: "a.xlsx", content: xlsx(...manyParts), types: tables, verdict: "files.unpacks_large" },
  {
    name: "a.docx",
    content: zip(
      [
        { name: "word/document.xml", content: "text" },
        { name: "[Content_Types].xml", content: "text" },
      ],
      { overlap: true },
    ),
    verdict: "files.unpacks_large",
  },
  // Zip slip, links, macros, programs inside.
  { name: "a.docx", content: docx({ name: "../../etc/passwd" }), verdict: "files.unsafe" },
  { name: "a.docx", content: docx({ name: "/etc/passwd" }), verdict: "files.unsafe" },
  { name: "a.docx", content: docx({ name: "word\\..\\evil" }), verdict: "files.unsafe" },
  { name: "a.docx", content: docx({ name: "word/link", mode: 0o120777 }), verdict: "files.unsafe" },
  { name: "a.docx", content: docx({ name: "word/vbaProject.bin", content: "x" }), verdict: "files.unsafe" },
  { name: "a.ofd", content: ofd({ name: "Doc_0/run.exe", content: "MZ" }), verdict: "files.unsafe" },
  { name: "a.ofd", content: ofd({ name: "Doc_0/page.html", content: script }), verdict: "files.unsafe" },
  { name: "a.docx", content: docx({ name: "word/x.xml", isEncrypted: true }), verdict: "files.unsafe" },
  { name: "a.docx", content: docx({ name: "WORD/document.xml", content: "twice" }), verdict: "files.unsafe" },
  { name: "a.docx", content: docx().subarray(0, 60), verdict: "files.broken" },
  { name: "empty.pdf", content: "", verdict: "files.empty" },
];

test("right files of every type pass, whatever their names", async () => {
  for (const one of right) assert.equal(await judge(one), one.verdict, one.name);
});

test("each wrong file of the corpus is refused for its own reason", async () => {
  assert.ok(right.length + wrong.length >= 40);
  for (const [at, one] of wrong.entries())
    assert.equal(await judge(one), one.verdict, `${at}: ${one.name} ${one.content.slice(0, 40).toString()}`);
});

test("a file that lies is told what it really is", async () => {
  const path = join(folder, "lie");
  writeFileSync(path, pdf());
  const refused = await inspectFile(path, "身份证.jpg", { types: papers }).catch(
    (problem: Problem) => problem,
  );
  assert.ok(refused instanceof Problem);
  assert.deepEqual(refused.facts, { claimed: "JPEG", found: "PDF" });
});

test("the place where a photo was taken is taken out; the picture stays byte for byte as long", async () => {
  const xmp =
    '<x:xmpmeta exif:GPSLatitude="31,14.5678N"><exif:GPSLongitude>121,28E</exif:GPSLongitude></x:xmpmeta>';
  for (const content of [jpeg({ exif: exif(true), xmp }), png({ exif: exif(true) }), jpeg({ xmp })]) {
    const path = join(folder, "photo");
    writeFileSync(path, content);
    const { isRewritten } = await inspectFile(path, "photo", { types: papers });
    const kept = readFileSync(path);
    assert.equal(isRewritten, true);
    assert.equal(kept.length, content.length);
    assert.equal(kept.includes(exif(true).subarray(-48)), false, "the numbers are gone");
    assert.equal(/31,14|121,28/.test(kept.toString("latin1")), false);
    const { width, height } = imageSize(kept);
    assert.deepEqual(
      { width, height },
      (({ width: w, height: h }) => ({ width: w, height: h }))(imageSize(content)),
    );
    assert.equal((await inspectFile(path, "photo", { types: papers })).isRewritten, false, "once is enough");
  }
  assert.equal(imageSize(jpeg({ exif: exif(true) })).orientation, 6);
});
