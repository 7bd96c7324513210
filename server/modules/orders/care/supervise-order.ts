/** An order is supervised by hand (督办, §3.5): with what is demanded, by whom it is answered and until when. */
import type { Supervision } from "../../../../contracts/orders.ts";
import type { Context } from "../../../foundation/context.ts";
import { newId } from "../../../foundation/ids.ts";
import { Problem } from "../../../foundation/problem.ts";
import { requireAt } from "../involvement.ts";
import { openOrder } from "../open-order.ts";
import { saveOrder } from "../save-order.ts";
import type { Level } from "./levels.ts";
import { raise } from "./raise.ts";
import { freshSupervision, supervisionAnswer } from "./supervision-answer.ts";

type Wish = { readonly level: Level; readonly reason: string; readonly demanded: string };

/** @throws orders.not_open, orders.supervision_nobody, access.denied */
export async function superviseOrder(
  ctx: Context,
  orderId: string,
  { level, reason, demanded }: Wish,
): Promise<{ supervision: Supervision }> {
  const open = await openOrder(ctx, orderId);
  await requireAt(ctx, open, "orders.supervise");
  if (open.order.closedAt) throw new Problem("orders.not_open");
  const made = await raise(ctx, open, {
    level,
    trigger: "by-hand",
    cause: `hand:${newId()}`,
    reason: { zh: reason, en: reason },
    demanded,
    isByHand: true,
  });
  if (!made || made.receivers.length === 0) throw new Problem("orders.supervision_nobody");
  await saveOrder(ctx, open, { action: "supervised", after: { supervisionId: made.id, level }, reason });
  return { supervision: supervisionAnswer(ctx, freshSupervision(made)) };
}
