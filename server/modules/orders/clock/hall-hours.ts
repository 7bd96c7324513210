/** Hall hours as one long row of open milliseconds: how many have passed up to an instant, and when so many have. */
import { dateOfDay, dayMs, dayOf, msAt, msOfTime, timeOfDay } from "./local-time.ts";
import type { WorkTime } from "./marks.ts";
import { firstAtLeast } from "./workdays.ts";

/** In milliseconds of the day. */
type Span = { readonly from: number; readonly to: number };

export type HallHours = {
  /** The open spans of a day, in order and without overlap. */
  spans(day: number): readonly Span[];
  /** Open milliseconds up to an instant, from an arbitrary origin. */
  openUntil(ms: number): number;
  /** The earliest instant up to which there are so many. @throws HallNeverOpens */
  when(open: number): number;
};

/** A hall that is closed for so long does not end a limit: its hours are missing. */
const closedDaysMax = 400;

/** Opening hours are counted for a hall that has none. */
export class HallNeverOpens extends Error {
  override readonly name = "HallNeverOpens";
  constructor(near: Temporal.PlainDate) {
    super(`The hall has no opening hours for ${closedDaysMax} days around ${near.toString()}.`);
  }
}

const built = new WeakMap<WorkTime["hall"], HallHours>();

export function hallHoursOf(hall: WorkTime["hall"]): HallHours {
  const present = built.get(hall);
  if (present) return present;
  const hours = countHours(hall);
  built.set(hall, hours);
  return hours;
}

function countHours(hall: WorkTime["hall"]): HallHours {
  const known = new Map<number, readonly Span[]>();
  /** The open time up to the beginning of day first + i. It grows at both ends as days are asked for. */
  const opened: number[] = [];
  let first = 0;
  const at = (place: number): number => opened.at(place) ?? 0;

  function spans(day: number): readonly Span[] {
    let found = known.get(day);
    if (!found) {
      found = inOrder(hall(dateOfDay(day)));
      known.set(day, found);
    }
    return found;
  }

  const openTime = (day: number): number => spans(day).reduce((sum, { from, to }) => sum + to - from, 0);

  function addDayAfter(): void {
    opened.push(at(-1) + openTime(first + opened.length - 1));
  }

  function addDaysBefore(): void {
    const earlier: number[] = [];
    let open = at(0);
    for (let i = 1; i <= 32; i++) {
      open -= openTime(first - i);
      earlier.unshift(open);
    }
    opened.unshift(...earlier);
    first -= earlier.length;
  }

  function openBefore(day: number): number {
    if (opened.length === 0) {
      opened.push(0);
      first = day;
    }
    while (day < first) addDaysBefore();
    while (day >= first + opened.length) addDayAfter();
    return at(day - first);
  }

  function dayThatReaches(open: number): number {
    for (let tried = 0; at(-1) < open; tried++) {
      const before = at(-1);
      addDayAfter();
      if (at(-1) > before) tried = 0;
      if (tried > closedDaysMax) throw new HallNeverOpens(dateOfDay(first + opened.length - tried));
    }
    for (let tried = 0; at(0) >= open; tried += 32) {
      const before = at(0);
      addDaysBefore();
      if (at(0) < before) tried = 0;
      if (tried > closedDaysMax) throw new HallNeverOpens(dateOfDay(first));
    }
    return first + firstAtLeast(opened, open) - 1;
  }

  return {
    spans,
    openUntil(ms) {
      const day = dayOf(ms);
      const time = timeOfDay(ms);
      let open = openBefore(day);
      for (const { from, to } of spans(day)) open += Math.max(0, Math.min(time, to) - from);
      return open;
    },
    when(open) {
      const day = dayThatReaches(open);
      let left = open - openBefore(day);
      for (const { from, to } of spans(day)) {
        if (left <= to - from) return msAt(day, from + left);
        left -= to - from;
      }
      return msAt(day, dayMs);
    },
  };
}

/** Shifts may come in any order and overlap, and time counts once. Closing at 00:00 is the end of the day. */
function inOrder(openings: ReturnType<WorkTime["hall"]>): readonly Span[] {
  const sorted = openings
    .map(({ opens, closes }) => ({ from: msOfTime(opens), to: msOfTime(closes) || dayMs }))
    .filter(({ from, to }) => from < to)
    .sort((a, b) => a.from - b.from);
  const spans: { from: number; to: number }[] = [];
  for (const span of sorted) {
    const last = spans.at(-1);
    if (last && span.from <= last.to) last.to = Math.max(last.to, span.to);
    else spans.push(span);
  }
  return spans;
}
