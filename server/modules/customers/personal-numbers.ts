/**
 * Numbers of people: what is checked before they are kept, under which hash they are found, how they look masked.
 * Pure, but for the vault's hash.
 */
import {
  type Checked,
  checkBankAccount,
  checkBankCard,
  checkPaper,
  checkPhone,
  checkResidentId,
} from "../../../contracts/customers/identifiers.ts";
import type { PersonalKind } from "../../../contracts/customers.ts";
import { dateOf } from "../../foundation/clock.ts";
import type { Context } from "../../foundation/context.ts";
import { Problem } from "../../foundation/problem.ts";
import type { Vault } from "../../foundation/vault.ts";
import { mask } from "./masks.ts";

/** Kinds that mean the same number are found by the same hash: a card is scanned without saying which paper it is. */
export type NumberFamily = "paper" | "phone" | "bank";

const families: Readonly<Record<PersonalKind, NumberFamily>> = {
  "id-card": "paper",
  passport: "paper",
  "hk-macao": "paper",
  taiwan: "paper",
  "foreign-residence": "paper",
  "old-id": "paper",
  mobile: "phone",
  landline: "phone",
  "bank-account": "bank",
};
export const familyOf = (kind: PersonalKind): NumberFamily => families[kind];

/** Numbers that networks give to cards, which carry a check digit; anything else is a passbook or a company's account. */
const card = /^(?:62\d{14,17}|[45]\d{15}|3[47]\d{13})$/;

/** Checks a number of a kind as typed; `today` is a local date. */
export function checkNumber(kind: PersonalKind, typed: string, today: string): Checked {
  switch (kind) {
    case "id-card":
      return checkResidentId(typed, { today });
    case "old-id":
      return checkResidentId(typed, { today, reading: true });
    case "foreign-residence": {
      // The card since 2023 is numbered like an identity card; the one before had letters and fifteen characters.
      const paper = checkPaper(typed, "passport");
      return paper.ok && paper.value.length === 15 ? paper : checkResidentId(typed, { today });
    }
    case "passport":
      return checkPaper(typed, "passport");
    case "hk-macao":
      return checkPaper(typed, "hk-macao-permit");
    case "taiwan":
      return checkPaper(typed, "taiwan-permit");
    case "mobile":
    case "landline":
      return checkPhoneOf(kind, typed);
    case "bank-account": {
      const account = checkBankAccount(typed);
      return account.ok && card.test(account.value) ? checkBankCard(typed) : account;
    }
  }
}

function checkPhoneOf(kind: "mobile" | "landline", typed: string): Checked {
  const phone = checkPhone(typed);
  if (!phone.ok || (phone.kind === "mobile") === (kind === "mobile")) return phone;
  const { value, changes } = phone;
  return { ok: false, fault: { code: "customers.phone_kind", facts: {} }, value, changes };
}

/**
 * The number as it is kept.
 * @param field what the screen calls the input that it came from
 * @throws the refusals of contracts/problems/identifiers.ts, which say which character is wrong
 */
export function requireNumber(ctx: Context, kind: PersonalKind, typed: string, field: string): string {
  const checked = checkNumber(kind, typed, dateOf(ctx.clock.now()).toString());
  if (checked.ok) return checked.value;
  throw new Problem(checked.fault.code, { ...checked.fault.facts, field });
}

/** 16 bytes by which equal numbers of one family find each other. */
export const blindOf = (vault: Vault, orgId: number, family: NumberFamily, value: string): Buffer =>
  vault.blind(orgId, family, value);

/** A present identity number of somebody born in the last century, as its former 15-digit form had it. */
export const oldFormOf = (id: string): string | undefined =>
  /^\d{6}19\d{9}[\dX]$/.test(id) ? id.slice(0, 6) + id.slice(8, 17) : undefined;

export function maskNumber(kind: PersonalKind, value: string): string {
  return mask[familyOf(kind)](value);
}

/** The row's place, as the vault binds what it seals. Every table with sealed rows names them like this. */
export const placeOf = (table: string, id: string): string => `${table}/${id}`;

/** A number ready for `customers.personal_fields`; for imports, which write many at once. */
export function sealNumber(
  vault: Vault,
  orgId: number,
  row: { readonly id: string; readonly kind: PersonalKind; readonly value: string },
): { readonly sealed: Buffer; readonly keyVersion: number; readonly blind: Buffer } {
  return {
    sealed: vault.seal(orgId, placeOf("customers.personal_fields", row.id), row.value),
    keyVersion: vault.currentVersion,
    blind: blindOf(vault, orgId, familyOf(row.kind), row.value),
  };
}
