/**
 * The usual formula of queue machines, which the forecast must beat: one average service time × people ahead ÷ open windows,
 * and 0 when a window is free. Kept to be compared with, never shown to a customer.
 */
import type { HallState } from "./hall-state.ts";

/** Seconds. `meanServiceMs` is the mean over all services of the hall's history. With no window open, as if there were one. */
export function formulaWait(state: HallState, serviceCode: string, meanServiceMs: number): number {
  let open = 0;
  for (const { opensAt, serving, skills } of state.windows) {
    if (opensAt > state.now) continue;
    open++;
    if (!serving && (skills === "all" || skills.has(serviceCode))) return 0;
  }
  return (meanServiceMs * state.waiting.length) / Math.max(1, open) / 1_000;
}
