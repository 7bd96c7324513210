/** Another person decides on a change of a sensitive field; agreed, it is carried out in the same transaction. */
import { birthOf, sexOf } from "../../../contracts/customers/identifiers.ts";
import { actorName, audit, type Context, staffOf } from "../../foundation/context.ts";
import { violates } from "../../foundation/database.ts";
import { Problem } from "../../foundation/problem.ts";
import { changeDay, tellChange } from "./edit.ts";
import { addPersonalField, endPersonalField } from "./personal-fields.ts";
import { withoutPersonalNumbers } from "./personal-free.ts";
import { presentCustomer } from "./present-customer.ts";
import { maskedValue, newValueOf, refuseBoundCode, tellMatter, titleOf } from "./request-change.ts";
import * as store from "./store/changes.ts";
import { type CustomerRow, lockCustomer } from "./store/customers.ts";
import { listFields } from "./store/personal-fields.ts";

type Verdict = { readonly verdict: "approve" | "refuse"; readonly note: string | null };

/**
 * @throws thing.not_found, customers.reviewed_already, customers.own_review, customers.merged, customers.change_stale,
 *   customers.past_stays, customers.id_bound, customers.credit_code_bound
 */
export async function decideChange(
  ctx: Context,
  requestId: string,
  { verdict, note }: Verdict,
): Promise<"approved" | "refused"> {
  const row = await lockOpen(ctx, requestId);
  const { id: by } = staffOf(ctx);
  if (row.askedBy === by) throw new Problem("customers.own_review");
  const state = verdict === "approve" ? "approved" : "refused";
  if (state === "approved") await carryOut(ctx, row);
  await close(ctx, row, state, note && withoutPersonalNumbers(note));
  return state;
}

/** Only who asked takes it back. @throws thing.not_found, customers.reviewed_already, customers.change_not_yours */
export async function withdrawChange(ctx: Context, requestId: string): Promise<void> {
  const row = await lockOpen(ctx, requestId);
  if (row.askedBy !== staffOf(ctx).id) throw new Problem("customers.change_not_yours");
  await close(ctx, row, "withdrawn", null);
}

async function lockOpen(ctx: Context, requestId: string): Promise<store.ChangeRow> {
  const row = await store.lockChange(ctx, requestId);
  if (!row) throw new Problem("thing.not_found");
  if (row.state !== "open")
    throw new Problem("customers.reviewed_already", { who: row.decidedByName ?? "—" });
  return row;
}

async function close(
  ctx: Context,
  row: store.ChangeRow,
  state: "approved" | "refused" | "withdrawn",
  note: string | null,
): Promise<void> {
  const { id: by, name: byName } = staffOf(ctx);
  await store.decideChange(ctx, row.id, { state, by, byName, note });
  audit(ctx, {
    action: `customers.change_${state}`,
    subject: `customer:${row.customerId}`,
    after: { requestId: row.id, field: row.field, kind: row.kind },
    ...(note ? { reason: note } : {}),
  });
  tellMatter(ctx, { ...row, openedAt: row.askedAt, isClosed: true });
}

async function carryOut(ctx: Context, row: store.ChangeRow): Promise<void> {
  await presentCustomer(ctx, row.customerId);
  const customer = await lockCustomer(ctx, row.customerId);
  if (!customer) throw new Problem("thing.not_found");
  if (row.field === "number") await changeNumber(ctx, row);
  else await changeText(ctx, row, customer);
}

async function changeText(ctx: Context, row: store.ChangeRow, customer: CustomerRow): Promise<void> {
  const { afterText } = row;
  const now = row.field === "name" ? customer.name : customer.creditCode;
  if (now !== row.beforeText || afterText === null) throw new Problem("customers.change_stale");
  const from = changeDay(ctx, customer, row.holdsFrom.toString(), "holdsFrom");
  const by = actorName(ctx.actor);
  if (row.field === "name") await store.saveName(ctx, row.customerId, afterText, from, by);
  else await saveCode(ctx, row.customerId, afterText, from, by);
  const key = row.field === "name" ? "name" : "creditCode";
  await tellChange(ctx, {
    of: [row.customerId],
    part: "customer",
    action: "sensitive_changed",
    subject: `customer:${row.customerId}`,
    title: titleDone(row),
    before: { [key]: row.beforeText },
    after: { [key]: afterText },
    reason: row.reason,
  });
}

async function saveCode(
  ctx: Context,
  customerId: string,
  code: string,
  from: string,
  by: string,
): Promise<void> {
  await refuseBoundCode(ctx, code);
  try {
    await store.saveCreditCode(ctx, customerId, code, from, by);
  } catch (error) {
    if (violates(error, "customers_credit_code"))
      throw new Problem("customers.credit_code_bound", { name: "***", field: "value" });
    throw error;
  }
}

/** The new number takes the place of the old one: also as the primary one, if that it was. */
async function changeNumber(ctx: Context, row: store.ChangeRow): Promise<void> {
  const { customerId, kind, replacesId } = row;
  if (kind === null) throw new TypeError("a number has a kind");
  const on = row.holdsFrom.toString();
  const today = changeDay(ctx, { validFrom: "1900-01-01" });
  const replaced = (await listFields(ctx, [customerId], today)).find(({ id }) => id === replacesId);
  if (replacesId !== null && !replaced) throw new Problem("customers.change_stale");
  if (replaced && on < replaced.validFrom.toString())
    throw new Problem("customers.past_stays", {
      earliest: replaced.validFrom.toString(),
      field: "holdsFrom",
    });
  if (replaced) await endPersonalField(ctx, customerId, replaced.id, on);
  const value = newValueOf(ctx, row);
  // Born and gender are those of the card, so that nobody types them.
  if (value !== null && kind === "id-card")
    await store.saveBirth(ctx, customerId, { bornOn: birthOf(value), gender: sexOf(value), from: on });
  if (value !== null)
    await addPersonalField(ctx, customerId, {
      kind,
      value,
      label: row.label ?? replaced?.label ?? null,
      ...(replaced?.isPrimary && replaced.kind === kind ? { isPrimary: true } : {}),
      validFrom: on,
      verifiedBy: actorName(ctx.actor),
    });
  await tellChange(ctx, {
    of: [customerId],
    // Told as a change of the customer: phones and papers are what they are found by.
    part: "customer",
    action: "sensitive_changed",
    subject: `customer:${customerId}`,
    title: titleDone(row),
    after: { kind, masked: maskedValue(ctx, row), isEnding: row.isEnding },
    reason: row.reason,
  });
}

const titleDone = (row: store.ChangeRow) => {
  const { zh, en } = titleOf(row);
  return { zh: zh.replace("变更申请", "已变更"), en: en.replace(" asked for", "") };
};
