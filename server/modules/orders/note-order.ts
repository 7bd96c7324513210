/** A remark on an order; the customer sees it where the writer says so. */
import type { Context } from "../../foundation/context.ts";
import { type OpenOrder, openOrder } from "./open-order.ts";
import { saveOrder } from "./save-order.ts";

export async function noteOrder(
  ctx: Context,
  orderId: string,
  { text, forCustomer }: { readonly text: string; readonly forCustomer: boolean },
): Promise<OpenOrder> {
  const open = await openOrder(ctx, orderId);
  open.tell({ kind: "note", text: { zh: text, en: text }, forCustomer });
  await saveOrder(ctx, open, { action: "noted", after: { forCustomer } });
  return open;
}
