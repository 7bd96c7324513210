/** What the documents say of settings, commands, rules, files and pictures must be so. */
import assert from "node:assert/strict";
import { existsSync, globSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { capabilities } from "../contracts/capabilities.ts";
import { problems } from "../contracts/problems.ts";
import { settingNames } from "../server/foundation/settings.ts";

const root = join(import.meta.dirname, "..");
const read = (path: string) => readFileSync(join(root, path), "utf8");
const json = (path: string): unknown => JSON.parse(read(path));
const documents = [
  ...globSync("*.md", { cwd: root }),
  ...globSync("docs/**/*.md", { cwd: root }),
  "county/README.md",
].sort();

/** Each match of the first group in each document, as `document: match`. */
const mentions = (pattern: RegExp) =>
  documents.flatMap((path) => [...read(path).matchAll(pattern)].map(([, found = ""]) => ({ path, found })));
const unknown = (pattern: RegExp, known: ReadonlySet<string>) =>
  mentions(pattern)
    .filter(({ found }) => !known.has(found))
    .map(({ path, found }) => `${path}: ${found}`);

test("docs/configuration.md lists exactly the settings that there are", () => {
  const listed = [...read("docs/configuration.md").matchAll(/^\| `([A-Z_]+)` \|/gm)].map(([, name]) => name);
  assert.deepEqual(listed, settingNames);
});

test("every setting that a document names exists", () => {
  assert.deepEqual(unknown(/\b(MC_[A-Z_]+)\b/g, new Set(["MC_", ...settingNames])), []);
});

test("every npm command that a document names exists", () => {
  const { scripts } = json("package.json") as { scripts: Record<string, string> };
  assert.deepEqual(unknown(/npm run ([a-z0-9:-]+)/g, new Set(Object.keys(scripts))), []);
});

test("every rule that a document names is in the catalogue", () => {
  const rules = globSync("catalogue/*rules.json", { cwd: root }).flatMap((path) =>
    (json(path) as { rule_code: string }[]).map(({ rule_code }) => rule_code),
  );
  assert.deepEqual(
    unknown(/`((?:HALL|CALENDAR|PASSWORD|SIGNIN|SESSION|DEVICE)\.[A-Za-z0-9._-]+)`/g, new Set(rules)),
    [],
  );
});

test("every refusal and capability that a manual names exists", () => {
  const known = new Set([...Object.keys(problems), ...Object.keys(capabilities)]);
  const inManuals = unknown(
    /`((?:hall|identity|catalogue|access|request|server|audit)\.[a-z_.-]+)`/g,
    known,
  ).filter((mention) => /^(README|docs\/manual|docs\/configuration)/.test(mention));
  assert.deepEqual(inManuals, []);
});

test("every link inside the project leads somewhere, and pictures stay small", () => {
  const links = mentions(/\]\((?!https?:|#)([^)\s]+)\)/g).map(({ path, found }) => ({
    path,
    file: join(root, dirname(path), (found.split("#")[0] ?? "").replaceAll("%20", " ")),
  }));
  assert.ok(links.length > 20);
  assert.deepEqual(
    links.filter(({ file }) => !existsSync(file)),
    [],
  );
  const large = globSync("docs/pictures/*", { cwd: root }).filter(
    (path) => statSync(join(root, path)).size > 250_000,
  );
  assert.deepEqual(large, []);
});
