/** SQL: what every command wants to know of a customer first. */
import { sql } from "kysely";
import type { Context } from "../../../foundation/context.ts";

export type Head = {
  readonly id: string;
  readonly name: string;
  readonly version: number;
  readonly mergedInto: string | null;
  readonly mergedName: string | null;
};

export async function findHead(ctx: Context, customerId: string): Promise<Head | undefined> {
  const { rows } = await sql<Head>`
    select c.id, c.name, c.version, c.merged_into as "mergedInto", into_.name as "mergedName"
    from customers.customers c
    left join customers.customers into_ on into_.org_id = c.org_id and into_.id = c.merged_into
    where c.org_id = ${ctx.orgId} and c.id = ${customerId}`.execute(ctx.tx);
  return rows[0];
}

/** Whether the account is one of the customer's. */
export async function isAccountOf(ctx: Context, customerId: string, accountId: string): Promise<boolean> {
  const { rows } = await sql`select 1 from customers.accounts
    where org_id = ${ctx.orgId} and id = ${accountId} and customer_id = ${customerId}`.execute(ctx.tx);
  return rows.length > 0;
}
