/**
 * Something the customer is told: a line on their own page, and an event for whoever sends messages. Who may not be
 * disturbed at this hour is told after it (§3.8): the event says from when.
 */
import { type Context, publish } from "../../foundation/context.ts";
import { nextAllowed } from "./clock/quiet-hours.ts";
import type { Handler } from "./handlers.ts";
import type { OpenOrder } from "./open-order.ts";
import { quietSpans } from "./quiet-time.ts";

export const notifyCustomer: Handler = (ctx, open, { step }) => {
  announce(ctx, open, { nodeId: step.nodeId, zh: step.nameZh, en: step.nameEn, stepId: step.id });
};

type Notice = { readonly nodeId: string; readonly zh: string; readonly en: string; readonly stepId?: string };

export function announce(ctx: Context, open: OpenOrder, { nodeId, zh, en, stepId }: Notice): void {
  open.tell({ kind: "notice", text: { zh, en }, stepId: stepId ?? null, forCustomer: true });
  const notBefore = nextAllowed(open.now, quietSpans(open.rules)).toString();
  publish(ctx, { type: "orders.notice", topic: open.id, payload: { orderId: open.id, nodeId, notBefore } });
}
