import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import {
  addWorkdays,
  type Calendar,
  countingStart,
  isWorkday,
  missingYear,
  workdayFrom,
  workdaysIn,
  yearsAssumed,
} from "./calendar.ts";
import { shippedCalendar } from "./shipped.ts";

const calendar: Calendar = {
  days: new Map([...shippedCalendar.values()].flat().map(({ date, type, name }) => [date, { type, name }])),
  years: new Set(shippedCalendar.keys()),
};
const day = (text: string) => Temporal.PlainDate.from(text);

/** Working days per month as the State Council's notices give them. */
const perMonth: Record<number, number[]> = {
  2024: [22, 18, 21, 22, 21, 19, 23, 22, 21, 19, 21, 22],
  2025: [19, 19, 21, 22, 19, 20, 23, 21, 23, 18, 20, 23],
  2026: [21, 16, 22, 21, 19, 21, 23, 21, 22, 18, 21, 23],
};

for (const [year, months] of Object.entries(perMonth)) {
  test(`the working days of each month of ${year} are those of the notice`, () => {
    const counted = months.map((_, index) =>
      workdaysIn(calendar, Temporal.PlainYearMonth.from({ year: Number(year), month: index + 1 })),
    );
    assert.deepEqual(counted, months);
  });
}

test("make-up Saturdays and Sundays work, and days off in the week do not", () => {
  for (const works of ["2024-02-04", "2024-09-29", "2025-01-26", "2025-10-11", "2026-02-14", "2026-09-20"])
    assert.equal(isWorkday(calendar, day(works)), true, works);
  for (const off of ["2024-02-12", "2025-01-28", "2025-10-08", "2026-01-02", "2026-02-23", "2026-06-19"])
    assert.equal(isWorkday(calendar, day(off)), false, off);
  assert.equal(isWorkday(calendar, day("2024-02-09")), true, "除夕 2024 was formally a working day");
});

/** Start day, limit in working days, due day. */
const worked: [string, number, string][] = [
  ["2024-02-08", 5, "2024-02-21"],
  ["2024-09-30", 3, "2024-10-10"],
  ["2025-01-24", 5, "2025-02-07"],
  ["2025-04-30", 3, "2025-05-08"],
  ["2025-09-26", 5, "2025-10-10"],
  ["2025-09-30", 1, "2025-10-09"],
  ["2026-02-13", 1, "2026-02-14"],
  ["2026-02-13", 5, "2026-02-27"],
  ["2026-04-30", 3, "2026-05-08"],
  ["2026-09-24", 6, "2026-10-10"],
  ["2026-09-30", 22, "2026-11-05"],
  ["2026-01-05", 32, "2026-02-25"],
];
for (const [from, limit, due] of worked) {
  test(`${limit} working days from ${from} end on ${due}`, () => {
    assert.equal(addWorkdays(calendar, day(from), limit).toString(), due);
  });
}

test("what is accepted after the close of business or on a day off starts on the next working day", () => {
  const close = Temporal.PlainTime.from("17:30");
  const start = (on: string, at: string) =>
    countingStart(calendar, day(on), Temporal.PlainTime.from(at), close).toString();
  assert.equal(start("2026-03-04", "17:30"), "2026-03-04");
  assert.equal(start("2026-03-04", "17:31"), "2026-03-05");
  assert.equal(start("2026-03-07", "10:00"), "2026-03-09", "a Saturday");
  assert.equal(start("2026-02-14", "10:00"), "2026-02-14", "a make-up Saturday");
  assert.equal(start("2026-02-14", "18:00"), "2026-02-24", "after it: the Spring Festival");
});

test("a missing year is told from the day after the alarm day on", () => {
  assert.equal(missingYear(calendar, day("2026-11-20"), 1120), undefined);
  assert.equal(missingYear(calendar, day("2026-11-21"), 1120), 2027);
  assert.equal(missingYear(calendar, day("2025-12-31"), 1120), undefined);
  assert.equal(missingYear(calendar, day("2027-01-01"), 1120), 2027);
  assert.deepEqual(yearsAssumed(calendar, day("2026-12-31"), day("2027-01-05")), [2027]);
});

const anyDay = fc.integer({ min: 0, max: 1_095 }).map((offset) => day("2024-01-01").add({ days: offset }));

test("property: a due day is a working day, and exactly the limit of working days lie after the start", () => {
  fc.assert(
    fc.property(anyDay, fc.integer({ min: 1, max: 60 }), (from, limit) => {
      const due = addWorkdays(calendar, from, limit);
      assert.equal(isWorkday(calendar, due), true);
      let count = 0;
      for (let d = from.add({ days: 1 }); Temporal.PlainDate.compare(d, due) <= 0; d = d.add({ days: 1 }))
        if (isWorkday(calendar, d)) count++;
      assert.equal(count, limit);
    }),
  );
});

test("property: counting is additive, later starts never end earlier, a working day is its own next", () => {
  fc.assert(
    fc.property(anyDay, fc.nat(30), fc.nat(30), (from, a, b) => {
      const split = addWorkdays(calendar, addWorkdays(calendar, from, a), b);
      assert.equal(split.toString(), addWorkdays(calendar, from, a + b).toString());
      const later = addWorkdays(calendar, from.add({ days: 1 }), a);
      assert.ok(Temporal.PlainDate.compare(later, addWorkdays(calendar, from, a)) >= 0);
      const next = workdayFrom(calendar, from);
      assert.equal(workdayFrom(calendar, next).toString(), next.toString());
    }),
  );
});
