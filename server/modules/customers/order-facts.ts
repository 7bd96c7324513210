/** What an order takes from the archive when it is opened, so that one ID is enough (一证受理). */

import { checkPhone } from "../../../contracts/customers/identifiers.ts";
import type { Context } from "../../foundation/context.ts";
import { Problem } from "../../foundation/problem.ts";
import { mask } from "./masks.ts";
import { openPersonalFields } from "./personal-fields.ts";
import { blindOf, placeOf } from "./personal-numbers.ts";

/** The customer's phone, whole, to be sealed into the order at once. It leaves neither the server nor the transaction. */
export async function phoneOf(ctx: Context, customerId: string): Promise<string | undefined> {
  const fields = await openPersonalFields(ctx, customerId);
  return (fields.find(({ kind }) => kind === "mobile") ?? fields.find(({ kind }) => kind === "landline"))
    ?.value;
}

export type SealedPhone = { readonly sealed: Buffer; readonly keyVersion: number; readonly blind: Buffer };

/** Seals a phone for a row of another module, found by the same hash as a customer's own. @throws what is wrong with it */
export function sealPhone(
  ctx: Context,
  at: { readonly table: string; readonly id: string },
  typed: string,
  field = "contactPhone",
): SealedPhone {
  const checked = checkPhone(typed);
  if (!checked.ok) throw new Problem(checked.fault.code, { ...checked.fault.facts, field });
  return {
    sealed: ctx.vault.seal(ctx.orgId, placeOf(at.table, at.id), checked.value),
    keyVersion: ctx.vault.currentVersion,
    blind: blindOf(ctx.vault, ctx.orgId, "phone", checked.value),
  };
}

/** The hash by which a typed phone is found; undefined when it is none. */
export function phoneBlind(ctx: Context, typed: string): Buffer | undefined {
  const checked = checkPhone(typed);
  return checked.ok ? blindOf(ctx.vault, ctx.orgId, "phone", checked.value) : undefined;
}

/** As it is shown: masked. */
export const sealedPhoneMask = (
  ctx: Context,
  at: { readonly table: string; readonly id: string },
  sealed: Uint8Array,
): string => mask.phone(ctx.vault.open(ctx.orgId, placeOf(at.table, at.id), sealed));

export const maskPhone = (whole: string): string => mask.phone(whole);
export const maskPaper = (whole: string): string => mask.paper(whole);
export const maskName = (whole: string): string => mask.name(whole);

/** Whole, for a message that is sent to it; never for an answer. */
export const openPhone = (
  ctx: Context,
  at: { readonly table: string; readonly id: string },
  sealed: Uint8Array,
): string => ctx.vault.open(ctx.orgId, placeOf(at.table, at.id), sealed);
