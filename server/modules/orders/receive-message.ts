/**
 * Something that an order waits for has happened: the customer's works are done, the plan is accepted, the fee is paid. Told
 * by staff, by the customer's own page or by another system, always through here.
 */
import type { FormValues } from "../../../contracts/orders/shapes.ts";
import type { Context } from "../../foundation/context.ts";
import { Problem } from "../../foundation/problem.ts";
import { requireInvolved } from "./involvement.ts";
import { type OpenOrder, openOrder } from "./open-order.ts";
import { deliver } from "./process-run.ts";
import { saveOrder } from "./save-order.ts";

export type Message = {
  /** As the process names it: works-done, plan-accepted, paid, … */
  readonly message: string;
  readonly note: string;
  readonly form?: FormValues;
};

/** @throws orders.not_open, orders.not_awaited, access.denied */
export async function receiveMessage(
  ctx: Context,
  orderId: string,
  { message, note, form = {} }: Message,
): Promise<OpenOrder> {
  const open = await openOrder(ctx, orderId);
  if (open.order.closedAt !== null) throw new Problem("orders.not_open");
  if (ctx.actor.kind === "staff") await requireInvolved(ctx, open);
  const waiting = open.steps.find(({ kind }) => kind === "message");
  if (!waiting || !(await deliver(ctx, open, message, form))) throw new Problem("orders.not_awaited");
  const by = open.closed.find(({ how }) => how === "message") ?? waiting;
  open.tell({
    kind: "message",
    text: { zh: `${by.nameZh}：${note || "已收到"}`, en: `${by.nameEn}: ${note || "received"}` },
    stepId: by.id,
    detail: { message },
    forCustomer: true,
  });
  await saveOrder(ctx, open, { action: "message_received", stepId: by.id, after: { message } });
  return open;
}
