/** Webhooks as the administrator keeps them: whom to tell, what, and what has not arrived. */
import type { InputOf } from "../../../../contracts/endpoint.ts";
import type * as contract from "../../../../contracts/orders/webhooks.ts";
import { actorName, audit, type Context } from "../../../foundation/context.ts";
import { newId } from "../../../foundation/ids.ts";
import { Outbound, OutboundRefused } from "../../../foundation/outbound.ts";
import { Problem } from "../../../foundation/problem.ts";
import { seal, unseal } from "../../../foundation/secrets.ts";
import { findUnit } from "../../identity/index.ts";
import { newWebhookSecret } from "./signature.ts";
import * as store from "./store.ts";

type Settings = InputOf<typeof contract.createWebhook>["body"];

const purpose = "webhook";
const placeOf = (ctx: Context, id: string) => `orders.webhooks/${ctx.orgId}/${id}`;
export const openSecret = (ctx: Context, { id, secret }: Pick<store.WebhookRow, "id" | "secret">): string =>
  unseal(ctx.secret, purpose, placeOf(ctx, id), secret).toString();
const sealedSecret = (ctx: Context, id: string, secret: string) =>
  seal(ctx.secret, purpose, placeOf(ctx, id), Buffer.from(secret));

const subject = (id: string) => `webhook:${id}`;
const publicOnly = new Outbound();

/** What can be told of an address without calling it. @throws orders.webhook_address */
function checkAddress({ outbound = publicOnly }: Context, url: string): void {
  try {
    outbound.check(url);
  } catch (error) {
    if (error instanceof OutboundRefused) throw new Problem("orders.webhook_address", { field: "url" });
    throw error;
  }
}

async function checked(ctx: Context, settings: Settings): Promise<Settings> {
  checkAddress(ctx, settings.url);
  if (settings.unitId !== null && !(await findUnit(ctx, settings.unitId)))
    throw new Problem("thing.not_found");
  return { ...settings, events: [...new Set(settings.events)] };
}

/** @throws orders.webhook_address, thing.not_found */
export async function createWebhook(
  ctx: Context,
  wish: Settings,
): Promise<{ webhook: contract.Webhook; secret: string }> {
  const settings = await checked(ctx, wish);
  const id = newId();
  const secret = newWebhookSecret();
  await store.insertWebhook(
    ctx,
    { ...settings, id, secret: sealedSecret(ctx, id, secret) },
    actorName(ctx.actor),
  );
  audit(ctx, { action: "orders.webhook_created", subject: subject(id), after: settings });
  return { webhook: await readWebhook(ctx, id), secret };
}

/** @throws orders.webhook_address, thing.not_found */
export async function changeWebhook(ctx: Context, id: string, wish: Settings): Promise<contract.Webhook> {
  const { name, url, events, unitId, isOn, secret } = await known(ctx, id);
  const settings = await checked(ctx, wish);
  await store.saveWebhook(ctx, { ...settings, id, secret });
  const before = { name, url, events, unitId, isOn };
  audit(ctx, { action: "orders.webhook_changed", subject: subject(id), before, after: settings });
  return readWebhook(ctx, id);
}

/** The old one is worth nothing from now on; what has not arrived is signed with the new one. */
export async function renewWebhookSecret(ctx: Context, id: string): Promise<string> {
  const row = await known(ctx, id);
  const secret = newWebhookSecret();
  await store.saveWebhook(ctx, { ...row, secret: sealedSecret(ctx, id, secret) });
  audit(ctx, { action: "orders.webhook_secret_renewed", subject: subject(id) });
  return secret;
}

export async function tryWebhook(ctx: Context, webhookId: string): Promise<string> {
  await known(ctx, webhookId);
  const id = newId();
  const body: contract.WebhookBody = {
    id,
    type: "trial",
    at: ctx.clock.now().toString(),
    sequence: 0,
    orderId: null,
    order: null,
    detail: {},
  };
  await store.insertDelivery(ctx, {
    webhookId,
    id,
    orderId: null,
    seq: 0,
    type: "trial",
    body: JSON.stringify(body),
  });
  audit(ctx, { action: "orders.webhook_tried", subject: subject(webhookId), after: { deliveryId: id } });
  return id;
}

export async function replayDelivery(ctx: Context, webhookId: string, deliveryId: string): Promise<number> {
  await known(ctx, webhookId);
  if (!(await store.hasDelivery(ctx, webhookId, deliveryId))) throw new Problem("thing.not_found");
  return replayed(ctx, webhookId, { deliveryId }, { deliveryId });
}

export async function replaySpan(
  ctx: Context,
  webhookId: string,
  { from, until, which }: InputOf<typeof contract.replaySpan>["body"],
): Promise<number> {
  await known(ctx, webhookId);
  const span = { from: Temporal.Instant.from(from), until: Temporal.Instant.from(until) };
  return replayed(ctx, webhookId, { ...span, failedOnly: which === "failed" }, { from, until, which });
}

async function replayed(
  ctx: Context,
  webhookId: string,
  which: Parameters<typeof store.replayDeliveries>[2],
  asked: object,
): Promise<number> {
  const again = await store.replayDeliveries(ctx, webhookId, which);
  audit(ctx, { action: "orders.webhook_replayed", subject: subject(webhookId), after: { ...asked, again } });
  return again;
}

async function known(ctx: Context, id: string): Promise<store.WebhookRow> {
  const row = await store.findWebhook(ctx, id);
  if (!row) throw new Problem("thing.not_found");
  return row;
}

async function readWebhook(ctx: Context, id: string): Promise<contract.Webhook> {
  const [webhook] = await readWebhooks(ctx, id);
  if (!webhook) throw new Problem("thing.not_found");
  return webhook;
}

export async function readWebhooks(ctx: Context, only: string | null = null): Promise<contract.Webhook[]> {
  return (await store.listWebhooks(ctx, only)).map(({ id, secret: _, ...row }) => ({
    ...row,
    webhookId: id,
    createdAt: row.createdAt.toString(),
    lastSentAt: row.lastSentAt?.toString() ?? null,
    waitingSince: row.waitingSince?.toString() ?? null,
  }));
}

export async function readDeliveries(
  ctx: Context,
  webhookId: string,
  { state, limit }: InputOf<typeof contract.listDeliveries>["query"],
): Promise<contract.WebhookDelivery[]> {
  await known(ctx, webhookId);
  return (await store.listDeliveries(ctx, webhookId, state ?? null, limit)).map((row) => ({
    ...row,
    madeAt: row.madeAt.toString(),
    nextAt: row.nextAt?.toString() ?? null,
    endedAt: row.endedAt?.toString() ?? null,
  }));
}
