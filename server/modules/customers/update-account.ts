/** Changes of an account that exists: its data, whose it is, its end; and of the premise that it is at. */
import type {
  closeAccount as closing,
  updateAccount as endpoint,
  updatePremise as ofPremise,
  transferAccount as transfer,
} from "../../../contracts/customers.ts";
import type { AnswerOf, InputOf } from "../../../contracts/endpoint.ts";
import { actorName, type Context } from "../../foundation/context.ts";
import { Problem } from "../../foundation/problem.ts";
import { awaitSupplyTurn, lockForEdit, requireCodes, requireSupply } from "./account.ts";
import { changeDay, requireVersion, tellChange } from "./edit.ts";
import { customersAt, lockPremise, saveAccount, savePremise } from "./store/accounts.ts";
import { listHanging } from "./store/meters.ts";
import { lockPresentCustomer } from "./update-customer.ts";

/**
 * @returns the new version
 * @throws customers.account_closed, customers.edited_meanwhile, customers.past_stays, customers.future_day,
 *   customers.code_unknown, customers.kva_order, customers.supplier_unknown, customers.supplier_cycle
 */
export async function updateAccount(
  ctx: Context,
  accountId: string,
  { version, validFrom, loadClass, shiftCode, restDays, ...input }: InputOf<typeof endpoint>["body"],
): Promise<number> {
  await awaitSupplyTurn(ctx, input);
  const before = await lockForEdit(ctx, accountId, version);
  requireCodes({ ...input, loadClass, shiftCode });
  await requireSupply(ctx, input, before);
  const after = {
    ...before,
    ...input,
    loadClass: loadClass === undefined ? before.loadClass : loadClass,
    shiftCode: shiftCode === undefined ? before.shiftCode : shiftCode,
    restDays: restDays === undefined ? before.restDays : restDays,
    validFrom: changeDay(ctx, before, validFrom),
  };
  const saved = await saveAccount(ctx, accountId, after, actorName(ctx.actor));
  await tellChange(ctx, {
    of: [before.customerId],
    part: "account",
    action: "account_changed",
    subject: `account:${accountId}`,
    title: { zh: `户 ${before.number} 资料变更`, en: `Account ${before.number} changed` },
    accountId,
    before,
    after,
  });
  return saved;
}

/**
 * 过户: from that day the account is the other customer's, and before it the archive shows the old one.
 * @returns the new version
 * @throws as `updateAccount`; customers.merged, customers.same_owner
 */
export async function transferAccount(
  ctx: Context,
  accountId: string,
  { version, toCustomerId, on, reason }: InputOf<typeof transfer>["body"],
): Promise<number> {
  const before = await lockForEdit(ctx, accountId, version);
  if (before.customerId === toCustomerId)
    throw new Problem("customers.same_owner", { field: "toCustomerId" });
  await lockPresentCustomer(ctx, toCustomerId);
  const after = { ...before, customerId: toCustomerId, validFrom: changeDay(ctx, before, on, "on") };
  const saved = await saveAccount(ctx, accountId, after, actorName(ctx.actor));
  await tellChange(ctx, {
    of: [before.customerId, toCustomerId],
    part: "account",
    action: "account_transferred",
    subject: `account:${accountId}`,
    title: { zh: `户 ${before.number} 过户`, en: `Account ${before.number} passed to another customer` },
    accountId,
    before,
    after,
    reason,
  });
  return saved;
}

/**
 * 销户. Meters are removed first, so that the last reading is known.
 * @returns the new version
 * @throws as `updateAccount`; customers.meter_hangs, customers.supplies_others
 */
export async function closeAccount(
  ctx: Context,
  accountId: string,
  { version, on, reason }: InputOf<typeof closing>["body"],
): Promise<number> {
  const before = await lockForEdit(ctx, accountId, version);
  const { meter, fed } = await listHanging(ctx, accountId);
  if (meter !== null) throw new Problem("customers.meter_hangs", { meter });
  if (fed !== null) throw new Problem("customers.supplies_others", { number: fed });
  const day = changeDay(ctx, before, on, "on");
  const after = { ...before, state: "closed" as const, isSupplied: false, closedOn: day, validFrom: day };
  const saved = await saveAccount(ctx, accountId, after, actorName(ctx.actor));
  await tellChange(ctx, {
    of: [before.customerId],
    part: "account",
    action: "account_closed",
    subject: `account:${accountId}`,
    title: { zh: `户 ${before.number} 销户`, en: `Account ${before.number} closed` },
    accountId,
    before,
    after,
    reason,
  });
  return saved;
}

/**
 * The standard address may be that of a whole market: everybody who has an account there is told and found anew.
 * @throws thing.not_found, customers.edited_meanwhile, customers.past_stays, customers.future_day
 */
export async function updatePremise(
  ctx: Context,
  premiseId: string,
  { version, validFrom, ...input }: InputOf<typeof ofPremise>["body"],
): Promise<AnswerOf<typeof ofPremise>> {
  const before = await lockPremise(ctx, premiseId);
  if (!before) throw new Problem("thing.not_found");
  requireVersion(before, version);
  const after = { ...input, validFrom: changeDay(ctx, before, validFrom) };
  const saved = await savePremise(ctx, premiseId, after, actorName(ctx.actor));
  await tellChange(ctx, {
    of: await customersAt(ctx, premiseId),
    part: "premise",
    action: "premise_changed",
    subject: `premise:${premiseId}`,
    title: { zh: "用电地址变更", en: "Premise changed" },
    before,
    after,
  });
  return { ...after, id: premiseId, version: saved };
}
