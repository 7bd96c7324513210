import assert from "node:assert/strict";
import { test } from "node:test";
import { type Call, unheard } from "./calls.ts";

const now = Date.parse("2026-03-02T01:00:00Z");
const call = (number: string, secondsAgo: number, part: Partial<Call> = {}): Call => ({
  ticketId: number,
  number,
  windowNumber: "3",
  windowName: { zh: "综合", en: "General" },
  calledAt: new Date(now - secondsAgo * 1_000).toISOString(),
  times: 1,
  arrived: false,
  ...part,
});
const numbers = (calls: readonly Call[]) => calls.map(({ number }) => number);

test("speaks a call once, oldest first", () => {
  const first = unheard([], [call("A002", 1), call("A001", 5)], now);
  assert.deepEqual(numbers(first.speak), ["A001", "A002"]);
  assert.deepEqual(unheard(first.said, [call("A002", 2), call("A001", 6)], now).speak, []);
});

test("a recall is spoken again", () => {
  const { said } = unheard([], [call("A001", 30)], now);
  assert.deepEqual(numbers(unheard(said, [call("A001", 0, { times: 2 })], now).speak), ["A001"]);
});

test("after an outage only what was called in the last minute, and nobody who is already there", () => {
  const calls = [call("A003", 10), call("A002", 20, { arrived: true }), call("A001", 61)];
  const { speak, said } = unheard([], calls, now);
  assert.deepEqual(numbers(speak), ["A003"]);
  assert.deepEqual(unheard(said, calls, now).speak, []);
});
