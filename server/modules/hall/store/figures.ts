/**
 * SQL over figures. Every figure of tickets is built from one row per ticket and two conditions, so that a share, its
 * drill-down and its definition cannot disagree. Runs over all companies in the transaction's scope: the one query
 * that may cross them.
 */
import { type RawBuilder, sql } from "kysely";
import type { FigureCode, FigureGrouping, FigureRow } from "../../../../contracts/hall.ts";
import type { Context } from "../../../foundation/context.ts";

/** Limits of handling (handbook §1.4) and the promised wait, in seconds, from the catalogue. */
export type FigureLimits = {
  readonly promiseS: number;
  readonly paymentS: number;
  readonly businessS: number;
};
export type FigureScope = {
  readonly orgIds: readonly number[];
  readonly hallIds: readonly string[];
  readonly from: string;
  readonly to: string;
  readonly serviceCode?: string | undefined;
};

/** A figure as SQL over the ticket rows `b`: `of` says which tickets count, `is` which of them are in the numerator. */
type TicketFigure =
  | { readonly kind: "count"; readonly of: string }
  | { readonly kind: "share"; readonly of: string; readonly is: string }
  | {
      readonly kind: "ratio";
      readonly of: string;
      readonly is: string;
      readonly over: string;
      readonly under: string;
    }
  | { readonly kind: "mean" | "p50" | "p90" | "max"; readonly of: string; readonly value: string };

const called = "b.wait_s is not null";
const told = "b.wait_s is not null and b.told_mid_s is not null";

export const ticketFigures: Partial<Record<FigureCode, TicketFigure>> = {
  taken: { kind: "count", of: "true" },
  served: { kind: "count", of: "b.state = 'done'" },
  "wait-called-mean": { kind: "mean", of: called, value: "b.wait_s" },
  "wait-served-mean": { kind: "mean", of: "b.service_wait_s is not null", value: "b.service_wait_s" },
  "wait-p50": { kind: "p50", of: called, value: "b.wait_s" },
  "wait-p90": { kind: "p90", of: called, value: "b.wait_s" },
  "wait-max": { kind: "max", of: called, value: "b.wait_s" },
  "wait-within-promise": { kind: "share", of: called, is: "b.wait_s <= b.promise_s" },
  "handling-mean": { kind: "ratio", of: "b.items > 0", is: "true", over: "b.handling_s", under: "b.items" },
  "handling-overtime": {
    kind: "ratio",
    of: "b.items > 0",
    is: "b.over_items > 0",
    over: "b.over_items",
    under: "b.items",
  },
  "abandoned-share": { kind: "share", of: "true", is: "b.state = 'abandoned'" },
  "missed-share": { kind: "share", of: called, is: "b.missed_count > 0" },
  "rated-share": { kind: "share", of: "b.state = 'done'", is: "b.rating is not null" },
  "satisfied-share": { kind: "share", of: "b.rating is not null", is: "b.rating >= 4" },
  "self-service-share": { kind: "share", of: "true", is: "b.channel in ('kiosk', 'phone')" },
  "solved-once": { kind: "share", of: "b.state = 'done'", is: "b.solved and b.transfer_count = 0" },
  "forecast-error": { kind: "mean", of: told, value: "abs(b.wait_s - b.told_mid_s)" },
  "formula-error": {
    kind: "mean",
    of: `${called} and b.formula_s is not null`,
    value: "abs(b.wait_s - b.formula_s)",
  },
  "forecast-coverage": { kind: "share", of: told, is: "b.wait_s between b.told_low_s and b.told_high_s" },
};

function expression(figure: TicketFigure): string {
  const only = `filter (where ${figure.of})`;
  switch (figure.kind) {
    case "count":
      return `count(*) ${only}::float8`;
    case "share":
      return `(count(*) filter (where (${figure.of}) and (${figure.is})))::float8 / nullif(count(*) ${only}, 0)`;
    case "ratio":
      return `sum(${figure.over}) ${only}::float8 / nullif(sum(${figure.under}) ${only}, 0)`;
    case "mean":
      return `avg(${figure.value}) ${only}::float8`;
    case "max":
      return `max(${figure.value}) ${only}::float8`;
    default:
      // Nearest rank, as a person counts: the wait that nine of ten did not exceed really happened.
      return `percentile_disc(${figure.kind === "p90" ? 0.9 : 0.5}) within group (order by ${figure.value}) ${only}::float8`;
  }
}

