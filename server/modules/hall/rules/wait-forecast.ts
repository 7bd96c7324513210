/**
 * How long a customer will wait (预计等候): a middle and a range that about 80 of 100 waits fall into.
 *
 * The queue is run forward through the calling rule in a few dozen scenarios (`scenarios.ts`), with what the hall has learned of
 * itself (`wait-model.ts`). The middle is the median, because the median makes the mean absolute error least; the range
 * is the scenarios' 10 % and 90 %. Both are then stretched by how far the forecasts of past days were off.
 */
import type { WaitingTicket } from "./calling-rule.ts";
import type { HallState, PastDay } from "./hall-state.ts";
import { visitPastStates } from "./past-states.ts";
import type { QueueRules } from "./queue-rules.ts";
import { waitScenarios } from "./scenarios.ts";
import { withTypicalStaffing } from "./typical-staffing.ts";
import {
  aheadStep,
  aheadStepCount,
  type Correction,
  correctionFor,
  expectationAt,
  learnTables,
  noCorrection,
  type TypicalTimes,
  type WaitModel,
  withService,
} from "./wait-model.ts";

/** Seconds; low ≤ mid ≤ high. */
export interface WaitForecast {
  readonly lowS: number;
  readonly midS: number;
  readonly highS: number;
}

/**
 * The wait of `ticket`, which is about to join the hall as it stands. `timeOfDayMs` counts from midnight.
 * About an eighth of a millisecond for thirty people ahead and ten windows.
 */
export function forecastWait(
  model: WaitModel,
  state: HallState,
  ticket: WaitingTicket,
  timeOfDayMs: number,
  rules: QueueRules,
): WaitForecast {
  const raw = rawForecast(model, state, ticket, timeOfDayMs, rules);
  const { middle, below, above } = correctionFor(model, state.waiting.length);
  const mid = raw.midMs * middle;
  const low = Math.max(0, mid - (raw.midMs - raw.lowMs) * below);
  const high = mid + (raw.highMs - raw.midMs) * above;
  return { lowS: Math.round(low / 1_000), midS: Math.round(mid / 1_000), highS: Math.round(high / 1_000) };
}

/** Learns from days that are over; none at all gives the first day's model, from the catalogue's typical times. */
export function learn(days: readonly PastDay[], typical: TypicalTimes, rules: QueueRules): WaitModel {
  const model = learnTables(days, typical, rules);
  return { ...model, corrections: correctionsOf(model, days.slice(-calibrationDays), rules) };
}

/** Corrections drift slowly, and older days cost as much time as fresh ones. */
const calibrationDays = 20;

/** How many forecasts that were exactly right the corrections begin with. */
const correctionPrior = 30;

interface Raw {
  readonly lowMs: number;
  readonly midMs: number;
  readonly highMs: number;
}

function rawForecast(
  model: WaitModel,
  state: HallState,
  ticket: WaitingTicket,
  timeOfDayMs: number,
  rules: QueueRules,
): Raw {
  const waits = waitScenarios(
    withTypicalStaffing(state, model.staffing, timeOfDayMs),
    ticket,
    expectationAt(model, timeOfDayMs, state.today),
    rules,
  );
  return {
    lowMs: quantileOf(waits, 0.1, rules),
    midMs: quantileOf(waits, 0.5, rules),
    highMs: quantileOf(waits, 0.9, rules),
  };
}

/** A wait without end (no window is known that would serve the ticket) counts as the longest wait the hall has a rule for. */
function quantileOf(sorted: Float64Array, share: number, rules: QueueRules): number {
  const place = share * sorted.length - 0.5;
  const index = Math.floor(place);
  const at = (i: number): number => {
    const wait = sorted[i] ?? 0;
    return wait < Number.POSITIVE_INFINITY
      ? wait
      : Math.max(rules.crowdRedWaitMs, ...sorted.filter(Number.isFinite));
  };
  return at(index) + (place - index) * (at(index + 1) - at(index));
}

interface Miss {
  readonly raw: Raw;
  readonly waitMs: number;
}

function correctionsOf(model: WaitModel, days: readonly PastDay[], rules: QueueRules): Correction[] {
  const misses: Miss[][] = Array.from({ length: aheadStepCount }, () => []);
  for (const day of days) {
    visitPastStates(
      day,
      (state, ticket, { calledAt, takenAt }) => {
        if (calledAt === undefined) return;
        const raw = rawForecast(model, state, ticket, takenAt - day.startsAt, rules);
        if (raw.highMs > 0)
          misses[aheadStep(state.waiting.length)]?.push({ raw, waitMs: calledAt - takenAt });
      },
      (today, serviceCode, tookMs) => withService(today, model, serviceCode, tookMs),
    );
  }
  return misses.map(correctionOf);
}

/** The weighted median of wait ÷ middle makes the mean absolute error least; the 90 % points of what is left make the range. */
function correctionOf(misses: readonly Miss[]): Correction {
  if (misses.length === 0) return noCorrection;
  const meanMid = misses.reduce((sum, { raw }) => sum + raw.midMs, 0) / misses.length;
  const ratios = misses
    .filter(({ raw }) => raw.midMs > 0)
    .map(({ raw, waitMs }) => ({ value: waitMs / raw.midMs, weight: raw.midMs }));
  const middle = weightedQuantile([...ratios, { value: 1, weight: correctionPrior * meanMid }], 0.5);
  const stretch = (half: (miss: Miss) => number, width: (miss: Miss) => number): number => {
    const scores = misses
      .filter((miss) => width(miss) > 0)
      .map((miss) => ({ value: half(miss) / width(miss), weight: 1 }));
    return Math.max(0, weightedQuantile([...scores, ...right], 0.9));
  };
  return {
    middle,
    below: stretch(
      ({ raw, waitMs }) => raw.midMs * middle - waitMs,
      ({ raw }) => raw.midMs - raw.lowMs,
    ),
    above: stretch(
      ({ raw, waitMs }) => waitMs - raw.midMs * middle,
      ({ raw }) => raw.highMs - raw.midMs,
    ),
  };
}

/** A range that needs no stretching: nine of ten within, one beyond. */
const right = [
  { value: 0, weight: 0.85 * correctionPrior },
  { value: 1, weight: 0.1 * correctionPrior },
  { value: 2, weight: 0.05 * correctionPrior },
];

function weightedQuantile(
  points: readonly { readonly value: number; readonly weight: number }[],
  share: number,
): number {
  const sorted = [...points].sort((a, b) => a.value - b.value);
  let left = share * sorted.reduce((sum, { weight }) => sum + weight, 0);
  for (const { value, weight } of sorted) {
    left -= weight;
    if (left <= 0) return value;
  }
  return sorted.at(-1)?.value ?? 1;
}
