import assert from "node:assert/strict";
import { test } from "node:test";
import { DayFileError, parseArrivals, parseStaff, writeArrivals, writeStaff } from "./day-files.ts";
import { generateDay } from "./generate-day.ts";

const header = "arrival,service,priority,service_seconds,patience_seconds";

function refusal(parse: () => unknown): string {
  try {
    parse();
  } catch (error) {
    assert.ok(error instanceof DayFileError);
    return error.message;
  }
  return assert.fail("nothing was refused");
}

test("a generated day survives writing and reading", () => {
  const day = generateDay("2026-03-02", 1);
  assert.deepEqual(
    parseArrivals(writeArrivals(day.customers, day.startsAt), "a.csv", day.startsAt),
    day.customers,
  );
  assert.deepEqual(parseStaff(writeStaff(day.presence, day.startsAt), "s.csv", day.startsAt), day.presence);
});

test("the same date and seed give the same day, another seed another one", () => {
  assert.deepEqual(generateDay("2026-03-02", 1), generateDay("2026-03-02", 1));
  assert.notDeepEqual(generateDay("2026-03-02", 1).customers, generateDay("2026-03-02", 2).customers);
});

test("a generated day is believable: all services, some priority and appointments, few who leave", () => {
  const { customers } = generateDay("2026-03-02", 1);
  const share = (is: (customer: (typeof customers)[number]) => boolean) =>
    customers.filter(is).length / customers.length;
  assert.ok(customers.length > 200 && customers.length < 500, `${customers.length} customers`);
  assert.deepEqual([...new Set(customers.map((customer) => customer.serviceCode))].sort(), [
    "A",
    "B",
    "C",
    "D",
    "E",
  ]);
  assert.ok(share(({ priority }) => priority === "priority") < 0.15);
  assert.ok(share(({ patienceMs }) => patienceMs !== undefined) < 0.15);
  assert.ok(customers.some(({ priority }) => priority === "appointment"));
});

test("unreadable files say file, line, column and what to do", () => {
  assert.match(
    refusal(() => parseArrivals("arrival,service\n", "x.csv", 0)),
    /x\.csv, line 1, column priority.*Begin the file with/,
  );
  assert.match(
    refusal(() => parseArrivals(`${header}\n25:00:00,a,0,1,\n`, "x.csv", 0)),
    /line 2, column arrival.*Write HH:MM:SS/,
  );
  assert.match(
    refusal(() => parseArrivals(`${header}\n08:00:00,a,7,1,\n`, "x.csv", 0)),
    /line 2, column priority/,
  );
  assert.match(
    refusal(() => parseArrivals(`${header}\n08:00:00,a,0,-3,\n`, "x.csv", 0)),
    /column service_seconds/,
  );
  assert.match(
    refusal(() => parseArrivals(`${header}\n08:00:00,a\n`, "x.csv", 0)),
    /2 values for 5 columns/,
  );
  assert.match(
    refusal(() => parseStaff("window,opens,closes\n1,09:00:00,08:00:00\n", "s.csv", 0)),
    /closes before it opens/,
  );
});
