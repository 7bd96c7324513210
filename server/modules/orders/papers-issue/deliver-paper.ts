/**
 * How a paper reached whom it concerns (送达凭据): handed over, sent, read, refused; each with who and when, never taken back.
 * Each way of delivery has its own proof; with it the paper no longer waits.
 */
import { audit, type Context } from "../../../foundation/context.ts";
import { newId } from "../../../foundation/ids.ts";
import { Problem } from "../../../foundation/problem.ts";
import { orderDeliveries } from "../catalogue/order-deliveries.ts";
import { requireProof } from "../involvement.ts";
import { doerOf } from "../open-order.ts";
import * as store from "./store.ts";
import { endWaits } from "./waits.ts";

export type Delivery = Pick<store.DeliveryRow, "kind" | "toName" | "note"> & {
  readonly way?: store.DeliveryRow["way"] | undefined;
  readonly reference?: string;
  readonly proofId?: string | null;
};

/** @throws thing.not_found, orders.delivery_way, orders.delivery_proof, orders.proof_missing */
export async function deliverPaper(
  ctx: Context,
  orderId: string,
  paperId: string,
  { kind, way = null, toName, reference = "", proofId = null, note }: Delivery,
): Promise<store.IssuedRow> {
  const row = await store.findIssued(ctx, orderId, paperId);
  if (!row) throw new Problem("thing.not_found");
  const isProof = provenBy({ kind, way, reference });
  await requireProof(ctx, { id: orderId }, { needsProof: ruleOf(way)?.needsProof ?? false }, proofId);
  const isNew = await store.insertDelivery(ctx, {
    ...{ kind, way, toName, reference, proofId, note, paperId },
    id: newId(),
    by: doerOf(ctx),
  });
  if (!isNew) return row;
  if (isProof) await endWaits(ctx, paperId, ["delivery"]);
  audit(ctx, {
    action: `orders.paper_${kind}`,
    subject: `paper:${paperId}`,
    after: { hash: row.hash, toName, way, reference, proofId },
    reason: note,
  });
  return (await store.findIssued(ctx, orderId, paperId)) ?? row;
}

const ruleOf = (way: store.DeliveryRow["way"]) => orderDeliveries.ways.find((one) => one.way === way);

/** Read on the customer's own page it arrived; sent by nobody knows what, or refused, it did not. */
function provenBy({ kind, way, reference }: Required<Pick<Delivery, "kind" | "reference" | "way">>): boolean {
  if (way === null || way === undefined) return kind === "handed" || kind === "read";
  const rule = ruleOf(way);
  if (rule?.kind !== kind) throw new Problem("orders.delivery_way", { field: "way" });
  if (rule.needsReference && reference === "")
    throw new Problem("orders.delivery_proof", {
      ...{ wayZh: rule.zh, wayEn: rule.en, proofZh: rule.proof.zh, proofEn: rule.proof.en },
      field: "reference",
    });
  return rule.isProof;
}
