/**
 * Numbers of identity papers, phones and bank accounts of customers. They enter sealed, are found by a keyed hash, and
 * leave masked; whoever needs one whole goes through `unmask.ts`.
 */
import type { PersonalFieldAnswer, PersonalKind } from "../../../contracts/customers.ts";
import { dateOf } from "../../foundation/clock.ts";
import { audit, type Context } from "../../foundation/context.ts";
import { violates } from "../../foundation/database.ts";
import { newId } from "../../foundation/ids.ts";
import { Problem } from "../../foundation/problem.ts";
import { mask } from "./masks.ts";
import {
  blindOf,
  familyOf,
  maskNumber,
  type NumberFamily,
  oldFormOf,
  placeOf,
  requireNumber,
  sealNumber,
} from "./personal-numbers.ts";
import * as store from "./store/personal-fields.ts";

export type GivenNumber = {
  readonly kind: PersonalKind;
  readonly value: string;
  readonly label?: string | null;
  readonly isPrimary?: boolean;
  /** `reader`, `paper`, or who says so. */
  readonly verifiedBy?: string | null;
  readonly validFrom?: string;
};

const today = (ctx: Context) => dateOf(ctx.clock.now()).toString();

/**
 * Adds a number to a customer. The first of its kind is the primary one.
 * @param field what the screen calls the input that it came from
 * @throws the refusals of contracts/problems/identifiers.ts; customers.id_bound when the paper is somebody else's
 */
export async function addPersonalField(
  ctx: Context,
  customerId: string,
  given: GivenNumber,
  field = "value",
): Promise<PersonalFieldAnswer> {
  const { kind, label = null, verifiedBy = null, validFrom = today(ctx) } = given;
  const value = requireNumber(ctx, kind, given.value, field);
  const id = newId();
  const number = sealNumber(ctx.vault, ctx.orgId, { id, kind, value });
  if (familyOf(kind) === "paper") await refuseBound(ctx, number.blind, field);
  const others = await listPersonalFields(ctx, [customerId]);
  const isFirst = !others.some((one) => one.kind === kind && one.isPrimary);
  const isPrimary = given.isPrimary ?? isFirst;
  if (isPrimary && !isFirst) await store.clearPrimary(ctx, customerId, kind);
  const row = { id, customerId, kind, label, isPrimary, validFrom, verifiedBy };
  try {
    await store.insertField(ctx, { ...row, ...number });
  } catch (error) {
    // Two who bind one paper at the same moment: the database lets one pass.
    if (violates(error, "personal_fields_one_paper"))
      throw new Problem("customers.id_bound", { name: "***", field });
    throw error;
  }
  const masked = maskNumber(kind, value);
  const after = { kind, masked, label, isPrimary };
  audit(ctx, { action: "customers.personal_field_added", subject: `customer:${customerId}`, after });
  return { id, kind, masked, label, isPrimary, validFrom, validTo: null, verifiedBy };
}

const papers: readonly PersonalKind[] = ["id-card", "passport", "hk-macao", "taiwan", "foreign-residence"];
const kindsOf: Readonly<Record<NumberFamily, readonly PersonalKind[]>> = {
  paper: [...papers, "old-id"],
  phone: ["mobile", "landline"],
  bank: ["bank-account"],
};

/** The same paper under another name is for a merge to settle, not for a second binding. */
async function refuseBound(ctx: Context, blind: Buffer, field: string): Promise<void> {
  const name = await store.nameOfHolder(ctx, papers, blind);
  if (name !== undefined) throw new Problem("customers.id_bound", { name: mask.name(name), field });
}

/** Ends a number; `on` is the first day on which it holds no more, today unless said. */
export async function endPersonalField(
  ctx: Context,
  customerId: string,
  fieldId: string,
  on: string = today(ctx),
): Promise<void> {
  const row = await store.lockField(ctx, customerId, fieldId);
  if (!row || row.validTo !== null) throw new Problem("thing.not_found");
  await store.endField(ctx, fieldId, on);
  const before = { kind: row.kind, masked: maskedOf(ctx, row), label: row.label };
  audit(ctx, { action: "customers.personal_field_ended", subject: `customer:${customerId}`, before });
}

const openRow = (ctx: Context, { id, sealed }: store.PersonalRow): string =>
  ctx.vault.open(ctx.orgId, placeOf("customers.personal_fields", id), sealed);
const maskedOf = (ctx: Context, row: store.PersonalRow): string => maskNumber(row.kind, openRow(ctx, row));

export type MaskedField = PersonalFieldAnswer & { readonly customerId: string };

/** The numbers of these customers that hold on a day (today unless said), masked; the primary ones first. */
export async function listPersonalFields(
  ctx: Context,
  customerIds: readonly string[],
  day: string = today(ctx),
): Promise<MaskedField[]> {
  const rows = await store.listFields(ctx, customerIds, day);
  return rows.map((row) => ({
    id: row.id,
    customerId: row.customerId,
    kind: row.kind,
    masked: maskedOf(ctx, row),
    label: row.label,
    isPrimary: row.isPrimary,
    validFrom: row.validFrom.toString(),
    validTo: row.validTo?.toString() ?? null,
    verifiedBy: row.verifiedBy,
  }));
}

/** Whole numbers, for what is made of them at once and not shown: search terms, comparisons, a recorded unmasking. */
export async function openPersonalFields(
  ctx: Context,
  customerId: string,
  day: string = today(ctx),
): Promise<{ readonly id: string; readonly kind: PersonalKind; readonly value: string }[]> {
  const rows = await store.listFields(ctx, [customerId], day);
  return rows.map((row) => ({ id: row.id, kind: row.kind, value: openRow(ctx, row) }));
}

/**
 * Who holds a number, as it was read or typed and made readable (see `readTyped`). A resident's number finds also who is
 * still kept under the former 15 digits.
 */
export function findHolders(ctx: Context, family: NumberFamily, value: string): Promise<store.Holder[]> {
  const old = family === "paper" ? oldFormOf(value) : undefined;
  const values = old === undefined ? [value] : [value, old];
  const blinds = values.map((one) => blindOf(ctx.vault, ctx.orgId, family, one));
  return store.listHolders(ctx, kindsOf[family], blinds);
}
