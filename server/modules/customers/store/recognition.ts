/** SQL behind recognition: who has one of these numbers, and everything a clerk wants to see of one customer. */
import { sql } from "kysely";
import type { z } from "zod";
import type { matter, pin, TimelineEntry } from "../../../../contracts/customers.ts";
import type { Words } from "../../../../contracts/endpoint.ts";
import { dateOf } from "../../../foundation/clock.ts";
import type { Context } from "../../../foundation/context.ts";

export type Wanted = {
  readonly papers: readonly Buffer[];
  readonly phones: readonly Buffer[];
  readonly accounts: readonly string[];
  readonly meters: readonly string[];
  readonly creditCodes: readonly string[];
  readonly cards: readonly Buffer[];
};

/** More people than this do not share a phone; a form's dummy number may be everybody's. */
const holdersMost = 20;

/** Everyone who has one of these now, each once. Each branch is a probe of its own index, empty ones cost nothing. */
export async function findHolders(ctx: Context, wanted: Wanted): Promise<readonly string[]> {
  const { orgId } = ctx;
  const { rows } = await sql<{ id: string }>`
    select distinct id from (
      select customer_id as id from customers.personal_fields
      where org_id = ${orgId} and valid_to is null and blind = any (${wanted.papers}::bytea[])
        and kind in ('id-card', 'passport', 'hk-macao', 'taiwan', 'foreign-residence', 'old-id')
      union all
      select customer_id from customers.personal_fields
      where org_id = ${orgId} and valid_to is null and blind = any (${wanted.phones}::bytea[])
        and kind in ('mobile', 'landline')
      union all
      select customer_id from customers.accounts where org_id = ${orgId} and number = any (${wanted.accounts}::text[])
      union all
      select customer_id from customers.accounts where org_id = ${orgId} and old_number = any (${wanted.accounts}::text[])
      union all
      select a.customer_id from customers.meters m
      join customers.installations i on i.org_id = m.org_id and i.meter_id = m.id and i.removed_on is null
      join customers.metering_points t on t.org_id = i.org_id and t.id = i.point_id
      join customers.accounts a on a.org_id = t.org_id and a.id = t.account_id
      where m.org_id = ${orgId} and m.asset_number = any (${wanted.meters}::text[])
      union all
      select id from customers.customers
      where org_id = ${orgId} and credit_code = any (${wanted.creditCodes}::text[]) and merged_into is null
      union all
      select customer_id from customers.cards
      where org_id = ${orgId} and token_hash = any (${wanted.cards}::bytea[]) and revoked_at is null
    ) holders limit ${holdersMost}`.execute(ctx.tx);
  return rows.map(({ id }) => id);
}

export type Whole = {
  readonly kind: "individual" | "organisation" | "intermediary";
  readonly name: string;
  readonly bornOn: Temporal.PlainDate | null;
  readonly mergedInto: string | null;
  readonly accounts: readonly {
    id: string;
    number: string;
    state: "applying" | "active" | "changing" | "closed";
    useCode: string;
    voltageCode: string;
    isSupplied: boolean;
    importance: "none" | "special" | "first" | "second" | "temporary";
    address: string;
    meterNumbers: string[];
  }[];
  readonly classes: readonly { scheme: string; code: string; isComputed: boolean; because: Words[] }[];
  readonly matters: readonly z.input<typeof matter>[];
  readonly pins: readonly z.input<typeof pin>[];
  readonly recent: readonly TimelineEntry[];
};

/** Accounts beyond these are for the customer's own page: a property manager has thousands. */
const accountsMost = 50;
const recentMost = 8;

/** One statement, one plan of short index ranges. Instants come as PostgreSQL's JSON has them and are made ISO here. */
export async function readWhole(ctx: Context, customerId: string): Promise<Whole | undefined> {
  const { orgId } = ctx;
  const today = dateOf(ctx.clock.now());
  const { rows } = await sql<Whole>`
    select c.kind, c.name, c.born_on as "bornOn", c.merged_into as "mergedInto",
      (select coalesce(json_agg(json_build_object(
          'id', a.id, 'number', a.number, 'state', a.state, 'useCode', a.use_code, 'voltageCode', a.voltage_code,
          'isSupplied', a.is_supplied, 'importance', a.importance, 'address', p.address,
          'meterNumbers', (select coalesce(json_agg(m.asset_number order by m.asset_number), '[]')
            from customers.metering_points t
            join customers.installations i on i.org_id = t.org_id and i.point_id = t.id and i.removed_on is null
            join customers.meters m on m.org_id = i.org_id and m.id = i.meter_id
            where t.org_id = ${orgId} and t.account_id = a.id))
          order by a.state = 'closed', a.number), '[]')
       from (select * from customers.accounts a where a.org_id = ${orgId} and a.customer_id = c.id
             order by a.state = 'closed', a.number limit ${accountsMost}) a
       join customers.premises p on p.org_id = a.org_id and p.id = a.premise_id) as accounts,
      (select coalesce(json_agg(json_build_object('scheme', k.scheme, 'code', k.code, 'isComputed', k.is_computed,
          'because', k.because) order by k.scheme), '[]')
       from customers.classes k where k.org_id = ${orgId} and k.customer_id = c.id) as classes,
      (select coalesce(json_agg(json_build_object('key', m.key, 'kind', m.kind, 'accountId', m.account_id,
          'title', json_build_object('zh', m.title_zh, 'en', m.title_en),
          'state', json_build_object('zh', m.state_zh, 'en', m.state_en),
          'openedAt', m.opened_at, 'dueAt', m.due_at) order by m.due_at nulls last, m.opened_at, m.key), '[]')
       from customers.matters m
       where m.org_id = ${orgId} and m.customer_id = c.id and m.closed_at is null) as matters,
      (select coalesce(json_agg(json_build_object('id', n.id, 'text', n.text, 'level', n.level,
          'placedAt', n.placed_at, 'placedByName', n.placed_by_name, 'until', n.until)
          order by n.level = 'danger' desc, n.level = 'warning' desc, n.placed_at desc), '[]')
       from customers.pins n where n.org_id = ${orgId} and n.customer_id = c.id and n.removed_at is null
         and (n.until is null or n.until >= ${today})) as pins,
      (select coalesce(json_agg(json_build_object('id', t.id, 'at', t.at, 'kind', t.kind, 'accountId', t.account_id,
          'title', json_build_object('zh', t.title_zh, 'en', t.title_en), 'channel', t.channel, 'place', t.place,
          'who', t.who, 'result', t.result, 'costFen', t.cost_fen, 'detail', t.detail) order by t.at desc, t.id desc), '[]')
       from (select * from customers.timeline t where t.org_id = ${orgId} and t.customer_id = c.id
             order by t.at desc, t.id desc limit ${recentMost}) t) as recent
    from customers.customers c where c.org_id = ${orgId} and c.id = ${customerId}`.execute(ctx.tx);
  const [row] = rows;
  return row && withInstants(row);
}

const instantOf = (text: string) => Temporal.Instant.from(text).toString();

const withInstants = (row: Whole): Whole => ({
  ...row,
  matters: row.matters.map((one) => ({
    ...one,
    openedAt: instantOf(one.openedAt),
    dueAt: one.dueAt === null ? null : instantOf(one.dueAt),
  })),
  pins: row.pins.map((one) => ({ ...one, placedAt: instantOf(one.placedAt) })),
  recent: row.recent.map((one) => ({ ...one, at: instantOf(one.at) })),
});
