/** The HTTP face of webhooks. */
import * as contract from "../../../../contracts/orders/webhooks.ts";
import { type Route, route } from "../../../foundation/http/route.ts";
import {
  changeWebhook,
  createWebhook,
  readDeliveries,
  readWebhooks,
  renewWebhookSecret,
  replayDelivery,
  replaySpan,
  tryWebhook,
} from "./keep-webhooks.ts";
import { webhookRules } from "./webhook-rules.ts";

export const webhookRoutes: readonly Route[] = [
  route(contract.listWebhooks, async (ctx) => ({
    webhooks: await readWebhooks(ctx),
    tries: webhookRules.retrySeconds.length + 1,
    keptDays: webhookRules.keptDays,
  })),
  route(contract.createWebhook, (ctx, { body }) => createWebhook(ctx, body)),
  route(contract.changeWebhook, async (ctx, { params, body }) => ({
    webhook: await changeWebhook(ctx, params.webhookId, body),
  })),
  route(contract.renewWebhookSecret, async (ctx, { params }) => ({
    secret: await renewWebhookSecret(ctx, params.webhookId),
  })),
  route(contract.tryWebhook, async (ctx, { params }) => ({
    deliveryId: await tryWebhook(ctx, params.webhookId),
  })),
  route(contract.listDeliveries, async (ctx, { params, query }) => ({
    deliveries: await readDeliveries(ctx, params.webhookId, query),
  })),
  route(contract.replayDelivery, async (ctx, { params }) => ({
    again: await replayDelivery(ctx, params.webhookId, params.deliveryId),
  })),
  route(contract.replaySpan, async (ctx, { params, body }) => ({
    again: await replaySpan(ctx, params.webhookId, body),
  })),
];
