/**
 * Serves the built pages. Files under `assets/` carry their content's hash in the name and are kept by browsers for
 * ever; pages are asked for again each time, so that a new version is there at the next opening.
 */
import { createReadStream, existsSync, type Stats, statSync } from "node:fs";
import { extname, join, normalize } from "node:path";
import { Readable } from "node:stream";
import type { Context, MiddlewareHandler } from "hono";

const types: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=UTF-8",
  ".js": "text/javascript; charset=UTF-8",
  ".css": "text/css; charset=UTF-8",
  ".json": "application/json; charset=UTF-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".jpg": "image/jpeg",
  ".webp": "image/webp",
  ".ico": "image/x-icon",
  ".woff2": "font/woff2",
  ".webmanifest": "application/manifest+json",
};
const encodings = [
  { name: "br", suffix: ".br" },
  { name: "gzip", suffix: ".gz" },
] as const;

/** Answers GET and HEAD from the build in `folder`; everything else goes on to the next handler. */
export function servePages(folder: string): MiddlewareHandler {
  return async (c, next) => {
    if ((c.req.method !== "GET" && c.req.method !== "HEAD") || c.req.path.startsWith("/api/")) return next();
    if (!existsSync(folder)) return missingBuild(c);
    const path = safePath(c.req.path);
    if (path === undefined) return next();
    const file = find(folder, path);
    if (!file) return next();
    if (file.redirect) return c.redirect(`${c.req.path}/`, 308);
    return send(c, file);
  };
}

type Found = { readonly path: string; readonly stats: Stats; readonly redirect?: true };

/** The path inside the build; undefined for anything that tries to leave it or that is hidden. */
function safePath(requested: string): string | undefined {
  try {
    const path = normalize(decodeURIComponent(requested));
    return path.includes("\0") || path.split(/[\\/]/).some((part) => part.startsWith(".")) ? undefined : path;
  } catch {
    return undefined;
  }
}

function find(folder: string, path: string): Found | undefined {
  if (path === "/") return page(folder, "") ?? page(folder, "start");
  const stats = statSync(join(folder, path), { throwIfNoEntry: false });
  if (stats?.isFile()) return { path: join(folder, path), stats };
  if (extname(path)) return undefined;
  const asked = page(folder, path);
  if (asked) return path.endsWith("/") ? asked : { ...asked, redirect: true };
  // A page's own inner addresses: /manage/halls/1 is drawn by /manage/.
  const [, surface = ""] = path.split("/");
  return page(folder, surface);
}

function page(folder: string, path: string): Found | undefined {
  const file = join(folder, path, "index.html");
  const stats = statSync(file, { throwIfNoEntry: false });
  return stats?.isFile() ? { path: file, stats } : undefined;
}

function send(c: Context, { path, stats }: Found): Response {
  const hashed = /[\\/]assets[\\/]/.test(path);
  const tag = `"${stats.size.toString(36)}-${Math.round(stats.mtimeMs).toString(36)}"`;
  const headers: Record<string, string> = {
    "content-type": types[extname(path)] ?? "application/octet-stream",
    "cache-control": hashed ? "public, max-age=31536000, immutable" : "no-cache",
    vary: "accept-encoding",
    etag: tag,
  };
  if (c.req.header("if-none-match") === tag) return c.body(null, 304, headers);
  const { file, encoding, size } = best(path, stats, c.req.header("accept-encoding") ?? "");
  if (encoding) headers["content-encoding"] = encoding;
  headers["content-length"] = String(size);
  if (c.req.method === "HEAD") return c.body(null, 200, headers);
  return c.body(Readable.toWeb(createReadStream(file)) as ReadableStream, 200, headers);
}

function best(
  path: string,
  stats: Stats,
  accepted: string,
): { file: string; size: number; encoding?: string } {
  const accepts = new Set(accepted.split(",").map((part) => part.split(";")[0]?.trim()));
  for (const { name, suffix } of encodings) {
    const small = accepts.has(name) ? statSync(path + suffix, { throwIfNoEntry: false }) : undefined;
    if (small) return { file: path + suffix, size: small.size, encoding: name };
  }
  return { file: path, size: stats.size };
}

function missingBuild(c: Context): Response {
  c.header("cache-control", "no-store");
  return c.html(
    `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>明窗 Mingchuang</title><body style="font:18px/1.7 system-ui;max-width:36em;margin:15vh auto;padding:0 1em">
<h1>网页还没有构建</h1><p>请运行 <code>npm run build</code>（<code>npm start</code> 会自动完成），然后刷新本页。接口已经可用：<a href="/api/docs">/api/docs</a></p>
<h2>The pages are not built yet</h2><p>Run <code>npm run build</code> (<code>npm start</code> does it by itself) and reload. The interface works already: <a href="/api/docs">/api/docs</a></p></body></html>`,
    503,
  );
}
