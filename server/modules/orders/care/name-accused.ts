/**
 * It turns out whom an order is about: from now on they see nothing of it. What they have in hand goes back, who answers for
 * it is somebody else, and where the unit's head is one of them the unit above answers. Nobody is taken off again.
 */
import type { Context } from "../../../foundation/context.ts";
import { Problem } from "../../../foundation/problem.ts";
import { release } from "../claim-step.ts";
import { requireAt } from "../involvement.ts";
import { openOrder } from "../open-order.ts";
import { saveOrder } from "../save-order.ts";
import * as store from "../store/care-complaint.ts";
import { type Named, resolveAccused, unitClearOf } from "./accused.ts";
import { receiversOf } from "./receivers.ts";
import { noticeStaff, notifyFrom } from "./staff-notice.ts";

/** @throws orders.staff_unknown, thing.not_found, orders.accused_many, access.denied */
export async function nameAccused(
  ctx: Context,
  orderId: string,
  { reason, ...named }: Named & { readonly reason: string },
): Promise<{ accused: number; unknown: string[] }> {
  const open = await openOrder(ctx, orderId);
  await requireAt(ctx, open, "orders.dispatch");
  const { people, unknown } = await resolveAccused(ctx, named);
  const accused = [...new Set([...(open.order.accused ?? []), ...people.map(({ staffId }) => staffId)])];
  if (accused.length === 0) throw new Problem("orders.staff_unknown", { field: "staffIds" });
  for (const step of open.tasks)
    if (step.assigneeId !== null && accused.includes(step.assigneeId)) release(open, step);
  const unitId = await unitClearOf(ctx, open.order.unitId, accused);
  const { responsibleId } = open.order;
  open.put({
    accused,
    unitId,
    responsibleId: responsibleId !== null && accused.includes(responsibleId) ? null : responsibleId,
  });
  if (!open.order.closedAt) for (const step of open.tasks) open.putStep(step.id, { unitId });
  for (const { id, level } of await store.listOrphans(ctx, orderId, accused))
    await readdress(ctx, open, id, level);
  open.tell({
    kind: "accused-named",
    text: {
      zh: `登记当事人 ${accused.length} 人，已回避。${reason}`,
      en: `${accused.length} people concerned were named and kept out. ${reason}`,
    },
  });
  await saveOrder(ctx, open, { action: "accused_named", after: { accused }, reason });
  await store.saveAccused(ctx, orderId, accused);
  return { accused: accused.length, unknown: [...unknown] };
}

async function readdress(
  ctx: Context,
  open: Parameters<typeof receiversOf>[1],
  id: string,
  level: "L2" | "L3" | "L4",
): Promise<void> {
  const receivers = await receiversOf(ctx, open, level);
  await store.saveReceivers(ctx, id, receivers);
  noticeStaff(ctx, open, {
    kind: "supervision",
    id,
    receivers: receivers.map((one) => one.id),
    notBefore: notifyFrom(open),
  });
}
