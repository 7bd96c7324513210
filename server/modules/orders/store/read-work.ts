/**
 * SQL of the work list. However many orders a team has had, only what is live is read, in the order of its due time, by
 * the partial indexes `steps_work` and `steps_mine`: for each unit and post a short range, merged. What is over comes from
 * two of them: steps that are late themselves, and steps in time of orders that are late as a whole (`steps_late`).
 */
import { type RawBuilder, sql } from "kysely";
import type { Context } from "../../../foundation/context.ts";
import type { ClockRow, StepRow } from "./rows.ts";

/** Where the former page ended; what has no due time comes last. */
export type Mark = { readonly dueAt: string | null; readonly id: string };
export type Range =
  | { readonly assigneeId: string }
  /** Units and posts, side by side; `isFree`: nobody has taken it. */
  | { readonly unitIds: readonly string[]; readonly posts: readonly string[]; readonly isFree: boolean };
export type WorkFilter = {
  readonly post: string | null;
  readonly typeCodes: readonly string[] | null;
  readonly heat: "warm" | "over" | null;
  /** Percent of the limit from which a clock is warm. */
  readonly warmAt: number;
};

export type WorkRow = Pick<
  StepRow,
  | "id"
  | "orderId"
  | "nodeId"
  | "nameZh"
  | "nameEn"
  | "state"
  | "stage"
  | "duty"
  | "post"
  | "unitId"
  | "assigneeId"
  | "assigneeName"
  | "openedAt"
  | "closedByName"
  | "dueAt"
  | "version"
> & {
  /** What the caller has done or has in hand in the same order. */
  readonly ownDeeds: readonly { readonly zh: string; readonly en: string; readonly duty: string | null }[];
  readonly clockState: ClockRow["state"] | null;
  readonly clockUnit: ClockRow["unit"] | null;
  readonly clockLimit: number | null;
  readonly clockDueAt: Temporal.Instant | null;
};

const noId = "00000000-0000-0000-0000-000000000000";

/** One page, the soonest due first. */
export async function listWork(
  ctx: Context,
  staffId: string,
  page: { range: Range; filter: WorkFilter; after: Mark | null; limit: number },
): Promise<readonly WorkRow[]> {
  const { rows } = await workQuery(ctx, staffId, page).execute(ctx.tx);
  return rows;
}

/** The statement itself, which the bench explains. */
export function workQuery(
  ctx: Pick<Context, "orgId" | "clock">,
  staffId: string,
  { range, filter, after, limit }: { range: Range; filter: WorkFilter; after: Mark | null; limit: number },
): RawBuilder<WorkRow> {
  return sql<WorkRow>`
    with page as materialized (
      select w.id, w.due_at from ${duePages(ctx, range, filter, after, limit)} where ${isAfter(after)} order by w.due_at, w.id limit ${limit})
    select ${workColumns(staffId)} from page p
    join orders.steps s on s.org_id = ${ctx.orgId} and s.id = p.id ${stepClock}
    order by p.due_at, p.id`;
}

type Where = Pick<Context, "orgId" | "clock">;
/** `order-over`: in time itself, of an order that is late as a whole. */
type Arm = Omit<WorkFilter, "heat"> & { readonly heat: WorkFilter["heat"] | "order-over" };

function duePages(ctx: Where, range: Range, filter: WorkFilter, after: Mark | null, limit: number) {
  if (filter.heat !== "over") return dueArm(ctx, range, filter, after, limit);
  const arm = (heat: Arm["heat"]) =>
    sql`select w.id, w.due_at from ${dueArm(ctx, range, { ...filter, heat }, after, limit)}`;
  return sql`(${arm("over")} union all ${arm("order-over")}) w`;
}

