/** SQL over the accounts that orders name beside their own, and what is open on an account. */
import { sql } from "kysely";
import type { Context } from "../../../foundation/context.ts";

export async function nameAccounts(
  ctx: Context,
  orderId: string,
  accountIds: readonly string[],
): Promise<void> {
  if (accountIds.length === 0) return;
  await sql`insert into orders.named_accounts (org_id, account_id, order_id)
    select ${ctx.orgId}, account, ${orderId} from unnest(${accountIds}::uuid[]) account`.execute(ctx.tx);
}

export type Unfinished = {
  readonly id: string;
  readonly number: string;
  readonly typeCode: string;
  /** It is about another account, and names this one. */
  readonly isNamed: boolean;
};

/**
 * Open orders on an account, or that name it, for which the archive still waits. What was entered whole needs the account no
 * more, also when it was archived again and nothing was left to enter.
 */
export async function listUnfinished(ctx: Context, accountId: string): Promise<readonly Unfinished[]> {
  const { rows } = await sql<Unfinished>`
    select o.id, o.number, o.type_code as "typeCode", o.account_id is distinct from ${accountId}::uuid as "isNamed"
    from orders.orders o
    where o.org_id = ${ctx.orgId} and o.closed_at is null
      and o.id in (
        select id from orders.orders where org_id = ${ctx.orgId} and account_id = ${accountId} and closed_at is null
        union all
        select order_id from orders.named_accounts where org_id = ${ctx.orgId} and account_id = ${accountId})
      and (select coalesce(bool_or(e.kind = 'archive-left' and not e.detail ? 'isNothing'), true)
          or not bool_or(e.kind = 'archive-updated')
        from orders.entries e
        where e.org_id = o.org_id and e.order_id = o.id and e.kind in ('archive-updated', 'archive-left'))
    order by o.opened_at desc limit 20`.execute(ctx.tx);
  return rows;
}
