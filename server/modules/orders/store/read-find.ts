/** SQL that finds orders: by number, phone, account, customer, and by words. Every way is one short index range. */
import { sql } from "kysely";
import type { Context } from "../../../foundation/context.ts";

/** What narrows every way of finding. */
export type FindFilter = {
  readonly callerId: string;
  readonly customerId: string | null;
  readonly accountId: string | null;
  readonly typeCode: string | null;
  readonly openOnly: boolean;
};

const narrowed = (filter: FindFilter) => sql`
  (${filter.customerId}::uuid is null or o.customer_id = ${filter.customerId}::uuid)
  and (${filter.accountId}::uuid is null or o.account_id = ${filter.accountId}::uuid)
  and (${filter.typeCode}::text is null or o.type_code = ${filter.typeCode})
  and (not ${filter.openOnly}::boolean or o.closed_at is null)`;

/** An order of somebody who asked for secrecy is found by who it was only by those who handle it. */
const known = ({ callerId }: FindFilter) => sql`
  (o.secrecy = 'none' or o.responsible_id = ${callerId}::uuid or exists (
    select from orders.steps s where s.org_id = o.org_id and s.order_id = o.id and s.state = 'live'
      and s.assignee_id = ${callerId}::uuid))`;

const ids = (rows: readonly { id: string }[]): string[] => rows.map(({ id }) => id);

export async function findByNumber(ctx: Context, number: string, filter: FindFilter): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select o.id from orders.orders o
    where o.org_id = ${ctx.orgId} and o.number = ${number} and ${narrowed(filter)}`.execute(ctx.tx);
  return ids(rows);
}

/** All that belong to one outage, the newest first. */
export async function findByOutage(
  ctx: Context,
  outageRef: string,
  filter: FindFilter,
  most: number,
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select o.id from orders.orders o
    where o.org_id = ${ctx.orgId} and o.outage_ref = ${outageRef} and ${narrowed(filter)}
    order by o.opened_at desc, o.id limit ${most}`.execute(ctx.tx);
  return ids(rows);
}

export async function findByTail(
  ctx: Context,
  tail: string,
  filter: FindFilter,
  most: number,
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select o.id from orders.find_by_terms(${ctx.orgId}, array[orders.number_term(${ctx.orgId}, ${tail})], ${most * 4}) f
    join orders.orders o on o.org_id = ${ctx.orgId} and o.id = f.order_id
    where right(o.number, 6) = ${tail} and ${narrowed(filter)}
    order by o.opened_at desc, o.id limit ${most}`.execute(ctx.tx);
  return ids(rows);
}

export type Whose = {
  readonly phone: Buffer | null;
  readonly accountIds: readonly string[];
  readonly customerId: string | null;
};

export async function findByWhose(
  ctx: Context,
  { phone, accountIds, customerId }: Whose,
  filter: FindFilter,
  most: number,
): Promise<string[]> {
  const { orgId } = ctx;
  const each = (where: ReturnType<typeof sql>) => sql`(
    select o.id, o.opened_at from orders.orders o where o.org_id = ${orgId} and ${where} and ${narrowed(filter)}
      and ${known(filter)} order by o.opened_at desc limit ${most})`;
  const { rows } = await sql<{ id: string }>`
    select id from (
      ${each(sql`o.contact_phone_blind = ${phone}`)}
      union ${each(sql`o.account_id = any (${accountIds}::uuid[])`)}
      union ${each(sql`o.customer_id = ${customerId}::uuid`)}) found
    order by opened_at desc, id limit ${most}`.execute(ctx.tx);
  return ids(rows);
}

/** All words must be met: each in the title, the address or (where it is no secret) the contact's name. */
export async function findByWords(
  ctx: Context,
  words: readonly string[],
  filter: FindFilter,
  most: number,
): Promise<string[]> {
  const { orgId } = ctx;
  const { rows } = await sql<{ id: string }>`
    with wanted as materialized (
      select w.word, orders.plain(w.word) as plain from unnest(${words}::text[]) w (word))
    select o.id
    from orders.find_by_terms(${orgId},
      (select array_agg(distinct t.term) from wanted cross join lateral unnest(orders.terms_of(${orgId}, plain)) t (term)),
      ${most * 8}) f
    join orders.orders o on o.org_id = ${orgId} and o.id = f.order_id
    where ${narrowed(filter)} and not exists (
      select from wanted where position(plain in orders.plain(o.title)) = 0
        and position(plain in orders.plain(o.address)) = 0
        and (o.secrecy <> 'none' or position(plain in orders.plain(o.contact_name)) = 0))
    order by o.closed_at is not null, o.opened_at desc, o.id limit ${most}`.execute(ctx.tx);
  return ids(rows);
}
