/**
 * The forward run of the forecast: the queue ahead is served by the windows there are, in a few dozen scenarios.
 *
 * In each scenario every unknown (what remains of a service, how long the next ones take, who leaves, who comes and
 * overtakes) takes another of its quantiles: a Latin hypercube, so each unknown is spread evenly and a few dozen runs
 * do what many hundred independent draws would. Nothing is random: the same hall gives the same forecast.
 *
 * Plain loops over typed arrays, because this runs for every ticket taken and for every hall shown: an eighth of a
 * millisecond for thirty people ahead and ten windows, some hundredths for the usual few.
 */
import { afterCall, type CallMemory, chooseNext, standing, type WaitingTicket } from "./calling-rule.ts";
import type { HallState } from "./hall-state.ts";
import { type PatienceTable, staysFor } from "./patience.ts";
import type { QueueRules } from "./queue-rules.ts";
import { meanOf, type QuantileTable, quantile, remaining, shareWithin } from "./service-times.ts";

/** Chosen by measurement: twice as many gain nothing on real days nor on generated ones. */
export const scenarioCount = 32;

export interface Expectation {
  readonly tableOf: (serviceCode: string) => QuantileTable;
  readonly patience: PatienceTable;
  /** Arrivals per millisecond that may overtake, about now, and how long their services take. */
  readonly overtakersPerMs: number;
  readonly overtakersTable: QuantileTable;
  /** Today's service times against the tables'. */
  readonly pace: number;
}

/** Waits in milliseconds, one per scenario, in ascending order; infinite where no window would ever serve the ticket. */
export function waitScenarios(
  state: HallState,
  me: WaitingTicket,
  expected: Expectation,
  rules: QueueRules,
): Float64Array {
  const order = callOrder(state, me, rules, expected);
  const last = order.length - 1;
  const windows = state.windows.length;
  const freeAt = windowsFreeAt(state, expected);
  const staying = stayingUntil(state.now, order, expected.patience);
  const tables = order.map((ticket) => expected.tableOf(ticket.serviceCode));
  const serves = state.windows.map(
    ({ skills }) => skills !== "all" && Uint8Array.from(order, (one) => Number(skills.has(one.serviceCode))),
  );
  const closesAt = Float64Array.from(state.windows, (window) => window.closesAt ?? Number.POSITIVE_INFINITY);
  const isPassed = expected.overtakersPerMs > 0 && standing(me, rules) === "ordinary";
  const callsBetween = rules.callsPerOvertake - 1;
  const waits = new Float64Array(scenarioCount);
  const free = new Float64Array(windows);
  const called = new Uint8Array(order.length);

  for (let k = 0; k < scenarioCount; k++) {
    for (let w = 0; w < windows; w++) free[w] = freeAt[w * scenarioCount + k] as number;
    called.fill(0);
    let first = 0;
    let since = state.sinceOvertake;
    let passing = 0;
    let nextPassing = isPassed
      ? state.now + exponential(passingRow, k) / expected.overtakersPerMs
      : Number.POSITIVE_INFINITY;
    let wait = Number.POSITIVE_INFINITY;
    for (;;) {
      let at = Number.POSITIVE_INFINITY;
      let w = -1;
      for (let v = 0; v < windows; v++) {
        const then = free[v] as number;
        if (then < at) {
          at = then;
          w = v;
        }
      }
      if (w < 0) break;
      if (at >= (closesAt[w] as number)) {
        free[w] = Number.POSITIVE_INFINITY;
        continue;
      }
      if (nextPassing <= at && since >= callsBetween) {
        passing++;
        free[w] =
          at + expected.pace * quantile(expected.overtakersTable, level(passingRow + 2 * passing + 1, k));
        nextPassing += exponential(passingRow + 2 * passing, k) / expected.overtakersPerMs;
        since = 0;
        continue;
      }
      const can = serves[w];
      let i = first;
      while (
        i <= last &&
        (called[i] === 1 || (can && can[i] === 0) || (staying[i * scenarioCount + k] as number) < at)
      )
        i++;
      if (i > last) {
        free[w] = Number.POSITIVE_INFINITY;
        continue;
      }
      if (i === last) {
        wait = at - state.now;
        break;
      }
      called[i] = 1;
      while (called[first] === 1) first++;
      since++;
      free[w] = at + expected.pace * quantile(tables[i] as QuantileTable, level(serviceRow + i, k));
    }
    waits[k] = wait;
  }
  return waits.sort();
}

