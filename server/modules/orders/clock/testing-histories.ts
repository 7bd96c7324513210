/** Random histories of a clock that could have happened, drawn from numbers between 0 and 1. */
import type { ClockMark, ClockUnit, Limit } from "./marks.ts";

export type Chance = () => number;

const firstDay = Temporal.Instant.from("2024-01-01T00:00+08:00").epochMilliseconds;
const days = 1_200;
const units: readonly ClockUnit[] = ["MIN", "HOUR", "ND", "WD", "BH"];
const minuteMs = 60_000;

const below = (chance: Chance, count: number): number => Math.floor(chance() * count);
const oneOf = <T>(chance: Chance, items: readonly [T, ...T[]]): T =>
  items[below(chance, items.length)] ?? items[0];

export function drawLimit(chance: Chance, only?: ClockUnit): Limit {
  const unit = only ?? units[below(chance, units.length)] ?? "WD";
  switch (unit) {
    case "HOUR":
      return { unit, value: below(chance, 200) / 2 };
    case "ND":
      return { unit, value: below(chance, 30), ...(chance() < 0.3 && { isCustomersAct: true }) };
    case "WD":
      return { unit, value: below(chance, 40) };
    case "MIN":
      return { unit, value: below(chance, 3_000) };
    default:
      return { unit, value: below(chance, 1_500) };
  }
}

/** At most `most` marks, the times whole minutes. Many fall on the same minute, at a close or at midnight. */
export function drawHistory(chance: Chance, most = 10): readonly ClockMark[] {
  let minute = below(chance, days * 1_440);
  const instant = () => Temporal.Instant.fromEpochMilliseconds(firstDay + minute * minuteMs);
  const marks: ClockMark[] = [{ kind: "start", at: instant(), limit: drawLimit(chance) }];
  let isPaused = false;
  const count = below(chance, most);
  while (marks.length < count) {
    minute = later(chance, minute);
    const throwOf = chance();
    if (throwOf > 0.95) {
      marks.push({ kind: "stop", at: instant() });
      break;
    }
    if (throwOf > 0.75)
      marks.push({ kind: "limit", at: instant(), limit: drawLimit(chance), reason: "rule" });
    else {
      marks.push(
        isPaused ? { kind: "resume", at: instant() } : { kind: "pause", at: instant(), reason: "customer" },
      );
      isPaused = !isPaused;
    }
  }
  return marks;
}

function later(chance: Chance, minute: number): number {
  const jump = chance();
  if (jump < 0.05) return minute;
  if (jump < 0.35) return minute + below(chance, 240);
  if (jump < 0.9) return minute + below(chance, 6 * 1_440);
  // The very minute at which a working day or a day ends, or the hall opens.
  const midnight = minute - (minute % 1_440) + 1_440 * below(chance, 30);
  return Math.max(minute, midnight + oneOf(chance, [0, 510, 1_050, 1_439]));
}
