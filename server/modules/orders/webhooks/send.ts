/**
 * Sends what is waiting. Three beats, each of which may be the last one before a kill: claim in a transaction, call without
 * one, settle in another. What was called and not settled is called again when the claim has run out, under the same id: at
 * least once on the wire, once in effect for whoever looks at `webhook-id`.
 */
import { z } from "zod";
import { audit, type Context } from "../../../foundation/context.ts";
import { newId } from "../../../foundation/ids.ts";
import { addJob } from "../../../foundation/jobs.ts";
import { Outbound, OutboundRefused } from "../../../foundation/outbound.ts";
import { command, type Platform } from "../../../foundation/transaction.ts";
import { listCompanies } from "../../identity/index.ts";
import { openSecret } from "./keep-webhooks.ts";
import { signatureOf } from "./signature.ts";
import * as store from "./store.ts";
import { webhookRules } from "./webhook-rules.ts";

export const webhookJob = "orders.send-webhooks";
const payloadShape = z.object({ orgId: z.int(), webhookId: z.uuid() });
const publicOnly = new Outbound();

const inCompany = <T>(platform: Platform, orgId: number, work: (ctx: Context) => Promise<T>) =>
  command(platform, { actor: { kind: "system", orgIds: [orgId] }, orgId, requestId: newId() }, work);

/** A job for each webhook that has something due; asked again before it began it stays one. */
export async function sweepWebhooks(platform: Platform): Promise<void> {
  for (const { orgId, webhookId } of await store.webhooksDue(platform.db, platform.clock.now()))
    await inCompany(platform, orgId, (ctx) =>
      addJob(ctx, webhookJob, { webhookId }, { key: `webhook:${webhookId}` }),
    );
  await forgetOld(platform);
}

const forgottenAt = new WeakMap<object, Temporal.Instant>();

async function forgetOld(platform: Platform): Promise<void> {
  const now = platform.clock.now();
  const last = forgottenAt.get(platform.clock);
  if (last && now.since(last).total("hours") < 1) return;
  forgottenAt.set(platform.clock, now);
  for (const { orgId, level } of await listCompanies(platform.db))
    if (level === "county")
      await inCompany(platform, orgId, (ctx) =>
        store.forgetDeliveries(ctx, now.subtract({ hours: 24 * webhookRules.keptDays })),
      );
}

/** Goes on until nothing of this webhook is due. */
export async function sendWebhooks(platform: Platform, payload: unknown): Promise<void> {
  const { orgId, webhookId } = payloadShape.parse(payload);
  while (await sendBatch(platform, orgId, webhookId)) {
    // More is waiting.
  }
}

/** @returns whether more may be due */
async function sendBatch(platform: Platform, orgId: number, webhookId: string): Promise<boolean> {
  const claim = newId();
  const batch = await inCompany(platform, orgId, async (ctx) => {
    const hook = await store.findWebhook(ctx, webhookId);
    if (!hook?.isOn) return undefined;
    const until = ctx.clock.now().add({ seconds: webhookRules.claimSeconds });
    const deliveries = await store.claimDeliveries(ctx, webhookId, {
      claim,
      until,
      most: webhookRules.parallel,
    });
    return { url: hook.url, secret: openSecret(ctx, hook), deliveries };
  });
  if (!batch || batch.deliveries.length === 0) return false;
  const { url, secret, deliveries } = batch;
  const outbound = platform.outbound ?? publicOnly;
  const now = platform.clock.now();
  const answers = await Promise.all(deliveries.map((one) => call(outbound, url, secret, one, now)));
  await inCompany(platform, orgId, async (ctx) => {
    for (const [at, delivery] of deliveries.entries()) {
      const answer = answers[at];
      if (answer) await settle(ctx, webhookId, claim, delivery, answer);
    }
    if (answers.every(({ isTaken }) => !isTaken))
      await store.keepQuiet(ctx, webhookId, ctx.clock.now().add({ seconds: webhookRules.pauseSeconds }));
  });
  return answers.some(({ isTaken }) => isTaken);
}

type Answer = { readonly isTaken: boolean; readonly status: number | null; readonly error: string | null };

async function call(
  outbound: Outbound,
  url: string,
  secret: string,
  { id, body, tries }: store.Claimed,
  now: Temporal.Instant,
): Promise<Answer> {
  const timestamp = Math.floor(now.epochMilliseconds / 1_000);
  try {
    const { status } = await outbound.fetch(url, {
      method: "POST",
      headers: {
        "content-type": "application/json; charset=utf-8",
        "user-agent": "Mingchuang-Webhooks/1",
        "webhook-id": id,
        "webhook-timestamp": String(timestamp),
        "webhook-signature": signatureOf(secret, { id, timestamp, body }),
        "webhook-attempt": String(tries + 1),
      },
      body,
    });
    const isTaken = status >= 200 && status < 300;
    return { isTaken, status, error: isTaken ? null : `answered ${status}` };
  } catch (error) {
    return { isTaken: false, status: null, error: reasonOf(error) };
  }
}

/** A code or a short sentence: an answer's text may hold anything. */
function reasonOf(error: unknown): string {
  if (error instanceof OutboundRefused) return error.message;
  if (error instanceof Error && /^(Timeout|Abort)Error$/.test(error.name)) return "no answer in time";
  return error instanceof Error && "code" in error ? String(error.code) : "could not be reached";
}

async function settle(
  ctx: Context,
  webhookId: string,
  claim: string,
  { id, tries }: store.Claimed,
  { isTaken, status, error }: Answer,
): Promise<void> {
  const wait = webhookRules.retrySeconds[tries];
  if (isTaken) return store.settleDelivery(ctx, claim, { id, state: "sent", nextAt: null, status, error });
  if (wait !== undefined) {
    const nextAt = ctx.clock.now().add({ seconds: wait });
    return store.settleDelivery(ctx, claim, { id, state: "waiting", nextAt, status, error });
  }
  await store.settleDelivery(ctx, claim, { id, state: "failed", nextAt: null, status, error });
  audit(ctx, {
    action: "orders.webhook_given_up",
    subject: `webhook:${webhookId}`,
    after: { deliveryId: id, tries: tries + 1, error },
  });
}
