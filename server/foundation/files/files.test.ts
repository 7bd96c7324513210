/** Uploads through the real edge over a real socket: streamed, limited, kept once, handed out as data, swept. */
import assert from "node:assert/strict";
import { readdirSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { z } from "zod";
import { empty } from "../../../contracts/common.ts";
import { endpoint } from "../../../contracts/endpoint.ts";
import { fileName, fileTypes } from "../../../contracts/files.ts";
import type { ProblemDocument } from "../../../contracts/problems.ts";
import { route, uploadRoute } from "../http/route.ts";
import { type Listening, listen } from "../http/server.ts";
import { Problem } from "../problem.ts";
import { testPlatform } from "../test-kit.ts";
import { notesGate } from "../testing-notes.ts";
import { cleanFileName } from "./file-name.ts";
import { placeOf } from "./file-store.ts";
import type { Files } from "./files.ts";
import { sweepStore } from "./sweep-store.ts";
import { exif, jpeg, pdf } from "./testing-files.ts";

const megabyte = 1_048_576;
const platform = await testPlatform();

const put = endpoint({
  method: "post",
  path: "/api/test-files",
  capability: "hall.call",
  scope: "company",
  summary: { zh: "上传", en: "Upload" },
  query: z.strictObject({ name: fileName, fail: z.literal("yes").optional() }),
  upload: { maxBytes: 8 * megabyte, types: ["pdf", "jpeg", "csv"] },
  answer: z.object({ sha256: z.string(), name: z.string(), bytes: z.int() }),
});
const get = endpoint({
  method: "get",
  path: "/api/test-files/{sha256}",
  capability: "hall.call",
  scope: "company",
  summary: { zh: "下载", en: "Download" },
  params: z.object({ sha256: z.string().regex(/^[0-9a-f]{64}$/) }),
  query: empty,
  answer: z.unknown(),
  file: "application/octet-stream",
});
const app = platform.edge(
  [
    uploadRoute(put, async (ctx, { query }, file) => {
      const { sha256, bytes } = await ctx.files.keep(ctx, file);
      if (query.fail) throw new Problem("thing.not_found");
      return { sha256, bytes, name: file.name };
    }),
    route(get, async (ctx, { params }) => ({
      body: await ctx.files.open(ctx, params.sha256),
      filename: "文件.pdf",
      media: fileTypes.pdf.media,
    })),
  ],
  notesGate,
);
let server: Listening;
before(async () => {
  server = await listen(app, "127.0.0.1", 0);
});
after(() => server.stop());

type Sent = { name?: string; org?: number; key?: string; more?: string };
const send = (
  body: Buffer | string,
  { name = "a.pdf", org = 1, key = crypto.randomUUID(), more = "" }: Sent = {},
) =>
  fetch(`${server.address}/api/test-files?name=${encodeURIComponent(name)}${more}`, {
    method: "POST",
    body: typeof body === "string" ? body : new Uint8Array(body),
    headers: { "x-test-org": String(org), "idempotency-key": key },
  });
const fetchFile = (sha256: string, org = 1) =>
  fetch(`${server.address}/api/test-files/${sha256}`, { headers: { "x-test-org": String(org) } });
const read = async (answer: Response | Promise<Response>) =>
  (await (await answer).json()) as ProblemDocument & { sha256: string; name: string; bytes: number };
const folderOf = (files: Files) =>
  join(files.store.localPath?.(placeOf(1, "0".repeat(64))) ?? "", "../../../..");
const temporary = () => readdirSync(join(folderOf(platform.files), "tmp"));

test("a file is kept under its hash, unreadable to others, and comes back as data that runs nothing", async () => {
  const { sha256, name, bytes } = await read(send(pdf(), { name: "../../营业执照\u202e.pdf" }));
  assert.equal(name, "营业执照.pdf");
  assert.equal(bytes, pdf().length);
  const path = platform.files.store.localPath?.(placeOf(1, sha256)) ?? "";
  assert.match(path, new RegExp(`/1/${sha256.slice(0, 2)}/${sha256.slice(2, 4)}/${sha256}$`));
  assert.equal(statSync(path).mode & 0o777, 0o600);
  const answer = await fetchFile(sha256);
  assert.deepEqual(Buffer.from(await answer.arrayBuffer()), pdf());
  assert.equal(answer.headers.get("content-type"), "application/pdf");
  assert.match(answer.headers.get("content-disposition") ?? "", /^attachment;/);
  assert.equal(answer.headers.get("x-content-type-options"), "nosniff");
  assert.equal(answer.headers.get("content-security-policy"), "default-src 'none'; sandbox");
  assert.deepEqual(temporary(), []);
});

test("companies are kept apart: the same bytes are two files, and the neighbour's hash opens nothing", async () => {
  const secret = pdf("/Of (one company)");
  const { sha256 } = await read(send(secret));
  assert.equal((await read(fetchFile(sha256, 2))).code, "files.gone");
  assert.equal((await read(send(secret, { org: 2 }))).sha256, sha256);
  assert.equal((await fetchFile(sha256, 2)).status, 200);
});

test("twice with one key is once; another file under the key is refused", async () => {
  const key = crypto.randomUUID();
  const photo = jpeg({ exif: exif(true) });
  const answers = await Promise.all(Array.from({ length: 6 }, () => send(photo, { key, name: "a.jpg" })));
  const texts = await Promise.all(answers.map((answer) => answer.text()));
  assert.equal(new Set(texts).size, 1, texts.join());
  assert.equal((await read(send(pdf(), { key, name: "a.jpg" }))).code, "files.type_differs");
  assert.equal((await read(send(jpeg(), { key, name: "a.jpg" }))).code, "request.key_reused");
  assert.deepEqual(temporary(), []);
});

test("2 GB are refused before they come when the sender says so, and at the limit when not", async () => {
  const sizes = { said: 2 * 1_024 * megabyte, unsaid: undefined };
  for (const [how, said] of Object.entries(sizes)) {
    const before = process.memoryUsage().rss;
    const { status, sent } = await sendEndless(said);
    const grown = (process.memoryUsage().rss - before) / megabyte;
    assert.equal(status, 413, how);
    assert.ok(sent < 120 * megabyte, `${how}: ${sent} bytes were sent`);
    assert.ok(grown < 250, `${how}: memory grew by ${grown} MB`);
  }
  assert.deepEqual(temporary(), [], "nothing is left behind");
});

/** Sends for as long as somebody listens, as a browser does that has begun. */
function sendEndless(contentLength: number | undefined): Promise<{ status: number; sent: number }> {
  return new Promise((resolve, reject) => {
    const call = request(`${server.address}/api/test-files?name=a.csv`, {
      method: "POST",
      headers: {
        "x-test-org": "1",
        "idempotency-key": crypto.randomUUID(),
        ...(contentLength ? { "content-length": contentLength } : {}),
      },
    });
    let sent = 0;
    let status = 0;
    const chunk = Buffer.alloc(megabyte, "a,b\n");
    const pump = () => {
      while (!call.destroyed && status === 0) {
        sent += chunk.length;
        if (!call.write(chunk)) return void call.once("drain", pump);
      }
    };
    const done = () => resolve({ status, sent });
    call.on("response", (answer) => {
      status = answer.statusCode ?? 0;
      answer.resume();
      answer.on("end", () => call.destroy());
    });
    call.on("close", done);
    call.on("error", (error) => (status ? done() : reject(error)));
    pump();
  });
}

test("a sender who goes away in the middle leaves nothing", async () => {
  const call = request(`${server.address}/api/test-files?name=a.csv`, {
    method: "POST",
    headers: { "x-test-org": "1", "idempotency-key": crypto.randomUUID(), "content-length": 5 * megabyte },
  });
  call.on("error", () => {});
  call.write(Buffer.alloc(megabyte, "a,b\n"));
  while (temporary().length === 0) await new Promise((done) => setTimeout(done, 10));
  call.destroy();
  while (temporary().length > 0) await new Promise((done) => setTimeout(done, 10));
});

test("strangers and malformed calls are refused before a byte is read", async () => {
  const url = `${server.address}/api/test-files?name=a.pdf`;
  assert.equal((await read(fetch(url, { method: "POST", body: "x" }))).code, "access.sign_in");
  const asClerk = { "x-test-org": "1" };
  assert.equal(
    (await read(fetch(url, { method: "POST", body: "x", headers: asClerk }))).code,
    "request.key_missing",
  );
  assert.equal((await read(send("", {}))).code, "files.empty");
  assert.equal((await read(send(pdf(), { more: "&other=1" }))).code, "request.invalid");
});

test("a command that fails leaves bytes that no row names; the sweep takes them, and only them", async () => {
  const lost = pdf("/Lost (yes)");
  assert.equal((await send(lost, { more: "&fail=yes" })).status, 404);
  const { sha256 } = await read(send(pdf("/Kept (yes)")));
  const day = Temporal.Now.instant().add({ hours: 25 });
  assert.equal(
    await sweepStore(platform.files, platform.ownerUrl),
    0,
    "young files may belong to a command under way",
  );
  assert.equal(await sweepStore(platform.files, platform.ownerUrl, day), 1);
  assert.equal((await fetchFile(sha256)).status, 200);
  // Forgotten by rule: the row first, then the sweep.
  assert.equal(await platform.command(1, (ctx) => platform.files.forget(ctx, sha256)), true);
  assert.equal((await read(fetchFile(sha256))).code, "files.gone");
  assert.equal(await sweepStore(platform.files, platform.ownerUrl, day), 1);
});

test("what a killed process left in the temporary folder is swept after hours, not at once", async () => {
  const left = join(folderOf(platform.files), "tmp", crypto.randomUUID());
  writeFileSync(left, "half a file");
  assert.equal(await platform.files.sweepTemporary(), 0);
  const long = new Date(Date.now() - 7 * 3_600_000);
  utimesSync(left, long, long);
  assert.equal(await platform.files.sweepTemporary(), 1);
});

test("names are cleaned for showing and saving", () => {
  for (const [given, clean] of [
    ["C:\\fakepath\\照片.JPG", "照片.jpg"],
    ["../../../etc/passwd", "passwd.jpg"],
    ["photo\u202egpj.exe", "photogpj.jpg"],
    ["..", "file.jpg"],
    ["con.jpg", "file-con.jpg"],
    ["a<b>:c?.jpg", "a_b__c_.jpg"],
    ["\u0000\r\nSet-Cookie: x.jpg", "Set-Cookie_ x.jpg"],
    [`${"长".repeat(200)}.jpg`, `${"长".repeat(120)}.jpg`],
  ] as const)
    assert.equal(cleanFileName(given, "jpeg"), clean);
});
