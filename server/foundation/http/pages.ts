/**
 * The built pages, read into memory once (a few megabytes) with their compressed forms. Names in `assets/` carry a
 * hash of their content and never change; everything else is asked for again each time.
 */
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { extname, join, relative } from "node:path";
import type { Hono } from "hono";
import type { EdgeEnv } from "./app.ts";

type Bytes = Uint8Array<ArrayBuffer>;
type Page = {
  readonly type: string;
  readonly etag: string;
  readonly body: Bytes;
  readonly br?: Bytes;
  readonly gzip?: Bytes;
};

const types: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=UTF-8",
  ".js": "text/javascript; charset=UTF-8",
  ".css": "text/css; charset=UTF-8",
  ".json": "application/json; charset=UTF-8",
  ".webmanifest": "application/manifest+json; charset=UTF-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".ico": "image/x-icon",
  ".woff2": "font/woff2",
  ".mp3": "audio/mpeg",
  ".txt": "text/plain; charset=UTF-8",
};

/** Serves the pages of a folder; register it after everything else. Returns whether there are any. */
export function registerPages(app: Hono<EdgeEnv>, folder: string): boolean {
  const pages = readPages(folder);
  app.get("*", (c) => {
    const { path } = c.req;
    const found = pages.get(path) ?? pages.get(`${path}index.html`);
    if (found) return answer(found, c.req.raw.headers, path.startsWith("/assets/"));
    // `/manage` → `/manage/`, so that relative addresses in the page are right.
    if (pages.has(`${path}/index.html`)) return c.redirect(`${path}/`, 308);
    // A surface draws its own pages below its path: `/manage/figures` is drawn by `/manage/`.
    const surface = pages.get(`/${path.split("/")[1]}/index.html`);
    if (surface && extname(path) === "") return answer(surface, c.req.raw.headers, false);
    return c.text("找不到这个页面。\nThere is no such page.\n", 404);
  });
  return pages.size > 0;
}

function answer(page: Page, asked: Headers, isImmutable: boolean): Response {
  const accepted = asked.get("accept-encoding") ?? "";
  const encoding =
    page.br && /\bbr\b/.test(accepted) ? "br" : page.gzip && /\bgzip\b/.test(accepted) ? "gzip" : undefined;
  const headers = new Headers({
    "content-type": page.type,
    "cache-control": isImmutable ? "public, max-age=31536000, immutable" : "no-cache",
    etag: page.etag,
    vary: "Accept-Encoding",
  });
  if (asked.get("if-none-match") === page.etag) return new Response(null, { status: 304, headers });
  if (encoding) headers.set("content-encoding", encoding);
  return new Response((encoding && page[encoding]) || page.body, { headers });
}

function readPages(folder: string): Map<string, Page> {
  const pages = new Map<string, Page>();
  if (!existsSync(folder)) return pages;
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const type = types[extname(entry.name)];
    if (!entry.isFile() || !type) continue;
    const file = join(entry.parentPath, entry.name);
    const body = read(file);
    const etag = `"${createHash("sha256").update(body).digest("base64url").slice(0, 16)}"`;
    const compressed = existsSync(`${file}.br`) ? { br: read(`${file}.br`), gzip: read(`${file}.gz`) } : {};
    pages.set(`/${relative(folder, file)}`, { type, etag, body, ...compressed });
  }
  return pages;
}

const read = (file: string): Bytes => new Uint8Array(readFileSync(file));