/** The tickets that will be called up to and including `me`, in order, as if one window that serves all called them. */
function callOrder(
  state: HallState,
  me: WaitingTicket,
  rules: QueueRules,
  expected: Expectation,
): WaitingTicket[] {
  const waiting = [...state.waiting, me];
  const order: WaitingTicket[] = [];
  const pace = meanOf(expected.tableOf(me.serviceCode)) / Math.max(1, state.windows.length);
  const { calls, sinceOvertake } = state;
  let memory: CallMemory = { calls, hallSinceOvertake: sinceOvertake, windowSinceOvertake: sinceOvertake };
  for (let now = state.now; ; now += pace) {
    const choice = chooseNext(waiting, "all", memory, rules, now);
    // Nobody may be called yet: the ticket then stands behind those that are already in order.
    if (!choice) return [...order, me];
    order.push(choice.ticket);
    if (choice.ticket === me) return order;
    memory = afterCall(memory, choice);
    waiting.splice(waiting.indexOf(choice.ticket), 1);
  }
}

/** When each window is free, for each scenario. */
function windowsFreeAt({ now, windows }: HallState, { tableOf, pace }: Expectation): Float64Array {
  const freeAt = new Float64Array(windows.length * scenarioCount);
  for (const [w, { opensAt, serving }] of windows.entries()) {
    const table = serving && tableOf(serving.serviceCode);
    const elapsed = serving ? (now - serving.since) / pace : 0;
    const done = table ? shareWithin(table, elapsed) : 0;
    for (let k = 0; k < scenarioCount; k++) {
      const rest = table ? pace * remaining(table, elapsed, done, level(windowRow + w, k)) : 0;
      freeAt[w * scenarioCount + k] = Math.max(opensAt, now + rest);
    }
  }
  return freeAt;
}

/** Until when each ticket in order stays, for each scenario; the last one, whose wait is asked for, stays for ever. */
function stayingUntil(now: number, order: readonly WaitingTicket[], patience: PatienceTable): Float64Array {
  const until = new Float64Array(order.length * scenarioCount).fill(Number.POSITIVE_INFINITY);
  if (patience.every((rate) => rate === 0)) return until;
  for (let i = 0; i < order.length - 1; i++) {
    const waited = now - (order[i] as WaitingTicket).queuedAt;
    for (let k = 0; k < scenarioCount; k++) {
      until[i * scenarioCount + k] = now + staysFor(patience, waited, exponential(stayRow + i, k));
    }
  }
  return until;
}

// Rows of the hypercube: 32 windows, 96 services, 96 who may leave and 32 for those who pass; more than these share rows.
const rows = 256;
const windowRow = 0;
const serviceRow = 32;
const stayRow = 128;
const passingRow = 224;

/** Row by row, every level (k + 0.5) / scenarioCount once, shuffled by a fixed generator. */
const levels = shuffledLevels();
const exponentials = levels.map((u) => -Math.log(1 - u));

function level(row: number, scenario: number): number {
  return levels[(row & (rows - 1)) * scenarioCount + scenario] as number;
}

/** The level as a quantile of the exponential distribution with mean 1. */
function exponential(row: number, scenario: number): number {
  return exponentials[(row & (rows - 1)) * scenarioCount + scenario] as number;
}

function shuffledLevels(): Float64Array {
  const table = new Float64Array(rows * scenarioCount);
  let state = 1;
  for (let row = 0; row < rows; row++) {
    const line = table.subarray(row * scenarioCount, (row + 1) * scenarioCount);
    for (let k = 0; k < scenarioCount; k++) {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      const other = Math.floor((state / 4_294_967_296) * (k + 1));
      line[k] = line[other] as number;
      line[other] = (k + 0.5) / scenarioCount;
    }
  }
  return table;
}
