/**
 * A ruler turns instants into positions of one unit and back. With it every unit is counted by the same few lines:
 * what a clock has used is the sum of its runs, each measured from edge to edge, and its due time is the instant at
 * which the last run reaches what is left.
 *
 * Days (rules 2, 5, 6 and 8 of handbook §8.3) come down to one sentence: a day is used when the clock runs at its end
 * (close of business for WD, midnight for ND), and the first such day is the start day, which is not counted. So what
 * is accepted after the close starts on the next working day, and a pause takes out whole days: those from the day of
 * the pause to the day of the resumption, each taken like the day of an acceptance.
 */
import { hallHoursOf } from "./hall-hours.ts";
import { dayMs, dayOf, hourMs, minuteMs, msAt, msOfTime, timeOfDay } from "./local-time.ts";
import type { Limit, WorkTime } from "./marks.ts";
import { workdaysOf } from "./workdays.ts";

export type Ruler = {
  /** Positions per unit of the limit. */
  readonly size: number;
  /** Where a run's beginning or end stands. */
  edge(ms: number): number;
  /** How far time itself has come: as `edge`, but with the part of the day that has gone by. */
  at(ms: number): number;
  /** The earliest instant at which `at` is there. */
  when(position: number): number;
};

type Rulers = Record<Limit["unit"], Ruler>;

const built = new WeakMap<WorkTime, Rulers>();

export function rulerOf(unit: Limit["unit"], time: WorkTime): Ruler {
  let rulers = built.get(time);
  if (!rulers) {
    rulers = {
      MIN: natural(minuteMs),
      HOUR: natural(hourMs),
      ND: naturalDays,
      WD: workingDays(time),
      BH: hallMinutes(time),
    };
    built.set(time, rulers);
  }
  return rulers[unit];
}

const natural = (size: number): Ruler => ({
  size,
  edge: (ms) => ms,
  at: (ms) => ms,
  when: (position) => position,
});

const naturalDays: Ruler = {
  size: 1,
  edge: (ms) => dayOf(ms) + 1,
  at: (ms) => dayOf(ms) + timeOfDay(ms) / dayMs,
  // The last instant of the day and not midnight, which has the next day's date.
  when: (position) => (Number.isInteger(position) ? msAt(position, 0) - 1 : msAt(0, position * dayMs)),
};

function workingDays(time: WorkTime): Ruler {
  const workdays = workdaysOf(time.calendar);
  const hours = hallHoursOf(time.hall);
  const close = msOfTime(time.closeOfBusiness);
  /** A working day is used up evenly from the hall's opening (midnight where it is shut) to the close of business. */
  function opening(day: number): number {
    const from = hours.spans(day)[0]?.from ?? 0;
    return from < close ? from : 0;
  }
  return {
    size: 1,
    edge(ms) {
      const day = dayOf(ms);
      return workdays.through(timeOfDay(ms) > close ? day : day - 1) + 1;
    },
    at(ms) {
      const day = dayOf(ms);
      const through = workdays.through(day);
      const before = workdays.through(day - 1);
      if (through === before) return through;
      const opens = opening(day);
      return before + Math.min(1, Math.max(0, (timeOfDay(ms) - opens) / (close - opens)));
    },
    when(position) {
      const number = Math.ceil(position);
      const day = workdays.day(number);
      if (number === position) return msAt(day, close);
      const opens = opening(day);
      return msAt(day, Math.round(opens + (position - number + 1) * (close - opens)));
    },
  };
}

function hallMinutes(time: WorkTime): Ruler {
  const hours = hallHoursOf(time.hall);
  return { size: minuteMs, edge: hours.openUntil, at: hours.openUntil, when: hours.when };
}

/** Rule 3: what a customer has to do moves from a day off to the end of the next working day. */
export function putOff(due: number, time: WorkTime): number {
  const workdays = workdaysOf(time.calendar);
  const day = workdays.day(workdays.through(dayOf(due) - 1) + 1);
  return msAt(day + 1, 0) - 1;
}
