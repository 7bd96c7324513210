/** A step is left out on the green channel (绿色通道): only where the drawing allows it, by authority, and visible for ever. */
import type { Context } from "../../foundation/context.ts";
import { Problem } from "../../foundation/problem.ts";
import { taskOf } from "./complete-step.ts";
import { requireAt, requireProof, requireReason } from "./involvement.ts";
import type { OpenOrder } from "./open-order.ts";
import { skipToken } from "./process/machine.ts";
import { advance } from "./process-run.ts";
import { saveOrder } from "./save-order.ts";
import { lockStep, requireOpen, requireSeen } from "./step-work.ts";

type Wish = {
  readonly version: number;
  readonly reasonCode: string;
  readonly reason: string;
  readonly proofId: string | null;
};

/**
 * @throws orders.step_closed, orders.step_changed, orders.not_skippable, orders.not_open, orders.reason_unknown,
 *   orders.proof_missing, access.denied
 */
export async function skipStep(
  ctx: Context,
  orderId: string,
  stepId: string,
  { version, reasonCode, reason, proofId }: Wish,
): Promise<OpenOrder> {
  const at = await lockStep(ctx, orderId, stepId);
  const { open, step } = at;
  requireOpen(open);
  await requireAt(ctx, open, "orders.skip");
  requireSeen(step, version);
  const node = await taskOf(ctx, at);
  if (!node.skippable || open.order.greenChannel === null) throw new Problem("orders.not_skippable");
  const because = await requireReason(ctx, open, ["skip"], reasonCode);
  await requireProof(ctx, open, because, proofId);
  open.tell({
    kind: "skipped",
    text: {
      zh: `绿色通道跳过（${because.zh}）：${step.nameZh}。${reason}`,
      en: `Skipped (${because.en}): ${step.nameEn}. ${reason}`,
    },
    stepId,
    detail: { greenChannel: open.order.greenChannel, reasonCode, proofId },
  });
  await advance(
    ctx,
    open,
    (definition, tokens, around) => skipToken(definition, tokens, stepId, around),
    new Map([[stepId, { how: "skipped", reason }]]),
  );
  await saveOrder(ctx, open, {
    action: "skipped",
    stepId,
    after: { nodeId: step.nodeId, reasonCode, proofId },
    reason,
  });
  return open;
}
