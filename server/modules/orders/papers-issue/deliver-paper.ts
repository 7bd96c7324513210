/** How a paper reached whom it concerns (送达凭据): handed over, sent, read, refused; each with who and when, never taken back. */
import { audit, type Context } from "../../../foundation/context.ts";
import { newId } from "../../../foundation/ids.ts";
import { Problem } from "../../../foundation/problem.ts";
import { doerOf } from "../open-order.ts";
import * as store from "./store.ts";

type Delivery = Pick<store.DeliveryRow, "kind" | "toName" | "note">;

/** @throws thing.not_found */
export async function deliverPaper(
  ctx: Context,
  orderId: string,
  paperId: string,
  delivery: Delivery,
): Promise<store.IssuedRow> {
  const row = await store.findIssued(ctx, orderId, paperId);
  if (!row) throw new Problem("thing.not_found");
  const isNew = await store.insertDelivery(ctx, { ...delivery, paperId, id: newId(), by: doerOf(ctx) });
  if (!isNew) return row;
  audit(ctx, {
    action: `orders.paper_${delivery.kind}`,
    subject: `paper:${paperId}`,
    after: { hash: row.hash, toName: delivery.toName },
    reason: delivery.note,
  });
  return (await store.findIssued(ctx, orderId, paperId)) ?? row;
}
