/**
 * The forward run of the forecast: the queue ahead is served by the windows there are, in a few dozen scenarios at once.
 *
 * In each scenario every unknown (what remains of a service, how long the next ones take, who leaves, who comes and
 * overtakes) takes another of its quantiles: a Latin hypercube, so each unknown is spread evenly and a few dozen runs
 * do what a thousand independent draws would. Nothing is random: the same hall gives the same forecast.
 */
import { afterCall, type CallMemory, chooseNext, type WaitingTicket } from "./calling-rule.ts";
import type { HallState } from "./hall-state.ts";
import { type PatienceTable, staysFor } from "./patience.ts";
import type { QueueRules } from "./queue-rules.ts";
import { meanOf, type QuantileTable, quantile, remaining, shareWithin } from "./service-times.ts";

export const scenarioCount = 32;
const unknowns = 97;

export interface Expectation {
  readonly tableOf: (serviceCode: string) => QuantileTable;
  readonly patience: PatienceTable;
  /** Arrivals per millisecond that may overtake, about now, and how long their services take. */
  readonly overtakersPerMs: number;
  readonly overtakersTable: QuantileTable;
  /** Today's service times against the tables'. */
  readonly pace: number;
}

/** `levels[unknown][scenario]`: each row holds every level (k + 0.5) / scenarioCount once, shuffled by a fixed generator. */
const levels = Array.from({ length: unknowns }, (_, unknown) => shuffledLevels(unknown + 1));

/** Waits in milliseconds, one per scenario, in ascending order; infinite where no window would ever serve the ticket. */
export function waitScenarios(state: HallState, me: WaitingTicket, expected: Expectation, rules: QueueRules): Float64Array {
  const ahead = callOrder(state, me, rules, expected);
  const { now, windows } = state;
  const tables = ahead.map((ticket) => expected.tableOf(ticket.serviceCode));
  const busy = windows.map(({ serving }) => {
    if (!serving) return undefined;
    const table = expected.tableOf(serving.serviceCode);
    const elapsed = (now - serving.since) / expected.pace;
    return { table, elapsed, done: shareWithin(table, elapsed) };
  });
  const serves = windows.map(({ skills }) => ahead.map((ticket) => skills === "all" || skills.has(ticket.serviceCode)));
  const closes = windows.map((window) => window.closesAt ?? Number.POSITIVE_INFINITY);
  const canBePassed = me.priority === "ordinary" && expected.overtakersPerMs > 0;
  const waits = new Float64Array(scenarioCount);
  const free = new Float64Array(windows.length);
  const leaves = new Float64Array(ahead.length);
  const gone = new Uint8Array(ahead.length);
  const last = ahead.length - 1;

  for (let k = 0; k < scenarioCount; k++) {
    for (let w = 0; w < windows.length; w++) {
      const b = busy[w];
      free[w] = Math.max((windows[w] as { opensAt: number }).opensAt, b ? now + expected.pace * remaining(b.table, b.elapsed, b.done, levelOf(w, k)) : now);
    }
    for (let i = 0; i < last; i++) {
      gone[i] = 0;
      leaves[i] = now + staysFor(expected.patience, now - (ahead[i] as WaitingTicket).queuedAt, levelOf(31 + i, k));
    }
    let since = state.sinceOvertake;
    let passing = 0;
    let nextPassing = canBePassed ? now - Math.log(1 - levelOf(90, k)) / expected.overtakersPerMs : Number.POSITIVE_INFINITY;
    let wait = Number.POSITIVE_INFINITY;
    for (;;) {
      let w = -1;
      let at = Number.POSITIVE_INFINITY;
      for (let v = 0; v < free.length; v++) {
        if ((free[v] as number) < at) {
          at = free[v] as number;
          w = v;
        }
      }
      if (w < 0) break;
      if (at >= (closes[w] as number)) {
        free[w] = Number.POSITIVE_INFINITY;
        continue;
      }
      if (nextPassing <= at && since >= rules.callsPerOvertake - 1) {
        passing++;
        free[w] = at + expected.pace * quantile(expected.overtakersTable, levelOf(91 + passing, k));
        nextPassing = nextPassing - Math.log(1 - levelOf(60 + passing, k)) / expected.overtakersPerMs;
        since = 0;
        continue;
      }
      const can = serves[w] as boolean[];
      let i = 0;
      while (i <= last && (gone[i] || !can[i])) {
        i++;
      }
      while (i < last && (leaves[i] as number) < at) {
        gone[i] = 1;
        do i++;
        while (i <= last && (gone[i] || !can[i]));
      }
      if (i > last) {
        free[w] = Number.POSITIVE_INFINITY;
        continue;
      }
      if (i === last) {
        wait = at - now;
        break;
      }
      gone[i] = 1;
      since++;
      free[w] = at + expected.pace * quantile(tables[i] as QuantileTable, levelOf(11 + i, k));
    }
    waits[k] = wait;
  }
  return waits.sort();
}

/** The tickets that will be called up to and including `me`, in order, as if one window that serves all called them. */
function callOrder(state: HallState, me: WaitingTicket, rules: QueueRules, expected: Expectation): WaitingTicket[] {
  const waiting = [...state.waiting, me];
  const order: WaitingTicket[] = [];
  const pace = meanOf(expected.tableOf(me.serviceCode)) / Math.max(1, state.windows.length);
  let memory: CallMemory = { calls: state.calls, hallSinceOvertake: state.sinceOvertake, windowSinceOvertake: state.sinceOvertake };
  for (let now = state.now; waiting.length > 0; now += pace) {
    const choice = chooseNext(waiting, "all", memory, rules, now);
    if (!choice) break;
    order.push(choice.ticket);
    if (choice.ticket === me) return order;
    memory = afterCall(memory, choice);
    waiting.splice(waiting.indexOf(choice.ticket), 1);
  }
  return [...order, me];
}

function levelOf(unknown: number, scenario: number): number {
  return (levels[unknown % unknowns] as Float64Array)[scenario] as number;
}

function shuffledLevels(seed: number): Float64Array {
  const row = Float64Array.from({ length: scenarioCount }, (_, k) => (k + 0.5) / scenarioCount);
  let state = Math.imul(seed, 2_654_435_761) >>> 0;
  for (let k = scenarioCount - 1; k > 0; k--) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    const other = Math.floor((state / 4_294_967_296) * (k + 1));
    const kept = row[k] as number;
    row[k] = row[other] as number;
    row[other] = kept;
  }
  return row;
}
