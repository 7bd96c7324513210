/**
 * The pages, built into `dist/web`. They are stale when the content of what they are made from has changed; dates
 * say nothing after a clone. Built aside and then moved into place, so a running server never serves half a build.
 */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { fail, node26, prepare, root, say } from "./prepare.mjs";

const made = join(root, "dist/web");
const mark = join(made, ".built-from");
const sources = ["web", "contracts", "vite.config.ts", "package-lock.json"];

/** Ends the process with a sentence when the build fails. */
export function buildWebWhenStale() {
  const current = fingerprint();
  if (existsSync(mark) && readFileSync(mark, "utf8") === current) return;
  say("正在构建网页…", "Building the pages…");
  const next = `${made}.next-${process.pid}`;
  const args = [
    "node_modules/vite/bin/vite.js",
    "build",
    "--outDir",
    next,
    "--emptyOutDir",
    "--logLevel",
    "warn",
  ];
  const built = spawnSync(node26, args, { cwd: root, stdio: "inherit" });
  if (built.status !== 0) {
    rmSync(next, { recursive: true, force: true });
    fail("网页构建失败。", "The pages could not be built.");
  }
  writeFileSync(join(next, ".built-from"), current);
  rmSync(made, { recursive: true, force: true });
  renameSync(next, made);
}

function fingerprint() {
  const hash = createHash("sha256");
  for (const source of sources) add(source, hash);
  return hash.digest("hex");
}

function add(path, hash) {
  const full = join(root, path);
  if (!existsSync(full) || path.endsWith(".test.ts")) return;
  if (statSync(full).isDirectory()) {
    for (const name of readdirSync(full).sort()) add(`${path}/${name}`, hash);
    return;
  }
  const content = readFileSync(full);
  hash.update(`${path}\0${content.length}\0`).update(content);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  prepare();
  buildWebWhenStale();
}
