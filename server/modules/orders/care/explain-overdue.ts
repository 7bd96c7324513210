/** Why a limit was missed (超期原因): by whoever has to do with the order; a reason of the list, with words. */
import { type Context, staffOf } from "../../../foundation/context.ts";
import { Problem } from "../../../foundation/problem.ts";
import { catalogueNow } from "../catalogue-in-force.ts";
import { requireInvolved, requireProof } from "../involvement.ts";
import { openOrder } from "../open-order.ts";
import { saveOrder } from "../save-order.ts";
import * as store from "../store/care-promises.ts";
import { findClock } from "../store/read-order.ts";

type Why = { readonly reasonCode: string; readonly reason: string; readonly proofId: string | null };

/** @throws thing.not_found, orders.not_overdue, orders.reason_unknown, orders.proof_missing, access.denied */
export async function explainOverdue(
  ctx: Context,
  orderId: string,
  clockId: string,
  { reasonCode, reason, proofId }: Why,
): Promise<Record<string, never>> {
  const open = await openOrder(ctx, orderId);
  await requireInvolved(ctx, open);
  const clock = await findClock(ctx, orderId, clockId);
  if (!clock) throw new Problem("thing.not_found");
  const isLate =
    clock.state === "missed" ||
    (clock.state === "running" &&
      clock.dueAt !== null &&
      Temporal.Instant.compare(clock.dueAt, open.now) < 0);
  if (!isLate) throw new Problem("orders.not_overdue");
  const because = (await catalogueNow(ctx)).reason("overdue", reasonCode);
  if (!because?.isActive) throw new Problem("orders.reason_unknown", { field: "reasonCode" });
  await requireProof(ctx, open, because, proofId);
  const { id: byId, name: byName } = staffOf(ctx);
  await store.saveOverdueReason(ctx, orderId, { clockId, reasonCode, reason, proofId, byId, byName });
  open.tell({
    kind: "overdue-explained",
    text: { zh: `超期原因（${because.zh}）：${reason}`, en: `Why it was late (${because.en}): ${reason}` },
    stepId: clock.stepId,
    detail: { clockId, reasonCode, proofId },
  });
  await saveOrder(ctx, open, {
    action: "overdue_explained",
    after: { clockId, reasonCode, proofId },
    reason,
  });
  return {};
}
