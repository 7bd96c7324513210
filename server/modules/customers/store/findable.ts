/** SQL over what a customer is found by, and over the rows of the search index. */
import { sql } from "kysely";
import type { Context } from "../../../foundation/context.ts";

export type FindableRow = {
  readonly id: string;
  readonly kind: "individual" | "organisation" | "intermediary";
  readonly stage: "potential" | "current" | "former";
  readonly name: string;
  readonly creditCode: string | null;
  readonly bornOn: Temporal.PlainDate | null;
  readonly accountNumbers: readonly string[];
  readonly oldNumbers: readonly string[];
  readonly addresses: readonly string[];
  readonly meterNumbers: readonly string[];
};

/** Locks them, in one order, so that of two commands on a customer the later one sees what the earlier one wrote. */
export async function lockForRefresh(ctx: Context, customerIds: readonly string[]): Promise<void> {
  await sql`select id from customers.customers where org_id = ${ctx.orgId} and id = any (${customerIds}::uuid[])
            order by id for no key update`.execute(ctx.tx);
}

/** Which of them are wanted: meters are four tables away, accounts two. */
export type FindableParts = { readonly accounts: boolean; readonly meters: boolean };
const everything: FindableParts = { accounts: true, meters: true };

/** The open texts of these customers; those that were merged into another have none. What is not wanted is empty. */
export async function readFindable(
  ctx: Context,
  customerIds: readonly string[],
  wanted = everything,
): Promise<readonly FindableRow[]> {
  // For all of them at once, not for each: without statistics a plan for each would read whole tables as often.
  const own = sql`a.org_id = ${ctx.orgId} and a.customer_id = any (${customerIds}::uuid[])`;
  const nothing = sql`where false`;
  const { rows } = await sql<FindableRow>`
    with accounts as (
      select a.customer_id, array_agg(a.number) as numbers, array_remove(array_agg(a.old_number), null) as old_numbers,
             array_agg(distinct p.address) as addresses
      from customers.accounts a join customers.premises p on p.org_id = a.org_id and p.id = a.premise_id
      ${wanted.accounts ? sql`where ${own}` : nothing} group by a.customer_id),
    meters as (
      select a.customer_id, array_agg(m.asset_number) as numbers
      from customers.accounts a
      join customers.metering_points t on t.org_id = a.org_id and t.account_id = a.id
      join customers.installations i on i.org_id = t.org_id and i.point_id = t.id and i.removed_on is null
      join customers.meters m on m.org_id = i.org_id and m.id = i.meter_id
      ${wanted.meters ? sql`where ${own}` : nothing} group by a.customer_id)
    select c.id, c.kind, c.stage, c.name, c.credit_code as "creditCode", c.born_on as "bornOn",
           coalesce(a.numbers, '{}') as "accountNumbers", coalesce(a.old_numbers, '{}') as "oldNumbers",
           coalesce(a.addresses, '{}') as addresses, coalesce(m.numbers, '{}') as "meterNumbers"
    from unnest(${customerIds}::uuid[]) with ordinality as wanted (id, place)
    join customers.customers c on c.org_id = ${ctx.orgId} and c.id = wanted.id and c.merged_into is null
    left join accounts a on a.customer_id = c.id left join meters m on m.customer_id = c.id
    order by wanted.place`.execute(ctx.tx);
  return rows;
}

export type SearchRow = { readonly customerId: string; readonly terms: readonly number[] };

export async function saveSearchRows(ctx: Context, rows: readonly SearchRow[]): Promise<void> {
  await sql`
    insert into customers.search (org_id, customer_id, terms)
    select ${ctx.orgId}, customer_id, array(select value::bigint from json_array_elements_text(terms))
    from json_to_recordset(${JSON.stringify(rows.map(({ customerId, terms }) => ({ customer_id: customerId, terms })))}::json)
      as given (customer_id uuid, terms json)
    on conflict (org_id, customer_id) do update set terms = excluded.terms
    where search.terms <> excluded.terms`.execute(ctx.tx);
}

export async function dropSearchRows(ctx: Context, customerIds: readonly string[]): Promise<void> {
  if (customerIds.length === 0) return;
  await sql`delete from customers.search
            where org_id = ${ctx.orgId} and customer_id = any (${customerIds}::uuid[])`.execute(ctx.tx);
}
