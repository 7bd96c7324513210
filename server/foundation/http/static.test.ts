import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { brotliCompressSync, brotliDecompressSync } from "node:zlib";
import { Hono } from "hono";
import { servePages } from "./static.ts";

const folder = mkdtempSync(join(tmpdir(), "pages-"));
after(() => rmSync(folder, { recursive: true }));
const put = (path: string, content: string | Uint8Array) => {
  mkdirSync(join(folder, "web", path, ".."), { recursive: true });
  writeFileSync(join(folder, "web", path), content);
};
writeFileSync(join(folder, "secret.txt"), "secret");
put("start/index.html", "start page");
put("manage/index.html", "manage page");
put("my/ticket/index.html", "ticket page");
put("assets/app-1a2b.js", "long script");
put("assets/app-1a2b.js.br", brotliCompressSync("long script"));
put(".built-from", "hash");

const app = new Hono().use(servePages(join(folder, "web"))).notFound((c) => c.text("nothing here", 404));
const get = (path: string, headers: Record<string, string> = {}, method = "GET") =>
  app.request(path, { headers, method });

test("pages are asked for again, hashed files are kept for ever", async () => {
  const page = await get("/manage/");
  assert.equal(await page.text(), "manage page");
  assert.equal(page.headers.get("cache-control"), "no-cache");
  const again = await get("/manage/", { "if-none-match": page.headers.get("etag") ?? "" });
  assert.equal(again.status, 304);
  const script = await get("/assets/app-1a2b.js");
  assert.match(script.headers.get("cache-control") ?? "", /immutable/);
  assert.match(script.headers.get("content-type") ?? "", /javascript/);
});

test("the start page is at /, a page's inner addresses are drawn by it, a missing slash is added", async () => {
  assert.equal(await (await get("/")).text(), "start page");
  assert.equal(await (await get("/manage/halls/1")).text(), "manage page");
  assert.equal(await (await get("/my/ticket/")).text(), "ticket page");
  const redirect = await get("/manage");
  assert.equal(redirect.status, 308);
  assert.equal(redirect.headers.get("location"), "/manage/");
});

test("sends the small form to whoever understands it", async () => {
  const small = await get("/assets/app-1a2b.js", { "accept-encoding": "gzip, br" });
  assert.equal(small.headers.get("content-encoding"), "br");
  assert.equal(brotliDecompressSync(await small.arrayBuffer()).toString(), "long script");
  const head = await get("/assets/app-1a2b.js", { "accept-encoding": "identity" }, "HEAD");
  assert.equal(head.headers.get("content-length"), "11");
  assert.equal(await head.text(), "");
});

test("nothing outside the build and nothing hidden is served", async () => {
  for (const path of [
    "/../secret.txt",
    "/%2e%2e/secret.txt",
    "/..%2fsecret.txt",
    "/assets/..%5c..%5csecret.txt",
    "/.built-from",
    "/%00",
    "/%",
    "/nothing.js",
  ]) {
    assert.equal((await get(path)).status, 404, path);
  }
  assert.equal((await get("/manage/", {}, "POST")).status, 404);
});

test("says how to build when there is no build", async () => {
  const bare = new Hono().use(servePages(join(folder, "none")));
  const answer = await bare.request("/kiosk/");
  assert.equal(answer.status, 503);
  assert.match(await answer.text(), /npm run build/);
});
