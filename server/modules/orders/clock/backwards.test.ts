import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { startBackwards } from "./backwards.ts";
import { instantOf } from "./local-time.ts";
import type { Limit } from "./marks.ts";
import { readClock } from "./read-clock.ts";
import { countyTime, local } from "./testing-clocks.ts";
import { drawLimit } from "./testing-histories.ts";

const plan = (dueOn: string, steps: Limit[]) =>
  startBackwards(Temporal.PlainDate.from(dueOn), steps, countyTime);
const wd = (value: number): Limit => ({ value, unit: "WD" });

test("a connection wanted on 30 September is planned back over Mid-Autumn and the make-up Sunday", () => {
  const steps = plan("2026-09-30", [wd(10), wd(3), wd(3)]);
  // Worked by hand: Sunday 20 September makes up, 25 to 27 September are off.
  assert.deepEqual(
    steps.map(({ startBy, doneBy }) => [local(startBy), local(doneBy)]),
    [
      ["2026-09-08 17:30:00", "2026-09-21 17:30:00"],
      ["2026-09-21 17:30:00", "2026-09-24 17:30:00"],
      ["2026-09-24 17:30:00", "2026-09-30 17:30:00"],
    ],
  );
});

test("a day off as the wanted day means the last working day before it", () => {
  assert.equal(local(plan("2026-10-05", [wd(1)])[0]?.doneBy ?? null), "2026-09-30 17:30:00");
});

test("notice of a planned outage is seven times 24 hours before, whatever lies between", () => {
  const [notice] = plan("2026-03-10", [{ value: 168, unit: "HOUR" }]);
  assert.equal(local(notice?.startBy ?? null), "2026-03-03 17:30:00");
});

test("property: started at the latest instant a step ends in time, a moment later it does not", () => {
  const due = (startBy: number, limit: Limit) =>
    readClock([{ kind: "start", at: instantOf(startBy), limit }], countyTime).dueAt?.epochMilliseconds ??
    Number.NaN;
  fc.assert(
    fc.property(
      fc.nat(1_000),
      fc.array(fc.array(fc.nat(999), { minLength: 3, maxLength: 3 }), { minLength: 1, maxLength: 6 }),
      (day, draws) => {
        const limits = draws.map((draw) => {
          let place = 0;
          return drawLimit(() => (draw[place++] ?? 0) / 1_000);
        });
        const steps = startBackwards(
          Temporal.PlainDate.from("2024-01-10").add({ days: day }),
          limits,
          countyTime,
        );
        for (const [index, { limit, startBy, doneBy }] of steps.entries()) {
          assert.ok(due(startBy.epochMilliseconds, limit) <= doneBy.epochMilliseconds);
          assert.ok(due(startBy.epochMilliseconds + 1, limit) > doneBy.epochMilliseconds);
          const following = steps[index + 1];
          if (following) assert.equal(doneBy.epochMilliseconds, following.startBy.epochMilliseconds);
        }
      },
    ),
    { numRuns: 500 },
  );
});