/**
 * One row per ticket. Times on hold are in no handling; a ticket of several services counts under its last one, with
 * the window and clerk that ended it. `offset 0` keeps the planner from merging `b` into the query above it, where a
 * wait would be worked out anew for each of a dozen figures.
 */
const ticketRows = (scope: FigureScope, limits: FigureLimits) => sql`
  items as (
    select h.org_id, h.ticket_id, h.service_id, min(h.started_at) as started_at, max(h.ended_at) as ended_at,
      sum(extract(epoch from h.ended_at - h.started_at)::float8) as s, (array_agg(h.window_id order by h.ended_at desc))[1] as window_id,
      (array_agg(h.staff_id order by h.ended_at desc))[1] as staff_id, bool_and(h.ending in ('solved', 'accepted', 'held')) as solved
    from hall.handlings h
    where h.org_id = any(${scope.orgIds}::int[]) and h.hall_id = any(${scope.hallIds}::uuid[])
      and h.day between ${scope.from}::date and ${scope.to}::date
    group by h.org_id, h.ticket_id, h.service_id
  ), handled as (
    select i.org_id, i.ticket_id, min(i.started_at) as started_at, sum(i.s) as handling_s, count(*) as items,
      count(*) filter (where i.s > case when s.letter = 'B' then ${limits.paymentS}::float8 else ${limits.businessS}::float8 end) as over_items,
      (array_agg(i.window_id order by i.ended_at desc))[1] as window_id, (array_agg(i.staff_id order by i.ended_at desc))[1] as staff_id,
      bool_and(i.solved) as solved
    from items i join hall.services s on s.org_id = i.org_id and s.id = i.service_id
    group by i.org_id, i.ticket_id
  ), b as (
    select t.org_id, t.id, t.hall_id, t.day, t.letter, t.seq, t.state, t.channel, t.taken_at, t.first_called_at, t.finished_at,
      t.missed_count, t.transfer_count, t.told_low_s, t.told_mid_s, t.told_high_s, t.formula_s, s.code as service_code,
      s.name_zh as service_zh, s.name_en as service_en, h.started_at, h.handling_s, h.items, h.over_items,
      coalesce(h.window_id, t.window_id) as window_id, h.staff_id, coalesce(h.solved, false) as solved, r.level as rating,
      extract(epoch from t.first_called_at - t.taken_at)::float8 as wait_s,
      extract(epoch from h.started_at - t.taken_at)::float8 as service_wait_s, ${limits.promiseS}::float8 as promise_s,
      to_char(t.taken_at at time zone 'Asia/Shanghai', 'HH24:') ||
        case when extract(minute from t.taken_at at time zone 'Asia/Shanghai') < 30 then '00' else '30' end as half_hour
    from hall.tickets t
    join hall.services s on s.org_id = t.org_id and s.id = t.service_id
    left join handled h on h.org_id = t.org_id and h.ticket_id = t.id
    left join hall.ratings r on r.org_id = t.org_id and r.ticket_id = t.id
    where t.org_id = any(${scope.orgIds}::int[]) and t.hall_id = any(${scope.hallIds}::uuid[])
      and t.day between ${scope.from}::date and ${scope.to}::date and t.state not in ('printing', 'void')
      and (${scope.serviceCode ?? null}::text is null or s.code = ${scope.serviceCode ?? null})
    offset 0
  )`;

/**
 * A year is a hundred thousand tickets: joined by hash, in memory. Right after a bulk import the planner knows nothing
 * of the tables, guesses one row and would take nested loops: half a minute instead of a second. Holds for this
 * transaction only.
 */
