/** Whoever an urge was passed to answers it, or whoever has the order in hand by now; its clock stops. */
import type { Urge } from "../../../../contracts/orders.ts";
import { type Context, staffOf } from "../../../foundation/context.ts";
import { Problem } from "../../../foundation/problem.ts";
import { openOrder } from "../open-order.ts";
import { saveOrder } from "../save-order.ts";
import * as store from "../store/care-urges.ts";
import { urgeAnswer } from "./urge-answer.ts";

/** @throws thing.not_found, orders.urge_answered, orders.urge_not_yours */
export async function answerUrge(
  ctx: Context,
  orderId: string,
  urgeId: string,
  answer: string,
): Promise<{ urge: Urge }> {
  const open = await openOrder(ctx, orderId);
  const row = (await store.listUrges(ctx, orderId)).find(({ id }) => id === urgeId);
  if (!row) throw new Problem("thing.not_found");
  if (row.answeredAt) throw new Problem("orders.urge_answered", { who: row.answeredByName ?? "—" });
  const { id } = staffOf(ctx);
  const isHandler = open.order.responsibleId === id || open.tasks.some(({ assigneeId }) => assigneeId === id);
  if (!isHandler && !row.receivers.includes(id))
    throw new Problem("orders.urge_not_yours", { who: row.receiverNames || "—" });
  await store.answerUrge(ctx, urgeId, { answer, by: open.doer });
  if (row.answerClockId !== null && open.clocks.some((clock) => clock.id === row.answerClockId))
    open.stopClock(row.answerClockId);
  open.tell({
    kind: "urge-answered",
    text: { zh: `答复催办：${answer}`, en: `Urge answered: ${answer}` },
    detail: { urgeId },
    forCustomer: true,
  });
  await saveOrder(ctx, open, { action: "urge_answered", after: { urgeId } });
  return { urge: urgeAnswer(ctx, { ...row, answer, answeredAt: open.now, answeredByName: open.doer.name }) };
}
