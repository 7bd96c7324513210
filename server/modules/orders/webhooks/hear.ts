/** Turns what orders tell into deliveries, in the transaction that moves the listener's cursor: each event once. */
import { z } from "zod";
import type { WebhookBody, WebhookEvent } from "../../../../contracts/orders/webhooks.ts";
import type { Context } from "../../../foundation/context.ts";
import type { StoredEvent } from "../../../foundation/event-tail.ts";
import { newId } from "../../../foundation/ids.ts";
import type { Listener } from "../../../foundation/listeners.ts";
import * as store from "./store.ts";

const payloadShape = z.object({
  orderId: z.string(),
  what: z.string().optional(),
  share: z.number().optional(),
  stepId: z.string().nullish(),
  nodeId: z.string().nullish(),
  post: z.string().nullish(),
  how: z.string().nullish(),
  ruleCode: z.string().nullish(),
  dueAt: z.string().nullish(),
  result: z.string().nullish(),
});
type Payload = z.output<typeof payloadShape>;

/** All of a limit used up. */
const whole = 100;

export function webhookEventOf(type: string, { what, share = 0 }: Payload): WebhookEvent | undefined {
  switch (type) {
    case "orders.opened":
      return "order.opened";
    case "orders.step-opened":
      return "order.step-opened";
    case "orders.step-closed":
      return "order.step-closed";
    case "orders.closed":
      return "order.closed";
    case "orders.clock-warned":
      return share >= whole ? "order.overdue" : "order.warned";
    case "orders.changed":
      return what === "suspended" || what === "resumed" ? `order.${what}` : undefined;
    default:
      return undefined;
  }
}

export const webhookListener: Listener = {
  name: "orders.webhooks",
  types: [
    "orders.opened",
    "orders.changed",
    "orders.step-opened",
    "orders.step-closed",
    "orders.closed",
    "orders.clock-warned",
  ],
  hear: async (ctx, event) => {
    const payload = payloadShape.parse(event.payload);
    const type = webhookEventOf(event.type, payload);
    if (!type) return;
    const hooks = await hooksFor(ctx, type);
    if (hooks.length === 0) return;
    const order = await store.findTold(ctx, payload.orderId);
    if (!order) return;
    for (const { id: webhookId, unitId } of hooks)
      if (unitId === null || order.unitPath.includes(unitId))
        await tell(ctx, webhookId, event, { type, payload, order });
  },
};

/** Read once for all events of a kind that are heard together. */
function hooksFor(ctx: Context, type: WebhookEvent): ReturnType<typeof store.webhooksFor> {
  const known = heard.get(ctx) ?? new Map<WebhookEvent, ReturnType<typeof store.webhooksFor>>();
  heard.set(ctx, known);
  const hooks = known.get(type) ?? store.webhooksFor(ctx, type);
  known.set(type, hooks);
  return hooks;
}
const heard = new WeakMap<Context, Map<WebhookEvent, ReturnType<typeof store.webhooksFor>>>();

type About = {
  readonly type: WebhookEvent;
  readonly payload: Payload;
  readonly order: store.ToldOrder;
};

async function tell(
  ctx: Context,
  webhookId: string,
  event: StoredEvent,
  { type, payload, order }: About,
): Promise<void> {
  const id = newId();
  const { number, typeCode, state, source, sourceRef, isWithheld } = order;
  const body: WebhookBody = {
    id,
    type,
    at: event.happenedAt.toString(),
    sequence: event.seq,
    orderId: payload.orderId,
    // A complaint about somebody, and what was asked to be kept secret, does not leave the house.
    order: isWithheld ? null : { number, typeCode, state, source, sourceRef },
    detail: isWithheld ? {} : detailOf(payload),
  };
  await store.insertDelivery(ctx, {
    webhookId,
    id,
    orderId: payload.orderId,
    seq: event.seq,
    type,
    body: JSON.stringify(body),
  });
}

function detailOf({
  stepId,
  nodeId,
  post,
  how,
  ruleCode,
  share,
  dueAt,
  result,
}: Payload): WebhookBody["detail"] {
  const told = { stepId, nodeId, post, how, ruleCode, share, dueAt, result };
  return Object.fromEntries(
    Object.entries(told).flatMap(([name, value]) => (value == null ? [] : [[name, value]])),
  );
}
