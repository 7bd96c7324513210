import assert from "node:assert/strict";
import { test } from "node:test";
import { dueWords } from "./due.ts";

const now = Temporal.Instant.from("2026-03-04T01:00:00Z");
const after = (seconds: number) => dueWords(now.add({ seconds }).toString(), now);

test("what is left is said in the two units that matter", () => {
  assert.equal(after(45), "剩 0 分 45 秒");
  assert.equal(after(3_599), "剩 59 分 59 秒");
  assert.equal(after(3_600), "剩 1 小时 0 分");
  assert.equal(after(26 * 3_600 + 120), "剩 1 天 2 小时");
  assert.equal(after(22 * 86_400 + 3_600), "剩 22 天");
});

test("one second late is late", () => {
  assert.equal(after(0), "剩 0 分 0 秒");
  assert.equal(after(-1), "超 0 分 1 秒");
  assert.equal(after(-90_000), "超 1 天 1 小时");
});
