/** What the customer expected and by when, and what was delivered when: per order, for whoever looks at it later (§5). */
import type { Context } from "../../../foundation/context.ts";
import { Problem } from "../../../foundation/problem.ts";
import { orderDemands } from "../catalogue/order-demands.ts";
import { requireInvolved } from "../involvement.ts";
import { openOrder } from "../open-order.ts";
import { saveOrder } from "../save-order.ts";
import * as store from "../store/care-promises.ts";

/** @throws thing.not_found, access.denied */
export async function noteExpected(
  ctx: Context,
  orderId: string,
  { expected, on }: { readonly expected: string; readonly on: string | null },
): Promise<Record<string, never>> {
  const open = await openOrder(ctx, orderId);
  await requireInvolved(ctx, open);
  await store.saveExpected(ctx, orderId, { expected, on, byName: open.doer.name });
  open.tell({
    kind: "expected",
    text: { zh: `客户期望：${expected}`, en: `The customer expects: ${expected}` },
    detail: { on },
  });
  await saveOrder(ctx, open, { action: "expected_noted", after: { expected, on } });
  return {};
}

/** Of what can only be explained the grounds are asked for. @throws thing.not_found, orders.grounds_missing, access.denied */
export async function noteDelivered(
  ctx: Context,
  orderId: string,
  { delivered, on, grounds }: { readonly delivered: string; readonly on: string; readonly grounds: string },
): Promise<Record<string, never>> {
  const open = await openOrder(ctx, orderId);
  await requireInvolved(ctx, open);
  const kind = orderDemands.kinds.find((row) => row.kind === open.order.demandKind);
  if (kind?.needsProof && grounds === "") throw new Problem("orders.grounds_missing", { field: "grounds" });
  await store.saveDelivered(ctx, orderId, {
    delivered,
    on,
    grounds: grounds || null,
    byName: open.doer.name,
  });
  open.tell({
    kind: "delivered",
    text: { zh: `实际办理：${delivered}`, en: `Delivered: ${delivered}` },
    detail: { on },
  });
  await saveOrder(ctx, open, { action: "delivered_noted", after: { delivered, on } });
  return {};
}
