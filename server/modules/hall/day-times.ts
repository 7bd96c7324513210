/** Local times of a day as epoch milliseconds, the unit of the queue. */
import type { OpeningSpan } from "../../../contracts/hall/setup.ts";
import { instantAt } from "../../foundation/clock.ts";

export const atTime = (day: string, time: string): number =>
  instantAt(Temporal.PlainDate.from(day), Temporal.PlainTime.from(time)).epochMilliseconds;

export const isOpenAt = (spans: readonly OpeningSpan[], day: string, now: number): boolean =>
  spans.some(({ opens, closes }) => atTime(day, opens) <= now && now < atTime(day, closes));

/** When the doors close for the day; undefined on a closed day. */
export function closingOf(spans: readonly OpeningSpan[], day: string): number | undefined {
  const last = spans.at(-1);
  return last && atTime(day, last.closes);
}

/** Midnight at the end of a day. */
export const endOfDay = (day: string): number =>
  atTime(Temporal.PlainDate.from(day).add({ days: 1 }).toString(), "00:00");
