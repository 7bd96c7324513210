/**
 * Working days as a numbered row: which number a day has, which day has a number. The week is arithmetic, and only the
 * days that differ from it (holidays, make-up workdays) are kept, so ten years cost no more than ten days.
 */
import { type Calendar, isWorkday } from "../../catalogue/index.ts";
import { dateOfDay, dayNumber } from "./local-time.ts";

export type Workdays = {
  /** How many working days there are up to and including this day, from an arbitrary origin. */
  through(day: number): number;
  /** The working day with this number: the first day up to which there are `count`. */
  day(count: number): number;
};

/** 1970-01-01 was a Thursday: three days after the Monday from which weeks are counted here. */
const toMonday = 3;

function weekdaysThrough(day: number): number {
  const weeks = Math.floor((day + toMonday) / 7);
  return weeks * 5 + Math.min(day + toMonday - weeks * 7 + 1, 5);
}

function weekday(count: number): number {
  const weeks = Math.floor((count - 1) / 5);
  return weeks * 7 + (count - 1 - weeks * 5) - toMonday;
}

const built = new WeakMap<Calendar, Workdays>();

export function workdaysOf(calendar: Calendar): Workdays {
  const present = built.get(calendar);
  if (present) return present;
  const workdays = numberWorkdays(calendar);
  built.set(calendar, workdays);
  return workdays;
}

function numberWorkdays(calendar: Calendar): Workdays {
  const days: number[] = [];
  /** By how much the count differs from the week's once this day is over, and the count itself. */
  const shifts: number[] = [];
  const counts: number[] = [];
  for (const day of [...calendar.days.keys()]
    .map((text) => dayNumber(Temporal.PlainDate.from(text)))
    .sort(byValue)) {
    const date = dateOfDay(day);
    const works = isWorkday(calendar, date);
    if (works === date.dayOfWeek <= 5) continue;
    const shift = (shifts.at(-1) ?? 0) + (works ? 1 : -1);
    days.push(day);
    shifts.push(shift);
    counts.push(weekdaysThrough(day) + shift);
  }
  return {
    through(day) {
      const place = firstAtLeast(days, day + 1);
      return weekdaysThrough(day) + (shifts[place - 1] ?? 0);
    },
    day(count) {
      const place = firstAtLeast(counts, count);
      const byWeek = weekday(count - (shifts[place - 1] ?? 0));
      // Up to the next exception the week tells; the exception itself may be the day that is looked for.
      return Math.min(byWeek, days[place] ?? byWeek);
    },
  };
}

const byValue = (a: number, b: number): number => a - b;

/** The first place in a rising list whose value is at least this one; the list's length when there is none. */
export function firstAtLeast(rising: readonly number[], value: number): number {
  let [low, high] = [0, rising.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((rising[middle] ?? Number.POSITIVE_INFINITY) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
