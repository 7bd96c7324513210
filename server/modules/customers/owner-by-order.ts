/**
 * An account passes to another owner by an order (过户): to the customer whose paper it is, who is made when the archive does not
 * know him yet. Both have signed and somebody else has approved it by then.
 */
import { checkCreditCode } from "../../../contracts/customers/identifiers.ts";
import { createCustomer as creating } from "../../../contracts/customers.ts";
import type { Context } from "../../foundation/context.ts";
import { lockForEdit } from "./account.ts";
import { bodyOf } from "./body-of.ts";
import { createCustomer } from "./create-customer.ts";
import { today } from "./edit.ts";
import { addPersonalField, findHolders, openPersonalFields } from "./personal-fields.ts";
import { blindOf, checkNumber } from "./personal-numbers.ts";
import { customerWithCredit, lockPaper } from "./store/by-order.ts";
import { transferAccount } from "./update-account.ts";
import { lockPresentCustomer } from "./update-customer.ts";

export type NewOwner = {
  readonly name: string;
  /** An identity card or a credit code, as it was typed. */
  readonly paper: string;
  readonly phone: string | undefined;
};

/**
 * @returns undefined when the paper is neither, so that nobody can be found or made by it
 * @throws customers.same_owner, customers.merged, customers.account_closed, customers.name_…
 */
export async function passAccountByOrder(
  ctx: Context,
  accountId: string,
  owner: NewOwner,
  reason: string,
): Promise<{ readonly customerId: string; readonly number: string; readonly isNew: boolean } | undefined> {
  const { version, unitId, number } = await lockForEdit(ctx, accountId);
  const known = await ownerOf(ctx, owner);
  if (known === undefined) return undefined;
  const toCustomerId = known.id ?? (await createCustomer(ctx, newCustomer({ ...owner, ...known }, unitId)));
  await transferAccount(ctx, accountId, { version, toCustomerId, on: today(ctx), reason });
  return { customerId: toCustomerId, number, isNew: known.id === null };
}

/** The number of an identity card, as it is kept; undefined for anything else. */
function idCardIn(ctx: Context, typed: string): string | undefined {
  const checked = checkNumber("id-card", typed, today(ctx));
  return checked.ok ? checked.value : undefined;
}

/** Whose paper it is: an identity card or a credit code, as it was typed; undefined when it is neither or nobody's here. */
export async function holderOfPaper(ctx: Context, typed: string): Promise<string | undefined> {
  const idCard = idCardIn(ctx, typed);
  if (idCard !== undefined) return (await findHolders(ctx, "paper", idCard))[0]?.customerId;
  const code = checkCreditCode(typed);
  return code.ok ? customerWithCredit(ctx, code.value) : undefined;
}

type Known = {
  readonly id: string | null;
  readonly idCard: string | null;
  readonly creditCode: string | null;
};

/** Two orders that pass accounts to one newcomer at the same moment: the second finds whom the first has made. */
async function ownerOf(ctx: Context, { paper }: NewOwner): Promise<Known | undefined> {
  const idCard = idCardIn(ctx, paper);
  if (idCard !== undefined) {
    await lockPaper(ctx, blindOf(ctx.vault, ctx.orgId, "paper", idCard).toString("hex"));
    const [holder] = await findHolders(ctx, "paper", idCard);
    return { id: holder?.customerId ?? null, idCard, creditCode: null };
  }
  const code = checkCreditCode(paper);
  if (!code.ok) return undefined;
  await lockPaper(ctx, code.value);
  return { id: (await customerWithCredit(ctx, code.value)) ?? null, idCard: null, creditCode: code.value };
}

function newCustomer({ name, phone, idCard, creditCode }: NewOwner & Known, unitId: string) {
  return bodyOf(creating, {
    kind: creditCode === null ? "individual" : "organisation",
    name,
    unitId,
    ...(creditCode !== null && { creditCode }),
    personalFields: [
      ...(idCard === null ? [] : [{ kind: "id-card", value: idCard, isPrimary: true }]),
      ...(phone === undefined ? [] : [{ kind: "mobile", value: phone, isPrimary: true }]),
    ],
  });
}

/**
 * The customer's own paper was seen with an order (实名认证): it is bound, unless it is already.
 * @returns whether it was new; undefined when it is no identity card
 * @throws customers.id_bound when it is somebody else's
 */
export async function bindPaperByOrder(
  ctx: Context,
  customerId: string,
  paper: string,
): Promise<boolean | undefined> {
  const idCard = idCardIn(ctx, paper);
  if (idCard === undefined) return undefined;
  await lockPresentCustomer(ctx, customerId);
  const own = await openPersonalFields(ctx, customerId);
  if (own.some(({ kind, value }) => kind === "id-card" && value === idCard)) return false;
  await addPersonalField(ctx, customerId, {
    kind: "id-card",
    value: idCard,
    isPrimary: true,
    verifiedBy: "order",
  });
  return true;
}
