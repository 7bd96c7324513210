import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { ClockMark, ClockUnit, WorkTime } from "./clock/marks.ts";
import { readClock } from "./clock/read-clock.ts";
import { statusAt } from "./clock/status.ts";
import { heatOf, usedPercent } from "./heat.ts";

const time: WorkTime = {
  calendar: { days: new Map(), years: new Set([2026]) },
  closeOfBusiness: Temporal.PlainTime.from("17:30"),
  hall: () => [
    { opens: Temporal.PlainTime.from("08:30"), closes: Temporal.PlainTime.from("12:00") },
    { opens: Temporal.PlainTime.from("14:00"), closes: Temporal.PlainTime.from("17:30") },
  ],
};
const base = Temporal.Instant.from("2026-03-02T01:00:00Z");
const plus = (minutes: number) => base.add({ minutes });
const shares = { half: 50, warm: 80 };

test("from the row alone it is what the marks say, also after a pause", () => {
  const unit = fc.constantFrom<ClockUnit>("MIN", "HOUR", "ND", "WD", "BH");
  fc.assert(
    fc.property(
      unit,
      fc.integer({ min: 1, max: 40 }),
      fc.nat(5_000),
      fc.nat(5_000),
      fc.nat(9_000),
      (...drawn) => {
        const [of, value, pause, wait, later] = drawn;
        const limit = { value: of === "MIN" || of === "BH" ? value * 60 : value, unit: of };
        const marks: ClockMark[] = [{ kind: "start", at: base, limit }];
        if (wait > 0)
          marks.push(
            { kind: "pause", at: plus(pause), reason: "x" },
            { kind: "resume", at: plus(pause + wait) },
          );
        const reading = readClock(marks, time);
        const now = plus(pause + wait + later);
        const row = { state: "running" as const, unit: of, limitValue: limit.value, dueAt: reading.dueAt };
        const { usedShare, isOverdue } = statusAt(reading, now, time);
        const used = usedPercent(row, now, time) ?? Number.NaN;
        assert.equal(used > 100, isOverdue);
        // What was broken before a pause has its due time in the past: from there on the row counts the pause as well.
        if (!isOverdue) assert.ok(Math.abs(used - usedShare * 100) <= 1.01, `${used} and ${usedShare}`);
      },
    ),
  );
});

test("calm, half, warm and over; paused and ended clocks hurry nobody", () => {
  const clock = { state: "running" as const, unit: "MIN" as const, limitValue: 100, dueAt: plus(100) };
  const heats = [0, 49, 50, 79, 80, 100, 101].map((minute) => heatOf(clock, plus(minute), shares, time));
  assert.deepEqual(heats, ["calm", "calm", "half", "half", "warm", "warm", "over"]);
  assert.equal(heatOf({ ...clock, state: "paused", dueAt: null }, base, shares, time), "paused");
  assert.equal(heatOf({ ...clock, state: "missed" }, plus(500), shares, time), "ended");
});
