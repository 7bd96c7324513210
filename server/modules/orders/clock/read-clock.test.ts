import assert from "node:assert/strict";
import { test } from "node:test";
import { type ClockMark, ClockMarksBroken, type ClockUnit, type MarkFault } from "./marks.ts";
import { readClock } from "./read-clock.ts";
import { statusAt } from "./status.ts";
import { at, change, countyTime, local, pause, resume, start, stop } from "./testing-clocks.ts";

const due = (...marks: ClockMark[]): string | null => local(readClock(marks, countyTime).dueAt);

/** Handbook §8.3: start day, limit in working days, due day. */
const worked: readonly [string, number, string][] = [
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
for (const [from, limit, on] of worked) {
  test(`handbook: ${limit} working days from ${from} end with the business hours of ${on}`, () => {
    for (const time of ["08:00", "10:00", "17:30"])
      assert.equal(due(start(`${from} ${time}`, limit, "WD")), `${on} 17:30:00`);
  });
}

test("what is accepted after the close, on a weekend or in a holiday starts on the next working day", () => {
  const begun = (text: string) => {
    const { countedFrom, dueAt } = readClock([start(text, 1, "WD")], countyTime);
    return [local(countedFrom), local(dueAt)];
  };
  assert.deepEqual(begun("2026-03-04 17:30"), ["2026-03-04 17:30:00", "2026-03-05 17:30:00"]);
  assert.deepEqual(begun("2026-03-04 17:31"), ["2026-03-05 00:00:00", "2026-03-06 17:30:00"]);
  assert.deepEqual(begun("2026-03-07 10:00"), ["2026-03-09 00:00:00", "2026-03-10 17:30:00"]);
  assert.deepEqual(
    begun("2026-02-14 10:00"),
    ["2026-02-14 10:00:00", "2026-02-24 17:30:00"],
    "a make-up Saturday",
  );
  assert.deepEqual(begun("2026-02-14 18:00"), ["2026-02-24 00:00:00", "2026-02-25 17:30:00"]);
  assert.deepEqual(begun("2026-10-03 12:00"), ["2026-10-08 00:00:00", "2026-10-09 17:30:00"]);
});

/** Start, value, unit, due: the turns of the year and of the calendar. */
const golden: readonly [string, string, number, ClockUnit, string][] = [
  ["minutes run through the night", "2026-03-04 23:50", 45, "MIN", "2026-03-05 00:35:00"],
  ["hours run through weekend and holiday", "2026-09-30 20:00", 24, "HOUR", "2026-10-01 20:00:00"],
  ["hours over 29 February", "2024-02-28 18:00", 48, "HOUR", "2024-03-01 18:00:00"],
  ["hours over the end of a common February", "2026-02-28 18:00", 24, "HOUR", "2026-03-01 18:00:00"],
  ["natural days to 29 February", "2024-02-22 09:00", 7, "ND", "2024-02-29 23:59:59.999"],
  ["natural days past a missing 29 February", "2026-02-22 09:00", 7, "ND", "2026-03-01 23:59:59.999"],
  ["working days to 29 February", "2024-02-28 09:00", 1, "WD", "2024-02-29 17:30:00"],
  ["working days from 29 February", "2024-02-29 09:00", 1, "WD", "2024-03-01 17:30:00"],
  [
    "a promise in natural days is not moved off a holiday",
    "2026-09-26 09:00",
    7,
    "ND",
    "2026-10-03 23:59:59.999",
  ],
  [
    "natural days count from the day itself, late or not",
    "2026-03-06 22:00",
    1,
    "ND",
    "2026-03-07 23:59:59.999",
  ],
  ["hours over the end of the year", "2025-12-31 20:00", 6, "HOUR", "2026-01-01 02:00:00"],
  ["natural days over the end of the year", "2025-12-30 09:00", 3, "ND", "2026-01-02 23:59:59.999"],
  [
    "working days over New Year: Sunday 4 January makes up",
    "2025-12-31 09:00",
    1,
    "WD",
    "2026-01-04 17:30:00",
  ],
  ["working days from the make-up Sunday", "2026-01-04 09:00", 1, "WD", "2026-01-05 17:30:00"],
  ["accepted on New Year's Eve after the close", "2025-12-31 18:00", 1, "WD", "2026-01-05 17:30:00"],
  ["the make-up Saturday before the Spring Festival", "2026-02-12 09:00", 2, "WD", "2026-02-14 17:30:00"],
  ["the make-up Saturday after the Spring Festival", "2026-02-27 09:00", 1, "WD", "2026-02-28 17:30:00"],
  ["makes up before the holiday, on a Sunday", "2026-09-18 09:00", 1, "WD", "2026-09-20 17:30:00"],
  ["a limit of no days ends on its start day", "2026-03-07 10:00", 0, "WD", "2026-03-09 17:30:00"],
  ["hall hours within the morning", "2026-03-04 09:00", 30, "BH", "2026-03-04 09:30:00"],
  ["hall hours leave out lunch", "2026-03-04 11:50", 20, "BH", "2026-03-04 14:10:00"],
  ["hall hours that end with the first shift", "2026-03-04 11:00", 60, "BH", "2026-03-04 12:00:00"],
  ["hall hours go on the next morning", "2026-03-04 17:20", 20, "BH", "2026-03-05 08:40:00"],
  ["hall hours begin with the opening", "2026-03-04 06:00", 10, "BH", "2026-03-04 08:40:00"],
  ["hall hours of two shifts fill a day", "2026-03-04 08:30", 420, "BH", "2026-03-04 17:30:00"],
  [
    "hall hours of Friday, Saturday morning and Monday",
    "2026-03-06 17:00",
    30 + 180 + 10,
    "BH",
    "2026-03-09 08:40:00",
  ],
  ["hall hours on 29 February", "2024-02-29 17:00", 60, "BH", "2024-03-01 09:00:00"],
];
for (const [what, from, value, unit, on] of golden) {
  test(`golden: ${what}`, () => assert.equal(due(start(from, value, unit)), on));
}

test("what a customer has to do in natural days moves from a day off to the end of the next working day", () => {
  const limit = { value: 7, unit: "ND", isCustomersAct: true } as const;
  const marks: ClockMark[] = [{ kind: "start", at: at("2026-09-26 09:00"), limit }];
  assert.equal(due(...marks), "2026-10-08 23:59:59.999");
  const onTime = statusAt(readClock(marks, countyTime), at("2026-10-08 12:00"), countyTime);
  assert.equal(onTime.isOverdue, false);
  assert.ok(onTime.usedShare < 1);
});

test("a pause takes out the working days from its own to that of the resumption", () => {
  const begun = start("2026-03-02 10:00", 5, "WD");
  assert.equal(due(begun), "2026-03-09 17:30:00");
  assert.equal(due(begun, pause("2026-03-03 10:00"), resume("2026-03-03 16:00")), "2026-03-09 17:30:00");
  assert.equal(due(begun, pause("2026-03-03 10:00"), resume("2026-03-05 16:00")), "2026-03-11 17:30:00");
  // Over a weekend only the working days count: Friday to Monday is one.
  assert.equal(due(begun, pause("2026-03-06 10:00"), resume("2026-03-09 09:00")), "2026-03-10 17:30:00");
  // Two pauses end to end take out what one does.
  const two = [
    pause("2026-03-03 10:00"),
    resume("2026-03-04 10:00"),
    pause("2026-03-04 10:00"),
    resume("2026-03-05 10:00"),
  ];
  assert.equal(due(begun, ...two), "2026-03-11 17:30:00");
});

test("a pause over the Spring Festival takes out its make-up workdays and not its holidays", () => {
  const begun = start("2026-02-12 10:00", 5, "WD");
  assert.equal(due(begun), "2026-02-26 17:30:00");
  // 13 and 14 February and the working days from 24 to 27 February.
  assert.equal(due(begun, pause("2026-02-13 10:00"), resume("2026-02-28 10:00")), "2026-03-05 17:30:00");
});

test("natural time is paused to the minute", () => {
  const begun = start("2026-03-04 22:00", 90, "MIN");
  assert.equal(due(begun, pause("2026-03-04 22:30"), resume("2026-03-05 07:10")), "2026-03-05 08:10:00");
});

test("known failure, pause ignored outside hours: a pause that begins in the night counts what of it is open", () => {
  const begun = start("2026-03-04 17:00", 60, "BH");
  assert.equal(due(begun, pause("2026-03-04 20:00"), resume("2026-03-05 10:00")), "2026-03-05 10:30:00");
});

test("known failure, pause ignored outside hours: a pause that lies in the lunch break changes nothing", () => {
  const begun = start("2026-03-04 11:30", 60, "BH");
  assert.equal(due(begun), "2026-03-04 14:30:00");
  assert.equal(due(begun, pause("2026-03-04 12:10"), resume("2026-03-04 13:50")), "2026-03-04 14:30:00");
  // A working day that was over is not taken out, a working day that the pause covers is.
  const days = start("2026-03-04 09:00", 2, "WD");
  assert.equal(due(days, pause("2026-03-04 20:00"), resume("2026-03-05 07:00")), "2026-03-06 17:30:00");
  assert.equal(due(days, pause("2026-03-04 20:00"), resume("2026-03-06 07:00")), "2026-03-09 17:30:00");
});

test("known failure, pause lost when the limit changes: pauses before, across and after a change all count", () => {
  const begun = start("2026-03-02 10:00", 10, "WD");
  const before = [pause("2026-03-03 10:00"), resume("2026-03-05 10:00")];
  assert.equal(due(begun, ...before), "2026-03-18 17:30:00");
  assert.equal(due(begun, ...before, change("2026-03-06 10:00", 5, "WD")), "2026-03-11 17:30:00");
  const across = [pause("2026-03-03 10:00"), change("2026-03-04 10:00", 5, "WD"), resume("2026-03-05 10:00")];
  assert.equal(due(begun, ...across), "2026-03-11 17:30:00");
  const after = [change("2026-03-02 11:00", 5, "WD"), ...before];
  assert.equal(due(begun, ...after), "2026-03-11 17:30:00");
});

test("a changed limit keeps what has elapsed; one that is used up already is overdue at once", () => {
  const marks = [start("2026-03-02 10:00", 10, "WD"), change("2026-03-10 10:00", 3, "WD")];
  const reading = readClock(marks, countyTime);
  assert.equal(local(reading.dueAt), "2026-03-05 17:30:00");
  assert.equal(Math.floor(reading.elapsed), 5);
  assert.equal(statusAt(reading, at("2026-03-10 10:00"), countyTime).isOverdue, true);
});

test("a change of unit measures the same running time anew, pauses left out", () => {
  const marks = [
    start("2026-03-02 10:00", 5, "WD"),
    pause("2026-03-02 12:00"),
    resume("2026-03-03 12:00"),
    change("2026-03-03 14:00", 24, "HOUR", "safety"),
  ];
  const reading = readClock(marks, countyTime);
  assert.equal(reading.elapsed, 4);
  assert.equal(reading.remaining, 20);
  assert.equal(local(reading.dueAt), "2026-03-04 10:00:00");
  assert.equal(due(...marks, change("2026-03-03 15:00", 5, "WD")), "2026-03-10 17:30:00");
});

test("known failure, overdue counted while waiting for the customer: a pause breaks no promise", () => {
  const marks = [start("2026-03-02 10:00", 2, "WD"), pause("2026-03-04 10:00")];
  const waiting = readClock(marks, countyTime);
  assert.equal(waiting.dueAt, null);
  const later = statusAt(waiting, at("2026-06-01 10:00"), countyTime);
  assert.deepEqual([later.isOverdue, later.overdueBy], [false, 0]);
  assert.equal(later.elapsed, waiting.elapsed);
  // The customer answers the next morning: the day is given back, and nothing is overdue on resuming.
  const resumed = readClock([...marks, resume("2026-03-05 09:00")], countyTime);
  assert.equal(local(resumed.dueAt), "2026-03-05 17:30:00");
  assert.equal(statusAt(resumed, at("2026-03-05 09:00"), countyTime).isOverdue, false);
});

test("a promise that was broken before the pause stays broken, by as much as then", () => {
  const marks = [start("2026-03-02 10:00", 60, "MIN"), pause("2026-03-02 11:30")];
  const paused = readClock(marks, countyTime);
  assert.equal(paused.dueAt, null);
  assert.equal(local(paused.lapsedAt), "2026-03-02 11:00:00");
  const later = statusAt(paused, at("2026-03-05 00:00"), countyTime);
  assert.deepEqual([later.isOverdue, later.overdueBy, later.usedShare], [true, 30, 1.5]);
  assert.equal(due(...marks, resume("2026-03-05 09:00")), "2026-03-02 11:00:00");
});

test("what is paused at the very instant at which it is used up is not broken yet", () => {
  const marks = [start("2026-03-02 10:00", 60, "MIN"), pause("2026-03-02 11:00"), resume("2026-03-03 09:00")];
  assert.equal(due(...marks), "2026-03-03 09:00:00");
});

test("a stopped clock says whether the promise was kept", () => {
  const kept = readClock([start("2026-03-02 10:00", 1, "WD"), stop("2026-03-03 17:30")], countyTime);
  assert.deepEqual([kept.state, local(kept.dueAt), kept.lapsedAt], ["stopped", "2026-03-03 17:30:00", null]);
  const broken = readClock([start("2026-03-02 10:00", 1, "WD"), stop("2026-03-03 17:31")], countyTime);
  assert.equal(local(broken.lapsedAt), "2026-03-03 17:30:00");
  const waiting = readClock(
    [start("2026-03-02 10:00", 1, "WD"), pause("2026-03-02 11:00"), stop("2026-03-20 09:00")],
    countyTime,
  );
  assert.deepEqual([waiting.dueAt, waiting.lapsedAt], [null, null]);
});

/** A history that cannot have happened, the mark at fault and why. */
const impossible: readonly [MarkFault, number, ClockMark[]][] = [
  ["not-started", 0, []],
  ["not-started", 0, [pause("2026-03-02 10:00")]],
  ["started-twice", 1, [start("2026-03-02 10:00", 1, "WD"), start("2026-03-02 11:00", 1, "WD")]],
  ["time-backwards", 1, [start("2026-03-02 10:00", 1, "WD"), pause("2026-03-02 09:59")]],
  [
    "already-paused",
    2,
    [start("2026-03-02 10:00", 1, "WD"), pause("2026-03-02 11:00"), pause("2026-03-02 12:00")],
  ],
  ["not-paused", 1, [start("2026-03-02 10:00", 1, "WD"), resume("2026-03-02 11:00")]],
  [
    "already-stopped",
    2,
    [start("2026-03-02 10:00", 1, "WD"), stop("2026-03-02 11:00"), resume("2026-03-02 12:00")],
  ],
  ["impossible-limit", 0, [start("2026-03-02 10:00", 1.5, "WD")]],
  ["impossible-limit", 1, [start("2026-03-02 10:00", 1, "WD"), change("2026-03-02 11:00", -1, "HOUR")]],
  ["impossible-limit", 0, [start("2026-03-02 10:00", Number.NaN, "MIN")]],
];
for (const [fault, index, marks] of impossible) {
  test(`a history is refused, and its mark named: ${fault} at ${index} of ${marks.length}`, () => {
    assert.throws(
      () => readClock(marks, countyTime),
      (error) =>
        error instanceof ClockMarksBroken &&
        error.fault === fault &&
        error.index === index &&
        error.mark === marks[index] &&
        error.message.includes(`Mark ${index}`),
    );
  });
}