/** In each place as many as the page has, in the index's own order. */
function dueArm(ctx: Where, range: Range, filter: Arm, after: Mark | null, limit: number) {
  const { places, inRange } = placesOf(range, filter);
  const rest = filterOf(ctx, filter);
  const part = (where: RawBuilder<unknown>) => sql`(select s.id, s.due_at from orders.steps s
      where s.org_id = ${ctx.orgId} and s.state = 'live' and ${inRange} and ${where} and ${rest}
      order by s.due_at, s.id limit ${limit})`;
  const from = beginOf(ctx, filter, after);
  const dated = part(
    sql`s.due_at is not null and (s.due_at, s.id) > (${from.dueAt ?? "-infinity"}::timestamptz, ${from.id}::uuid)`,
  );
  // An index range that ends at what is not null does not go on into it.
  const undated = part(sql`s.due_at is null and s.id > ${after?.dueAt === null ? after.id : noId}::uuid`);
  const isUndated = after !== null && after.dueAt === null;
  const hasUndated = filter.heat === null || filter.heat === "order-over";
  const both = isUndated ? undated : hasUndated ? sql`${dated} union all ${undated}` : dated;
  return sql`${places} lateral (${both}) w`;
}

/** What is late itself is another arm's: of late orders only what comes after now is read, not all that was filtered out. */
function beginOf(ctx: Where, { heat }: Arm, after: Mark | null): Mark {
  const now = ctx.clock.now();
  const dueAt = after?.dueAt ?? null;
  const isPassed = dueAt !== null && Temporal.Instant.compare(Temporal.Instant.from(dueAt), now) >= 0;
  if (heat === "order-over" && !isPassed) return { dueAt: now.toString(), id: noId };
  return { dueAt, id: after?.id ?? noId };
}

/**
 * Short ranges of one index, side by side: `steps_mine`, `steps_work`, `steps_warm` for what has been warned of,
 * `steps_late` for what is late as a whole, or `steps_of_type` where types are asked for.
 */
function placesOf(range: Range, { typeCodes, heat }: Arm) {
  const isFew = heat === "warm" || heat === "order-over";
  const ofType = typeCodes === null ? sql`true` : sql`s.type_code = any (${typeCodes}::text[])`;
  if ("assigneeId" in range) return { places: sql``, inRange: sql`${rangeOf(range)} and ${ofType}` };
  if (typeCodes === null && !isFew) return { places: pairsOf(range), inRange: rangeOf(range) };
  const units = sql`unnest(${[...new Set(range.unitIds)]}::uuid[]) as unit (unit_id) cross join`;
  const inUnit = sql`s.unit_id = unit.unit_id and ${withinAll(range)}`;
  if (isFew) return { places: units, inRange: sql`${inUnit} and ${ofType}` };
  return {
    places: sql`${units} unnest(${typeCodes}::text[]) as type (code) cross join`,
    inRange: sql`${inUnit} and s.type_code = type.code`,
  };
}

const withinAll = ({ unitIds, posts, isFree }: Exclude<Range, { readonly assigneeId: string }>) =>
  sql`s.post is not null ${isFree ? sql`and s.assignee_id is null` : sql``}
    and (s.unit_id, s.post) in (select * from unnest(${unitIds}::uuid[], ${posts}::text[]))`;

const isAfter = (after: Mark | null): RawBuilder<unknown> =>
  after === null
    ? sql`true`
    : after.dueAt === null
      ? sql`w.due_at is null and w.id > ${after.id}::uuid`
      : sql`(w.due_at is null or (w.due_at, w.id) > (${after.dueAt}::timestamptz, ${after.id}::uuid))`;

const pairsOf = (range: Range) =>
  "assigneeId" in range
    ? sql``
    : sql`unnest(${range.unitIds}::uuid[], ${range.posts}::text[]) as place (unit_id, post) cross join`;

/** `post is not null` is what the partial index says of itself. */
function rangeOf(range: Range): RawBuilder<unknown> {
  if ("assigneeId" in range) return sql`s.assignee_id = ${range.assigneeId}::uuid and s.post is not null`;
  const free = range.isFree ? sql`and s.assignee_id is null` : sql``;
  return sql`s.unit_id = place.unit_id and s.post = place.post and s.post is not null ${free}`;
}

