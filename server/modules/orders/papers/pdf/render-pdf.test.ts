import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { deflateSync } from "node:zlib";
import type { PaperSignature } from "../../../../../contracts/orders/papers.ts";
import { documentHash } from "../document-hash.ts";
import { receipt } from "../templates/receipt.ts";
import { undertaking } from "../templates/undertaking.ts";
import { bag, examples } from "../testing-examples.ts";
import { resident, residentReceipt } from "../testing-facts.ts";
import { renderBundle, renderPdf, SignatureMismatch } from "./render-pdf.ts";
import { fontFiles, pagesOf, textOf } from "./testing-pdf.ts";

const named = (name: string) => receipt({ ...residentReceipt, customer: { ...resident.customer, name } });

test("every paper is set; the slowest and the average are printed", async (t) => {
  await renderPdf(receipt(residentReceipt));
  const times: { name: string; ms: number; size: number }[] = [];
  for (const [name, document] of Object.entries(examples())) {
    const start = performance.now();
    const pdf = await renderPdf(document);
    times.push({ name, ms: performance.now() - start, size: pdf.length });
    assert.equal(Buffer.from(pdf.subarray(0, 5)).toString(), "%PDF-");
    assert.ok(textOf(pdf).includes(document.title.zh), name);
    assert.ok(textOf(pdf).includes(documentHash(document)), `${name} shows its hash`);
  }
  const slowest = times.reduce((a, b) => (a.ms > b.ms ? a : b));
  const mean = times.reduce((sum, { ms }) => sum + ms, 0) / times.length;
  t.diagnostic(
    `a paper takes ${mean.toFixed(0)} ms on average; the slowest, ${slowest.name}, ${slowest.ms.toFixed(0)} ms`,
  );
  t.diagnostic(`the largest has ${Math.max(...times.map(({ size }) => size)) / 1_000} kB`);
});

test("a receipt has its fonts in it, its text can be read out, and it is small", async () => {
  const pdf = await renderPdf(receipt(residentReceipt));
  assert.ok(pdf.length < 200_000, `${pdf.length} bytes`);
  assert.equal(fontFiles(pdf), 2);
  const text = textOf(pdf);
  for (const { step, basis = "" } of residentReceipt.promised) {
    assert.ok(text.includes(step), step);
    assert.ok(text.includes(basis), basis);
  }
  assert.ok(text.includes("2026年12月7日"));
  assert.ok(text.includes("第1页/共1页"));
});

test("poppler reads the same text, where it is installed", (t) => {
  if (spawnSync("pdftotext", ["-v"]).error) return t.skip("no poppler-utils here");
  return (async () => {
    const folder = mkdtempSync(join(tmpdir(), "paper-"));
    const file = join(folder, "receipt.pdf");
    writeFileSync(file, await renderPdf(receipt(residentReceipt)));
    const { stdout } = spawnSync("pdftotext", ["-layout", file, "-"], { encoding: "utf8" });
    const fonts = spawnSync("pdffonts", [file], { encoding: "utf8" }).stdout;
    rmSync(folder, { recursive: true });
    assert.match(stdout, /业务受理回执/);
    assert.match(stdout, /2026年12月7日/);
    assert.doesNotMatch(stdout, /(?![\n\f])\p{Cc}/u);
    assert.match(fonts, /NotoSansHans-Regular .* yes yes yes/);
  })();
});

test("the same paper is the same file, byte for byte", async () => {
  const [one, other] = [await renderPdf(named("张三")), await renderPdf(named("张三"))];
  assert.equal(Buffer.compare(one, other), 0);
});

test("a script in a name is printed as its letters", async () => {
  const name = "<script>alert('x')</script>";
  const pdf = await renderPdf(named(name));
  assert.ok(textOf(pdf).includes(name));
  assert.doesNotMatch(Buffer.from(pdf).toString("latin1"), /\/JavaScript|\/JS\b|\/Launch|\/URI/);
});

