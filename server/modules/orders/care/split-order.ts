/**
 * A merged order becomes one of its own again (拆分): the cause was another after all, or the customer is still without supply
 * when the main one is restored (复发). Until it is archived; both acts stay on record.
 */
import type { OrderLine } from "../../../../contracts/orders.ts";
import type { Context } from "../../../foundation/context.ts";
import { newId } from "../../../foundation/ids.ts";
import { Problem } from "../../../foundation/problem.ts";
import { orderLikeness } from "../catalogue/order-likeness.ts";
import { catalogueNow } from "../catalogue-in-force.ts";
import { processOf } from "../definitions.ts";
import { requireAt } from "../involvement.ts";
import { type OpenOrder, openOrder } from "../open-order.ts";
import { nextWarning, readingOf } from "../order-clock.ts";
import { jumpTo } from "../process/jump.ts";
import { advance } from "../process-run.ts";
import { orderLimits } from "../promises.ts";
import { freshLine } from "../read/fresh-lines.ts";
import * as store from "../store/care-links.ts";
import { readTimers } from "../timers.ts";
import { saveQuietly } from "./save-quietly.ts";

export type Splitting = { readonly reasonCode: string; readonly reason: string };

/** @throws thing.not_found, orders.not_merged, orders.reason_unknown, access.denied */
export async function splitOrder(
  ctx: Context,
  orderId: string,
  { reasonCode, reason }: Splitting,
): Promise<{ order: OrderLine }> {
  const open = await openOrder(ctx, orderId);
  await requireAt(ctx, open, "orders.dispatch");
  if (!(await catalogueNow(ctx)).reason("split", reasonCode)?.isActive)
    throw new Problem("orders.reason_unknown", { field: "reasonCode" });
  await split(ctx, open, { reasonCode, reason });
  return { order: await freshLine(ctx, open) };
}

/** @throws orders.not_merged also of one that is over: what is archived stays as it is */
export async function split(ctx: Context, open: OpenOrder, { reasonCode, reason }: Splitting): Promise<void> {
  const link = await store.mainLink(ctx, open.id);
  const isOver = open.order.state === "done" || open.order.state === "terminated";
  if (!link || isOver) throw new Problem("orders.not_merged");
  open.put({ state: "open", mainId: null, closedAt: null });
  await store.endLink(ctx, link.id, { byName: open.doer.name, code: reasonCode, reason });
  if (link.followedAt === null && link.restoredAt === null) await goOn(ctx, open);
  else await beginAgain(ctx, open, link, { reasonCode, reason });
  open.tell({
    kind: "split",
    text: { zh: `从主单拆出。${reason}`, en: `Split from its main order. ${reason}` },
    detail: { mainId: link.mainId, reasonCode },
  });
  await saveQuietly(ctx, open, { action: "split", after: { mainId: link.mainId, reasonCode }, reason });
}

/** Where it stood, with the clocks that have been going all the time. */
async function goOn(ctx: Context, open: OpenOrder): Promise<void> {
  for (const step of open.tasks) open.putStep(step.id, { unitId: open.order.unitId });
  wakeClocks(open);
  const { definition } = await processOf(ctx, open.order.processKey, open.order.processVersion);
  readTimers(open, definition);
}

export function wakeClocks(open: OpenOrder): void {
  for (const clock of open.clocks) {
    const next = nextWarning(clock, readingOf(clock, open.timing.time), open.timing);
    open.putClock({ ...clock, nextAt: next?.at ?? null });
  }
}

/** The main order is restored and this customer is not: a matter of its own, from the dispatch on, linked as a recurrence. */
async function beginAgain(
  ctx: Context,
  open: OpenOrder,
  link: store.LinkRow,
  { reasonCode, reason }: Splitting,
): Promise<void> {
  await store.insertLink(ctx, {
    id: newId(),
    orderId: open.id,
    mainId: link.mainId,
    kind: "recurrence",
    reasonCode,
    reason,
    proof: "",
    byId: open.doer.id,
    byName: open.doer.name,
    countsAs: null,
  });
  const { type } = open;
  const running = new Set(
    open.clocks
      .filter(({ subject }) => subject === "order")
      .map(({ ruleCode, layer }) => `${ruleCode} ${layer}`),
  );
  for (const { ruleCode, layer, limit } of type ? orderLimits(open.rules, type, open.order) : [])
    if (!running.has(`${ruleCode} ${layer}`)) open.startClock({ ruleCode, layer, subject: "order", limit });
  await advance(ctx, open, (definition, tokens, around) =>
    jumpTo(definition, tokens, orderLikeness.merging.began, around),
  );
  wakeClocks(open);
}
