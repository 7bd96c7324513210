import assert from "node:assert/strict";
import { test } from "node:test";
import hallRules from "../../../../catalogue/hall-rules.json" with { type: "json" };
import { queueRulesFrom, type RuleRow } from "./queue-rules.ts";

const rows: readonly RuleRow[] = hallRules;
const minute = 60_000;

test("the catalogue gives every rule of the handbook in its unit", () => {
  const rules = queueRulesFrom(rows);
  assert.equal(rules.priorityBonusMs, 15 * minute);
  assert.equal(rules.recallGapMs, 20_000);
  assert.equal(rules.callsPerOvertake, 3);
  assert.equal(queueRulesFrom(rows, "CSG").waitPromiseMs, 15 * minute);
});

test("a missing rule and a wrong unit are named", () => {
  const without = rows.filter((row) => row.rule_code !== "HALL.MISSED.AFTER");
  assert.throws(() => queueRulesFrom(without), /HALL\.MISSED\.AFTER is missing/);
  const inPersons = rows.map((row) =>
    row.rule_code === "HALL.HOLD.MAX" ? { ...row, unit: "PERSONS" } : row,
  );
  assert.throws(() => queueRulesFrom(inPersons), /HALL\.HOLD\.MAX is a duration/);
});

test("a company's own number goes before everybody's, from the day on which it is in force", () => {
  const hold = rows.find((row) => row.rule_code === "HALL.HOLD.MAX");
  assert.ok(hold);
  const own = { ...hold, scheme: "SGCC", value: 25, valid_from: "2026-05-01" };
  assert.equal(queueRulesFrom([...rows, own], "SGCC", "2026-04-30").holdMs, 20 * minute);
  assert.equal(queueRulesFrom([...rows, own], "SGCC", "2026-05-01").holdMs, 25 * minute);
  assert.equal(queueRulesFrom([...rows, own], "CSG", "2026-05-01").holdMs, 20 * minute);
});

test("every row of the catalogue has a source and a confidence, and a reason where we designed it", () => {
  for (const row of rows) {
    assert.match(row.confidence, /^(V2|V1|VQ|AR|AD)$/, row.rule_code);
    assert.ok(row.source && row.source_year > 1990, row.rule_code);
    if (row.confidence === "AD") assert.ok(row.reason, `${row.rule_code} says why`);
  }
});
