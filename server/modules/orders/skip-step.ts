/** A step is left out on the green channel (绿色通道): only where the drawing allows it, by authority, and visible for ever. */
import type { Context } from "../../foundation/context.ts";
import { Problem } from "../../foundation/problem.ts";
import { taskOf } from "./complete-step.ts";
import { requireAt } from "./involvement.ts";
import type { OpenOrder } from "./open-order.ts";
import { skipToken } from "./process/machine.ts";
import { advance } from "./process-run.ts";
import { saveOrder } from "./save-order.ts";
import { lockStep, requireOpen, requireSeen } from "./step-work.ts";

/** @throws orders.step_closed, orders.step_changed, orders.not_skippable, orders.not_open, access.denied */
export async function skipStep(
  ctx: Context,
  orderId: string,
  stepId: string,
  { version, reason }: { readonly version: number; readonly reason: string },
): Promise<OpenOrder> {
  const at = await lockStep(ctx, orderId, stepId);
  const { open, step } = at;
  requireOpen(open);
  await requireAt(ctx, open, "orders.skip");
  requireSeen(step, version);
  const node = await taskOf(ctx, at);
  if (!node.skippable || open.order.greenChannel === null) throw new Problem("orders.not_skippable");
  open.tell({
    kind: "skipped",
    text: { zh: `绿色通道跳过：${step.nameZh}。${reason}`, en: `Skipped: ${step.nameEn}. ${reason}` },
    stepId,
    detail: { greenChannel: open.order.greenChannel },
  });
  await advance(
    ctx,
    open,
    (definition, tokens, around) => skipToken(definition, tokens, stepId, around),
    new Map([[stepId, { how: "skipped", reason }]]),
  );
  await saveOrder(ctx, open, { action: "skipped", stepId, after: { nodeId: step.nodeId }, reason });
  return open;
}
