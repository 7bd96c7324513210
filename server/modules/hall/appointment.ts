/** The appointment (预约): slots of a day, when a customer may arrive, and its code. Pure. */
import { randomInt } from "node:crypto";
import type { OpeningSpan } from "../../../contracts/hall.ts";
import { spanInstants } from "./opening.ts";

/** Whole slots within the opening spans; a slot never reaches into the lunch break. Instants are epoch milliseconds. */
export function slotsOf(
  spans: readonly OpeningSpan[],
  date: Temporal.PlainDate,
  slotMs: number,
): readonly number[] {
  return spans.flatMap((span) => {
    const { opensAt, closesAt } = spanInstants(date, span);
    const count = Math.floor((closesAt.epochMilliseconds - opensAt.epochMilliseconds) / slotMs);
    return Array.from({ length: count }, (_, index) => opensAt.epochMilliseconds + index * slotMs);
  });
}

export type ArrivalRule = { readonly earlyMs: number; readonly lateMs: number };

/** Handbook §5.2: in time from ten minutes before until fifteen after the slot; who is late joins the ordinary queue. */
export function arrivalAt(
  startsAt: number,
  now: number,
  { earlyMs, lateMs }: ArrivalRule,
): "early" | "in-time" | "late" {
  if (now < startsAt - earlyMs) return "early";
  return now <= startsAt + lateMs ? "in-time" : "late";
}

/** Nothing that can be mistaken for something else: no 0, 1, I, L, O. */
const letters = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";

/** Eight characters, 39 bits: enough where tries are counted. */
export const newCode = (): string =>
  Array.from({ length: 8 }, () => letters[randomInt(letters.length)]).join("");
