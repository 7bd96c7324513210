/** How a clock stands at an instant, and when it is to warn. */
import { dayOf, instantOf, msAt } from "./local-time.ts";
import type { WorkTime } from "./marks.ts";
import { type ClockReading, elapsedAt } from "./read-clock.ts";
import { rulerOf } from "./ruler.ts";

export type ClockStatus = {
  /** In the unit of the limit. Waiting (a pause) and what comes after the stop count nothing. */
  readonly elapsed: number;
  readonly remaining: number;
  /** 0.8 at 80 %; reaches 1 at the due time and not before. */
  readonly usedShare: number;
  /** A promise that was broken before a pause stays broken, but a pause never breaks one. */
  readonly isOverdue: boolean;
  /** In the unit of the limit, 0 when not overdue. */
  readonly overdueBy: number;
};

export function statusAt(reading: ClockReading, now: Temporal.Instant, time: WorkTime): ClockStatus {
  const elapsed = elapsedAt(reading, now.epochMilliseconds, time);
  const isPast =
    reading.dueAt !== null && reading.state === "running" && Temporal.Instant.compare(now, reading.dueAt) > 0;
  const isOverdue = isPast || reading.lapsedAt !== null;
  const share = reading.allowed > 0 ? elapsed / reading.allowed : 1;
  return {
    elapsed,
    remaining: reading.allowed - elapsed,
    usedShare: isOverdue ? Math.max(1, share) : Math.min(1, share),
    isOverdue,
    overdueBy: isOverdue ? Math.max(0, elapsed - reading.allowed) : 0,
  };
}

export type WarningTime = { readonly share: number; readonly at: Temporal.Instant };

/**
 * When each share of the limit is used up: 1 is the due time itself, 1.5 is half the limit more. Some may lie in the
 * past (a shorter limit came late). None while the clock is paused or stopped: nobody is hurried who cannot act.
 */
export function warningTimes(
  reading: ClockReading,
  shares: readonly number[],
  time: WorkTime,
): readonly WarningTime[] {
  if (reading.state !== "running") return [];
  return shares.map((share) => ({ share, at: usedUpAt(reading, share, time) }));
}

function usedUpAt(reading: ClockReading, share: number, time: WorkTime): Temporal.Instant {
  if (share === 1 && reading.dueAt) return reading.dueAt;
  const ruler = rulerOf(reading.limit.unit, time);
  // 55 % of 100 days is 55.00000000000001 for a computer, and would be the morning after.
  const wanted = Number((reading.allowed * share * ruler.size).toFixed(6));
  let used = 0;
  let at = 0;
  for (const run of reading.runs) {
    at = Math.max(run.from, ruler.when(ruler.edge(run.from) + wanted - used));
    if (at < run.to) break;
    used += ruler.edge(run.to) - ruler.edge(run.from);
  }
  return instantOf(Math.round(at));
}

/** Rule 5 of handbook §8.3: an answer by app or SMS keeps a limit in working days until the day is over. */
export function answerableUntil(reading: ClockReading): Temporal.Instant | null {
  const { dueAt, limit } = reading;
  if (!dueAt || limit.unit !== "WD") return dueAt;
  return instantOf(msAt(dayOf(dueAt.epochMilliseconds) + 1, 0) - 1);
}
