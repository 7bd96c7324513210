import assert from "node:assert/strict";
import { test } from "node:test";
import { inQuietHours, nextAllowed } from "./quiet-hours.ts";
import { readClock } from "./read-clock.ts";
import { answerableUntil, statusAt, warningTimes } from "./status.ts";
import { at, change, countyTime, local, opening, pause, resume, start } from "./testing-clocks.ts";

const warnings = (shares: readonly number[], ...marks: Parameters<typeof readClock>[0]) =>
  warningTimes(readClock(marks, countyTime), shares, countyTime).map((warning) => local(warning.at));

test("warnings at 50, 80 and 100 % of a crew's 45 minutes", () => {
  assert.deepEqual(warnings([0.5, 0.8, 1], start("2026-03-04 23:30", 45, "MIN")), [
    "2026-03-04 23:52:30",
    "2026-03-05 00:06:00",
    "2026-03-05 00:15:00",
  ]);
});

test("warnings of working days come within business hours, and move with a pause", () => {
  const begun = start("2026-03-02 10:00", 5, "WD");
  assert.deepEqual(warnings([0.5, 0.8, 1, 1.5], begun), [
    "2026-03-05 13:00:00",
    "2026-03-06 17:30:00",
    "2026-03-09 17:30:00",
    "2026-03-12 13:00:00",
  ]);
  const paused = [begun, pause("2026-03-03 10:00"), resume("2026-03-05 16:00")];
  assert.deepEqual(warnings([0.5, 0.8, 1], ...paused), [
    "2026-03-09 13:00:00",
    "2026-03-10 17:30:00",
    "2026-03-11 17:30:00",
  ]);
});

test("a customer who is waited for lets nobody be warned, and a shorter limit may have been warned of yesterday", () => {
  const begun = start("2026-03-02 10:00", 10, "HOUR");
  assert.deepEqual(warnings([0.5], begun, pause("2026-03-02 12:00")), []);
  assert.deepEqual(warnings([0.5], begun, change("2026-03-02 14:00", 4, "HOUR")), ["2026-03-02 12:00:00"]);
});

test("the share of working days grows while the hall works, stands at night, and is whole at the due time", () => {
  const reading = readClock([start("2026-03-02 10:00", 2, "WD")], countyTime);
  const share = (text: string) => statusAt(reading, at(text), countyTime).usedShare;
  assert.equal(share("2026-03-02 17:00"), 0, "the start day is not counted");
  assert.equal(share("2026-03-03 08:00"), 0);
  assert.equal(share("2026-03-03 13:00"), 0.25);
  assert.equal(share("2026-03-03 22:00"), 0.5);
  assert.equal(share("2026-03-04 17:30"), 1);
  assert.equal(statusAt(reading, at("2026-03-04 17:30"), countyTime).isOverdue, false);
  const late = statusAt(reading, at("2026-03-05 17:30"), countyTime);
  assert.deepEqual([late.isOverdue, late.overdueBy, late.usedShare], [true, 1, 1.5]);
});

test("an answer by app or SMS keeps a limit in working days until midnight, other limits end when they end", () => {
  const until = (unit: "WD" | "HOUR") =>
    local(answerableUntil(readClock([start("2026-03-02 10:00", 1, unit)], countyTime)));
  assert.equal(until("WD"), "2026-03-03 23:59:59.999");
  assert.equal(until("HOUR"), "2026-03-02 11:00:00");
});

const span = (from: string, to: string) => {
  const { opens, closes } = opening(from, to);
  return { from: opens, to: closes };
};
/** Handbook §3.8. */
const quiet = [span("12:00", "14:00"), span("21:00", "08:00")];

test("known failure, reminder in the night: a warning that falls into quiet hours waits for their end", () => {
  const [warned] = warningTimes(
    readClock([start("2026-03-04 13:00", 10, "HOUR")], countyTime),
    [0.9],
    countyTime,
  );
  assert.ok(warned);
  assert.equal(local(warned.at), "2026-03-04 22:00:00");
  assert.equal(inQuietHours(warned.at, quiet), true);
  assert.equal(local(nextAllowed(warned.at, quiet)), "2026-03-05 08:00:00");
});

test("quiet hours: their first minute is quiet and the minute after them is not; spans that meet are one", () => {
  const allowed = (text: string, spans = quiet) => local(nextAllowed(at(text), spans));
  assert.equal(allowed("2026-03-04 11:59"), "2026-03-04 11:59:00");
  assert.equal(allowed("2026-03-04 12:00"), "2026-03-04 14:00:00");
  assert.equal(allowed("2026-03-04 21:00"), "2026-03-05 08:00:00");
  assert.equal(allowed("2026-12-31 23:59"), "2027-01-01 08:00:00");
  assert.equal(allowed("2024-02-28 22:00"), "2024-02-29 08:00:00");
  assert.equal(allowed("2026-03-04 03:00"), "2026-03-04 08:00:00");
  assert.equal(allowed("2026-03-04 20:00", [span("19:00", "21:00"), ...quiet]), "2026-03-05 08:00:00");
  assert.equal(allowed("2026-03-04 20:00", []), "2026-03-04 20:00:00");
  assert.equal(allowed("2026-03-04 20:00", [span("20:00", "20:00")]), "2026-03-04 20:00:00");
  assert.throws(
    () => allowed("2026-03-04 20:00", [span("00:00", "12:00"), span("12:00", "00:00")]),
    RangeError,
  );
});
