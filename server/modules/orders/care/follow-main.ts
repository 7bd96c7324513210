/** What happened to a main order reaches those merged into it: its times, its end, and then their own return visits (§3.6). */
import type { Context } from "../../../foundation/context.ts";
import { endsAt } from "../catalogue/clock-ends.ts";
import { orderLikeness } from "../catalogue/order-likeness.ts";
import { type OpenOrder, tryOpenOrder } from "../open-order.ts";
import { jumpTo } from "../process/jump.ts";
import { advance } from "../process-run.ts";
import { saveOrder } from "../save-order.ts";
import * as store from "../store/care-links.ts";
import { saveQuietly } from "./save-quietly.ts";
import { split, wakeClocks } from "./split-order.ts";

/** Read off what the main order has done, not off the one event: whatever was missed is made up for by the next. */
export async function followMain(
  ctx: Context,
  { orderId, state }: { readonly orderId: string; readonly state?: string },
): Promise<void> {
  const children = await store.childrenOf(ctx, orderId);
  if (children.length === 0) return;
  const done = await store.doneNodes(ctx, orderId);
  const isReached = done.some(({ nodeId }) => nodeId === orderLikeness.merging.reached);
  for (const link of children) {
    const child = await tryOpenOrder(ctx, link.orderId, false);
    if (child?.order.state !== "merged") continue;
    if (state === "terminated" && !isReached) {
      await split(ctx, child, { reasonCode: "found-different", reason: "主单终止" });
      continue;
    }
    let isNew = false;
    for (const step of done) isNew = (await copyEnd(ctx, child, link, step)) || isNew;
    if (isReached) await visitOwn(ctx, child, link);
    else if (isNew) await saveQuietly(ctx, child, { action: "followed" });
  }
}

async function copyEnd(
  ctx: Context,
  child: OpenOrder,
  link: store.LinkRow,
  { nodeId, at }: { nodeId: string; at: Temporal.Instant },
): Promise<boolean> {
  const arrivedAt = endsAt("arrived", nodeId) ? at : undefined;
  const restoredAt = endsAt("restored", nodeId) ? at : undefined;
  const isKnown = arrivedAt ? link.arrivedAt !== null : link.restoredAt !== null;
  if ((!arrivedAt && !restoredAt) || isKnown) return false;
  await store.copyTimes(ctx, link.id, { ...(arrivedAt && { arrivedAt }), ...(restoredAt && { restoredAt }) });
  for (const clock of child.clocks) {
    const stop = child.rules.rows.find(({ rule_code }) => rule_code === clock.ruleCode)?.stop_event ?? null;
    if (clock.subject === "order" && endsAt(stop, nodeId)) child.stopClock(clock.id, at);
  }
  child.tell({
    kind: "main-told",
    text: arrivedAt
      ? { zh: "主单到达现场", en: "The main order's crew has arrived" }
      : { zh: "主单恢复供电", en: "Supply of the main order is restored" },
    detail: { at: at.toString() },
  });
  return true;
}

/** Open again, from where customers are answered: the visit is this customer's own. */
async function visitOwn(ctx: Context, child: OpenOrder, link: store.LinkRow): Promise<void> {
  child.put({ state: "open", closedAt: null });
  await advance(ctx, child, (definition, tokens, around) =>
    jumpTo(definition, tokens, orderLikeness.merging.reached, around),
  );
  wakeClocks(child);
  await store.copyTimes(ctx, link.id, { followedAt: child.now });
  await saveOrder(ctx, child, { action: "followed", after: { nodeId: orderLikeness.merging.reached } });
}