async function planForMany(ctx: Context): Promise<void> {
  await sql`select set_config('enable_nestloop', 'off', true), set_config('enable_mergejoin', 'off', true),
    set_config('work_mem', '32MB', true)`.execute(ctx.tx);
}

/** What a group is told apart by; null where a ticket belongs to no group (nobody served it). */
const keyOf: Record<FigureGrouping, string> = {
  total: "null::text",
  company: "b.org_id::text",
  hall: "b.hall_id::text",
  service: "b.service_code",
  window: "b.window_id::text",
  clerk: "b.staff_id::text",
  "half-hour": "b.half_hour",
  day: "b.day::text",
};

export type FigureGroupRow = {
  /** Null for the total of all tickets, those of no group included. */
  readonly key: string | null;
  readonly isTotal: boolean;
  /** Seconds that windows spent on these tickets. */
  readonly busyS: number | null;
  readonly values: Record<FigureCode, number | null>;
  readonly service_zh: string;
  readonly service_en: string;
};

/** The figures of tickets: the total first, then each group in order of the key. One pass over the rows for both. */
export async function sumTickets(
  ctx: Context,
  scope: FigureScope,
  limits: FigureLimits,
  by: FigureGrouping,
): Promise<readonly FigureGroupRow[]> {
  await planForMany(ctx);
  const pairs = Object.entries(ticketFigures).map(([code, figure]) => `'${code}', ${expression(figure)}`);
  const { rows } = await sql<FigureGroupRow>`
    with ${ticketRows(scope, limits)}
    select key, grouping(key) = 1 as "isTotal", json_build_object(${sql.raw(pairs.join(", "))}) as values,
      sum(b.handling_s) as "busyS", min(b.service_zh) as service_zh, min(b.service_en) as service_en
    from (select b.*, ${sql.raw(keyOf[by])} as key from b) b
    group by grouping sets ((), (key)) having count(*) > 0 and (grouping(key) = 1 or key is not null)
    order by grouping(key) desc, key limit 2001`.execute(ctx.tx);
  return rows;
}

export type RowQuery = {
  readonly figure: FigureCode;
  readonly part: "numerator" | "denominator";
  readonly by: FigureGrouping;
  readonly key?: string | undefined;
  readonly after?: string | undefined;
  readonly limit: number;
};

/** The tickets behind a figure, by time of taking; `after` is the id of the last one seen. */
export async function listTickets(
  ctx: Context,
  scope: FigureScope,
  limits: FigureLimits,
  query: RowQuery,
): Promise<readonly FigureRow[]> {
  const figure = ticketFigures[query.figure];
  if (!figure) return [];
  await planForMany(ctx);
  const isIn = "is" in figure && query.part === "numerator" ? `(${figure.of}) and (${figure.is})` : figure.of;
  const isInGroup: RawBuilder<unknown> =
    query.by === "total" || query.key === undefined
      ? sql`true`
      : sql`${sql.raw(keyOf[query.by])} = ${query.key}`;
  const { rows } = await sql<FigureRow>`
    with ${ticketRows(scope, limits)}
    select b.id as "ticketId", b.hall_id as "hallId", json_build_object('zh', h.name_zh, 'en', h.name_en) as "hallName",
      b.day::text as day, b.letter || lpad(b.seq::text, greatest(3, length(b.seq::text)), '0') as number, b.state,
      b.service_code as "serviceCode", json_build_object('zh', b.service_zh, 'en', b.service_en) as "serviceName",
      w.number as "windowNumber", b.staff_id::text as "staffName",
      ${iso("b.taken_at")} as "takenAt", ${iso("b.first_called_at")} as "calledAt", ${iso("b.started_at")} as "startedAt",
      ${iso("b.finished_at")} as "finishedAt", round(b.wait_s)::int as "waitS", round(b.handling_s)::int as "handlingS",
      b.told_mid_s as "toldMidS", b.rating
    from b join hall.halls h on h.org_id = b.org_id and h.id = b.hall_id
    left join hall.windows w on w.org_id = b.org_id and w.id = b.window_id
    where (${sql.raw(isIn)}) and ${isInGroup}
      and (${query.after ?? null}::uuid is null or (b.taken_at, b.id) > (
        select t.taken_at, t.id from hall.tickets t where t.org_id = any(${scope.orgIds}::int[]) and t.id = ${query.after ?? null}::uuid))
    order by b.taken_at, b.id limit ${query.limit + 1}`.execute(ctx.tx);
  return rows;
}

