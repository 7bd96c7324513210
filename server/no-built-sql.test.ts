/** No statement is put together from what people send: values travel beside the text, as parameters. */
import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";

const root = join(import.meta.dirname, "..");

/** Where `sql.raw` or a composed text is allowed, and why: none of these ever sees a caller's words. */
const trusted = new Map([
  ["server/foundation/database.ts", "the scope: integers, checked"],
  ["server/foundation/migrate.ts", "role and schema names of our own"],
  ["server/foundation/event-tail.ts", "a constant channel"],
  ["server/apps/core.ts", "the name of our own database"],
]);

/** What a caller's words are called where they come in; a lookup by a word of the contract is no word of theirs. */
const callers = /\b(?:input|body|params|filter|order|wish|ctx)\b(?!\s*\))|\bquery\.(?!by\])/;

test("no statement is built from a caller's words", async () => {
  const files = (await readdir(join(root, "server"), { recursive: true }))
    .map((file) => `server/${file}`)
    .filter((file) => file.endsWith(".ts") && !/test|\/bench/.test(file));
  assert.ok(files.length > 100);
  const wrong: string[] = [];
  for (const file of files) {
    if (trusted.has(file)) continue;
    for (const fault of faultsOf(await readFile(join(root, file), "utf8"))) wrong.push(`${file}: ${fault}`);
  }
  assert.deepEqual(wrong, []);
});

test("the check itself fails where it should", () => {
  const bad = [
    "sql.raw(input.name)",
    "sql.raw(`select * from t where a = '$" + "{body.x}'`)",
    'client.query("select * from t where a = " + name)',
    "client.query(`select * from t where a = $" + "{name}`)",
    "const text = 'delete from t where id = ' + id",
    "sql`select $" + "{sql.raw(query.key)}`",
  ];
  for (const text of bad) assert.notDeepEqual(faultsOf(text), [], text);
  const good = [
    "sql`select * from t where a = $" + "{input.name}`",
    "sql.raw(keyOf[query.by])",
    'client.query("select 1 where a = $1", [name])',
  ];
  for (const text of good) assert.deepEqual(faultsOf(text), [], text);
});

function faultsOf(text: string): string[] {
  const faults: string[] = [];
  for (const { index } of text.matchAll(/\bsql\.raw\(/g)) {
    const argument = argumentAt(text, index + "sql.raw(".length);
    if (callers.test(argument)) faults.push(`sql.raw(${argument})`);
  }
  for (const [found] of text.matchAll(/\.query\(\s*`[^`]*\$\{[^`]*`/g)) faults.push(found);
  for (const [found] of text.matchAll(
    /["'`]\s*(?:select|insert into|update|delete from)\s[^"'`\n]*["'`]\s*\+/gi,
  ))
    faults.push(found);
  return faults.map((fault) => fault.slice(0, 100));
}

/** The text up to the parenthesis that closes. */
function argumentAt(text: string, from: number): string {
  let depth = 1;
  for (let at = from; at < text.length; at++) {
    if (text[at] === "(") depth++;
    if (text[at] === ")") depth--;
    if (depth === 0) return text.slice(from, at);
  }
  return text.slice(from);
}
