import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { Draw } from "../../../../county/population/draw.ts";
import { instantOf } from "./local-time.ts";
import type { ClockMark, Limit } from "./marks.ts";
import { advanceClock, type ClockReading, readClock } from "./read-clock.ts";
import { statusAt, warningTimes } from "./status.ts";
import { countyTime, local } from "./testing-clocks.ts";
import { type Chance, drawHistory, drawLimit } from "./testing-histories.ts";
import { walkClock, walkElapsed } from "./testing-oracle.ts";

/** Numbers for the drawing of histories; a failing tape is made shorter and simpler by fast-check. */
const tapes = fc.array(
  fc.nat(999_999).map((millionth) => millionth / 1_000_000),
  { minLength: 12, maxLength: 60, size: "max" },
);
const played = (tape: readonly number[]): Chance => {
  let place = 0;
  return () => tape[place++] ?? 0;
};
const histories = tapes.map((tape) => drawHistory(played(tape)));
const late = Number.POSITIVE_INFINITY;
const dueOf = ({ dueAt, lapsedAt }: ClockReading): number => (dueAt ?? lapsedAt)?.epochMilliseconds ?? late;

test("property: the due time is that of an oracle which walks minute by minute and day by day", () => {
  fc.assert(
    fc.property(histories, (marks) => {
      const reading = readClock(marks, countyTime);
      const walked = walkClock(marks, countyTime);
      assert.equal(local(reading.dueAt), walked.dueAt === null ? null : local(instantOf(walked.dueAt)));
      assert.equal(
        local(reading.lapsedAt),
        walked.lapsedAt === null ? null : local(instantOf(walked.lapsedAt)),
      );
    }),
    { numRuns: 1_500 },
  );
});

test("property: the elapsed time is that of the oracle, and a status is overdue exactly after the due time", () => {
  fc.assert(
    fc.property(histories, fc.nat(20_000), (marks, minutes) => {
      const reading = readClock(marks, countyTime);
      const now = reading.asOf.add({ minutes });
      const status = statusAt(reading, now, countyTime);
      if (reading.limit.unit !== "WD" && reading.limit.unit !== "ND")
        assert.ok(Math.abs(status.elapsed - walkElapsed(marks, now.epochMilliseconds, countyTime)) < 1e-9);
      if (reading.state === "running")
        assert.equal(status.isOverdue, now.epochMilliseconds > dueOf(reading) || reading.lapsedAt !== null);
      else
        assert.deepEqual(
          status,
          statusAt(reading, reading.asOf, countyTime),
          "a clock that stands does not move",
        );
      assert.equal(status.usedShare > 1, status.overdueBy > 0 && reading.allowed > 0);
      assert.ok(status.isOverdue || status.overdueBy === 0);
    }),
    { numRuns: 500 },
  );
});

test("property: any prefix, read at once or mark by mark, gives the same reading", () => {
  fc.assert(
    fc.property(histories, (marks) => {
      let kept: ClockReading | undefined;
      for (const [index, mark] of marks.entries()) {
        kept = advanceClock(kept, mark, countyTime);
        assert.deepEqual(kept, readClock(marks.slice(0, index + 1), countyTime));
      }
    }),
    { numRuns: 1_500 },
  );
});

test("20,000 histories: the due time that a store keeps mark by mark is the recomputed one", () => {
  let [dues, paused] = [0, 0];
  for (let index = 0; index < 20_000; index++) {
    const draw = new Draw(19, 0, index);
    const marks = drawHistory(() => draw.next());
    let kept: ClockReading | undefined;
    for (const mark of marks) kept = advanceClock(kept, mark, countyTime);
    const read = readClock(marks, countyTime);
    assert.equal(kept?.dueAt?.epochMilliseconds, read.dueAt?.epochMilliseconds);
    assert.equal(kept?.lapsedAt?.epochMilliseconds, read.lapsedAt?.epochMilliseconds);
    if (read.dueAt) dues++;
    if (read.state === "paused") paused++;
  }
  // The histories are of all kinds.
  assert.ok(dues > 8_000 && paused > 4_000, `${dues} due, ${paused} paused`);
});

const withLimit = (marks: readonly ClockMark[], limit: Limit): readonly ClockMark[] => {
  const last = marks.findLastIndex(({ kind }) => kind === "limit" || kind === "start");
  return marks.map((mark, index) => (index === last ? ({ ...mark, limit } as ClockMark) : mark));
};

test("property: a longer limit is never due earlier", () => {
  fc.assert(
    fc.property(histories, fc.nat(50), (marks, more) => {
      const { limit } = readClock(marks, countyTime);
      const longer = withLimit(marks, { ...limit, value: limit.value + more });
      assert.ok(dueOf(readClock(longer, countyTime)) >= dueOf(readClock(marks, countyTime)));
    }),
  );
});

test("property: one more pause, wherever it is, never makes anything due earlier", () => {
  fc.assert(
    fc.property(
      histories,
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.nat(20_000),
      fc.nat(20_000),
      (marks, where, a, b) => {
        const paused = withPause(marks, where, a, b);
        fc.pre(paused !== undefined);
        assert.ok(dueOf(readClock(paused, countyTime)) >= dueOf(readClock(marks, countyTime)));
      },
    ),
  );
});

/** A pause of `b` minutes that begins `a` minutes after some mark while the clock runs, cut where the next mark comes. */
function withPause(
  marks: readonly ClockMark[],
  where: number,
  a: number,
  b: number,
): readonly ClockMark[] | undefined {
  const place = Math.min(marks.length - 1, Math.floor(where * marks.length));
  if (readClock(marks.slice(0, place + 1), countyTime).state !== "running") return undefined;
  const from = marks[place]?.at ?? instantOf(0);
  const end = marks[place + 1]?.at;
  const cut = (at: Temporal.Instant) => (end && Temporal.Instant.compare(at, end) > 0 ? end : at);
  return [
    ...marks.slice(0, place + 1),
    { kind: "pause", at: cut(from.add({ minutes: a })), reason: "customer" },
    { kind: "resume", at: cut(from.add({ minutes: a + b })) },
    ...marks.slice(place + 1),
  ];
}

test("property: there and back again: a limit that is changed and changed back leaves the due time as it was", () => {
  fc.assert(
    fc.property(histories, tapes, (marks, tape) => {
      const reading = readClock(marks, countyTime);
      fc.pre(reading.state !== "stopped");
      const [at, reason] = [reading.asOf, "rule"];
      const there: ClockMark = { kind: "limit", at, limit: drawLimit(played(tape)), reason };
      const again = readClock(
        [...marks, there, { kind: "limit", at, limit: reading.limit, reason }],
        countyTime,
      );
      assert.equal(dueOf(again), dueOf(reading));
      assert.equal(again.elapsed, reading.elapsed);
    }),
  );
});

test("property: warnings come in the order of their shares, the whole limit's at the due time", () => {
  fc.assert(
    fc.property(histories, (marks) => {
      const reading = readClock(marks, countyTime);
      const shares = [0, 0.25, 0.5, 0.8, 1, 1.5];
      const warnings = warningTimes(reading, shares, countyTime);
      if (reading.state !== "running") return assert.deepEqual(warnings, []);
      assert.deepEqual(
        warnings.map(({ share }) => share),
        shares,
      );
      assert.equal(warnings[4]?.at.epochMilliseconds, dueOf(reading));
      for (let i = 1; i < warnings.length; i++) {
        const [one, other] = [warnings[i - 1], warnings[i]];
        assert.ok(one && other && Temporal.Instant.compare(one.at, other.at) <= 0);
      }
      return undefined;
    }),
  );
});
