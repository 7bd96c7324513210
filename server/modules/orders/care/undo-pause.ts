/**
 * A pause that was not justified is undone in the clocks that still go (§2.15). What happened stays as marks; one more mark makes
 * the limit shorter by what the pause gave away, so that a replay gives the due time that would have been without it. Whole
 * days count as whole days: where no shorter limit gives that time exactly, the next later one holds.
 */
import type { WorkTime } from "../clock/marks.ts";
import { type ClockReading, readClock } from "../clock/read-clock.ts";
import type { OpenOrder } from "../open-order.ts";
import { clockMark } from "../order-clock.ts";
import type { ClockRow, MarkedClock, MarkRow } from "../store/rows.ts";

export const refusedPause = "pause-refused";

const untouched: ReadonlySet<ClockRow["subject"]> = new Set(["paper", "supervision", "urge"]);

/** Those of a pause that is over. @returns how many clocks became shorter */
export function undoPause(
  open: OpenOrder,
  pause: { readonly reasonCode: string; readonly at: Temporal.Instant },
): number {
  let count = 0;
  for (const clock of open.clocks) {
    if (untouched.has(clock.subject) || clock.state !== "running") continue;
    const limitValue = shorterLimit(clock, pause, open.now, open.timing.time);
    if (limitValue === null) continue;
    open.markClock(clock.id, "limit", { limitValue, unit: clock.unit, reason: refusedPause });
    count++;
  }
  return count;
}

/** Null when the pause gave nothing away. Pure. */
export function shorterLimit(
  clock: Pick<MarkedClock, "marks" | "subject" | "limitValue" | "unit">,
  pause: { readonly reasonCode: string; readonly at: Temporal.Instant },
  now: Temporal.Instant,
  time: WorkTime,
): number | null {
  const begins = clock.marks.findIndex(
    ({ kind, reason, at }) =>
      kind === "pause" && reason === pause.reasonCode && Temporal.Instant.compare(at, pause.at) >= 0,
  );
  const ends = clock.marks.findIndex(({ kind }, at) => at > begins && kind === "resume");
  if (begins < 0 || ends < 0) return null;
  const read = (marks: readonly MarkRow[]): ClockReading =>
    readClock(
      marks.map((mark) => clockMark(mark, clock.subject)),
      time,
    );
  const wanted = dueOf(read(clock.marks.filter((_, at) => at !== begins && at !== ends)));
  const last = clock.marks.at(-1);
  const when = last && Temporal.Instant.compare(now, last.at) < 0 ? last.at : now;
  const withLimit = (limitValue: number) =>
    dueOf(
      read([
        ...clock.marks,
        {
          seq: 0,
          kind: "limit",
          at: when,
          limitValue,
          unit: clock.unit,
          reason: refusedPause,
          proofId: null,
          byName: null,
        },
      ]),
    );
  // A longer limit never ends earlier, so the shortest that is not too short is found by halving.
  let [low, high] = [0, clock.limitValue];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (withLimit(middle) >= wanted) high = middle;
    else low = middle + 1;
  }
  return low < clock.limitValue ? low : null;
}

const dueOf = (reading: ClockReading): number =>
  (reading.dueAt ?? reading.lapsedAt)?.epochMilliseconds ?? Number.POSITIVE_INFINITY;
