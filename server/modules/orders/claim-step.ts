/** Somebody takes a step of the pool, or gives it back. Of two at once the order's lock lets one be first; the other is told who. */
import { type Context, staffOf } from "../../foundation/context.ts";
import { processOf } from "./definitions.ts";
import { idleAt } from "./idle-claims.ts";
import type { OpenOrder } from "./open-order.ts";
import { naming } from "./read/naming.ts";
import { saveOrder } from "./save-order.ts";
import { refusalToClaim } from "./step-rights.ts";
import { deedsOf, factsOf, lockStep, mayDispatch, requireHolder } from "./step-work.ts";
import type { StepRow } from "./store/rows.ts";
import { callingWorker } from "./worker.ts";

/** @throws orders.step_closed, orders.step_taken, orders.post_wrong, orders.segregation, orders.not_open */
export async function claimStep(ctx: Context, orderId: string, stepId: string): Promise<OpenOrder> {
  const { open, step } = await lockStep(ctx, orderId, stepId);
  const worker = await callingWorker(ctx);
  const refusal = refusalToClaim(worker, factsOf(open, step), deedsOf(open, step), naming);
  if (refusal) throw refusal;
  const { id, name } = staffOf(ctx);
  if (step.assigneeId === id) return open;
  await hand(ctx, open, step, { id, name });
  open.tell({
    kind: "claimed",
    text: { zh: `领取：${step.nameZh}`, en: `Claimed: ${step.nameEn}` },
    stepId,
  });
  await saveOrder(ctx, open, { action: "claimed", stepId });
  return open;
}

/** Puts a step into somebody's hands; whoever has the first step of the responsible post answers for the whole order. */
export async function hand(
  ctx: Context,
  open: OpenOrder,
  step: StepRow,
  to: { readonly id: string; readonly name: string },
  delegatedBy: string | null = null,
): Promise<void> {
  open.putStep(step.id, {
    assigneeId: to.id,
    assigneeName: to.name,
    assignedAt: open.now,
    delegatedBy,
    idleAt: idleAt(open),
  });
  const { definition } = await processOf(ctx, open.order.processKey, open.order.processVersion);
  const { responsibleId, openedBy } = open.order;
  const isFirst = responsibleId === null || responsibleId === openedBy;
  if (!isFirst || step.post !== definition.responsible || responsibleId === to.id) return;
  open.put({ responsibleId: to.id });
  open.tell({
    kind: "responsible",
    text: { zh: `主办人：${to.name}`, en: `Responsible: ${to.name}` },
    detail: { staffId: to.id },
    forCustomer: true,
  });
}

/** @throws orders.step_closed, orders.step_not_yours */
export async function releaseStep(
  ctx: Context,
  orderId: string,
  stepId: string,
  reason: string,
): Promise<OpenOrder> {
  const { open, step } = await lockStep(ctx, orderId, stepId);
  if (step.assigneeId === null || !(await mayDispatch(ctx, open))) requireHolder(ctx, step);
  release(open, step);
  open.tell({
    kind: "released",
    text: { zh: `退回待领：${step.nameZh}。${reason}`, en: `Given back: ${step.nameEn}. ${reason}` },
    stepId,
  });
  await saveOrder(ctx, open, { action: "released", stepId, reason });
  return open;
}

export function release(open: OpenOrder, step: StepRow): void {
  open.putStep(step.id, {
    assigneeId: null,
    assigneeName: null,
    assignedAt: null,
    delegatedBy: null,
    idleAt: null,
  });
}
