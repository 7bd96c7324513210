/**
 * Every night how long steps take is learned anew; every few minutes the risk of what runs is worked out anew. Both are
 * figures that help to look ahead: nothing depends on the minute at which they are made, and several processes may do so.
 */
import { type Clock, dateOf } from "../../foundation/clock.ts";
import type { Context } from "../../foundation/context.ts";
import { newId } from "../../foundation/ids.ts";
import { command, type Platform } from "../../foundation/transaction.ts";
import { rulesInForce } from "../catalogue/index.ts";
import { listCompanies } from "../identity/index.ts";
import { learnedDurations, riskOfRow } from "./order-risk.ts";
import * as store from "./store/durations.ts";

/** Orders in one transaction. */
const batch = 500;
const noId = "00000000-0000-0000-0000-000000000000";

type Done = { learnedOn: string; nextAt: number };
const done = new WeakMap<Clock, Map<number, Done>>();

export async function sweepRisk(platform: Platform): Promise<void> {
  const now = platform.clock.now();
  const mine = done.get(platform.clock) ?? new Map<number, Done>();
  done.set(platform.clock, mine);
  const today = dateOf(now).toString();
  if (
    mine.size > 0 &&
    [...mine.values()].every(({ learnedOn, nextAt }) => learnedOn === today && now.epochMilliseconds < nextAt)
  )
    return;
  for (const { orgId, level } of await listCompanies(platform.db)) {
    if (level !== "county") continue;
    const known = mine.get(orgId);
    if (known && known.learnedOn === today && now.epochMilliseconds < known.nextAt) continue;
    const call = { actor: { kind: "system", orgIds: [orgId] }, orgId, requestId: newId() } as const;
    if (known?.learnedOn !== today) await command(platform, call, learnDurations);
    const every = await command(platform, call, async (ctx) => (await rulesOf(ctx)).ms("RISK.EVERY"));
    let after: string | null = noId;
    while (after !== null) {
      const from: string = after;
      after = await command(platform, call, (ctx) => refreshRisks(ctx, from));
    }
    mine.set(orgId, { learnedOn: today, nextAt: now.epochMilliseconds + every });
  }
}

const rulesOf = (ctx: Context) => rulesInForce(ctx, dateOf(ctx.clock.now()).toString());

/** @returns how many steps of processes are known now; null when somebody has learned today already */
export async function learnDurations(ctx: Context): Promise<number | null> {
  await store.lockDurations(ctx);
  const last = await store.learnedAt(ctx);
  if (last && dateOf(last).equals(dateOf(ctx.clock.now()))) return null;
  const rules = await rulesOf(ctx);
  const since = ctx.clock.now().subtract({ hours: 24 * rules.value("RISK.LEARN.DAYS") });
  return store.relearn(ctx, since, rules.value("RISK.LEARN.SAMPLES"));
}

/** One batch behind an order. @returns the last of it, null when there are no more */
export async function refreshRisks(ctx: Context, after: string): Promise<string | null> {
  const orders = await store.listRunning(ctx, after, batch);
  const learned = await learnedDurations(ctx);
  const changed: { id: string; risk: number }[] = [];
  for (const order of orders) {
    const { score } = await riskOfRow(ctx, order, learned);
    if (score !== order.risk) changed.push({ id: order.id, risk: score });
  }
  if (changed.length > 0) await store.saveRisks(ctx, changed);
  return orders.length < batch ? null : (orders.at(-1)?.id ?? null);
}
