/**
 * Accounts are split and merged by orders (分户、并户): capacity moves from one to the other, and the sum stays. Accounts are
 * locked by their ids, the smaller first, so that two orders about the same two never wait for each other.
 */
import { openAccount as opening } from "../../../contracts/customers.ts";
import { actorName, type Context } from "../../foundation/context.ts";
import { lockForEdit } from "./account.ts";
import { bodyOf } from "./body-of.ts";
import { changeDay, tellChange, today } from "./edit.ts";
import { openAccount } from "./open-account.ts";
import { type AccountRow, saveAccount } from "./store/accounts.ts";
import { accountsNumbered } from "./store/faces.ts";
import { listHanging } from "./store/meters.ts";
import { closeAccount } from "./update-account.ts";

/**
 * A new account at the same premise, with a part of the capacity.
 * @returns its number; undefined when the part is not smaller than the whole
 * @throws thing.not_found, customers.account_closed, customers.merged
 */
export async function splitAccountByOrder(
  ctx: Context,
  accountId: string,
  kva: number,
  reason: string,
): Promise<{ readonly number: string; readonly from: string } | undefined> {
  const before = await lockForEdit(ctx, accountId);
  if (before.contractKva === null || kva <= 0 || kva >= before.contractKva) return undefined;
  await saveCapacity(
    ctx,
    before,
    { contractKva: before.contractKva - kva, runningKva: before.runningKva },
    reason,
  );
  const { number } = await openAccount(
    ctx,
    before.customerId,
    bodyOf(opening, {
      sortCode: before.sortCode,
      useCode: before.useCode,
      tradeCode: before.tradeCode,
      tariffGroup: before.tariffGroup,
      voltageCode: before.voltageCode,
      contractKva: kva,
      runningKva: kva,
      sectionCode: before.sectionCode,
      notifyBy: before.notifyBy,
      settleBy: before.settleBy,
      invoiceKind: before.invoiceKind,
      area: before.area,
      temporary: before.temporary,
      temporaryUntil: before.temporaryUntil,
      peopleCount: null,
      securityKva: null,
      transfer: "none",
      supplierAccountId: null,
      note: null,
      unitId: before.unitId,
      premise: { premiseId: before.premiseId },
    }),
  );
  return { number, from: before.number };
}

export type Merging =
  | { readonly closed: readonly string[]; readonly contractKva: number | null }
  | { readonly unknown: string }
  | { readonly hanging: string; readonly number: string };

/**
 * The others end in this one, which takes their capacity. Nothing is done unless all of it can be.
 * @throws thing.not_found, customers.account_closed, customers.supplies_others
 */
export async function mergeAccountsByOrder(
  ctx: Context,
  accountId: string,
  otherNumbers: readonly string[],
  reason: string,
): Promise<Merging> {
  const ids = new Map<string, string>();
  for (const number of otherNumbers) {
    const [found, more] = await accountsNumbered(ctx, number);
    if (!found || more || found.id === accountId) return { unknown: number };
    ids.set(found.id, number);
  }
  const locked = new Map<string, AccountRow>();
  for (const id of [accountId, ...ids.keys()].sort()) locked.set(id, await lockForEdit(ctx, id));
  const others = [...ids.keys()].flatMap((id) => locked.get(id) ?? []);
  for (const { id, number } of others) {
    const { meter } = await listHanging(ctx, id);
    if (meter !== null) return { hanging: meter, number };
  }
  const main = locked.get(accountId);
  if (!main) throw new Error("the account was locked just now");
  for (const { id, version } of others) await closeAccount(ctx, id, { version, on: today(ctx), reason });
  const sum = (of: "contractKva" | "runningKva") =>
    [main, ...others].reduce<number | null>(
      (total, row) => (row[of] === null ? total : (total ?? 0) + (row[of] ?? 0)),
      null,
    );
  const contractKva = sum("contractKva");
  await saveCapacity(ctx, main, { contractKva, runningKva: sum("runningKva") }, reason);
  return { closed: others.map(({ number }) => number), contractKva };
}

async function saveCapacity(
  ctx: Context,
  before: AccountRow,
  { contractKva, runningKva }: Pick<AccountRow, "contractKva" | "runningKva">,
  reason: string,
): Promise<void> {
  const running =
    contractKva !== null && runningKva !== null ? Math.min(runningKva, contractKva) : runningKva;
  const after = { ...before, contractKva, runningKva: running, validFrom: changeDay(ctx, before) };
  await saveAccount(ctx, before.id, after, actorName(ctx.actor));
  await tellChange(ctx, {
    of: [before.customerId],
    part: "account",
    action: "account_changed",
    subject: `account:${before.id}`,
    title: { zh: `户 ${before.number} 容量变更`, en: `Capacity of account ${before.number} changed` },
    accountId: before.id,
    before,
    after,
    reason,
  });
}