test("a rare character is never a blank: another font has it, or its code point is printed", async () => {
  const pdf = await renderPdf(named("𠮷田䶮"));
  assert.ok(textOf(pdf).includes("〔U+20BB7〕田䶮"));
  assert.ok(textOf(pdf).includes("统一码"));
  const turkish = await renderPdf(named("Şükrü Ağaoğlu"));
  assert.ok(textOf(turkish).includes("ŞükrüAğaoğlu"));
  assert.equal(fontFiles(turkish), 3);
  assert.ok(!textOf(turkish).includes("〔U+"));
});

test("a word without a break stays on the paper", async () => {
  const pdf = await renderPdf(named("Q".repeat(300)));
  assert.equal(textOf(pdf).split("Q").length - 1, 300);
  for (const { right } of pagesOf(pdf)) assert.ok(right <= 595.28 - 40, `text reaches ${right}`);
});

const strokes = {
  width: 1_000,
  height: 400,
  lines: [
    [100, 100, 300, 300, 500, 120],
    [600, 200],
  ],
};
const signature = (document: ReturnType<typeof receipt>, more: Partial<PaperSignature>): PaperSignature => ({
  slot: "customer",
  signerName: "张三",
  signedAt: "2026-11-30T01:20:00Z",
  documentHash: documentHash(document),
  ...more,
});

test("signatures are drawn where they belong; those of another document are refused", async () => {
  const document = undertaking({ ...resident, owed: [{ name: "不动产权证", beforeStep: "供电方案答复" }] });
  const pdf = await renderPdf(document, [signature(document, { strokes })]);
  assert.ok(textOf(pdf).includes("张三2026年11月30日09:20"));
  const other = undertaking({ ...resident, owed: [{ name: "购房合同", beforeStep: "供电方案答复" }] });
  await assert.rejects(renderPdf(other, [signature(document, { strokes })]), SignatureMismatch);
});

test("a picture of a gigapixel is not unpacked, and a broken one refuses only its own paper", async () => {
  const document = undertaking({ ...resident, owed: [{ name: "不动产权证", beforeStep: "供电方案答复" }] });
  const huge = signature(document, { png: png(30_000, 30_000) });
  assert.ok(textOf(await renderPdf(document, [huge])).includes("签名图像无法显示"));
  const broken = signature(document, { png: "data:image/png;base64,iVBORw0KGgo=" });
  assert.ok(textOf(await renderPdf(document, [broken])).includes("签名图像无法显示"));
  assert.ok((await renderPdf(document, [signature(document, { png: png(20, 10) })])).length > 1_000);
});

test("a bundle is one file in which each paper counts its own pages", async () => {
  const text = textOf(await renderBundle(bag().map((document) => ({ document }))));
  assert.ok(text.includes("一袋六表档案袋封面"));
  assert.ok(text.indexOf("高压用电登记表") < text.indexOf("受电工程竣工检验意见单"));
  assert.ok((text.match(/第1页\/共\d页/g) ?? []).length === 6);
});

test("forty papers at once are all set, each with its own number", async () => {
  const papers = Array.from({ length: 40 }, (_, index) =>
    receipt({ ...residentReceipt, number: `N${1_000 + index}` }),
  );
  const texts = (await Promise.all(papers.map((document) => renderPdf(document)))).map(textOf);
  texts.forEach((text, index) => {
    assert.ok(text.includes(`N${1_000 + index}`));
  });
});

/** A white picture of any size: rows of nothing compress a thousandfold. Huge ones have a header and no rows. */
function png(width: number, height: number): string {
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
    const framed = Buffer.alloc(body.length + 8);
    framed.writeUInt32BE(data.length, 0);
    body.copy(framed, 4);
    framed.writeUInt32BE(crc(body), body.length + 4);
    return framed;
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 0, 0, 0, 0], 8);
  const rows = width * height > 1e6 ? Buffer.alloc(0) : Buffer.alloc((width + 1) * height, 255).fill(0, 0, 0);
  for (let y = 0; y < rows.length; y += width + 1) rows[y] = 0;
  const bytes = Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk("IHDR", header),
    chunk("IDAT", deflateSync(rows)),
    chunk("IEND", Buffer.alloc(0)),
  ]);
  return `data:image/png;base64,${bytes.toString("base64")}`;
}

function crc(bytes: Buffer): number {
  let value = 0xffffffff;
  for (const byte of bytes) {
    value ^= byte;
    for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  }
  return (value ^ 0xffffffff) >>> 0;
}
