/** What every command on a step begins with: the order under its lock, the step live in it, the caller allowed to it. */
import { type Context, staffOf } from "../../foundation/context.ts";
import { can } from "../../foundation/http/access.ts";
import { Problem } from "../../foundation/problem.ts";
import { findUnit } from "../identity/index.ts";
import { type OpenOrder, openOrder } from "./open-order.ts";
import { naming } from "./read/naming.ts";
import { type Deed, refusalToWork, type StepFacts, type Worker } from "./step-rights.ts";
import { closedStep } from "./store/lock.ts";
import type { StepRow } from "./store/rows.ts";

export type AtStep = { readonly open: OpenOrder; readonly step: StepRow };

/**
 * Locks the order and finds the step. What of them is nobody's to work on is not there.
 * @throws thing.not_found, orders.step_closed with who did it
 */
export async function lockStep(ctx: Context, orderId: string, stepId: string): Promise<AtStep> {
  const open = await openOrder(ctx, orderId);
  const step = open.step(stepId);
  if (step?.kind === "task") return { open, step };
  const over = await closedStep(ctx, orderId, stepId);
  if (!over) throw new Problem("thing.not_found");
  throw new Problem("orders.step_closed", { who: over.closedByName ?? "—" });
}

/** @throws orders.not_open */
export function requireOpen({ order }: OpenOrder): void {
  if (order.state !== "open") throw new Problem("orders.not_open");
}

/** @throws orders.step_changed */
export function requireSeen(step: StepRow, version: number): void {
  if (step.version !== version) throw new Problem("orders.step_changed");
}

export const factsOf = (open: OpenOrder, step: StepRow): StepFacts => ({
  ...step,
  name: { zh: step.nameZh, en: step.nameEn },
  orderState: open.order.state,
});

/** Who has done what of the order, or has it in hand, beside this step. */
export function deedsOf(open: OpenOrder, step: StepRow): Deed[] {
  const done = open.past
    .filter(({ state, closedBy }) => state === "done" && closedBy !== null)
    .map(({ closedBy, closedByName, nameZh, nameEn, duty }) => ({
      staffId: closedBy ?? "",
      who: closedByName ?? "—",
      step: { zh: nameZh, en: nameEn },
      duty,
    }));
  const inHand = open.tasks
    .filter(({ id, assigneeId }) => id !== step.id && assigneeId !== null)
    .map(({ assigneeId, assigneeName, nameZh, nameEn, duty }) => ({
      staffId: assigneeId ?? "",
      who: assigneeName ?? "—",
      step: { zh: nameZh, en: nameEn },
      duty,
    }));
  return [...done, ...inHand];
}

/** @throws orders.post_wrong, orders.segregation, orders.staff_unknown */
export function requireWorker(worker: Worker, { open, step }: AtStep): void {
  const refusal = refusalToWork(worker, factsOf(open, step), deedsOf(open, step), naming);
  if (refusal) throw refusal;
}

/** Whether the caller dispatches where the order is. */
export async function mayDispatch(ctx: Context, { order }: OpenOrder): Promise<boolean> {
  const unit = await findUnit(ctx, order.unitId);
  return unit !== undefined && can(ctx.actor, "orders.dispatch", unit.path);
}

/** @throws orders.step_not_yours */
export function requireHolder(ctx: Context, step: StepRow): void {
  if (step.assigneeId !== staffOf(ctx).id) throw new Problem("orders.step_not_yours");
}
