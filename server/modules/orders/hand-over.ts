/** The one responsible person hands the whole order over (移交主办人). */
import { type Context, staffOf } from "../../foundation/context.ts";
import { Problem } from "../../foundation/problem.ts";
import { workersAt } from "./assign-step.ts";
import { mayAt } from "./involvement.ts";
import { type OpenOrder, openOrder } from "./open-order.ts";
import { saveOrder } from "./save-order.ts";

/** @throws orders.not_open, orders.staff_unknown, orders.not_responsible */
export async function handOver(
  ctx: Context,
  orderId: string,
  { staffId, reason }: { readonly staffId: string; readonly reason: string },
): Promise<OpenOrder> {
  const open = await openOrder(ctx, orderId);
  if (open.order.closedAt !== null) throw new Problem("orders.not_open");
  const { responsibleId, accused } = open.order;
  if (responsibleId !== staffOf(ctx).id && !(await mayAt(ctx, open, "orders.dispatch")))
    throw new Problem("orders.not_responsible");
  const [receiver] = await workersAt(ctx, open, [staffId]);
  if (!receiver || accused?.includes(staffId))
    throw new Problem("orders.staff_unknown", { field: "staffId" });
  open.put({ responsibleId: staffId });
  open.tell({
    kind: "responsible",
    text: {
      zh: `主办人移交给 ${receiver.name}：${reason}`,
      en: `Responsibility handed to ${receiver.name}: ${reason}`,
    },
    detail: { from: responsibleId, to: staffId },
    forCustomer: true,
  });
  await saveOrder(ctx, open, {
    action: "handed_over",
    before: { responsibleId },
    after: { responsibleId: staffId },
    reason,
  });
  return open;
}
