/** Due times over leap days, make-up workdays and the turn of the year: 500 of them, as a separate program worked them out. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { ClockMark, ClockUnit } from "../server/modules/orders/clock/marks.ts";
import { readClock } from "../server/modules/orders/clock/read-clock.ts";
import { at, countyTime } from "../server/modules/orders/clock/testing-clocks.ts";
import golden from "./due-times.json" with { type: "json" };

type Case = readonly [
  start: string,
  value: number,
  unit: ClockUnit,
  pauses: readonly (readonly [string, string])[],
  due: string,
  act?: "act",
];
// What JSON says of itself is wider than what the file holds.
const cases = golden.cases as unknown as readonly Case[];

const marksOf = ([start, value, unit, pauses, , act]: Case): ClockMark[] => [
  {
    kind: "start",
    at: at(start),
    limit: { value, unit, ...(act && { isCustomersAct: true }) },
  },
  ...pauses.flatMap(([from, to]): ClockMark[] => [
    { kind: "pause", at: at(from), reason: "customer" },
    { kind: "resume", at: at(to) },
  ]),
];
const differences = (time: typeof countyTime): string[] =>
  cases.flatMap((one) => {
    const { dueAt } = readClock(marksOf(one), time);
    const said = dueAt?.epochMilliseconds;
    return said === at(one[4]).epochMilliseconds ? [] : [`${JSON.stringify(one)}: ${dueAt?.toString()}`];
  });

test("500 due times: 29 February, make-up workdays, the turn of the year, month ends, pauses at the close", () => {
  assert.equal(cases.length, 500);
  const due = (pattern: RegExp) => cases.filter(([, , , , text]) => pattern.test(text)).length;
  assert.ok(due(/-02-29/) >= 10, `${due(/-02-29/)} fall due on 29 February`);
  const overNewYear = cases.filter(([start, , , , end]) => start.slice(0, 4) !== end.slice(0, 4));
  assert.ok(overNewYear.length >= 30);
  assert.deepEqual(differences(countyTime), []);
});

test("control: a calendar without make-up workdays, and a close a minute early, are seen", () => {
  const days = new Map([...countyTime.calendar.days].filter(([, { type }]) => type !== "work"));
  assert.ok(differences({ ...countyTime, calendar: { ...countyTime.calendar, days } }).length > 20);
  const early = { ...countyTime, closeOfBusiness: Temporal.PlainTime.from("17:29") };
  assert.ok(differences(early).length > 100);
});
