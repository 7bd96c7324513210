/** SQL over customers' classes. */
import { sql } from "kysely";
import type { Words } from "../../../../contracts/endpoint.ts";
import type { Context } from "../../../foundation/context.ts";
import type { ComputedClass } from "../rules/class-schemes.ts";

export type ClassRow = {
  readonly scheme: string;
  readonly code: string;
  readonly isComputed: boolean;
  readonly because: readonly Words[];
};

export async function listClasses(ctx: Context, customerId: string): Promise<readonly ClassRow[]> {
  const { rows } = await sql<ClassRow>`
    select scheme, code, is_computed as "isComputed", because from customers.classes
    where org_id = ${ctx.orgId} and customer_id = ${customerId} order by scheme`.execute(ctx.tx);
  return rows;
}

export type CustomerClasses = { readonly customerId: string; readonly classes: readonly ComputedClass[] };

/**
 * Makes these the computed classes of the customers; what was set by hand stays.
 * @returns the customers whose codes became others
 */
export async function saveComputed(
  ctx: Context,
  all: readonly CustomerClasses[],
): Promise<readonly string[]> {
  const rowsOf = all.flatMap(({ customerId, classes }) =>
    classes.map(({ scheme, code, because }) => ({ customer_id: customerId, scheme, code, because })),
  );
  const { rows } = await sql<{ customerId: string }>`
    with given as (
      select * from jsonb_to_recordset(${JSON.stringify(rowsOf)}::jsonb)
        as g (customer_id uuid, scheme text, code text, because jsonb)),
    before as (
      select customer_id, scheme, code from customers.classes
      where org_id = ${ctx.orgId} and customer_id = any (${all.map(({ customerId }) => customerId)}::uuid[]) and is_computed),
    gone as (
      delete from customers.classes c using before b
      where c.org_id = ${ctx.orgId} and c.customer_id = b.customer_id and c.scheme = b.scheme and c.is_computed
        and not exists (select from given g where g.customer_id = b.customer_id and g.scheme = b.scheme)
      returning c.customer_id),
    put as (
      insert into customers.classes as c (org_id, customer_id, scheme, code, is_computed, because, set_at, set_by)
      select ${ctx.orgId}, g.customer_id, g.scheme, g.code, true, g.because, ${ctx.clock.now()}::timestamptz, 'system' from given g
      order by g.customer_id, g.scheme
      on conflict (org_id, customer_id, scheme) do update set code = excluded.code, because = excluded.because,
        set_at = excluded.set_at, set_by = excluded.set_by
      where c.is_computed and (c.code, c.because) is distinct from (excluded.code, excluded.because)
      returning c.customer_id, c.scheme, c.code)
    select distinct customer_id as "customerId" from (
      select customer_id from gone
      union all
      select put.customer_id from put where not exists (
        select from before b where b.customer_id = put.customer_id and b.scheme = put.scheme and b.code = put.code)) changed`.execute(
    ctx.tx,
  );
  return rows.map(({ customerId }) => customerId);
}

export async function setByHand(
  ctx: Context,
  customerId: string,
  given: {
    readonly scheme: string;
    readonly code: string;
    readonly because: readonly Words[];
    readonly by: string;
  },
): Promise<void> {
  await sql`insert into customers.classes (org_id, customer_id, scheme, code, is_computed, because, set_at, set_by)
    values (${ctx.orgId}, ${customerId}, ${given.scheme}, ${given.code}, false, ${JSON.stringify(given.because)},
      ${ctx.clock.now()}, ${given.by})
    on conflict (org_id, customer_id, scheme) do update set code = excluded.code, is_computed = false,
      because = excluded.because, set_at = excluded.set_at, set_by = excluded.set_by`.execute(ctx.tx);
}
