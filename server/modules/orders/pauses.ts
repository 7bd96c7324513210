/**
 * Which clocks of an order stand still (service rules §2.15). Two causes: a person has suspended the order, then all of the
 * company's clocks stand; or the order waits for its customer, then those of the order and its stages do. One function
 * brings the clocks to what holds now, so that no combination of causes can start one too early or lose a pause.
 */
import type { OpenOrder } from "./open-order.ts";
import { type Definition, nodeOf } from "./process/definition.ts";
import type { MarkedClock } from "./store/rows.ts";

export const customerReason = "customer";

export function settlePauses(open: OpenOrder, definition: Definition): void {
  const waits = open.steps.some(({ nodeId }) => nodeOf(definition, nodeId).waits === "customer");
  for (const clock of open.clocks) {
    const reason = reasonFor(open, clock, waits);
    if (reason !== null && clock.state === "running")
      open.markClock(clock.id, "pause", { reason, proofId: open.suspendProof });
    if (reason === null && clock.state === "paused") open.markClock(clock.id, "resume");
  }
}

function reasonFor(open: OpenOrder, { subject }: MarkedClock, waits: boolean): string | null {
  // A customer's own limit and what was promised to somebody above us goes on.
  if (subject === "paper" || subject === "supervision" || subject === "urge") return null;
  if (open.order.state === "suspended") return open.suspendReason ?? lastReason(open) ?? customerReason;
  return waits && (subject === "order" || subject === "stage") ? customerReason : null;
}

/** A clock that begins while the order is suspended stands still for the same reason as the others. */
const lastReason = (open: OpenOrder): string | undefined =>
  open.clocks.find(({ state }) => state === "paused")?.marks.at(-1)?.reason ?? undefined;
