/**
 * What figures count: each population is a query of orders, with whether each is in the numerator (`hit`) or left out. The
 * same query gives the figure and the orders behind it, so that the two cannot disagree. All begin with the orders
 * themselves: those that are about the caller are in no figure of his.
 */
import { type RawBuilder, sql } from "kysely";
import type { Context } from "../../../foundation/context.ts";

export type FigureScope = {
  readonly unitIds: readonly string[];
  /** From the first instant, up to before the second. */
  readonly from: Temporal.Instant;
  readonly until: Temporal.Instant;
};
/** Rows of `order_id, hit, excluded, grp`, and `began, ended` of a span. */
export type Population = RawBuilder<unknown>;
export type By = "company" | "class" | "area";

const groupOf = (by: By) =>
  by === "class" ? sql`o.customer_class` : by === "area" ? sql`o.area_type` : sql`'ALL'`;
const inUnits = ({ orgId }: Context, { unitIds }: FigureScope, types: readonly string[]) => sql`
  o.org_id = ${orgId} and o.unit_id = any (${unitIds}::uuid[])
  and (${types.length === 0} or o.type_code = any (${types}::text[]))`;
const within = (column: RawBuilder<unknown>, { from, until }: FigureScope) =>
  sql`${column} >= ${from} and ${column} < ${until}`;
const closed = sql`o.closed_at`;
const opened = sql`o.opened_at`;

/** Clocks of rules that ended in the range, whatever the company's layer; the regulator's floor is not its promise. */
export const clocksOf = (
  ctx: Context,
  scope: FigureScope,
  { rules, types = [], by = "company" }: { rules: readonly string[]; types?: readonly string[]; by?: By },
): Population => sql`
  select o.id as order_id, c.state = 'met' as hit, c.state = 'void' as excluded, ${groupOf(by)} as grp
  from orders.clocks c join orders.orders o on o.org_id = c.org_id and o.id = c.order_id
  where c.org_id = ${ctx.orgId} and c.rule_code = any (${rules}::text[]) and c.layer <> 'statutory'
    and c.state in ('met', 'missed', 'void') and ${within(sql`c.ended_at`, scope)} and ${inUnits(ctx, scope, types)}`;

/** From the opening or a step to the end of another that ended in the range; the first time that each was done. */
export const spanOf = (
  ctx: Context,
  scope: FigureScope,
  { types, from, to, by = "company" }: { types: readonly string[]; from: string; to: string; by?: By },
): Population => sql`
  select o.id as order_id, true as hit, false as excluded, ${groupOf(by)} as grp,
    ${from === "opened" ? opened : doneAt(from)} as began, t.closed_at as ended
  from orders.steps t join orders.orders o on o.org_id = t.org_id and o.id = t.order_id
  where t.org_id = ${ctx.orgId} and t.node_id = ${to} and t.state = 'done' and t.post is not null
    and t.closed_at is not null and ${within(sql`t.closed_at`, scope)} and ${inUnits(ctx, scope, types)}
    and not exists (select from orders.steps e where e.org_id = t.org_id and e.order_id = t.order_id
      and e.node_id = t.node_id and e.state = 'done' and e.seq < t.seq)
    and ${from === "opened" ? sql`true` : sql`${doneAt(from)} is not null`}`;
const doneAt = (node: string) => sql`(select min(f.closed_at) from orders.steps f
  where f.org_id = o.org_id and f.order_id = o.id and f.node_id = ${node} and f.state = 'done')`;

const ofOrders = (
  ctx: Context,
  scope: FigureScope,
  parts: {
    on: RawBuilder<unknown>;
    where?: RawBuilder<unknown>;
    hit: RawBuilder<unknown>;
    excluded?: RawBuilder<unknown>;
    types?: readonly string[];
  },
): Population => sql`
  select o.id as order_id, coalesce(${parts.hit}, false) as hit, ${parts.excluded ?? sql`false`} as excluded, 'ALL' as grp
  from orders.orders o where ${within(parts.on, scope)} and ${inUnits(ctx, scope, parts.types ?? [])}
    and ${parts.where ?? sql`true`}`;

const notDone = sql`o.state in ('terminated', 'merged')`;
const has = (table: RawBuilder<unknown>, where: RawBuilder<unknown> = sql`true`) =>
  sql`exists (select from ${table} x where x.org_id = o.org_id and x.order_id = o.id and ${where})`;
/** The last attempt of each order that was visited in the range, by the index of visits. */
const ofVisits = (
  ctx: Context,
  scope: FigureScope,
  hit: RawBuilder<unknown>,
  excluded: RawBuilder<unknown>,
): Population => sql`
  select o.id as order_id, coalesce(${hit}, false) as hit, ${excluded} as excluded, 'ALL' as grp
  from (select distinct on (v.order_id) v.order_id, v.satisfaction, v.is_reached from orders.visits v
    where v.org_id = ${ctx.orgId} and ${within(sql`v.at`, scope)} order by v.order_id, v.at desc) x
  join orders.orders o on o.org_id = ${ctx.orgId} and o.id = x.order_id where ${inUnits(ctx, scope, [])}`;

export const overdue = (ctx: Context, scope: FigureScope): Population =>
  ofOrders(ctx, scope, {
    on: closed,
    hit: has(sql`orders.clocks`, sql`x.state = 'missed' and x.layer = 'promised'`),
    excluded: notDone,
  });
