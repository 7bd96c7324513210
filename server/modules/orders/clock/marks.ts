/**
 * The history of one clock: a list of marks. Everything else (due time, elapsed time, warnings, words) is worked out
 * from it, so a clock can always be recomputed and never drifts from its order.
 */
import type { Calendar } from "../../catalogue/index.ts";

/** MIN and HOUR run through nights and holidays, ND are natural days, WD working days, BH minutes of hall hours. */
export type ClockUnit = "MIN" | "HOUR" | "ND" | "WD" | "BH";

export type Limit = {
  /** ND and WD are whole days. */
  readonly value: number;
  readonly unit: ClockUnit;
  /**
   * Rule 3 of handbook §8.3: only what a customer has to do (an act, a payment) moves from a day off to the next
   * working day. What the supplier promised in natural days does not. Says something for ND alone.
   */
  readonly isCustomersAct?: boolean;
};

export type ClockMark =
  | { readonly kind: "start"; readonly at: Temporal.Instant; readonly limit: Limit }
  | { readonly kind: "pause"; readonly at: Temporal.Instant; readonly reason: string }
  | { readonly kind: "resume"; readonly at: Temporal.Instant }
  /** The class, the priority or the rule changed while the clock was going (or paused). */
  | { readonly kind: "limit"; readonly at: Temporal.Instant; readonly limit: Limit; readonly reason: string }
  | { readonly kind: "stop"; readonly at: Temporal.Instant };

export type Opening = { readonly opens: Temporal.PlainTime; readonly closes: Temporal.PlainTime };

/** Which time counts. Keep the object while it holds: what is worked out of its calendar and hall is remembered by it. */
export type WorkTime = {
  /** The statutory working days; a company's own duty days never change them (rule 10). */
  readonly calendar: Calendar;
  /** Rule CALENDAR.CLOSE_OF_BUSINESS. */
  readonly closeOfBusiness: Temporal.PlainTime;
  /** The hall's hours of a day: several spans for shifts and lunch, none when closed. */
  readonly hall: (date: Temporal.PlainDate) => readonly Opening[];
};

export type MarkFault =
  | "not-started"
  | "started-twice"
  | "time-backwards"
  | "already-paused"
  | "not-paused"
  | "already-stopped"
  | "impossible-limit";

const faultSentences: Record<MarkFault, string> = {
  "not-started": "comes before the clock was started",
  "started-twice": "starts a clock that has been started",
  "time-backwards": "is earlier than the mark before it",
  "already-paused": "pauses a clock that is paused",
  "not-paused": "resumes a clock that is not paused",
  "already-stopped": "comes after the clock was stopped",
  "impossible-limit": "has a limit that cannot be counted (a number from 0 on, days whole)",
};

/** A history that cannot have happened. A programming error or a damaged store, never a person's mistake. */
export class ClockMarksBroken extends Error {
  override readonly name = "ClockMarksBroken";
  readonly fault: MarkFault;
  /** The place of the mark in the list, from 0, and the mark itself; a list without marks has none. */
  readonly index: number;
  readonly mark: ClockMark | undefined;

  constructor(fault: MarkFault, index: number, mark?: ClockMark) {
    const named = mark ? `${mark.kind} at ${mark.at.toString()}` : "nothing";
    super(`Mark ${index} of the clock (${named}) ${faultSentences[fault]}.`);
    this.fault = fault;
    this.index = index;
    this.mark = mark;
  }
}

/** A span in which the clock ran, in milliseconds of the epoch; the present run ends at infinity. */
export type Run = { readonly from: number; readonly to: number };

export type ClockState = "running" | "paused" | "stopped";

/** What the marks say before anything is measured. */
export type History = {
  readonly state: ClockState;
  readonly limit: Limit;
  readonly startedAt: Temporal.Instant;
  /** The time of the last mark. */
  readonly asOf: Temporal.Instant;
  readonly markCount: number;
  /** Oldest first. The last one is the present run, or the one that the pause or the stop ended. */
  readonly runs: readonly Run[];
  readonly paused: { readonly at: Temporal.Instant; readonly reason: string } | null;
  readonly stoppedAt: Temporal.Instant | null;
};

/** @throws ClockMarksBroken that names the first mark which cannot have happened */
export function follow(marks: readonly ClockMark[]): History {
  const first = begin(marks[0]);
  const runs = [...first.runs];
  const history: History = { ...first, runs };
  for (let index = 1; index < marks.length; index++) {
    const mark = marks[index];
    if (mark) Object.assign(history, next(history, mark, runs));
  }
  return history;
}

export function begin(mark: ClockMark | undefined): History {
  if (mark?.kind !== "start") throw new ClockMarksBroken("not-started", 0, mark);
  return {
    state: "running",
    limit: checked(mark.limit, 0, mark),
    startedAt: mark.at,
    asOf: mark.at,
    markCount: 1,
    runs: [{ from: mark.at.epochMilliseconds, to: Number.POSITIVE_INFINITY }],
    paused: null,
    stoppedAt: null,
  };
}

/** What one more mark changes; `runs` is written to, so that a long history is followed in one pass. */
export function next(history: History, mark: ClockMark, runs: Run[]): Partial<History> {
  const index = history.markCount;
  const fault = faultOf(history, mark);
  if (fault) throw new ClockMarksBroken(fault, index, mark);
  const at = mark.at.epochMilliseconds;
  const seen = { asOf: mark.at, markCount: index + 1 };
  switch (mark.kind) {
    case "pause":
      endRun(runs, at);
      return { ...seen, state: "paused", paused: { at: mark.at, reason: mark.reason } };
    case "resume":
      runs.push({ from: at, to: Number.POSITIVE_INFINITY });
      return { ...seen, state: "running", paused: null };
    case "limit":
      return { ...seen, limit: checked(mark.limit, index, mark) };
    default:
      if (history.state === "running") endRun(runs, at);
      return { ...seen, state: "stopped", stoppedAt: mark.at };
  }
}

function faultOf(history: History, mark: ClockMark): MarkFault | undefined {
  if (mark.kind === "start") return "started-twice";
  if (mark.at.epochMilliseconds < history.asOf.epochMilliseconds) return "time-backwards";
  if (history.state === "stopped") return "already-stopped";
  if (mark.kind === "pause" && history.state === "paused") return "already-paused";
  if (mark.kind === "resume" && history.state !== "paused") return "not-paused";
  return undefined;
}

function endRun(runs: Run[], at: number): void {
  const run = runs.pop();
  if (run) runs.push({ from: run.from, to: at });
}

function checked(limit: Limit, index: number, mark: ClockMark): Limit {
  const isDays = limit.unit === "WD" || limit.unit === "ND";
  const isCountable = isDays ? Number.isSafeInteger(limit.value) : Number.isFinite(limit.value);
  if (!isCountable || limit.value < 0) throw new ClockMarksBroken("impossible-limit", index, mark);
  return limit;
}
