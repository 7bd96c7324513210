/** What becomes of a paper later: its dates are corrected, it is verified, it is withdrawn. */
import type { changeDocument as changing, VerifiedHow } from "../../../../contracts/customers/documents.ts";
import type { InputOf } from "../../../../contracts/endpoint.ts";
import { type Context, staffOf } from "../../../foundation/context.ts";
import { Problem } from "../../../foundation/problem.ts";
import { tellChange, today } from "../edit.ts";
import { presentCustomer } from "../present-customer.ts";
import { documentType, missingSides, settleDates, sidesText } from "../rules/document-types.ts";
import * as store from "../store/documents.ts";
import { liveDocument } from "./document.ts";

async function lockLive(ctx: Context, customerId: string, id: string): Promise<store.DocumentRow> {
  await presentCustomer(ctx, customerId);
  await store.lockCustomer(ctx, customerId);
  return liveDocument(ctx, customerId, id);
}

/**
 * Corrects the dates; whoever verified the paper did so with others, so it is to be verified anew.
 * @throws documents.ended, documents.edited_meanwhile, documents.expiry_missing, documents.days_order
 */
export async function changeDocument(
  ctx: Context,
  customerId: string,
  id: string,
  { version, ...given }: InputOf<typeof changing>["body"],
): Promise<number> {
  const before = await lockLive(ctx, customerId, id);
  if (before.version !== version) throw new Problem("documents.edited_meanwhile");
  const type = documentType(before.type);
  const dates = settleDates(type, given, today(ctx));
  const next = await store.saveDates(ctx, id, dates);
  const { issuedOn, expiresOn, isLongTerm } = before;
  await tellChange(ctx, {
    of: [customerId],
    part: "document",
    action: "document_changed",
    subject: `document:${id}`,
    title: { zh: `更正资料有效期：${type.name.zh}`, en: `Paper's dates corrected: ${type.name.en}` },
    before: { issuedOn, expiresOn, isLongTerm },
    after: dates,
  });
  return next;
}

/** @throws documents.ended, documents.incomplete, documents.expired */
export async function verifyDocument(
  ctx: Context,
  customerId: string,
  id: string,
  how: VerifiedHow,
): Promise<void> {
  const document = await lockLive(ctx, customerId, id);
  const type = documentType(document.type);
  const missing = missingSides(
    type,
    document.files.map(({ side }) => side),
  );
  if (missing.length > 0) throw new Problem("documents.incomplete", { sides: sidesText(missing) });
  const { expiresOn } = document;
  if (expiresOn !== null && expiresOn < today(ctx))
    throw new Problem("documents.expired", { type: type.name.zh, expiresOn });
  await store.saveVerified(ctx, id, staffOf(ctx), how);
  await tellChange(ctx, {
    of: [customerId],
    part: "document",
    action: "document_verified",
    subject: `document:${id}`,
    title: { zh: `核验资料：${type.name.zh}`, en: `Paper verified: ${type.name.en}` },
    after: { how },
  });
}

/** The paper stays in the archive, marked as withdrawn: it was wrong, somebody else's, or taken back. @throws documents.ended */
export async function withdrawDocument(
  ctx: Context,
  customerId: string,
  id: string,
  reason: string,
): Promise<void> {
  const { type: code } = await lockLive(ctx, customerId, id);
  const type = documentType(code);
  await store.saveWithdrawn(ctx, id, reason, today(ctx));
  await tellChange(ctx, {
    of: [customerId],
    part: "document",
    action: "document_withdrawn",
    subject: `document:${id}`,
    title: { zh: `撤下资料：${type.name.zh}`, en: `Paper withdrawn: ${type.name.en}` },
    reason,
  });
}
