/**
 * SQL that reads a customer's page as of a day: a handful of statements, however much the customer owns. Rows of the main
 * tables come through the functions `customers.…_on` (0005), spans by their two ends.
 */
import { sql } from "kysely";
import type { z } from "zod";
import type {
  account,
  analysisNote,
  classTag,
  contactPerson,
  matter,
  pin,
  registerTag,
  relation,
} from "../../../../contracts/customers/shapes.ts";
import type { Context } from "../../../foundation/context.ts";
import type { CustomerRow } from "./customers.ts";
import { rowFrom } from "./rows.ts";

/** Undefined when there was no such customer on the day. `mergedInto` is of today. */
export async function readCustomerOn(
  ctx: Context,
  id: string,
  day: string,
): Promise<(CustomerRow & { readonly updatedAt: string; readonly updatedBy: string }) | undefined> {
  const { rows } = await sql<{ row: unknown }>`
    select to_jsonb(c) || jsonb_build_object('merged_into', t.merged_into) as row
    from customers.customers_on(${ctx.orgId}, array[${id}::uuid], ${day}::date) c
    join customers.customers t on t.org_id = c.org_id and t.id = c.id`.execute(ctx.tx);
  return rows[0] && rowFrom(rows[0].row);
}

type Code = "sortName" | "useName" | "tradeName" | "voltageName" | "supplyPoints";
/** An account with all that hangs on it, before its codes have names. */
export type AccountOn = Omit<z.output<typeof account>, Code> & {
  readonly supplyPoints: readonly Omit<z.output<typeof account>["supplyPoints"][number], "voltageName">[];
};

/** The accounts that were the customer's on the day. */
export const accountsOfCustomer = (ctx: Context, customerId: string, day: string): Promise<AccountOn[]> =>
  readAccountsOn(ctx, { customerId, accountId: null }, day);

/** One account, whoever had it on the day. */
export async function accountOn(
  ctx: Context,
  accountId: string,
  day: string,
): Promise<AccountOn | undefined> {
  return (await readAccountsOn(ctx, { customerId: null, accountId }, day))[0];
}

type Wanted = { readonly customerId: string | null; readonly accountId: string | null };

async function readAccountsOn(
  ctx: Context,
  { customerId, accountId }: Wanted,
  day: string,
): Promise<AccountOn[]> {
  const org = sql`${ctx.orgId}::int`;
  const on = sql`${day}::date`;
  const { rows } = await sql<{ row: unknown }>`
    with wanted as (
      select array(select id from customers.accounts where org_id = ${org}
                     and (customer_id = ${customerId}::uuid or id = ${accountId}::uuid)
                   union select id from customers.past where org_id = ${org} and customer_id = ${customerId}::uuid
                     and kind = 'accounts' and valid_from <= ${on} and valid_to > ${on}) as ids)
    select to_jsonb(a) || jsonb_build_object(
      'premise', (select to_jsonb(p) from customers.premises_on(${org}, array[a.premise_id], ${on}) p),
      'supplier_account_number', (select s.number from customers.accounts s
        where s.org_id = ${org} and s.id = a.supplier_account_id),
      'supply_points', (select coalesce(jsonb_agg(to_jsonb(s)
          order by array_position('{main,backup,security}', s.role), s.id), '[]')
        from customers.supply_points_on(${org}, array[a.id], ${on}) s),
      'metering_points', (select coalesce(jsonb_agg(to_jsonb(p) || jsonb_build_object('installations', (
          select coalesce(jsonb_agg(jsonb_build_object('id', i.id, 'meter_id', i.meter_id, 'asset_number', m.asset_number,
              'model', m.model, 'installed_on', i.installed_on, 'installed_reading', i.installed_reading, 'reason', i.reason,
              'removed_on', case when i.removed_on <= ${on} then i.removed_on end,
              'removed_reading', case when i.removed_on <= ${on} then i.removed_reading end)
            order by i.installed_on desc, i.removed_on desc nulls first, i.id desc), '[]')
          from customers.installations i join customers.meters m on m.org_id = i.org_id and m.id = i.meter_id
          where i.org_id = ${org} and i.point_id = p.id and i.installed_on <= ${on})) order by p.number), '[]')
        from customers.metering_points_on(${org}, array[a.id], ${on}) p),
      'contracts', (select coalesce(jsonb_agg(to_jsonb(c) || jsonb_build_object('parties', (
          select coalesce(jsonb_agg(jsonb_build_object('customer_id', y.customer_id, 'name', z.name, 'role', y.role)
            order by array_position('{consumer,owner,payer,agent,guarantor}', y.role), y.customer_id), '[]')
          from customers.contract_parties y join customers.customers z on z.org_id = y.org_id and z.id = y.customer_id
          where y.org_id = ${org} and y.contract_id = c.id and y.valid_from <= ${on}
            and (y.valid_to is null or y.valid_to > ${on}))) order by c.starts_on desc, c.id), '[]')
        from customers.contracts_on(${org}, array[a.id], ${on}) c),
      'demand_terms', (select coalesce(jsonb_agg(to_jsonb(d) || jsonb_build_object('is_in_force', d.starts_on <= ${on})
          order by d.starts_on), '[]')
        from customers.demand_terms d where d.org_id = ${org} and d.account_id = a.id and (
          (d.starts_on > ${on} and d.entered_on <= ${on})
          or d.starts_on = (select max(e.starts_on) from customers.demand_terms e
            where e.org_id = ${org} and e.account_id = a.id and e.starts_on <= ${on}))),
      'swaps', (select coalesce(jsonb_agg(to_jsonb(w) || jsonb_build_object('is_in_force', w.starts_on <= ${on})
          order by w.starts_on), '[]')
        from customers.swaps w where w.org_id = ${org} and w.account_id = a.id and (w.ends_on is null or w.ends_on > ${on})
          and (w.starts_on <= ${on} or w.entered_on <= ${on}))) as row
    from wanted cross join customers.accounts_on(${org}, wanted.ids, ${on}) a
    where ${customerId}::uuid is null or a.customer_id = ${customerId}::uuid
    order by a.state = 'closed', a.number`.execute(ctx.tx);
  return rows.map(({ row }) => rowFrom<AccountOn>(row));
}