export const refused = (ctx: Context, scope: FigureScope): Population =>
  ofOrders(ctx, scope, { on: opened, hit: has(sql`orders.refusals`) });
export const once = (ctx: Context, scope: FigureScope): Population =>
  ofOrders(ctx, scope, {
    on: closed,
    hit: sql`not ${has(sql`orders.refusals`)} and not ${has(sql`orders.steps`, sql`x.how = 'returned'`)}`,
    excluded: notDone,
  });
/** @param types that are to be visited */
export const visited = (ctx: Context, scope: FigureScope, types: readonly string[]): Population =>
  ofOrders(ctx, scope, {
    on: closed,
    hit: has(sql`orders.visits`),
    excluded: sql`o.secrecy = 'anonymous' or ${notDone}`,
    types,
  });
export const reached = (ctx: Context, scope: FigureScope): Population =>
  ofVisits(ctx, scope, sql`x.is_reached`, sql`false`);
export const satisfied = (ctx: Context, scope: FigureScope): Population =>
  ofVisits(
    ctx,
    scope,
    sql`x.satisfaction in ('satisfied', 'very-satisfied')`,
    sql`coalesce(x.satisfaction, 'unrated') in ('unrated', 'declined')`,
  );
export const founded = (ctx: Context, scope: FigureScope): Population => {
  const finding = sql`(select x.form ->> 'finding' from orders.steps x
    where x.org_id = o.org_id and x.order_id = o.id and x.state = 'done' and x.form ? 'finding'
    order by x.seq desc limit 1)`;
  return ofOrders(ctx, scope, {
    on: closed,
    where: sql`${finding} is not null`,
    hit: sql`${finding} in ('founded', 'partly')`,
    types: ["COMP"],
  });
};
export const takenIn = (ctx: Context, scope: FigureScope, types: readonly string[]): Population =>
  ofOrders(ctx, scope, { on: opened, hit: sql`true`, types });
export const urged = (ctx: Context, scope: FigureScope): Population =>
  ofOrders(ctx, scope, { on: opened, hit: has(sql`orders.urges`) });
export const repeated = (ctx: Context, scope: FigureScope): Population =>
  ofOrders(ctx, scope, { on: opened, hit: has(sql`orders.urges`, sql`x.is_repeat`) });
export const supervised = (ctx: Context, scope: FigureScope): Population => sql`
  select o.id as order_id, x.answered_at is not null and x.answered_at <= x.answer_by as hit,
    x.answered_at is null and x.answer_by >= ${ctx.clock.now()} as excluded, 'ALL' as grp
  from orders.supervisions x join orders.orders o on o.org_id = x.org_id and o.id = x.order_id
  where x.org_id = ${ctx.orgId} and x.answer_by is not null and ${within(sql`x.at`, scope)} and ${inUnits(ctx, scope, [])}`;
/** Taken by the customers themselves. */
export const online = (ctx: Context, scope: FigureScope, types: readonly string[]): Population =>
  ofOrders(ctx, scope, { on: opened, hit: sql`o.channel = 'web'`, types });
/** An answer of a step's form was yes. */
export const answeredYes = (
  ctx: Context,
  scope: FigureScope,
  { types, node, key }: { types: readonly string[]; node: string; key: string },
): Population => sql`
  select o.id as order_id, coalesce((t.form ->> ${key}) = 'true', false) as hit, not t.form ? ${key} as excluded, 'ALL' as grp
  from orders.steps t join orders.orders o on o.org_id = t.org_id and o.id = t.order_id
  where t.org_id = ${ctx.orgId} and t.node_id = ${node} and t.state = 'done' and t.post is not null
    and t.closed_at is not null and ${within(sql`t.closed_at`, scope)} and ${inUnits(ctx, scope, types)}`;

export type Count = {
  readonly grp: string;
  readonly hits: number;
  readonly others: number;
  readonly excluded: number;
};

export async function countPopulation(ctx: Context, population: Population): Promise<readonly Count[]> {
  const { rows } = await sql<Count>`
    select grp, count(*) filter (where hit and not excluded)::int as hits,
      count(*) filter (where not hit and not excluded)::int as others, count(*) filter (where excluded)::int as excluded
    from (${population}) p group by grp order by grp`.execute(ctx.tx);
  return rows;
}

export type SpanRow = {
  readonly grp: string;
  readonly began: Temporal.Instant;
  readonly ended: Temporal.Instant;
};
/** More than a company has in a year: then the average is of the latest. */
const spansMost = 200_000;

export async function listSpans(ctx: Context, population: Population): Promise<readonly SpanRow[]> {
  const { rows } = await sql<SpanRow>`
    select grp, began, ended from (${population}) p order by ended desc limit ${spansMost}`.execute(ctx.tx);
  return rows;
}

export async function listPopulation(
  ctx: Context,
  population: Population,
  { part, after, most }: { part: "numerator" | "others" | "excluded"; after: string | null; most: number },
): Promise<readonly string[]> {
  const wanted =
    part === "excluded"
      ? sql`excluded`
      : part === "numerator"
        ? sql`hit and not excluded`
        : sql`not hit and not excluded`;
  const { rows } = await sql<{ id: string }>`
    select distinct order_id as id from (${population}) p
    where ${wanted} and (${after}::uuid is null or order_id < ${after}::uuid)
    order by order_id desc limit ${most}`.execute(ctx.tx);
  return rows.map(({ id }) => id);
}
