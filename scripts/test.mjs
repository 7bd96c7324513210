/**
 * `npm test`: every check there is, on a fresh clone too; `npm test -- units` (types, style, faults, pages) runs some
 * of them. `npm run test:faults` is the long form of the faults: as many kills and numbers as the handbook asks for.
 * Needs nothing but Node and npm. The last line is the count.
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findBrowser } from "./browser.mjs";
import { buildWebWhenStale } from "./build.mjs";
import { node26, prepare, root } from "./prepare.mjs";

const counts = { passed: 0, failed: 0 };
const isLong = process.argv.includes("--long");
const chosen = process.argv.slice(2).filter((word) => word !== "--long");
const scratch = mkdtempSync(join(tmpdir(), "mingchuang-test-"));

const checks = {
  types: ["node_modules/typescript/bin/tsc", "--noEmit", "-p", "."],
  style: ["node_modules/@biomejs/biome/bin/biome", "check", "."],
};
/** In this order: the files that take long first, so that at the end no processor waits for the other. */
const suites = {
  faults: ["faults"],
  pages: ["e2e"],
  units: ["contracts", "server", "county", "web", "bench", "scripts"],
};
const isChosen = (name) => chosen.length === 0 || chosen.includes(name);
const chosenSuites = Object.keys(suites).filter(isChosen);
const needsServer = chosenSuites.length > 0;

prepare();
if (needsServer) {
  buildWebWhenStale();
  node(["scripts/test-cluster.ts", "start"]);
}
for (const [name, program] of Object.entries(checks)) if (isChosen(name)) timed(name, () => check(program));
if (needsServer) timed(chosenSuites.join(", "), () => tests(chosenSuites));
if (needsServer) node(["scripts/test-cluster.ts", "stop"]);
rmSync(scratch, { recursive: true, force: true });
console.log(`\n${counts.passed} passed, ${counts.failed} failed`);
process.exitCode = counts.failed === 0 ? 0 : 1;

function timed(what, run) {
  console.log(`\n▶ ${what}`);
  const start = performance.now();
  const { failed } = counts;
  if (!run()) counts.failed += counts.failed === failed ? 1 : 0;
  const verdict = counts.failed === failed ? "passed" : "failed";
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  console.log(`${verdict === "passed" ? "✔" : "✖"} ${what} ${verdict} in ${seconds} s`);
}

/** A program that passes or fails as a whole. */
function check(args) {
  const passed = node(args);
  if (passed) counts.passed++;
  return passed;
}

function tests(names) {
  const browser = names.includes("pages") ? findBrowser() : undefined;
  const lacksBrowser = names.includes("pages") && !browser;
  const files = names
    .filter((name) => name !== "pages" || browser)
    .flatMap((name) => testFiles(suites[name]));
  if (files.length === 0) return false;
  const file = join(scratch, "counts.json");
  const passed = node(["scripts/run-tests.mjs", ...files], {
    ...(browser ? { CHROMIUM: browser } : {}),
    ...(isLong ? { FAULTS: "long" } : {}),
    // Hundreds of processes read the same sources, servers and tests alike: a quarter of each start is won.
    NODE_COMPILE_CACHE: join(scratch, "compiled"),
    TEST_COUNTS: file,
  });
  if (!existsSync(file)) return false;
  const result = JSON.parse(readFileSync(file, "utf8"));
  counts.passed += result.passed;
  counts.failed += result.failed;
  return passed && !lacksBrowser;
}

/** The settings of whoever runs the tests must not leak into them. */
function node(args, environment = {}) {
  const ours = Object.entries(process.env).filter(
    ([name]) => !/^(MC_|NODE_OPTIONS$|DATABASE_URL$|PORT$)/.test(name),
  );
  const env = { ...Object.fromEntries(ours), ...environment };
  return spawnSync(node26, args, { cwd: root, stdio: "inherit", env }).status === 0;
}

function testFiles(folders) {
  return folders.flatMap((folder) => walk(folder)).sort();
}

function walk(folder) {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return walk(path);
    return /\.test\.(ts|mjs)$/.test(entry.name) ? [path] : [];
  });
}
