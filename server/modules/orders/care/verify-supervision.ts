/** Somebody else looks whether what was answered is so. Rejected, the matter goes one level up. */
import type { Supervision } from "../../../../contracts/orders.ts";
import { type Context, staffOf } from "../../../foundation/context.ts";
import { Problem } from "../../../foundation/problem.ts";
import { requireAt } from "../involvement.ts";
import { openOrder } from "../open-order.ts";
import { saveOrder } from "../save-order.ts";
import * as store from "../store/care-supervision.ts";
import { oneUp } from "./levels.ts";
import { raise } from "./raise.ts";
import { supervisionAnswer } from "./supervision-answer.ts";

type Verdict = { readonly result: "accepted" | "rejected"; readonly note: string };

/** @throws thing.not_found, orders.supervision_unanswered, orders.supervision_verified, orders.supervision_own, access.denied */
export async function verifySupervision(
  ctx: Context,
  orderId: string,
  supervisionId: string,
  { result, note }: Verdict,
): Promise<{ supervision: Supervision }> {
  const open = await openOrder(ctx, orderId);
  await requireAt(ctx, open, "orders.supervise");
  const row = await store.findSupervision(ctx, orderId, supervisionId);
  if (!row) throw new Problem("thing.not_found");
  if (!row.answeredAt) throw new Problem("orders.supervision_unanswered");
  if (row.result) throw new Problem("orders.supervision_verified", { who: row.verifiedByName ?? "—" });
  if (row.answeredBy === staffOf(ctx).id) throw new Problem("orders.supervision_own");
  await store.saveVerdict(ctx, supervisionId, { result, note, by: open.doer });
  open.tell({
    kind: "supervision-verified",
    text:
      result === "accepted"
        ? { zh: `督办核实：属实。${note}`, en: `Supervision verified: accepted. ${note}` }
        : { zh: `督办核实：不属实。${note}`, en: `Supervision verified: rejected. ${note}` },
    detail: { supervisionId, result },
  });
  if (result === "rejected" && !open.order.closedAt)
    await raise(ctx, open, {
      level: oneUp(row.level),
      trigger: "rejected",
      cause: `rejected:${supervisionId}`,
      reason: { zh: `督办答复不属实：${note}`, en: `The answer to a supervision was rejected: ${note}` },
      demanded: row.demanded,
    });
  await saveOrder(ctx, open, {
    action: "supervision_verified",
    after: { supervisionId, result },
    reason: note,
  });
  return {
    supervision: supervisionAnswer(ctx, { ...row, result, resultNote: note, verifiedByName: open.doer.name }),
  };
}
