/**
 * Reads a clock: what its marks mean at the last of them. A reading is worked out of the runs and of the limit in force
 * and of nothing else. So a changed limit keeps what has elapsed, a change of unit measures the same runs anew in the
 * new unit (and back again gives the same due time as before), and no order of pauses and changes loses either.
 */
import { dayOf, instantOf, msAt } from "./local-time.ts";
import {
  begin,
  type ClockMark,
  type ClockState,
  follow,
  type History,
  type Limit,
  next,
  type WorkTime,
} from "./marks.ts";
import { putOff, type Ruler, rulerOf } from "./ruler.ts";

export type ClockReading = History & {
  readonly state: ClockState;
  /** The start, or the beginning of the day from which it counts when accepted after the close or on a day off. */
  readonly countedFrom: Temporal.Instant;
  /**
   * When the limit is used up. Null while paused, and for a clock that was stopped out of a pause in good time. May lie
   * before the last mark when a shorter limit came late, or when the clock was overdue already.
   */
  readonly dueAt: Temporal.Instant | null;
  /** The due time, once it lay before a pause or the stop: this promise was broken, whatever comes. */
  readonly lapsedAt: Temporal.Instant | null;
  /** What may be used: the limit's value, and for a customer's act the days to the next working day. */
  readonly allowed: number;
  /** In the unit of the limit, up to the last mark. In WD and ND the part of the day that has gone by is included. */
  readonly elapsed: number;
  /** `allowed` less `elapsed`: negative when more has been used. */
  readonly remaining: number;
  /** Positions used by the runs before the last one; for the engine itself. */
  readonly usedBefore: number;
};

/** @throws ClockMarksBroken @throws HallNeverOpens */
export function readClock(marks: readonly ClockMark[], time: WorkTime): ClockReading {
  return measure(follow(marks), time);
}

/**
 * One more mark, without reading the earlier ones again: what a store does that keeps the reading. Equal to `readClock`
 * of all marks, which the tests and the bench `order_clock` hold it to.
 */
export function advanceClock(
  reading: ClockReading | undefined,
  mark: ClockMark,
  time: WorkTime,
): ClockReading {
  if (!reading) return measure(begin(mark), time);
  const runs = [...reading.runs];
  const changed = { ...reading, ...next(reading, mark, runs), runs };
  // A new limit may have been used up in an earlier run, and in another unit nothing is where it was.
  if (mark.kind === "limit") return measure(changed, time);
  if (mark.kind === "resume") return beginRun(reading, changed, time);
  const dueAt = reading.dueAt ?? reading.lapsedAt;
  const hasLapsed = dueAt !== null && Temporal.Instant.compare(dueAt, mark.at) < 0;
  const lapsedAt = hasLapsed ? dueAt : null;
  if (mark.kind === "stop") return withElapsed({ ...changed, lapsedAt, dueAt }, time);
  const allowed = hasLapsed ? reading.allowed : reading.limit.value;
  return withElapsed({ ...changed, lapsedAt, dueAt: null, allowed }, time);
}

function beginRun(former: ClockReading, changed: ClockReading, time: WorkTime): ClockReading {
  const ruler = rulerOf(changed.limit.unit, time);
  const ended = former.runs.at(-1);
  const usedBefore = former.usedBefore + (ended ? ruler.edge(ended.to) - ruler.edge(ended.from) : 0);
  const due = dueWithin(changed.asOf.epochMilliseconds, usedBefore, changed.limit, ruler, time);
  const isNew = former.lapsedAt === null;
  return withElapsed(
    {
      ...changed,
      usedBefore,
      dueAt: isNew ? instantOf(due.at) : former.lapsedAt,
      allowed: isNew ? due.allowed : former.allowed,
    },
    time,
  );
}

function measure(history: History, time: WorkTime): ClockReading {
  const { limit, runs, state } = history;
  const ruler = rulerOf(limit.unit, time);
  const wanted = positions(limit, ruler);
  const last = runs.length - 1;
  // The run that a stop ended is measured to its due time, too: it says whether the promise was kept.
  const isOpen = state === "running" || (state === "stopped" && history.paused === null);
  let due: Due | undefined;
  let isBroken = false;
  let usedBefore = 0;
  for (let i = 0; i <= last; i++) {
    const run = runs[i] ?? { from: 0, to: 0 };
    const isPresent = isOpen && i === last;
    const usedAfter = isPresent
      ? Number.POSITIVE_INFINITY
      : usedBefore + ruler.edge(run.to) - ruler.edge(run.from);
    if (!due && usedAfter >= wanted) {
      const found = dueWithin(run.from, usedBefore, limit, ruler, time);
      isBroken = found.at < run.to && run.to !== Number.POSITIVE_INFINITY;
      // Used up at the very instant of the pause is not yet broken: nothing is left, and counts from the resumption.
      if (isPresent || isBroken) due = found;
    }
    if (i < last) usedBefore = usedAfter;
  }
  const dueAt = due ? instantOf(due.at) : null;
  const allowed = due?.allowed ?? limit.value;
  const elapsed = elapsedAt({ limit, runs, usedBefore }, history.asOf.epochMilliseconds, time);
  return {
    ...history,
    countedFrom: countedFrom(history.startedAt, limit, ruler),
    dueAt: state === "paused" ? null : dueAt,
    lapsedAt: isBroken ? dueAt : null,
    allowed,
    elapsed,
    remaining: allowed - elapsed,
    usedBefore,
  };
}

type Due = { readonly at: number; readonly allowed: number };

function dueWithin(from: number, usedBefore: number, limit: Limit, ruler: Ruler, time: WorkTime): Due {
  const begins = ruler.edge(from);
  const position = begins - usedBefore + positions(limit, ruler);
  if (!limit.isCustomersAct || limit.unit !== "ND")
    return { at: Math.max(from, ruler.when(position)), allowed: limit.value };
  // The days put off may be lost to a pause, too: then the first working day on which the clock runs again is the last.
  const at = putOff(ruler.when(Math.max(position, begins)), time);
  return { at, allowed: usedBefore + ruler.edge(at) - begins };
}

/** Whole: milliseconds, or days. */
const positions = (limit: Limit, ruler: Ruler): number => Math.round(limit.value * ruler.size);

function countedFrom(startedAt: Temporal.Instant, limit: Limit, ruler: Ruler): Temporal.Instant {
  const start = startedAt.epochMilliseconds;
  if (limit.unit === "BH") return instantOf(ruler.when(ruler.edge(start) + 1) - 1);
  if (limit.unit !== "WD") return startedAt;
  const day = dayOf(ruler.when(ruler.edge(start)));
  return day === dayOf(start) ? startedAt : instantOf(msAt(day, 0));
}

/** What has been used up to an instant, in the unit of the limit; a pause and the stop hold it still. */
export function elapsedAt(
  reading: Pick<ClockReading, "limit" | "runs" | "usedBefore">,
  ms: number,
  time: WorkTime,
): number {
  const ruler = rulerOf(reading.limit.unit, time);
  const run = reading.runs.at(-1);
  if (!run) return 0;
  const position =
    reading.usedBefore + ruler.at(Math.min(Math.max(ms, run.from), run.to)) - ruler.edge(run.from);
  // Negative on the start day, which is not counted.
  return Math.max(0, position / ruler.size);
}

function withElapsed(reading: ClockReading, time: WorkTime): ClockReading {
  const elapsed = elapsedAt(reading, reading.asOf.epochMilliseconds, time);
  return { ...reading, elapsed, remaining: reading.allowed - elapsed };
}
