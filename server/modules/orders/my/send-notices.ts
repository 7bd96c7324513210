/** Sends what is due to the gateway, if there is one. A message that is sent twice carries the same id: it is one. */
import { z } from "zod";
import { dateOf } from "../../../foundation/clock.ts";
import type { Context } from "../../../foundation/context.ts";
import { newId } from "../../../foundation/ids.ts";
import { addJob } from "../../../foundation/jobs.ts";
import { command, type Platform } from "../../../foundation/transaction.ts";
import { rulesInForce } from "../../catalogue/index.ts";
import { listCompanies } from "../../identity/index.ts";
import * as store from "./notice-store.ts";
import { noticeTemplate, openNotice } from "./notices.ts";
import { forgetCodes } from "./store.ts";

export const noticeJob = "orders.send-notice";
const payloadShape = z.object({ orgId: z.int(), noticeId: z.uuid() });
const batch = 100;
/** The job runner waits longer each time; eight tries are some hours. */
const triesMost = 8;

const inCompany = <T>(platform: Platform, orgId: number, work: (ctx: Context) => Promise<T>) =>
  command(platform, { actor: { kind: "system", orgIds: [orgId] }, orgId, requestId: newId() }, work);

/** What is due goes to a job, or is marked as not sent where nobody sends. */
export async function sweepNotices(platform: Platform): Promise<void> {
  for (const orgId of await store.companiesWithNotices(platform.db, platform.clock.now()))
    await inCompany(platform, orgId, async (ctx) => {
      for (const { id } of await store.lockDue(ctx, batch)) {
        if (ctx.outside?.smsUrl === undefined) {
          await store.moveNotice(ctx, id, { state: "unsent", why: "no-gateway" });
          continue;
        }
        await store.moveNotice(ctx, id, { state: "sending" });
        await addJob(ctx, noticeJob, { noticeId: id }, { key: `notice:${id}` });
      }
    });
  await forgetOld(platform);
}

const forgottenAt = new WeakMap<object, Temporal.Instant>();

/** Once an hour: phones and texts that nobody needs any more, codes and tokens that have ended. */
async function forgetOld(platform: Platform): Promise<void> {
  const now = platform.clock.now();
  const last = forgottenAt.get(platform.clock);
  if (last && now.since(last).total("hours") < 1) return;
  forgottenAt.set(platform.clock, now);
  for (const { orgId, level } of await listCompanies(platform.db)) {
    if (level !== "county") continue;
    await inCompany(platform, orgId, async (ctx) => {
      const rules = await rulesInForce(ctx, dateOf(now).toString());
      await store.forgetNotices(ctx, now.subtract({ hours: 24 * rules.value("NOTICE.KEPT.DAYS") }));
      await forgetCodes(ctx, now.subtract({ hours: 24 }));
    });
  }
}

/** @throws Error when the gateway did not take it: the job runner tries again later */
export async function sendNotice(platform: Platform, payload: unknown): Promise<void> {
  const { orgId, noticeId } = payloadShape.parse(payload);
  const url = platform.outside?.smsUrl;
  const found = await inCompany(platform, orgId, async (ctx) => {
    const row = await store.findSending(ctx, noticeId);
    if (!row) return undefined;
    const rules = await rulesInForce(ctx, dateOf(ctx.clock.now()).toString());
    const lifeMinutes = rules.value("FOLLOW.CODE.MINUTES");
    const isLate = ctx.clock.now().since(row.madeAt).total("minutes") >= lifeMinutes;
    if (url === undefined || (noticeTemplate(row.template).isUrgent && isLate)) {
      await store.moveNotice(ctx, noticeId, {
        state: "unsent",
        why: url === undefined ? "no-gateway" : "too-late",
      });
      return undefined;
    }
    return { ...row, ...openNotice(ctx, noticeId, row.sealed) };
  });
  if (!found || url === undefined || !platform.outbound) return;
  const { phone: to, text, template, tries } = found;
  try {
    const answer = await platform.outbound.fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ id: noticeId, to, text, template }),
    });
    if (!answer.ok) throw new Error(`the gateway answered ${answer.status}`);
  } catch (error) {
    const isLast = tries + 1 >= triesMost;
    await inCompany(platform, orgId, (ctx) =>
      store.moveNotice(ctx, noticeId, {
        state: isLast ? "failed" : "sending",
        tries: 1,
        ...(isLast && { why: "gateway" }),
      }),
    );
    if (isLast) return;
    throw error;
  }
  await inCompany(platform, orgId, (ctx) => store.moveNotice(ctx, noticeId, { state: "sent" }));
}
