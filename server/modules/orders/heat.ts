/**
 * How urgent a clock looks (时限颜色). From the row of the clock and the present alone, so that a list of two hundred
 * lines needs no marks: what is left is measured from now to the due time by the clock's own ruler, and the limit less
 * what is left has been used. That holds after pauses too, because a pause moves the due time, not the limit.
 */
import type { Heat } from "../../../contracts/orders.ts";
import type { ClockUnit, WorkTime } from "./clock/marks.ts";
import { rulerOf } from "./clock/ruler.ts";

/** Shares of the limit in percent at which a clock becomes half and warm (rules ORDER.WARN.*). */
export type WarnShares = { readonly half: number; readonly warm: number };

export type ClockRow = {
  readonly state: "running" | "paused" | "met" | "missed" | "void";
  readonly unit: ClockUnit;
  readonly limitValue: number;
  readonly dueAt: Temporal.Instant | null;
};

/** In whole percent of the limit, more than 100 when it is over; null while it is paused or ended, which marks tell. */
export function usedPercent(
  { state, unit, limitValue, dueAt }: ClockRow,
  now: Temporal.Instant,
  time: WorkTime,
): number | null {
  if (state !== "running" || dueAt === null) return null;
  const isOver = Temporal.Instant.compare(now, dueAt) > 0;
  if (limitValue === 0) return isOver ? 101 : 0;
  const ruler = rulerOf(unit, time);
  const left = (ruler.at(dueAt.epochMilliseconds) - ruler.at(now.epochMilliseconds)) / ruler.size;
  const used = Math.floor((1 - left / limitValue) * 100);
  // A night or a day off after the due time uses nothing, but the limit is over all the same.
  return isOver ? Math.max(101, used) : Math.min(100, Math.max(0, used));
}

export function heatOf(clock: ClockRow, now: Temporal.Instant, shares: WarnShares, time: WorkTime): Heat {
  if (clock.state === "paused") return "paused";
  const used = usedPercent(clock, now, time);
  return used === null ? "ended" : heatAt(used, shares);
}

export const heatAt = (used: number, { half, warm }: WarnShares): Heat =>
  used > 100 ? "over" : used >= warm ? "warm" : used >= half ? "half" : "calm";

const hottest: readonly Heat[] = ["ended", "paused", "calm", "half", "warm", "over"];
/** Of several clocks the most urgent speaks. */
export const hotterOf = (one: Heat, other: Heat): Heat =>
  hottest.indexOf(one) >= hottest.indexOf(other) ? one : other;
