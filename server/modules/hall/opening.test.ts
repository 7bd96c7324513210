import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { Calendar } from "../catalogue/index.ts";
import {
  type HoursRow,
  hoursText,
  isOpenAt,
  lastNumberAt,
  type OpeningHours,
  openingSpans,
  wrongSpan,
} from "./opening.ts";

const calendar: Calendar = {
  days: new Map([
    ["2026-02-14", { type: "work", name: "春节" }],
    ["2026-02-16", { type: "off", name: "春节" }],
  ]),
  years: new Set([2026]),
};
const row = (
  days: HoursRow["days"],
  opens: string,
  closes: string,
  more: Partial<HoursRow> = {},
): HoursRow => ({
  days,
  opens,
  closes,
  validFrom: "2026-01-01",
  validTo: null,
  ...more,
});
const plan: OpeningHours = {
  hours: [
    row("workday", "13:30", "17:30"),
    row("workday", "08:30", "12:00"),
    row("offday", "09:00", "16:00"),
    row("3", "08:30", "19:00", { validFrom: "2026-04-01" }),
  ],
  specialDays: [
    { day: "2026-03-05", spans: [] },
    { day: "2026-03-06", spans: [{ opens: "09:00", closes: "11:00" }] },
  ],
};
const on = (day: string) => hoursText(openingSpans(plan, calendar, Temporal.PlainDate.from(day)));

test("the kind of day decides: working days, days off, make-up workdays, holidays in the week", () => {
  assert.equal(on("2026-03-04"), "08:30–12:00, 13:30–17:30");
  assert.equal(on("2026-03-07"), "09:00–16:00", "Saturday");
  assert.equal(on("2026-02-14"), "08:30–12:00, 13:30–17:30", "make-up Saturday");
  assert.equal(on("2026-02-16"), "09:00–16:00", "a holiday Monday");
});
test("a weekday's own hours win from their day on, special days win over all", () => {
  assert.equal(on("2026-04-01"), "08:30–19:00", "a Wednesday of April");
  assert.equal(on("2026-03-05"), "休息 closed");
  assert.equal(on("2026-03-06"), "09:00–11:00");
});
test("the doors: open from the opening minute, closed at lunch and from the closing minute", () => {
  const at = (time: string) => isOpenAt(plan, calendar, Temporal.Instant.from(`2026-03-04T${time}+08:00`));
  assert.deepEqual(
    ["08:29:59", "08:30:00", "11:59:59", "12:00:00", "13:30:00", "17:29:59", "17:30:00"].map(at),
    [false, true, true, false, true, true, false],
  );
});
test("the last number is given some minutes before the last span ends", () => {
  const day = Temporal.PlainDate.from("2026-03-04");
  const last = lastNumberAt(openingSpans(plan, calendar, day), day, 30);
  assert.equal(last?.toString(), "2026-03-04T09:00:00Z");
  assert.equal(lastNumberAt([], day, 30), undefined);
});
test("property: spans that are not wrong never overlap, and every instant of a span is open", () => {
  const time = fc
    .integer({ min: 0, max: 1_439 })
    .map((m) => `${String(Math.floor(m / 60)).padStart(2, "0")}:${String(m % 60).padStart(2, "0")}`);
  fc.assert(
    fc.property(fc.array(fc.record({ opens: time, closes: time }), { maxLength: 4 }), (spans) => {
      fc.pre(wrongSpan(spans) === undefined);
      const own = { hours: [], specialDays: [{ day: "2026-03-04", spans }] };
      for (const { opens, closes } of spans) {
        assert.equal(isOpenAt(own, calendar, Temporal.Instant.from(`2026-03-04T${opens}:00+08:00`)), true);
        const isNext = spans.some((other) => other.opens === closes);
        assert.equal(isOpenAt(own, calendar, Temporal.Instant.from(`2026-03-04T${closes}:00+08:00`)), isNext);
      }
    }),
  );
});