type Instants = "openedAt" | "dueAt" | "placedAt" | "at";
/** Everything of the page that is no account: spans that hold on the day, and days on which something changed. */
export type Beside = {
  readonly people: (Omit<z.output<typeof contactPerson>, "phone"> & { readonly phoneId: string | null })[];
  readonly relations: z.output<typeof relation>[];
  readonly classes: Omit<z.output<typeof classTag>, "schemeName" | "name">[];
  readonly registers: Omit<z.output<typeof registerTag>, "levelName">[];
  readonly analysis: z.output<typeof analysisNote>[];
  readonly pins: z.output<typeof pin>[];
  readonly matters: z.output<typeof matter>[];
  readonly changeDays: string[];
};

/** How far back the list of days goes; any other day can be asked too. */
const daysMost = 200;
/** Open matters and pins beyond these are for their own pages. */
const most = 100;

/**
 * What is computed or told about a customer (classes, analysis) is known for today only and left out of the past; pins and
 * matters are those that stood open when the day ended.
 */
export async function readBeside(
  ctx: Context,
  customerId: string,
  {
    day,
    isPast,
    until,
  }: { readonly day: string; readonly isPast: boolean; readonly until: Temporal.Instant },
): Promise<Beside> {
  const org = sql`${ctx.orgId}::int`;
  const id = sql`${customerId}::uuid`;
  const on = sql`${day}::date`;
  const holds = sql`t.valid_from <= ${on} and (t.valid_to is null or t.valid_to > ${on})`;
  const mine = sql`t.org_id = ${org} and t.customer_id = ${id}`;
  const days = sql`select unnest(array[t.valid_from, t.valid_to]) as day from`;
  const { rows } = await sql<{ row: unknown }>`
    with accounts as (
      select id, premise_id from customers.accounts t where ${mine}
      union select t.id, a.premise_id from customers.past t
        join customers.accounts a on a.org_id = t.org_id and a.id = t.id where ${mine} and t.kind = 'accounts'),
    things (kind, id) as (
      select 'customers', ${id} union all select 'premises', premise_id from accounts
      union all select 'supply_points', t.id from customers.supply_points t join accounts a on a.id = t.account_id where t.org_id = ${org}
      union all select 'metering_points', t.id from customers.metering_points t join accounts a on a.id = t.account_id where t.org_id = ${org}
      union all select 'contracts', t.id from customers.contracts t join accounts a on a.id = t.account_id where t.org_id = ${org}),
    days as (
      ${days} customers.past t join things on things.kind = t.kind and things.id = t.id where t.org_id = ${org}
      union ${days} customers.past t where ${mine} and t.kind = 'accounts'
      union ${days} customers.personal_fields t where ${mine}
      union ${days} customers.people t where ${mine}
      union ${days} customers.relations t where t.org_id = ${org} and ${id} in (t.from_id, t.to_id)
      union ${days} customers.contract_parties t join things on things.kind = 'contracts' and things.id = t.contract_id where t.org_id = ${org}
      union select unnest(array[t.valid_from, t.ended_on]) from customers.register_entries t where ${mine} and t.reviewed_at is not null
      union select t.valid_from from customers.customers t where t.org_id = ${org} and t.id = ${id}
      union select t.valid_from from customers.accounts t where ${mine}
      union select d.starts_on from customers.demand_terms d join accounts a on a.id = d.account_id where d.org_id = ${org}
      union select unnest(array[w.starts_on, w.ends_on]) from customers.swaps w join accounts a on a.id = w.account_id
        where w.org_id = ${org}
      union select t.valid_from from customers.premises t join accounts a on a.premise_id = t.id where t.org_id = ${org}
      union select t.valid_from from customers.supply_points t join accounts a on a.id = t.account_id where t.org_id = ${org}
      union select t.valid_from from customers.contracts t join accounts a on a.id = t.account_id where t.org_id = ${org}
      union select unnest(array[t.valid_from, i.installed_on, i.removed_on]) from customers.metering_points t
        join accounts a on a.id = t.account_id
        left join customers.installations i on i.org_id = t.org_id and i.point_id = t.id where t.org_id = ${org})
    select jsonb_build_object(
      'people', (select coalesce(jsonb_agg(to_jsonb(t) order by t.role, t.valid_from, t.id), '[]')
        from customers.people t where ${mine} and ${holds}),
      'relations', (select coalesce(jsonb_agg(jsonb_build_object('id', t.id, 'kind', t.kind, 'note', t.note,
          'end', case when t.from_id = ${id} then 'from' else 'to' end, 'valid_from', t.valid_from, 'valid_to', t.valid_to,
          'other', jsonb_build_object('id', o.id, 'name', o.name, 'kind', o.kind)) order by t.kind, t.valid_from, t.id), '[]')
        from customers.relations t join customers.customers o on o.org_id = t.org_id
          and o.id = case when t.from_id = ${id} then t.to_id else t.from_id end
        where t.org_id = ${org} and ${id} in (t.from_id, t.to_id) and ${holds}),
      'registers', (select coalesce(jsonb_agg(jsonb_build_object('id', t.id, 'register', t.register, 'level', t.level,
          'state', case when ${isPast} then 'in-force' else t.state end, 'reason', t.reason, 'valid_from', t.valid_from,
          'expires_on', t.expires_on) order by t.register, t.level, t.id), '[]')
        from customers.register_entries t where ${mine} and (t.expires_on is null or t.expires_on >= ${on}) and (
          (not ${isPast} and t.state = 'proposed') or (t.state in ('in-force', 'ended') and t.valid_from <= ${on}
            and t.reviewed_at < ${until} and (t.ended_on is null or t.ended_on > ${on})))),
      'classes', (select coalesce(jsonb_agg(to_jsonb(t) order by t.scheme), '[]')
        from customers.classes t where ${mine} and not ${isPast}),
      'analysis', (select coalesce(jsonb_agg(to_jsonb(t) order by t.aspect), '[]')
        from customers.analysis t where ${mine} and not ${isPast}),
      'pins', (select coalesce(jsonb_agg(to_jsonb(t) order by t.grave, t.placed_at desc), '[]') from (
        select t.*, array_position('{danger,warning,info}', t.level) as grave from customers.pins t
        where ${mine} and t.placed_at < ${until} and (t.removed_at is null or t.removed_at >= ${until})
          and (t.until is null or t.until >= ${on}) order by grave, t.placed_at desc limit ${most}) t),
      'matters', (select coalesce(jsonb_agg(to_jsonb(t) || jsonb_build_object(
          'title', jsonb_build_object('zh', t.title_zh, 'en', t.title_en),
          'state', jsonb_build_object('zh', t.state_zh, 'en', t.state_en)) order by t.due_at nulls last, t.opened_at), '[]') from (
        select t.* from customers.matters t where ${mine} and t.opened_at < ${until}
          and (t.closed_at is null or t.closed_at >= ${until}) order by t.due_at nulls last, t.opened_at limit ${most}) t),
      'change_days', (select coalesce(jsonb_agg(day order by day desc), '[]') from (
        select distinct day from days where day <= ${on} order by day desc limit ${daysMost}) d)) as row`.execute(
    ctx.tx,
  );
  return withInstants(rowFrom<Beside>(rows[0]?.row));
}

/** PostgreSQL's JSON writes +00:00 where the contract has Z. */
function withInstants({ matters, pins, analysis, ...rest }: Beside): Beside {
  const iso = <T extends object>(row: T): T => {
    const instants: readonly (string | Instants)[] = ["openedAt", "dueAt", "placedAt", "at"];
    const entries = Object.entries(row).map(([name, value]) =>
      typeof value === "string" && instants.includes(name) ? [name, instantText(value)] : [name, value],
    );
    return Object.fromEntries(entries) as T;
  };
  return { ...rest, matters: matters.map(iso), pins: pins.map(iso), analysis: analysis.map(iso) };
}

export const instantText = (text: string): string => Temporal.Instant.from(text).toString();
