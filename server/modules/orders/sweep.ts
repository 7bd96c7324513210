/**
 * What time alone brings about in orders: timers of processes, warnings of clocks, claims that nobody works on, reminders of
 * papers that are owed. All of it is a column with its instant, so a sweep finds only what is due; it locks the order like
 * any command, so that each timer fires once whoever sweeps or completes at the same moment. May be cut off anywhere.
 */
import { type Clock, dateOf } from "../../foundation/clock.ts";
import type { Context } from "../../foundation/context.ts";
import { newId } from "../../foundation/ids.ts";
import { command, type Platform } from "../../foundation/transaction.ts";
import { listCompanies } from "../identity/index.ts";
import { loadProcesses } from "./load-orders.ts";
import { tryOpenOrder } from "./open-order.ts";
import { type DueOrder, dueOrders } from "./store/due.ts";
import { sweepOrder } from "./sweep-order.ts";
import { sweepRisk } from "./sweep-risk.ts";

/** Orders in one transaction: the journal is written once for all of them, and no lock is held for long. */
const batch = 25;
const listMost = 500;

export async function sweepOrders(platform: Platform): Promise<void> {
  await loadShipped(platform);
  const now = platform.clock.now();
  const tried = new Set<string>();
  const failures: unknown[] = [];
  for (;;) {
    const due = (await dueOrders(platform.db, now, listMost)).filter(({ orderId }) => !tried.has(orderId));
    if (due.length === 0) break;
    for (const { orderId } of due) tried.add(orderId);
    for (const [orgId, orders] of Map.groupBy(due, (one) => one.orgId))
      for (let at = 0; at < orders.length; at += batch)
        failures.push(...(await sweepBatch(platform, orgId, orders.slice(at, at + batch))));
  }
  await sweepRisk(platform);
  if (failures.length > 0) throw new AggregateError(failures, "some orders could not be swept");
}

/** Together, and where that fails one by one: one order's trouble is not the others'. */
async function sweepBatch(
  platform: Platform,
  orgId: number,
  orders: readonly DueOrder[],
): Promise<unknown[]> {
  const call = { actor: { kind: "system", orgIds: [orgId] }, orgId, requestId: newId() } as const;
  const ids = orders.map(({ orderId }) => orderId).sort();
  try {
    await command(platform, call, async (ctx) => {
      for (const id of ids) await sweepOne(ctx, id);
    });
    return [];
  } catch (error) {
    if (ids.length === 1) return [error];
  }
  const failures: unknown[] = [];
  for (const order of orders) failures.push(...(await sweepBatch(platform, orgId, [order])));
  return failures;
}

/** Skip locked, not wait: whoever has the order at this moment may bring about the same, and the next sweep is a second away. */
async function sweepOne(ctx: Context, orderId: string): Promise<void> {
  const open = await tryOpenOrder(ctx, orderId, true);
  if (open) await sweepOrder(ctx, open);
}

const loadedOn = new WeakMap<Clock, string>();

/** What an upgrade shipped; once per process and date. */
async function loadShipped(platform: Platform): Promise<void> {
  const today = dateOf(platform.clock.now()).toString();
  if (loadedOn.get(platform.clock) === today) return;
  for (const { orgId, level } of await listCompanies(platform.db)) {
    if (level !== "county") continue;
    const call = { actor: { kind: "system", orgIds: [orgId] }, orgId, requestId: `orders-${today}` } as const;
    await command(platform, call, (ctx) => loadProcesses(ctx));
  }
  loadedOn.set(platform.clock, today);
}
