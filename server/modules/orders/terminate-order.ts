/** An order is given up (终止) with a reason of the list and its proof, by whoever may. */
import type { Context } from "../../foundation/context.ts";
import { Problem } from "../../foundation/problem.ts";
import { requireAt, requireProof, requireReason } from "./involvement.ts";
import { type OpenOrder, openOrder } from "./open-order.ts";
import { terminateProcess } from "./process/machine.ts";
import { advance } from "./process-run.ts";
import { saveOrder } from "./save-order.ts";

type Wish = {
  readonly reasonCode: string;
  readonly reason: string;
  readonly proofId: string | null;
  readonly version: number;
};

/** @throws orders.not_open, orders.reason_unknown, orders.proof_missing, orders.changed, access.denied */
export async function terminateOrder(
  ctx: Context,
  orderId: string,
  { reasonCode, reason, proofId, version }: Wish,
): Promise<OpenOrder> {
  const open = await openOrder(ctx, orderId);
  if (open.order.closedAt !== null) throw new Problem("orders.not_open");
  await requireAt(ctx, open, "orders.cancel");
  if (open.order.version !== version) throw new Problem("orders.changed");
  const because = await requireReason(ctx, open, ["terminate"], reasonCode);
  await requireProof(ctx, open, because, proofId);
  open.tell({
    kind: "terminated",
    text: { zh: `终止（${because.zh}）：${reason}`, en: `Ended (${because.en}): ${reason}` },
    detail: { reasonCode, proofId },
  });
  await end(ctx, open, reasonCode);
  await saveOrder(ctx, open, { action: "terminated", after: { reasonCode, proofId }, reason });
  return open;
}

/** Without saving. */
export async function end(ctx: Context, open: OpenOrder, result: string): Promise<void> {
  await advance(ctx, open, terminateProcess);
  open.put({ result });
}
