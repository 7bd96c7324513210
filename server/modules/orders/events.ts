/**
 * What orders tell the others. The topic is the order's id; beside it each change hints to the lists of its unit
 * ("orders:<unitId>"). Payloads are ids and codes: events are read by many, and a complaint hides from those it is about.
 */
import { type Context, type PendingEvent, publish } from "../../foundation/context.ts";
import type { OpenOrder } from "./open-order.ts";

/** What the work of a unit listens to. */
export const unitTopic = (unitId: string): string => `orders:${unitId}`;

export type OrderEvent =
  | "orders.opened"
  | "orders.changed"
  | "orders.step-opened"
  | "orders.step-closed"
  | "orders.closed"
  | "orders.clock-warned";

const event = (
  type: OrderEvent,
  orderId: string,
  payload: Readonly<Record<string, unknown>>,
): PendingEvent => ({
  type,
  topic: orderId,
  payload: { orderId, ...payload },
});

type ClockWarned = {
  readonly clockId: string;
  readonly stepId: string | null;
  readonly ruleCode: string;
  readonly layer: string;
  readonly subject: string;
  /** Percent of the limit that is used up. */
  readonly share: number;
  readonly dueAt: string | null;
};
const clockWarned = (orderId: string, warned: ClockWarned): PendingEvent =>
  event("orders.clock-warned", orderId, warned);

/** Everything that a command changed of an order. `isNew`: it opened it. */
export function publishChanges(ctx: Context, open: OpenOrder, what: string, isNew = false): void {
  const { id, state, unitId, typeCode, result, closedAt } = open.order;
  if (isNew) publish(ctx, event("orders.opened", id, { typeCode }));
  for (const { id: stepId, nodeId, how, kind } of open.closed)
    if (kind === "task") publish(ctx, event("orders.step-closed", id, { stepId, nodeId, how }));
  for (const { id: stepId, nodeId, kind, post } of open.fresh)
    if (kind === "task") publish(ctx, event("orders.step-opened", id, { stepId, nodeId, post }));
  for (const { id: clockId, stepId, ruleCode, layer, subject, warned: share, dueAt } of open.warned)
    publish(
      ctx,
      clockWarned(id, {
        clockId,
        stepId,
        ruleCode,
        layer,
        subject,
        share,
        dueAt: dueAt?.toString() ?? null,
      }),
    );
  publish(ctx, event("orders.changed", id, { what, state }));
  if (closedAt?.equals(open.now)) publish(ctx, event("orders.closed", id, { state, result }));
  publish(ctx, { type: "orders.list-changed", topic: unitTopic(unitId), payload: { orderId: id } });
}