function filterOf(ctx: Where, filter: Arm): RawBuilder<unknown> {
  const post = filter.post === null ? sql`true` : sql`s.post = ${filter.post}`;
  return sql`${post} and ${heatOf(ctx.clock.now().toString(), filter)}`;
}

function heatOf(now: string, { heat, warmAt }: Arm): RawBuilder<unknown> {
  switch (heat) {
    case "over":
      return sql`s.due_at < ${now}::timestamptz`;
    case "order-over":
      return sql`s.is_order_late`;
    case "warm":
      // The plain zero is what the partial index says of itself.
      return sql`s.due_at >= ${now}::timestamptz and s.warned > 0 and s.warned >= ${warmAt} and not s.is_order_late`;
    case null:
      return sql`true`;
  }
}

const workColumns = (
  staffId: string,
) => sql`s.id, s.order_id as "orderId", s.node_id as "nodeId", s.name_zh as "nameZh",
  s.name_en as "nameEn", s.state, s.stage, s.duty, s.post, s.unit_id as "unitId", s.assignee_id as "assigneeId",
  s.assignee_name as "assigneeName", s.opened_at as "openedAt", s.closed_by_name as "closedByName", s.due_at as "dueAt",
  s.version, k.state as "clockState", k.unit as "clockUnit", k.limit_value as "clockLimit", k.due_at as "clockDueAt",
  (select coalesce(jsonb_agg(jsonb_build_object('zh', d.name_zh, 'en', d.name_en, 'duty', d.duty) order by d.seq), '[]')
   from orders.steps d where d.org_id = s.org_id and d.order_id = s.order_id and d.id <> s.id and d.post is not null
     and (d.state = 'done' and d.closed_by = ${staffId}::uuid
       or d.state = 'live' and d.assignee_id = ${staffId}::uuid)) as "ownDeeds"`;

const stepClock = sql`left join lateral (
  select c.state, c.unit, c.limit_value, c.due_at from orders.clocks c
  where c.org_id = s.org_id and c.order_id = s.order_id and c.step_id = s.id and c.ended_at is null
  order by c.due_at limit 1) k on s.state = 'live'`;

/** These steps, in the order of the ids; those of orders that are about the caller are not there. */
export async function findWork(
  ctx: Context,
  staffId: string,
  stepIds: readonly string[],
): Promise<readonly WorkRow[]> {
  const { rows } = await sql<WorkRow>`
    select ${workColumns(staffId)} from unnest(${stepIds}::uuid[]) with ordinality p (id, place)
    join orders.steps s on s.org_id = ${ctx.orgId} and s.id = p.id ${stepClock}
    where s.post is not null order by p.place`.execute(ctx.tx);
  return rows;
}

export type WorkCounts = {
  readonly mine: number;
  readonly open: number;
  readonly warm: number;
  readonly over: number;
};

/** Counts up to `most` of each range and no further: who has more has too many to count. */
export async function countWork(
  ctx: Context,
  ranges: { mine: Range; open: Range },
  { warmAt, most }: { warmAt: number; most: number },
): Promise<WorkCounts> {
  const now = ctx.clock.now().toString();
  const some = (
    range: Range,
  ) => sql`select w.due_at, w.warned, w.is_order_late from ${pairsOf(range)} lateral (
      select s.due_at, s.warned, s.is_order_late from orders.steps s
      where s.org_id = ${ctx.orgId} and s.state = 'live' and ${rangeOf(range)}
      order by s.due_at, s.id limit ${most}) w limit ${most}`;
  const { rows } = await sql<WorkCounts>`
    with hands as (
      select m.*, true as is_mine from (${some(ranges.mine)}) m
      union all
      select f.*, false from (${some(ranges.open)}) f)
    select count(*) filter (where is_mine)::int as mine, count(*) filter (where not is_mine)::int as open,
      count(*) filter (where due_at < ${now}::timestamptz or is_order_late)::int as over,
      count(*) filter (where due_at >= ${now}::timestamptz and warned >= ${warmAt} and not is_order_late)::int as warm
    from hands`.execute(ctx.tx);
  return rows[0] ?? { mine: 0, open: 0, warm: 0, over: 0 };
}
