/**
 * One matter reported several times becomes one main order with children (合并, §3.6). A child keeps its number, its customer and
 * its clock; it stands still while the main one is worked on, gets the main one's times, and its own return visit at last.
 *
 * Both are locked, the smaller id first, so of two who merge them into each other at once the second is refused; the
 * database refuses chains (0014_order_care.sql).
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
import { freshLine } from "../read/fresh-lines.ts";
import * as store from "../store/care-links.ts";
import { refusalToMerge } from "./mergeable.ts";
import { isFault } from "./raise.ts";
import { saveQuietly } from "./save-quietly.ts";

export type Merging = {
  readonly mainId: string;
  readonly reasonCode: string;
  readonly reason: string;
  /** The device, or the meters that were asked (召测): that the cause is one. */
  readonly proof: string;
};

/**
 * @throws thing.not_found, orders.not_open, orders.merge_self, orders.merge_kind, orders.merge_main, orders.merge_has_children,
 *   orders.merge_proof, orders.merge_accused, orders.reason_unknown, access.denied
 */
export async function mergeOrders(
  ctx: Context,
  childId: string,
  merging: Merging,
): Promise<{ order: OrderLine }> {
  const { mainId } = merging;
  if (childId === mainId) throw new Problem("orders.merge_self");
  const [first, second] = childId < mainId ? [childId, mainId] : [mainId, childId];
  const opened = [await openOrder(ctx, first), await openOrder(ctx, second)] as const;
  const [child, main] = childId < mainId ? opened : [opened[1], opened[0]];
  for (const open of [child, main]) await requireAt(ctx, open, "orders.dispatch");
  await requireMergeable(ctx, child, main, merging);
  standStill(child);
  child.put({ state: "merged", mainId, closedAt: child.now });
  await store.insertLink(ctx, {
    id: newId(),
    orderId: childId,
    kind: "merged",
    ...merging,
    byId: child.doer.id,
    byName: child.doer.name,
    countsAs: await countsAs(ctx, child, main),
  });
  const { reason } = merging;
  child.tell({
    kind: "merged",
    text: {
      zh: `并入主单 ${main.order.number}。${reason}`,
      en: `Merged into ${main.order.number}. ${reason}`,
    },
    detail: { mainId },
  });
  main.tell({
    kind: "merged",
    text: {
      zh: `并入子单 ${child.order.number}。${reason}`,
      en: `${child.order.number} was merged into this one. ${reason}`,
    },
    detail: { childId },
  });
  await saveQuietly(ctx, child, {
    action: "merged",
    after: { mainId, reasonCode: merging.reasonCode },
    reason,
  });
  await saveQuietly(ctx, main, { action: "merged", after: { childId }, reason });
  return { order: await freshLine(ctx, main) };
}

async function requireMergeable(
  ctx: Context,
  child: OpenOrder,
  main: OpenOrder,
  { reasonCode, proof }: Merging,
): Promise<void> {
  if (main.order.mainId !== null) throw new Problem("orders.merge_main");
  if (main.order.state !== "open" || child.order.mainId !== null) throw new Problem("orders.not_open");
  const { definition } = await processOf(ctx, child.order.processKey, child.order.processVersion);
  const children = await store.childrenOf(ctx, child.id);
  const refusal = refusalToMerge({ state: child.order.state, definition, children });
  if (refusal) throw new Problem(refusal);
  if (child.order.typeCode !== main.order.typeCode) throw new Problem("orders.merge_kind");
  const reason = (await catalogueNow(ctx)).reason("merge", reasonCode);
  if (!reason?.isActive || (isFault(child) && !reason.needsProof))
    throw new Problem("orders.reason_unknown", { field: "reasonCode" });
  if (reason.needsProof && proof === "") throw new Problem("orders.merge_proof", { field: "proof" });
  const accused = (open: OpenOrder) => [...(open.order.accused ?? [])].sort().join();
  if (accused(child) !== accused(main)) throw new Problem("orders.merge_accused");
}

/** Off all lists and out of all hands; the clocks go on, but warn of nothing that the main order's do not warn of. */
function standStill(child: OpenOrder): void {
  for (const step of child.tasks)
    child.putStep(step.id, {
      unitId: null,
      assigneeId: null,
      assigneeName: null,
      assignedAt: null,
      delegatedBy: null,
      idleAt: null,
    });
  for (const clock of child.clocks) child.putClock({ ...clock, nextAt: null });
  for (const paper of child.papers) if (paper.remindAt !== null) child.putPaper({ ...paper, remindAt: null });
}

/** Its arrival counts by its own clock only when it was there before the main one was on its way (rule 4). */
async function countsAs(ctx: Context, child: OpenOrder, main: OpenOrder): Promise<"own" | "merged"> {
  const began = await store.doneAt(ctx, main.id, orderLikeness.merging.began);
  return began === null || Temporal.Instant.compare(child.order.openedAt, began) < 0 ? "own" : "merged";
}
