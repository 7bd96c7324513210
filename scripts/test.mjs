/**
 * `npm test`: every check there is, on a fresh clone too; `npm test -- units` (types, style, faults, pages) runs some
 * parts. `npm run test:faults` is the long form of the faults: as many kills and numbers as the handbook asks for.
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

const parts = {
  types: () => check(["node_modules/typescript/bin/tsc", "--noEmit", "-p", "."]),
  style: () => check(["node_modules/@biomejs/biome/bin/biome", "check", "."]),
  units: () => tests(testFiles(["contracts", "server", "county", "web", "bench", "scripts"])),
  faults: () => tests(testFiles(["faults"]), isLong ? { FAULTS: "long" } : {}),
  pages: () => {
    const browser = findBrowser();
    if (!browser) return false;
    return tests(testFiles(["e2e"]), { CHROMIUM: browser });
  },
};

const needsServer = chosen.length === 0 || chosen.some((name) => name !== "types" && name !== "style");

prepare();
if (needsServer) {
  buildWebWhenStale();
  node(["scripts/test-cluster.ts", "start"]);
}
for (const [name, run] of Object.entries(parts)) {
  if (chosen.length > 0 && !chosen.includes(name)) continue;
  console.log(`\n▶ ${name}`);
  const start = performance.now();
  const { failed } = counts;
  if (!run()) counts.failed += counts.failed === failed ? 1 : 0;
  const verdict = counts.failed === failed ? "passed" : "failed";
  console.log(
    `${verdict === "passed" ? "✔" : "✖"} ${name} ${verdict} in ${((performance.now() - start) / 1000).toFixed(1)} s`,
  );
}
if (needsServer) node(["scripts/test-cluster.ts", "stop"]);
rmSync(scratch, { recursive: true, force: true });
console.log(`\n${counts.passed} passed, ${counts.failed} failed`);
process.exitCode = counts.failed === 0 ? 0 : 1;

/** A program that passes or fails as a whole. */
function check(args) {
  const passed = node(args);
  if (passed) counts.passed++;
  return passed;
}

/** Two files at a time: more would only wait for the same two processors, and distort what is measured. */
function tests(files, environment = {}) {
  if (files.length === 0) return true;
  const file = join(scratch, "counts.json");
  rmSync(file, { force: true });
  const options = [
    "--test",
    "--test-concurrency=2",
    `--test-timeout=${isLong ? 7_200_000 : 600_000}`,
    "--test-reporter=./scripts/reporter.mjs",
  ];
  const passed = node([...options, "--test-reporter-destination=stdout", ...files], {
    ...environment,
    TEST_COUNTS: file,
  });
  if (!existsSync(file)) return false;
  const result = JSON.parse(readFileSync(file, "utf8"));
  counts.passed += result.passed;
  counts.failed += result.failed;
  return passed;
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
