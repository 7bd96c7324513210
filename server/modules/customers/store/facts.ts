/** SQL that gathers what expressions may ask about customers: one statement for one customer or a whole batch. */
import { sql } from "kysely";
import { dateOf } from "../../../foundation/clock.ts";
import type { Context } from "../../../foundation/context.ts";

/** Days as whole numbers from today; null where there is none. */
export type FactRow = {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  readonly stage: string;
  readonly language: string;
  readonly bornOn: Temporal.PlainDate | null;
  readonly accounts: readonly AccountFactRow[];
  readonly accountCount: number;
  readonly contractEnds: number | null;
  readonly authorityEnds: number | null;
  readonly registers: readonly string[];
  readonly registerEnds: number | null;
  readonly classes: Readonly<Record<string, string>>;
  readonly papers: readonly { readonly type: string; readonly ends: number }[];
  readonly open: Readonly<Record<string, number>>;
  readonly visits: number;
  readonly contacts: number;
  readonly told: Readonly<Record<string, number>>;
};
export type AccountFactRow = {
  readonly number: string;
  readonly sort: string;
  readonly use: string;
  readonly trade: string | null;
  readonly tariffGroup: string;
  readonly voltage: string;
  readonly contractKva: number | null;
  readonly runningKva: number | null;
  readonly state: string;
  readonly isSupplied: boolean;
  readonly temporary: string;
  readonly temporaryEnds: number | null;
  readonly importance: string;
  readonly transfer: string;
  readonly notifyBy: string | null;
  readonly invoiceKind: string | null;
  readonly area: string;
  readonly peopleCount: number | null;
};

const accountsMost = 200;

/** In the order of the ids; who is unknown or was merged away is left out. Each part is one short index range per customer. */
export async function listFacts(ctx: Context, customerIds: readonly string[]): Promise<readonly FactRow[]> {
  const { orgId } = ctx;
  const now = ctx.clock.now();
  const today = dateOf(now);
  const since = now.subtract({ hours: 90 * 24 });
  const { rows } = await sql<FactRow>`
    select c.id, c.name, c.kind, c.stage, c.language, c.born_on as "bornOn",
      a.accounts, a.count as "accountCount", k.ends as "contractEnds", p.ends as "authorityEnds",
      r.registers, r.ends as "registerEnds", cl.classes, coalesce(d.papers, '[]') as papers, m.open,
      t.visits, t.contacts, f.told
    from unnest(${customerIds}::uuid[]) with ordinality as wanted (id, place)
    cross join lateral (
      select * from customers.customers c where c.org_id = ${orgId} and c.id = wanted.id and c.merged_into is null) c
    cross join lateral (
      select coalesce(json_agg(json_build_object('number', a.number, 'sort', a.sort_code, 'use', a.use_code, 'trade', a.trade_code,
          'tariffGroup', a.tariff_group, 'voltage', a.voltage_code, 'contractKva', a.contract_kva, 'runningKva', a.running_kva,
          'state', a.state, 'isSupplied', a.is_supplied, 'temporary', a.temporary, 'temporaryEnds', a.temporary_until - ${today}::date,
          'importance', a.importance, 'transfer', a.transfer, 'notifyBy', a.notify_by, 'invoiceKind', a.invoice_kind,
          'area', a.area, 'peopleCount', a.people_count) order by a.contract_kva desc nulls last, a.number)
          filter (where a.place <= ${accountsMost}), '[]') as accounts, count(*)::int as count
      from (select *, row_number() over (order by contract_kva desc nulls last, number) as place from customers.accounts
            where org_id = ${orgId} and customer_id = c.id and state <> 'closed') a) a
    cross join lateral (
      select min(k.ends_on) - ${today}::date as ends from customers.accounts a
      join customers.contracts k on k.org_id = a.org_id and k.account_id = a.id and k.state = 'in-force'
      where a.org_id = ${orgId} and a.customer_id = c.id and a.state <> 'closed') k
    cross join lateral (
      select min(p.authorised_until) - ${today}::date as ends from customers.people p
      where p.org_id = ${orgId} and p.customer_id = c.id and (p.valid_to is null or p.valid_to >= ${today}::date)) p
    cross join lateral (
      select coalesce(json_agg(r.register || ':' || r.level), '[]') as registers, min(r.expires_on) - ${today}::date as ends
      from customers.register_entries r
      where r.org_id = ${orgId} and r.customer_id = c.id and r.state = 'in-force' and r.valid_from <= ${today}::date
        and (r.expires_on is null or r.expires_on >= ${today}::date)) r
    cross join lateral (
      select coalesce(json_object_agg(cl.scheme, cl.code), '{}') as classes from customers.classes cl
      where cl.org_id = ${orgId} and cl.customer_id = c.id) cl
    cross join lateral (
      select json_agg(json_build_object('type', d.type, 'ends', d.expires_on - ${today}::date) order by d.expires_on, d.type) as papers
      from customers.documents d where d.org_id = ${orgId} and d.customer_id = c.id and d.state = 'current'
        and d.expires_on is not null) d
    cross join lateral (
      select coalesce(json_object_agg(m.kind, m.n), '{}') as open from (
        select kind, count(*)::int as n from customers.matters
        where org_id = ${orgId} and customer_id = c.id and closed_at is null group by kind) m) m
    cross join lateral (
      select count(*) filter (where t.kind = 'visit')::int as visits, count(*) filter (where t.kind = 'contact')::int as contacts
      from customers.timeline t where t.org_id = ${orgId} and t.customer_id = c.id and t.kind in ('visit', 'contact')
        and t.at >= ${since}) t
    cross join lateral (
      select coalesce(json_object_agg(f.name, f.value), '{}') as told from customers.facts f
      where f.org_id = ${orgId} and f.customer_id = c.id) f
    order by wanted.place`.execute(ctx.tx);
  return rows;
}

/** The next customers after one, in the order of ids; those who were merged away are not among them. */
export async function nextCustomers(
  ctx: Context,
  after: string | null,
  most: number,
): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from customers.customers
    where org_id = ${ctx.orgId} and id > ${after ?? "00000000-0000-0000-0000-000000000000"}::uuid and merged_into is null
    order by id limit ${most}`.execute(ctx.tx);
  return rows.map(({ id }) => id);
}

export async function countCustomers(ctx: Context): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from customers.customers where org_id = ${ctx.orgId} and merged_into is null`.execute(
    ctx.tx,
  );
  return rows[0]?.n ?? 0;
}

export type ToldFact = "year-energy" | "on-time-percent" | "defaults" | "false-promises" | "hazards";

/** The newest telling holds. */
export async function putFact(
  ctx: Context,
  customerId: string,
  name: ToldFact,
  told: { readonly value: number; readonly source: string; readonly at: Temporal.Instant },
): Promise<void> {
  await sql`insert into customers.facts as f (org_id, customer_id, name, value, source, at)
    values (${ctx.orgId}, ${customerId}, ${name}, ${told.value}, ${told.source}, ${told.at})
    on conflict (org_id, customer_id, name) do update set value = excluded.value, source = excluded.source, at = excluded.at
    where f.at <= excluded.at`.execute(ctx.tx);
}
