/** Backward scheduling (倒排工期): from the day on which a project must be done to the latest start of each step. */
import { dayNumber, dayOf, instantOf, msAt, msOfTime, timeOfDay } from "./local-time.ts";
import type { Limit, WorkTime } from "./marks.ts";
import { rulerOf } from "./ruler.ts";
import { workdaysOf } from "./workdays.ts";

export type BackwardStep = {
  readonly limit: Limit;
  /** Started at this instant, the step still ends in time; started any later, it does not. */
  readonly startBy: Temporal.Instant;
  /** When the step has to be done: the next one's latest start. */
  readonly doneBy: Temporal.Instant;
};

/**
 * Steps in their order, each beginning when the one before it is done; the last is done by the close of business of
 * `dueOn` (of the last working day before it, when that is a day off).
 */
export function startBackwards(
  dueOn: Temporal.PlainDate,
  steps: readonly Limit[],
  time: WorkTime,
): readonly BackwardStep[] {
  const workdays = workdaysOf(time.calendar);
  const lastDay = workdays.day(workdays.through(dayNumber(dueOn)));
  let doneBy = msAt(lastDay, msOfTime(time.closeOfBusiness));
  const planned: BackwardStep[] = [];
  for (const limit of steps.toReversed()) {
    const startBy = latestStart(doneBy, limit, time);
    planned.push({ limit, startBy: instantOf(startBy), doneBy: instantOf(doneBy) });
    doneBy = startBy;
  }
  return planned.reverse();
}

/** The latest instant from which a limit is used up by `doneBy`. */
export function latestStart(doneBy: number, limit: Limit, time: WorkTime): number {
  switch (limit.unit) {
    case "WD": {
      // Days end with the close of business, so what is asked is the last close that leaves so many others.
      const workdays = workdaysOf(time.calendar);
      const close = msOfTime(time.closeOfBusiness);
      const day = dayOf(doneBy);
      const ended = workdays.through(timeOfDay(doneBy) >= close ? day : day - 1);
      return msAt(workdays.day(ended - limit.value), close);
    }
    case "ND": {
      let ended = dayOf(doneBy + 1) - 1;
      if (limit.isCustomersAct) {
        const workdays = workdaysOf(time.calendar);
        ended = workdays.day(workdays.through(ended));
      }
      return msAt(ended - limit.value + 1, 0) - 1;
    }
    case "BH": {
      const { size, at, when } = rulerOf("BH", time);
      const left = at(doneBy) - Math.round(limit.value * size);
      // Closed hours count nothing, so one may start as late as the opening that follows.
      return Math.min(doneBy, when(left + 1) - 1);
    }
    default:
      return doneBy - Math.round(limit.value * rulerOf(limit.unit, time).size);
  }
}
