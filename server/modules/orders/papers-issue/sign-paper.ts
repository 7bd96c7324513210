/**
 * A paper is signed by hand, on the customer's own phone or before a member of staff. What the signer had before the eyes
 * is named by its hash: a paper that changed meanwhile is not signed.
 */

import type { z } from "zod";
import type { inked } from "../../../../contracts/orders/issued.ts";
import { type PaperSignature, paperSignature } from "../../../../contracts/orders/papers.ts";
import { audit, type Context } from "../../../foundation/context.ts";
import { newId } from "../../../foundation/ids.ts";
import { Problem } from "../../../foundation/problem.ts";
import { type Doer, doerOf, type OpenOrder } from "../open-order.ts";
import { signatureFault, signatureHash } from "../papers/index.ts";
import { saveOrder } from "../save-order.ts";
import { documentOf } from "./answers.ts";
import { customersSlots } from "./slots.ts";
import * as store from "./store.ts";
import { templateNames } from "./templates.ts";
import { endWaits } from "./waits.ts";

export type Ink = z.output<typeof inked>;

/**
 * @param open the order under its lock: two who sign the same place come one after the other
 * @param before the member of staff before whom it is signed, where that is not who calls
 * @throws orders.paper_outdated, orders.signature_other_document, orders.signature_slot, orders.signature_twice,
 *   orders.signature_empty
 */
export async function signPaper(
  ctx: Context,
  open: OpenOrder,
  paperId: string,
  ink: Ink,
  before: Doer = doerOf(ctx),
): Promise<store.IssuedRow> {
  const row = await store.findIssued(ctx, open.id, paperId);
  if (!row) throw new Problem("thing.not_found");
  if (row.isOutdated) throw new Problem("orders.paper_outdated");
  const isCustomer = ctx.actor.kind === "customer";
  if (isCustomer && !customersSlots.has(ink.slot))
    throw new Problem("orders.signature_slot", { field: "slot" });
  const signature = signatureFrom(ctx, ink);
  const fault = signatureFault(documentOf(ctx, row), signature);
  if (fault === "other-document") throw new Problem("orders.signature_other_document");
  if (fault) throw new Problem("orders.signature_slot", { field: "slot" });
  const hash = signatureHash(signature);
  const isNew = await store.insertSignature(ctx, {
    paperId,
    id: newId(),
    signature,
    signatureHash: hash,
    way: isCustomer ? "own-phone" : "before-staff",
    by: before,
  });
  if (!isNew) {
    const who = row.signatures.find(({ slot }) => slot === ink.slot)?.signerName ?? "—";
    throw new Problem("orders.signature_twice", { who });
  }
  if (customersSlots.has(ink.slot)) await endWaits(ctx, paperId, ["signature"]);
  audit(ctx, {
    action: "orders.paper_signed",
    subject: `paper:${paperId}`,
    after: { slot: ink.slot, documentHash: signature.documentHash, signatureHash: hash },
  });
  const name = templateNames[row.template];
  open.tell({
    kind: "paper-signed",
    text: { zh: `已签名：${name.zh}（${row.number}）`, en: `Signed: ${name.en} (${row.number})` },
    detail: { paperId, slot: ink.slot },
    forCustomer: true,
  });
  await saveOrder(ctx, open, { action: "paper_signed_on", after: { paperId, slot: ink.slot } });
  return (await store.findIssued(ctx, open.id, paperId)) ?? row;
}

function signatureFrom(ctx: Context, { slot, signerName, documentHash, strokes, png }: Ink): PaperSignature {
  const given = paperSignature.safeParse({
    slot,
    signerName,
    documentHash,
    signedAt: ctx.clock.now().toString(),
    ...(strokes && { strokes }),
    ...(png !== undefined && { png }),
  });
  if (!given.success) throw new Problem("orders.signature_empty");
  return given.data;
}
