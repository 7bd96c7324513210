/**
 * What a hall knows about its waits, as plain JSON: how long its services take, how long its customers stay, how many
 * come that may overtake, and how far its own forecasts were off. Learned from the days that are over; cheap enough for every night.
 */
import type { DaySoFar, PastDay } from "./hall-state.ts";
import { endlessPatience, learnPatience, type PatienceTable } from "./patience.ts";
import type { QueueRules } from "./queue-rules.ts";
import type { Expectation } from "./scenarios.ts";
import { assumedTable, meanOf, observedTable, type QuantileTable } from "./service-times.ts";
import { learnStaffing, noTypicalStaffing, type TypicalStaffing } from "./typical-staffing.ts";

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
  readonly staffing: TypicalStaffing;
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
    meanServiceMs:
      all.length > 0 ? all.reduce((sum, time) => sum + time, 0) / all.length : meanOf(anyService),
    patience: days.length > 0 ? learnPatience(days.flatMap((day) => day.customers)) : endlessPatience,
    overtakersPerMs: arrivals.map((count) => count / Math.max(1, days.length) / halfHourMs),
    overtakersTable: observedTable(overtaking, anyService),
    staffing: days.length > 0 ? learnStaffing(days) : noTypicalStaffing,
    corrections: [],
  };
}

/** What the model expects at an instant, given as milliseconds after midnight, when today has been like this. */
export function expectationAt(
  model: WaitModel,
  timeOfDayMs: number,
  today: DaySoFar | undefined,
): Expectation {
  const usual = model.overtakersPerMs[halfHourOf(timeOfDayMs)] ?? 0;
  return {
    tableOf: (serviceCode) => model.services[serviceCode] ?? model.anyService,
    patience: model.patience,
    overtakersPerMs: today
      ? usual * drawnTo1(today.overtakers, overtakersUntil(model, timeOfDayMs), overtakersWeight)
      : usual,
    overtakersTable: model.overtakersTable,
    pace: today ? drawnTo1(today.tookMs, today.expectedMs, paceWeight * model.meanServiceMs) : 1,
  };
}

/** What one more service leaves of the earlier ones: the pace is that of about the last twenty, so a slow system shows at once. */
const paceMemory = 0.95;

/** How many services, and how many overtakers, of today weigh as much as the belief that today is like other days. */
const paceWeight = 40;
const overtakersWeight = 20;

export const freshDay: DaySoFar = { tookMs: 0, expectedMs: 0, overtakers: 0 };

/** Adds a service that has ended to what today has shown. */
export function withService(
  today: DaySoFar,
  model: WaitModel,
  serviceCode: string,
  tookMs: number,
): DaySoFar {
  const table = model.services[serviceCode] ?? model.anyService;
  // One lost afternoon must not slow the whole day: no service counts for much more than the longest usual ones.
  const counted = Math.min(tookMs, (table.at(-1) ?? 0) * 1.5);
  return {
    ...today,
    tookMs: today.tookMs * paceMemory + counted,
    expectedMs: today.expectedMs * paceMemory + meanOf(table),
  };
}

function drawnTo1(seen: number, expected: number, weight: number): number {
  return (seen + weight) / (expected + weight);
}

function overtakersUntil(model: WaitModel, timeOfDayMs: number): number {
  let count = 0;
  for (const [index, perMs] of model.overtakersPerMs.entries()) {
    count += perMs * Math.min(halfHourMs, Math.max(0, timeOfDayMs - index * halfHourMs));
  }
  return count;
}

function halfHourOf(timeOfDayMs: number): number {
  return Math.min(halfHours - 1, Math.max(0, Math.floor(timeOfDayMs / halfHourMs)));
}

function assumedAny(typical: TypicalTimes, rules: QueueRules): QuantileTable {
  const means = Object.values(typical);
  if (means.length === 0) return assumedTable((rules.paymentMaxMs + rules.businessMaxMs) / 2);
  return observedTable(
    means.flatMap((meanMs) => assumedTable(meanMs)),
    undefined,
  );
}
