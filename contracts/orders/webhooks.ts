/**
 * Telling other systems what happens with orders (webhooks), as Standard Webhooks 1.0 says it: `webhook-id`,
 * `webhook-timestamp` and `webhook-signature` (HMAC-SHA256) with each call. docs/integration.md has an example that checks it.
 */
import { z } from "zod";
import { empty, freeText, id, instant, words } from "../common.ts";
import { endpoint } from "../endpoint.ts";

export const webhookEvents = [
  "order.opened",
  "order.step-opened",
  "order.step-closed",
  "order.suspended",
  "order.resumed",
  "order.warned",
  "order.overdue",
  "order.closed",
] as const;
export const webhookEvent = z.enum(webhookEvents);
export type WebhookEvent = z.output<typeof webhookEvent>;

/** What a receiver gets. Of orders that somebody is accused in or that are secret: the ids alone. */
export const webhookBody = z.object({
  /** The same however often it comes: whoever has dealt with it ignores it. */
  id,
  type: z.string(),
  at: instant,
  /** Rises within a company; of one order it never goes back, replays aside. */
  sequence: z.int(),
  orderId: id.nullable(),
  order: z
    .object({
      number: z.string(),
      typeCode: z.string(),
      state: z.string(),
      source: z.string().nullable(),
      sourceRef: z.string().nullable(),
    })
    .nullable(),
  /** Of a step, of a limit, of the end. */
  detail: z.record(z.string(), z.union([z.string(), z.number(), z.null()])),
});
export type WebhookBody = z.output<typeof webhookBody>;

export const webhook = z.object({
  webhookId: id,
  name: z.string(),
  url: z.string(),
  events: z.array(webhookEvent),
  unitId: id.nullable(),
  unitName: words.nullable(),
  isOn: z.boolean(),
  createdAt: instant,
  createdBy: z.string(),
  waiting: z.int(),
  /** Given up, and not replayed since. */
  failed: z.int(),
  lastSentAt: instant.nullable(),
  /** Of the oldest that has not arrived. */
  waitingSince: instant.nullable(),
});
export type Webhook = z.output<typeof webhook>;

const common = { capability: "orders.configure", scope: "company" } as const;
const settings = z.strictObject({
  name: freeText(60).min(1),
  url: z.url().max(500),
  events: z.array(webhookEvent).min(1).max(webhookEvents.length),
  unitId: id.nullable().default(null),
  isOn: z.boolean().default(true),
});
const onWebhook = z.strictObject({ webhookId: id });

export const listWebhooks = endpoint({
  ...common,
  method: "get",
  path: "/api/integration/webhooks",
  summary: { zh: "消息推送（Webhook）", en: "Webhooks" },
  query: empty,
  answer: z.object({ webhooks: z.array(webhook), tries: z.int(), keptDays: z.int() }),
});

export const createWebhook = endpoint({
  ...common,
  method: "post",
  path: "/api/integration/webhooks",
  summary: { zh: "新建推送", en: "Make a webhook" },
  query: empty,
  body: settings,
  /** `secret` is shown here and never again. */
  answer: z.object({ webhook, secret: z.string() }),
  problems: ["orders.webhook_address"],
});

export const changeWebhook = endpoint({
  ...common,
  method: "put",
  path: "/api/integration/webhooks/{webhookId}",
  summary: { zh: "修改推送", en: "Change a webhook" },
  params: onWebhook,
  query: empty,
  body: settings,
  answer: z.object({ webhook }),
  problems: ["orders.webhook_address"],
});

export const renewWebhookSecret = endpoint({
  ...common,
  method: "post",
  path: "/api/integration/webhooks/{webhookId}/secret",
  summary: { zh: "更换签名密钥", en: "Renew the signing secret" },
  params: onWebhook,
  query: empty,
  body: empty,
  answer: z.object({ secret: z.string() }),
});

/** Sends a trial, so that the other side can see that it arrives and that the signature is right. */
export const tryWebhook = endpoint({
  ...common,
  method: "post",
  path: "/api/integration/webhooks/{webhookId}/trial",
  summary: { zh: "发送测试消息", en: "Send a trial" },
  params: onWebhook,
  query: empty,
  body: empty,
  answer: z.object({ deliveryId: id }),
});

export const deliveryState = z.enum(["waiting", "sent", "failed"]);
export const webhookDelivery = z.object({
  deliveryId: id,
  orderId: id.nullable(),
  type: z.string(),
  sequence: z.int(),
  state: deliveryState,
  tries: z.int(),
  replays: z.int(),
  madeAt: instant,
  nextAt: instant.nullable(),
  endedAt: instant.nullable(),
  lastStatus: z.int().nullable(),
  lastError: z.string().nullable(),
});
export type WebhookDelivery = z.output<typeof webhookDelivery>;

export const listDeliveries = endpoint({
  ...common,
  method: "get",
  path: "/api/integration/webhooks/{webhookId}/deliveries",
  summary: { zh: "推送记录", en: "Deliveries of a webhook" },
  params: onWebhook,
  query: z.strictObject({
    state: deliveryState.optional(),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  }),
  answer: z.object({ deliveries: z.array(webhookDelivery) }),
});

export const replayDelivery = endpoint({
  ...common,
  method: "post",
  path: "/api/integration/webhooks/{webhookId}/deliveries/{deliveryId}/replay",
  summary: { zh: "重发一条", en: "Send a delivery again" },
  params: z.strictObject({ webhookId: id, deliveryId: id }),
  query: empty,
  body: empty,
  answer: z.object({ again: z.int() }),
});

/** All of a span, in their order: after the other side has lost something. */
export const replaySpan = endpoint({
  ...common,
  method: "post",
  path: "/api/integration/webhooks/{webhookId}/replay",
  summary: { zh: "重发一段时间", en: "Send the deliveries of a span again" },
  params: onWebhook,
  query: empty,
  body: z.strictObject({ from: instant, until: instant, which: z.enum(["failed", "all"]).default("failed") }),
  answer: z.object({ again: z.int() }),
});
