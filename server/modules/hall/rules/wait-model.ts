/**
 * What a hall knows about its waits, as plain JSON: how long its services take, how long its customers stay, how many
 * come that may overtake, and how far its own forecasts were off. Learned from the days that are over; cheap enough for every night.
 */
import type { PastDay } from "./hall-state.ts";
import { endlessPatience, learnPatience, type PatienceTable } from "./patience.ts";
import type { QueueRules } from "./queue-rules.ts";
import type { Expectation } from "./scenarios.ts";
import { assumedTable, meanOf, observedTable, type QuantileTable } from "./service-times.ts";

/** How forecasts with about the same number of people ahead must be stretched. */
export interface Correction {
  /** The middle, against the middle of the scenarios. */
  readonly middle: number;
  /** The two halves of the range, against those of the scenarios. */
  readonly below: number;
  readonly above: number;
}

export interface WaitModel {
  readonly days: number;
  readonly services: Readonly<Record<string, QuantileTable>>;
  /** All services together: for a service that nobody has seen. */
  readonly anyService: QuantileTable;
  readonly meanServiceMs: number;
  readonly patience: PatienceTable;
  /** Arrivals of priority customers and emergencies per millisecond, per half hour of the day. */
  readonly overtakersPerMs: readonly number[];
  readonly overtakersTable: QuantileTable;
  /** One per step of `aheadSteps`. */
  readonly corrections: readonly Correction[];
}

/** Typical handling times in milliseconds per service, from the hall's catalogue. */
export type TypicalTimes = Readonly<Record<string, number>>;

const halfHourMs = 1_800_000;
const halfHours = 48;

/** Corrections are learned apart for nobody ahead, a few and many. */
const aheadSteps: readonly number[] = [1, 3, 6];

export const noCorrection: Correction = { middle: 1, below: 1, above: 1 };

/** Which correction applies with `ahead` people ahead. */
export function correctionFor(model: WaitModel, ahead: number): Correction {
  return model.corrections[aheadStep(ahead)] ?? noCorrection;
}

export function aheadStep(ahead: number): number {
  const step = aheadSteps.findIndex((below) => ahead < below);
  return step < 0 ? aheadSteps.length : step;
}

export const aheadStepCount = aheadSteps.length + 1;

/** The model before its own errors are known. With no day at all it rests on the typical times alone. */
export function learnTables(days: readonly PastDay[], typical: TypicalTimes, rules: QueueRules): WaitModel {
  const timesOf = new Map<string, number[]>();
  const all: number[] = [];
  const overtaking: number[] = [];
  const arrivals = new Array<number>(halfHours).fill(0);
  for (const day of days) {
    for (const { serviceCode, priority, takenAt, calledAt, finishedAt } of day.customers) {
      const overtakes = priority === "priority" || priority === "emergency";
      const halfHour = halfHourOf(takenAt - day.startsAt);
      if (overtakes) arrivals[halfHour] = (arrivals[halfHour] ?? 0) + 1;
      if (calledAt === undefined || finishedAt === undefined) continue;
      const took = finishedAt - calledAt;
      all.push(took);
      if (overtakes) overtaking.push(took);
      const times = timesOf.get(serviceCode);
      if (times) times.push(took);
      else timesOf.set(serviceCode, [took]);
    }
  }
  const assumed = assumedAny(typical, rules);
  const anyService = all.length > 0 ? observedTable(all, assumed) : assumed;
  const services: Record<string, QuantileTable> = {};
  for (const [code, meanMs] of Object.entries(typical)) services[code] = assumedTable(meanMs);
  for (const [code, times] of timesOf) services[code] = observedTable(times, services[code] ?? anyService);
  return {
    days: days.length,
    services,
    anyService,
    meanServiceMs: all.length > 0 ? all.reduce((sum, time) => sum + time, 0) / all.length : meanOf(anyService),
    patience: days.length > 0 ? learnPatience(days.flatMap((day) => day.customers)) : endlessPatience,
    overtakersPerMs: arrivals.map((count) => count / Math.max(1, days.length) / halfHourMs),
    overtakersTable: observedTable(overtaking, anyService),
    corrections: [],
  };
}

/** What the model expects at an instant, given as milliseconds after midnight. */
export function expectationAt(model: WaitModel, timeOfDayMs: number, pace: number): Expectation {
  return {
    tableOf: (serviceCode) => model.services[serviceCode] ?? model.anyService,
    patience: model.patience,
    overtakersPerMs: model.overtakersPerMs[halfHourOf(timeOfDayMs)] ?? 0,
    overtakersTable: model.overtakersTable,
    pace,
  };
}

/** How many services of today weigh as much as the belief that today is like other days. */
const paceWeight = 60;

/** Today's pace: sums of the services that have ended, and of what the model expected of them. */
export interface DayPace {
  readonly count: number;
  readonly tookMs: number;
  readonly expectedMs: number;
}

export const freshPace: DayPace = { count: 0, tookMs: 0, expectedMs: 0 };

/** Adds a service that has ended. */
export function withService(pace: DayPace, model: WaitModel, serviceCode: string, tookMs: number): DayPace {
  const table = model.services[serviceCode] ?? model.anyService;
  const longest = (table.at(-1) ?? 0) * 1.5;
  return {
    count: pace.count + 1,
    // One lost afternoon must not slow the whole day: no service counts for more than the longest usual ones.
    tookMs: pace.tookMs + Math.min(tookMs, longest),
    expectedMs: pace.expectedMs + meanOf(table),
  };
}

/** Today's service times against the usual ones, drawn towards 1 while few have ended. */
export function paceOf(pace: DayPace, model: WaitModel): number {
  const prior = paceWeight * model.meanServiceMs;
  return (pace.tookMs + prior) / (pace.expectedMs + prior);
}

function halfHourOf(timeOfDayMs: number): number {
  return Math.min(halfHours - 1, Math.max(0, Math.floor(timeOfDayMs / halfHourMs)));
}

function assumedAny(typical: TypicalTimes, rules: QueueRules): QuantileTable {
  const means = Object.values(typical);
  if (means.length === 0) return assumedTable((rules.paymentMaxMs + rules.businessMaxMs) / 2);
  return observedTable(means.flatMap((meanMs) => assumedTable(meanMs)), undefined);
}
