/**
 * An account moves to another place by an order (迁址). The place that it leaves stays as it was: others may have accounts
 * there, and on every day before the move the archive shows the account where it was.
 */
import { actorName, type Context } from "../../foundation/context.ts";
import { newId } from "../../foundation/ids.ts";
import { Problem } from "../../foundation/problem.ts";
import { lockForEdit } from "./account.ts";
import { changeDay, tellChange, today } from "./edit.ts";
import { insertPremise, lockPremise, moveAccount } from "./store/accounts.ts";

/**
 * @returns the account's number; undefined when it is at that address already
 * @throws thing.not_found, customers.account_closed
 */
export async function moveAccountByOrder(
  ctx: Context,
  accountId: string,
  address: string,
  reason: string,
): Promise<string | undefined> {
  const before = await lockForEdit(ctx, accountId);
  const from = await lockPremise(ctx, before.premiseId);
  if (!from) throw new Problem("thing.not_found");
  const to = address.trim();
  if (from.address === to) return undefined;
  const premiseId = newId();
  const { regionCode } = from;
  await insertPremise(ctx, {
    ...{ id: premiseId, address: to, levels: {}, regionCode, longitude: null, latitude: null },
    validFrom: today(ctx),
  });
  const validFrom = changeDay(ctx, before);
  await moveAccount(ctx, accountId, { premiseId, validFrom, by: actorName(ctx.actor) });
  await tellChange(ctx, {
    of: [before.customerId],
    part: "account",
    action: "account_moved",
    subject: `account:${accountId}`,
    title: { zh: `户 ${before.number} 迁址`, en: `Account ${before.number} moved to another address` },
    accountId,
    before: { address: from.address, premiseId: before.premiseId },
    after: { address: to, premiseId },
    reason,
  });
  return before.number;
}
