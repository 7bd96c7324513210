/**
 * Colleagues are told: an event with ids for whoever sends messages, and from when. Only what runs around the clock (a fault,
 * a grave matter) may ring at night; what is escalated is escalated at once all the same, on the screens.
 */
import { type Context, publish } from "../../../foundation/context.ts";
import { nextAllowed } from "../clock/quiet-hours.ts";
import type { OpenOrder } from "../open-order.ts";
import { quietSpans } from "../quiet-time.ts";

export function notifyFrom(open: OpenOrder, isGrave = false): Temporal.Instant {
  const isAroundTheClock = open.type?.isAroundTheClock ?? false;
  return isGrave || isAroundTheClock ? open.now : nextAllowed(open.now, quietSpans(open.rules));
}

export function noticeStaff(
  ctx: Context,
  open: OpenOrder,
  notice: { kind: string; id: string; receivers: readonly string[]; notBefore: Temporal.Instant },
): void {
  const { kind, id, receivers, notBefore } = notice;
  if (receivers.length === 0) return;
  publish(ctx, {
    type: "orders.staff-notice",
    topic: open.id,
    payload: { orderId: open.id, kind, id, receivers, notBefore: notBefore.toString() },
  });
}
