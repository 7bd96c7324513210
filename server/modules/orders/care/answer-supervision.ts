/** A supervision is answered by one of those who received it; its clock stops. Of two who answer at once one is first. */
import type { Supervision } from "../../../../contracts/orders.ts";
import { type Context, staffOf } from "../../../foundation/context.ts";
import { Problem } from "../../../foundation/problem.ts";
import { openOrder } from "../open-order.ts";
import { saveOrder } from "../save-order.ts";
import * as store from "../store/care-supervision.ts";
import { supervisionAnswer } from "./supervision-answer.ts";

/** @throws thing.not_found, orders.supervision_no_answer, orders.supervision_answered, orders.supervision_not_yours */
export async function answerSupervision(
  ctx: Context,
  orderId: string,
  supervisionId: string,
  answer: string,
): Promise<{ supervision: Supervision }> {
  const open = await openOrder(ctx, orderId);
  const row = await store.findSupervision(ctx, orderId, supervisionId);
  if (!row) throw new Problem("thing.not_found");
  if (row.answerClockId === null) throw new Problem("orders.supervision_no_answer");
  if (row.answeredAt) throw new Problem("orders.supervision_answered", { who: row.answeredByName ?? "—" });
  if (!row.receivers.includes(staffOf(ctx).id))
    throw new Problem("orders.supervision_not_yours", { who: row.receiverNames || "—" });
  await store.saveAnswer(ctx, supervisionId, { answer, by: open.doer });
  if (open.clocks.some(({ id }) => id === row.answerClockId)) open.stopClock(row.answerClockId);
  open.tell({
    kind: "supervision-answered",
    text: { zh: `答复督办：${answer}`, en: `Supervision answered: ${answer}` },
    detail: { supervisionId },
  });
  await saveOrder(ctx, open, { action: "supervision_answered", after: { supervisionId } });
  return {
    supervision: supervisionAnswer(ctx, {
      ...row,
      answer,
      answeredAt: open.now,
      answeredBy: open.doer.id,
      answeredByName: open.doer.name,
    }),
  };
}
