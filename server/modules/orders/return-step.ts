/** Back to an earlier step of the same order (退回): what came after it and is open is withdrawn, what runs beside goes on. */
import type { Context } from "../../foundation/context.ts";
import { Problem } from "../../foundation/problem.ts";
import { staffFaces } from "../identity/index.ts";
import { answerNotGood, refuse, sendBack } from "./care/refuse.ts";
import type { OrderReason } from "./catalogue/order-reasons.ts";
import { hand } from "./claim-step.ts";
import { requireReason } from "./involvement.ts";
import type { OpenOrder } from "./open-order.ts";
import { moveBack, ProcessFault } from "./process/machine.ts";
import { advance } from "./process-run.ts";
import { saveOrder } from "./save-order.ts";
import { acceptance } from "./step-rights.ts";
import { lockStep, mayDispatch, requireHolder, requireOpen, requireSeen } from "./step-work.ts";
import type { PastStep, StepRow } from "./store/rows.ts";

type Wish = {
  readonly version: number;
  readonly toNodeId: string;
  readonly reasonCode: string;
  readonly reason: string;
};

/**
 * @throws orders.step_closed, orders.step_not_yours, orders.step_changed, orders.return_target, orders.not_open,
 *   orders.reason_unknown, and what care/refuse.ts refuses
 */
export async function returnStep(
  ctx: Context,
  orderId: string,
  stepId: string,
  { version, toNodeId, reasonCode, reason }: Wish,
): Promise<OpenOrder> {
  const { open, step } = await lockStep(ctx, orderId, stepId);
  requireOpen(open);
  if (!(await mayDispatch(ctx, open))) requireHolder(ctx, step);
  requireSeen(step, version);
  const because = await requireReason(ctx, open, ["return", "refuse"], reasonCode);
  const target = open.past.findLast(({ nodeId, state }) => nodeId === toNodeId && state === "done");
  if (!target) throw new Problem("orders.return_target", { field: "toNodeId" });
  await count(ctx, open, step, because, reason);
  open.tell({
    kind: "returned",
    text: {
      zh: `退回“${target.nameZh}”（${because.zh}）：${reason}`,
      en: `Returned to “${target.nameEn}” (${because.en}): ${reason}`,
    },
    stepId,
    detail: { toNodeId, reasonCode },
  });
  try {
    await advance(
      ctx,
      open,
      (definition, tokens, around) => moveBack(definition, tokens, stepId, toNodeId, around),
      new Map([[stepId, { how: "returned", reason: `${reasonCode} ${reason}` }]]),
    );
  } catch (error) {
    if (error instanceof ProcessFault && (error.code === "not_earlier" || error.code === "not_a_step"))
      throw new Problem("orders.return_target", { field: "toNodeId" });
    throw error;
  }
  await giveBack(ctx, open, target);
  if (because.effect === "half-limit") shorten(open);
  await saveOrder(ctx, open, { action: "returned", stepId, after: { toNodeId, reasonCode }, reason });
  return open;
}

/**
 * By this way, too, an order is refused only so often and in time, and an answer sent back once more than once is supervised:
 * the form of a step is not the only door (§3.7).
 */
async function count(
  ctx: Context,
  open: OpenOrder,
  step: StepRow,
  { list, code }: OrderReason,
  note: string,
): Promise<void> {
  if (list === "refuse") await refuse(ctx, open, step, { values: { refusal: code }, note });
  if (code === answerNotGood) await sendBack(ctx, open, step, { values: {}, note });
}

/**
 * An acceptance that comes back lies with whoever accepted when he has another post than it is for: a telephone seat of the
 * county has accepted for halls far away, and where the order lies nobody of that post may be.
 */
async function giveBack(ctx: Context, open: OpenOrder, { duty, nodeId, closedBy }: PastStep): Promise<void> {
  const step = open.tasks.find((one) => one.nodeId === nodeId && one.assigneeId === null);
  if (duty !== acceptance || closedBy === null || !step) return;
  const face = (await staffFaces(ctx, [closedBy])).get(closedBy);
  if (face?.state !== "active" || face.post === step.post) return;
  await hand(ctx, open, step, { id: closedBy, name: face.name });
  // Left lying, it does not go back to a list that nobody reads: its clock warns of it.
  open.putStep(step.id, { idleAt: null });
}

/** What a visit sends back is done again in a part of its limit (§3.7 RT6, rule RETURN.VISIT.SHARE). */
function shorten(open: OpenOrder): void {
  const share = open.rules.value("RETURN.VISIT.SHARE");
  const fresh = new Set(open.fresh.map(({ id }) => id));
  for (const clock of open.clocks) {
    if (clock.subject !== "step" || clock.stepId === null || !fresh.has(clock.stepId)) continue;
    if (clock.layer === "statutory") continue;
    const limitValue = Math.ceil((clock.limitValue * share) / 100);
    open.markClock(clock.id, "limit", { limitValue, unit: clock.unit, reason: "half-limit" });
  }
}