const iso = (column: string) =>
  sql.raw(`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`);

export type OtherFigures = {
  readonly key: string;
  readonly openS: number | null;
  readonly plannedS: number | null;
  readonly kept: number;
  readonly due: number;
  readonly answered: number;
  readonly unhappy: number;
};

/**
 * What is not made of tickets: windows' hours, appointments, unhappy customers; only for groupings in which they have
 * a meaning (total, company, hall, day).
 */
export async function sumOthers(
  ctx: Context,
  scope: FigureScope,
  by: "total" | "company" | "hall" | "day",
): Promise<readonly OtherFigures[]> {
  const local = (column: string) => `(${column} at time zone 'Asia/Shanghai')::date`;
  const key = (org: string, hall: string, day: string) =>
    sql.raw({ total: "''", company: `${org}::text`, hall: `${hall}::text`, day: `${day}::text` }[by]);
  const mine = (alias: string, day: string) => sql`${sql.raw(`${alias}.org_id`)} = any(${scope.orgIds}::int[])
    and ${sql.raw(`${alias}.hall_id`)} = any(${scope.hallIds}::uuid[])
    and ${sql.raw(day)} between ${scope.from}::date and ${scope.to}::date`;
  const { rows } = await sql<OtherFigures>`
    with facts as (
      select ${key("s.org_id", "s.hall_id", local("s.started_at"))} as key, 'open' as what,
        extract(epoch from s.ended_at - s.started_at)::float8 as value
      from hall.stints s where ${mine("s", local("s.started_at"))} and s.kind = 'open' and s.ended_at is not null
      union all
      select ${key("r.org_id", "r.hall_id", "r.day")}, 'planned', extract(epoch from r.ends - r.starts)::float8
      from hall.roster r where ${mine("r", "r.day")}
      union all
      select ${key("a.org_id", "a.hall_id", local("a.starts_at"))}, case when a.state = 'arrived' then 'kept' else 'due' end, 1
      from hall.appointments a where ${mine("a", local("a.starts_at"))} and a.state in ('arrived', 'late', 'no-show')
      union all
      select ${key("u.org_id", "u.hall_id", local("u.raised_at"))},
        case when u.accepted_at <= u.answer_by then 'answered' else 'unhappy' end, 1
      from hall.alerts u where ${mine("u", local("u.raised_at"))} and u.kind = 'unhappy'
    )
    select key, sum(value) filter (where what = 'open') as "openS",
      sum(value) filter (where what = 'planned') as "plannedS",
      count(*) filter (where what = 'kept')::int as kept, count(*) filter (where what in ('kept', 'due'))::int as due,
      count(*) filter (where what = 'answered')::int as answered,
      count(*) filter (where what in ('answered', 'unhappy'))::int as unhappy
    from facts group by key order by key`.execute(ctx.tx);
  return rows;
}

export type NamedRow = { readonly id: string; readonly zh: string; readonly en: string };

/** Names of halls and windows, for the labels of groups. */
export async function namesOf(
  ctx: Context,
  what: "hall" | "window",
  ids: readonly string[],
): Promise<readonly NamedRow[]> {
  const { rows } =
    what === "hall"
      ? await sql<NamedRow>`select id, name_zh as zh, name_en as en from hall.halls where id = any(${ids}::uuid[])`.execute(
          ctx.tx,
        )
      : await sql<NamedRow>`
          select w.id, h.name_zh || ' ' || w.number || ' 号' as zh, h.name_en || ' window ' || w.number as en
          from hall.windows w join hall.halls h on h.org_id = w.org_id and h.id = w.hall_id
          where w.id = any(${ids}::uuid[])`.execute(ctx.tx);
  return rows;
}
