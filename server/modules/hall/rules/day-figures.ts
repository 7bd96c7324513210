/** What a simulated or recorded day comes to, and what another staffing would have made of it. */
import type { CustomerRecord, WindowPresence } from "./hall-state.ts";
import type { QueueRules } from "./queue-rules.ts";
import { type DayPlan, simulateDay } from "./simulate-day.ts";

/** Figures of a simulated or real day. Waits are of served customers, in seconds. */
export interface DayFigures {
  readonly customers: number;
  readonly served: number;
  readonly abandoned: number;
  readonly waitMeanS: number;
  readonly waitP90S: number;
  readonly waitMaxS: number;
}

/** What the day comes to, in a few figures. */
export function dayFigures(records: readonly CustomerRecord[]): DayFigures {
  const waits: number[] = [];
  for (const { calledAt, takenAt } of records)
    if (calledAt !== undefined) waits.push((calledAt - takenAt) / 1_000);
  waits.sort((a, b) => a - b);
  return {
    customers: records.length,
    served: waits.length,
    abandoned: records.length - waits.length,
    waitMeanS: waits.length ? waits.reduce((sum, wait) => sum + wait, 0) / waits.length : 0,
    waitP90S: waits[Math.ceil(waits.length * 0.9) - 1] ?? 0,
    waitMaxS: waits.at(-1) ?? 0,
  };
}

/** The same customers with another staffing: what changes ("多开一个窗口会怎样"). */
export function whatIf(
  plan: DayPlan,
  otherPresence: readonly WindowPresence[],
  rules: QueueRules,
): { readonly asPlanned: DayFigures; readonly otherwise: DayFigures } {
  return {
    asPlanned: dayFigures(simulateDay(plan, rules)),
    otherwise: dayFigures(simulateDay({ ...plan, presence: otherPresence }, rules)),
  };
}
