/**
 * An order closes the circle: what it brought about is entered into the archive by itself, never by hand. Two people have
 * seen it by then (who took it and who approved it), so a name needs no second approval here.
 */
import { actorName, type Context } from "../../foundation/context.ts";
import { lockForEdit, requireCodes } from "./account.ts";
import { requireName } from "./create-customer.ts";
import { changeDay, tellChange, today } from "./edit.ts";
import { addPersonalField, endPersonalField, listPersonalFields } from "./personal-fields.ts";
import { type AccountFields, saveAccount } from "./store/accounts.ts";
import { saveName } from "./store/changes.ts";
import { closeAccount } from "./update-account.ts";
import { lockPresentCustomer } from "./update-customer.ts";

export type AccountChange = Partial<
  Pick<
    AccountFields,
    | "contractKva"
    | "runningKva"
    | "isSupplied"
    | "state"
    | "useCode"
    | "tariffGroup"
    | "voltageCode"
    | "temporaryUntil"
    | "peopleCount"
    | "notifyBy"
    | "settleBy"
    | "invoiceKind"
  >
>;

/** @throws thing.not_found, customers.account_closed, customers.code_unknown, customers.kva_order */
export async function changeAccountByOrder(
  ctx: Context,
  accountId: string,
  change: AccountChange | ((present: AccountFields) => AccountChange),
  reason: string,
): Promise<void> {
  const before = await lockForEdit(ctx, accountId);
  const changed = typeof change === "function" ? change(before) : change;
  const after = { ...before, ...changed, validFrom: changeDay(ctx, before) };
  // Less than what runs cannot be contracted: both go down together.
  if (after.contractKva !== null && after.runningKva !== null && after.runningKva > after.contractKva)
    after.runningKva = after.contractKva;
  requireCodes(after);
  await saveAccount(ctx, accountId, after, actorName(ctx.actor));
  await tellChange(ctx, {
    of: [before.customerId],
    part: "account",
    action: "account_changed",
    subject: `account:${accountId}`,
    title: { zh: `户 ${before.number} 资料变更`, en: `Account ${before.number} changed` },
    accountId,
    before,
    after,
    reason,
  });
}

/** @throws customers.merged, customers.name_… */
export async function renameByOrder(
  ctx: Context,
  customerId: string,
  name: string,
  reason: string,
): Promise<void> {
  const before = await lockPresentCustomer(ctx, customerId);
  const fresh = requireName(name, "newName");
  await saveName(ctx, customerId, fresh, changeDay(ctx, before), actorName(ctx.actor));
  await tellChange(ctx, {
    of: [customerId],
    part: "customer",
    action: "sensitive_changed",
    subject: `customer:${customerId}`,
    title: { zh: "更名", en: "Renamed" },
    before: { name: before.name },
    after: { name: fresh },
    reason,
  });
}

/** The new phone takes the place of the primary one; the same one again changes nothing. @throws the refusals of contracts/problems/identifiers.ts */
export async function changePhoneByOrder(ctx: Context, customerId: string, phone: string): Promise<void> {
  await lockPresentCustomer(ctx, customerId);
  const primary = (await listPersonalFields(ctx, [customerId])).find(
    ({ kind, isPrimary }) => kind === "mobile" && isPrimary,
  );
  if (primary) await endPersonalField(ctx, customerId, primary.id);
  await addPersonalField(ctx, customerId, {
    kind: "mobile",
    value: phone,
    isPrimary: true,
    verifiedBy: "order",
  });
  await tellChange(ctx, {
    of: [customerId],
    part: "customer",
    action: "sensitive_changed",
    subject: `customer:${customerId}`,
    title: { zh: "电话变更", en: "Phone changed" },
  });
}

/** @throws customers.meter_hangs, customers.supplies_others, customers.account_closed */
export async function closeAccountByOrder(ctx: Context, accountId: string, reason: string): Promise<void> {
  const { version } = await lockForEdit(ctx, accountId);
  await closeAccount(ctx, accountId, { version, on: today(ctx), reason });
}
