/** A claim that nobody works on goes back to the pool (rules CLAIM.IDLE, of faults CLAIM.IDLE.FAULT). */
import { readClock } from "./clock/read-clock.ts";
import { limitsOf } from "./limits.ts";
import type { OpenOrder } from "./open-order.ts";

/** When a step that is taken now counts as left lying. */
export function idleAt(open: OpenOrder): Temporal.Instant | null {
  const isFault = open.type?.family === "fault";
  const [rule] = limitsOf(open.rules, isFault ? "CLAIM.IDLE.FAULT" : "CLAIM.IDLE", open.order);
  if (!rule) return null;
  return readClock([{ kind: "start", at: open.now, limit: rule.limit }], open.timing.time).dueAt;
}
