/** How long people wait before they leave, learned from those who left and those who were called first (Kaplan–Meier in steps). */
import type { CustomerRecord } from "./hall-state.ts";

/** Leaving rates per millisecond, one per step of waiting. */
export type PatienceTable = readonly number[];

/** The steps double: one minute matters to a short wait and not to a long one. */
const stepsMs: readonly number[] = [0, 15, 30, 60, 120, 240, 480, 960, 1_920, 3_840].map(
  (seconds) => seconds * 1_000,
);

/** Nobody is known to leave. */
export const endlessPatience: PatienceTable = stepsMs.map(() => 0);

/** The leaving rates of past customers. */
export function learnPatience(customers: Iterable<CustomerRecord>): PatienceTable {
  const left = stepsMs.map(() => 0);
  const waitedMs = stepsMs.map(() => 0);
  for (const { takenAt, calledAt, leftAt } of customers) {
    const wait = (calledAt ?? leftAt ?? takenAt) - takenAt;
    for (let step = 0; step < stepsMs.length; step++) {
      const from = stepsMs[step] ?? 0;
      if (wait <= from) break;
      const to = stepsMs[step + 1] ?? Number.POSITIVE_INFINITY;
      waitedMs[step] = (waitedMs[step] ?? 0) + Math.min(wait, to) - from;
      if (calledAt === undefined && wait <= to) left[step] = (left[step] ?? 0) + 1;
    }
  }
  return left.map((count, step) => (waitedMs[step] ? count / (waitedMs[step] ?? 1) : 0));
}

/** How much longer somebody stays who has waited `waited`, at the quantile `need` of the exponential distribution with mean 1. */
export function staysFor(table: PatienceTable, waited: number, need: number): number {
  let left = need;
  let at = waited;
  for (let step = 0; step < stepsMs.length; step++) {
    const to = stepsMs[step + 1] ?? Number.POSITIVE_INFINITY;
    if (to <= at) continue;
    const rate = table[step] ?? 0;
    const spent = rate > 0 ? (to - at) * rate : 0;
    if (spent > left) return at + left / rate - waited;
    left -= spent;
    at = to;
  }
  return Number.POSITIVE_INFINITY;
}
