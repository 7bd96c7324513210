import assert from "node:assert/strict";
import { test } from "node:test";
import hallRules from "../../../../catalogue/hall-rules.json" with { type: "json" };
import { mayRecall, missedFrom, missedRule, returnMissed } from "./missed-rule.ts";
import { queueRulesFrom } from "./queue-rules.ts";

const rule = missedRule(queueRulesFrom(hallRules));
const minute = 60_000;

test("a number is called once and recalled twice, twenty seconds apart, and missed a minute after the last call", () => {
  assert.equal(mayRecall(rule, 1, 0, 19_999), false);
  assert.equal(mayRecall(rule, 1, 0, 20_000), true);
  assert.equal(mayRecall(rule, 3, 0, minute), false);
  assert.equal(missedFrom(rule, 5), 60_005);
});

test("a missed number comes back once, within half an hour, three numbers later or after ten minutes", () => {
  const missed = { missedAt: 0, returns: 0 };
  assert.deepEqual(returnMissed(rule, missed, 40, minute), {
    allowed: true,
    behind: { call: 43, until: 11 * minute },
  });
  assert.deepEqual(returnMissed(rule, missed, 40, 30 * minute), { allowed: false, because: "expired" });
  assert.deepEqual(returnMissed(rule, { ...missed, returns: 1 }, 40, minute), {
    allowed: false,
    because: "returns-used-up",
  });
});

test("the printed sentence tells the numbers of the rule", () => {
  for (const number of ["3", "60", "30", "10"]) {
    assert.ok(rule.sentence.zh.includes(number), number);
    assert.ok(rule.sentence.en.includes(number), number);
  }
});
