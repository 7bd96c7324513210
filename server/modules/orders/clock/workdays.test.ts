import assert from "node:assert/strict";
import { test } from "node:test";
import { dateOf, instantAt, timeOf } from "../../../foundation/clock.ts";
import { addWorkdays, type Calendar, countingStart, isWorkday } from "../../catalogue/index.ts";
import { HallNeverOpens, hallHoursOf } from "./hall-hours.ts";
import { dateOfDay, dayNumber, dayOf, msAt, msOfTime, timeOfDay } from "./local-time.ts";
import { readClock } from "./read-clock.ts";
import { at, countyTime, opening, start } from "./testing-clocks.ts";
import { workdaysOf } from "./workdays.ts";

test("days and times as numbers are those of Temporal in Shanghai, from 1992 on", () => {
  for (
    let ms = at("1992-01-01 00:00").epochMilliseconds;
    ms < at("2061-01-01 00:00").epochMilliseconds;
    ms += 86_399_123 * 7
  ) {
    const instant = Temporal.Instant.fromEpochMilliseconds(ms);
    assert.equal(dateOfDay(dayOf(ms)).toString(), dateOf(instant).toString());
    assert.equal(timeOfDay(ms), msOfTime(timeOf(instant)));
    assert.equal(msAt(dayOf(ms), timeOfDay(ms)), ms);
  }
});

test("the row of working days is the calendar's, day by day, before, in and after the known years", () => {
  const workdays = workdaysOf(countyTime.calendar);
  for (
    let day = dayNumber(Temporal.PlainDate.from("2003-01-01"));
    day < dayNumber(Temporal.PlainDate.from("2031-01-01"));
    day++
  ) {
    const works = isWorkday(countyTime.calendar, dateOfDay(day));
    assert.equal(workdays.through(day) - workdays.through(day - 1), works ? 1 : 0, dateOfDay(day).toString());
    if (works) assert.equal(workdays.day(workdays.through(day)), day);
  }
});

test("days off and make-up workdays that say what the week says anyway change nothing", () => {
  const idle: Calendar = {
    days: new Map([
      ["2026-03-07", { type: "off", name: "a Saturday" }],
      ["2026-03-09", { type: "work", name: "a Monday" }],
    ]),
    years: new Set(),
  };
  const week = workdaysOf({ days: new Map(), years: new Set() });
  for (let day = 20_500; day < 20_600; day++) assert.equal(workdaysOf(idle).through(day), week.through(day));
});

test("a clock and the catalogue's calendar count alike, whatever day and minute it begins", () => {
  const close = countyTime.closeOfBusiness;
  for (let i = 0; i < 1_000; i++) {
    const begun = at("2024-01-01 00:00").add({ minutes: i * 1_571 });
    const value = i % 30;
    const from = countingStart(countyTime.calendar, dateOf(begun), timeOf(begun), close);
    const expected = instantAt(addWorkdays(countyTime.calendar, from, value), close);
    const { dueAt } = readClock([{ kind: "start", at: begun, limit: { value, unit: "WD" } }], countyTime);
    assert.equal(dueAt?.toString(), expected.toString());
  }
});

test("shifts may overlap, touch and come in any order; open time counts once", () => {
  const hours = hallHoursOf(() => [
    opening("14:00", "18:00"),
    opening("08:00", "12:00"),
    opening("11:00", "13:00"),
    opening("18:00", "19:00"),
    opening("20:00", "20:00"),
  ]);
  assert.deepEqual(
    hours.spans(20_000).map(({ from, to }) => [from / 3_600_000, to / 3_600_000]),
    [
      [8, 13],
      [14, 19],
    ],
  );
});

test("a hall that never closes, and one whose last shift ends at midnight", () => {
  const always = { ...countyTime, hall: () => [opening("00:00", "00:00")] };
  assert.equal(
    readClock([start("2026-03-04 23:30", 60, "BH")], always).dueAt?.toString(),
    at("2026-03-05 00:30").toString(),
  );
  const night = { ...countyTime, hall: () => [opening("20:00", "00:00")] };
  assert.equal(
    readClock([start("2026-03-04 23:30", 60, "BH")], night).dueAt?.toString(),
    at("2026-03-05 20:30").toString(),
  );
});

test("a hall without hours is refused instead of being waited for without end", () => {
  const shut = { ...countyTime, hall: () => [] };
  assert.throws(() => readClock([start("2026-03-04 10:00", 10, "BH")], shut), HallNeverOpens);
  // Other units do not need the hall.
  assert.ok(readClock([start("2026-03-04 10:00", 10, "WD")], shut).dueAt);
});

test("hours are found whichever end of the row they are asked from", () => {
  const hours = hallHoursOf((date) => countyTime.hall(date));
  const later = hours.openUntil(at("2026-03-04 10:00").epochMilliseconds);
  const earlier = hours.openUntil(at("2024-03-04 10:00").epochMilliseconds);
  assert.equal(hours.when(earlier), at("2024-03-04 10:00").epochMilliseconds);
  assert.equal(hours.when(later), at("2026-03-04 10:00").epochMilliseconds);
  // Up to Monday's opening as much has passed as up to Saturday's closing, which is earlier.
  assert.equal(hours.when(earlier - 90 * 60_000), at("2024-03-02 12:00").epochMilliseconds);
});
