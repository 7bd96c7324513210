/**
 * What orders agree on how an account is charged (基本电费计费方式变更、暂换): it holds from its day on, which may be still to
 * come, and the page of the account shows what is in force on a day and what follows. Entered again nothing changes.
 */
import { isDeepStrictEqual } from "node:util";
import type { Words } from "../../../contracts/endpoint.ts";
import type { Context } from "../../foundation/context.ts";
import { lockForEdit } from "./account.ts";
import { tellChange, today } from "./edit.ts";
import type { AccountRow } from "./store/accounts.ts";
import * as store from "./store/terms.ts";

/**
 * @returns the account's number
 * @throws thing.not_found, customers.account_closed
 */
export async function agreeDemandByOrder(
  ctx: Context,
  accountId: string,
  term: store.NewTerm,
): Promise<string> {
  const account = await lockForEdit(ctx, accountId);
  const before = await store.termFrom(ctx, accountId, term.startsOn);
  if (isDeepStrictEqual(before, term)) return account.number;
  await store.saveTerm(ctx, accountId, term, today(ctx));
  await tell(ctx, account, "demand_agreed", { before, after: term, reason: term.source }, (number) => ({
    zh: `户 ${number} 基本电费计费方式自 ${term.startsOn} 起变更`,
    en: `How capacity of account ${number} is charged changes on ${term.startsOn}`,
  }));
  return account.number;
}

/**
 * @returns the account's number
 * @throws thing.not_found, customers.account_closed
 */
export async function swapByOrder(ctx: Context, accountId: string, swap: store.NewSwap): Promise<string> {
  const account = await lockForEdit(ctx, accountId);
  const before = await store.swapFrom(ctx, accountId, swap.startsOn);
  if (isDeepStrictEqual(before, swap)) return account.number;
  await store.saveSwap(ctx, accountId, swap, today(ctx));
  await tell(ctx, account, "transformer_swapped", { before, after: swap, reason: swap.source }, (number) => ({
    zh: `户 ${number} 暂换变压器`,
    en: `The transformer of account ${number} is swapped for a while`,
  }));
  return account.number;
}

async function tell(
  ctx: Context,
  { id, number, customerId }: AccountRow,
  action: string,
  {
    before,
    after,
    reason,
  }: { readonly before: object | undefined; readonly after: object; readonly reason: string },
  title: (number: string) => Words,
): Promise<void> {
  await tellChange(ctx, {
    of: [customerId],
    part: "account",
    action,
    subject: `account:${id}`,
    title: title(number),
    accountId: id,
    ...(before ? { before } : {}),
    after,
    reason,
  });
}
