/** What stood on an order's clocks at the moment they are stopped: by it a pause just before the end is told from others. */
import { statusAt } from "./clock/status.ts";
import type { OpenOrder } from "./open-order.ts";
import { readingOf } from "./order-clock.ts";

export type PauseGround = { readonly usedShare: number | null; readonly wasDueAt: Temporal.Instant | null };

/** Of the limit that was nearest its end: the order's own, a stage's or a step's, not what a customer owes us. */
export function pauseGround(open: OpenOrder): PauseGround {
  const { now, timing } = open;
  const nearest = open.clocks
    .filter(({ subject }) => subject === "order" || subject === "stage" || subject === "step")
    .flatMap((clock) => (clock.state === "running" && clock.dueAt ? [{ clock, dueAt: clock.dueAt }] : []))
    .sort((one, other) => Temporal.Instant.compare(one.dueAt, other.dueAt))[0];
  if (!nearest) return { usedShare: null, wasDueAt: null };
  const { usedShare } = statusAt(readingOf(nearest.clock, timing.time), now, timing.time);
  return { usedShare: Math.max(0, Math.round(usedShare * 100)), wasDueAt: nearest.dueAt };
}
