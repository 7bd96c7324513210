/** SQL for a customer's name and little else: what other modules put beside their own things. */
import { sql } from "kysely";
import type { Context } from "../../../foundation/context.ts";

export type CustomerFace = {
  readonly id: string;
  readonly name: string;
  readonly kind: "individual" | "organisation" | "intermediary";
};

/** The customer, or the one that it was merged into; undefined when there is none in the company. */
export async function customerFace(ctx: Context, customerId: string): Promise<CustomerFace | undefined> {
  const { rows } = await sql<CustomerFace>`
    with recursive line as (
      select id, name, kind, merged_into from customers.customers where org_id = ${ctx.orgId} and id = ${customerId}
      union all
      select c.id, c.name, c.kind, c.merged_into from line l
      join customers.customers c on c.org_id = ${ctx.orgId} and c.id = l.merged_into
    )
    select id, name, kind from line where merged_into is null`.execute(ctx.tx);
  return rows[0];
}

/** These customers by id, as each row is now: one that was merged keeps the name that it had. */
export async function customerFaces(
  ctx: Context,
  customerIds: readonly string[],
): Promise<ReadonlyMap<string, CustomerFace>> {
  if (customerIds.length === 0) return new Map();
  const { rows } = await sql<CustomerFace>`
    select id, name, kind from customers.customers
    where org_id = ${ctx.orgId} and id = any (${[...new Set(customerIds)]}::uuid[])`.execute(ctx.tx);
  return new Map(rows.map((face) => [face.id, face]));
}

/** Accounts of this number, now or before it was renumbered: their ids and whose they are. */
export async function accountsNumbered(
  ctx: Context,
  number: string,
): Promise<readonly { readonly id: string; readonly customerId: string }[]> {
  const { rows } = await sql<{ id: string; customerId: string }>`
    select id, customer_id as "customerId" from customers.accounts where org_id = ${ctx.orgId} and number = ${number}
    union
    select id, customer_id from customers.accounts where org_id = ${ctx.orgId} and old_number = ${number}
    limit 20`.execute(ctx.tx);
  return rows;
}
