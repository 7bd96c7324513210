/** SQL over one hall's day, for its report. */
import { sql } from "kysely";
import type { Words } from "../../../../contracts/endpoint.ts";
import type { EveningReport } from "../../../../contracts/hall.ts";
import type { Context } from "../../../foundation/context.ts";

export type DayTicket = {
  readonly state: string;
  readonly code: string;
  readonly name: Words;
  readonly waitS: number | null;
  readonly serviceWaitS: number | null;
  readonly missedCount: number;
  readonly lowS: number | null;
  readonly midS: number | null;
  readonly highS: number | null;
  readonly formulaS: number | null;
};
type Day = { readonly tickets: DayTicket[]; readonly ratings: { level: number }[]; readonly alerts: number };

export async function readDay(ctx: Context, hallId: string, day: string): Promise<Day> {
  const mine = sql`org_id = ${ctx.orgId} and hall_id = ${hallId} and day = ${day}`;
  const { rows } = await sql<DayTicket>`
    select t.state, s.code, json_build_object('zh', s.name_zh, 'en', s.name_en) as name, t.missed_count as "missedCount",
      extract(epoch from t.first_called_at - t.taken_at)::float8 as "waitS",
      extract(epoch from h.started_at - t.taken_at)::float8 as "serviceWaitS",
      t.told_low_s as "lowS", t.told_mid_s as "midS", t.told_high_s as "highS", t.formula_s as "formulaS"
    from hall.tickets t
    join hall.services s on s.org_id = t.org_id and s.id = t.service_id
    left join (select ticket_id, min(started_at) as started_at from hall.handlings where ${mine} group by ticket_id) h
      on h.ticket_id = t.id
    where t.org_id = ${ctx.orgId} and t.hall_id = ${hallId} and t.day = ${day}`.execute(ctx.tx);
  const ratings = await sql<{ level: number }>`select level from hall.ratings where ${mine}`.execute(ctx.tx);
  const alerts = await sql<{ n: number }>`select count(*)::int as n from hall.alerts
    where org_id = ${ctx.orgId} and hall_id = ${hallId} and (raised_at at time zone 'Asia/Shanghai')::date = ${day}::date`.execute(
    ctx.tx,
  );
  return { tickets: rows, ratings: ratings.rows, alerts: alerts.rows[0]?.n ?? 0 };
}

/** Per service: items of business handled and the seconds they took, time on hold left out. */
export async function sumHandlings(
  ctx: Context,
  hallId: string,
  day: string,
): Promise<readonly { code: string; items: number; seconds: number }[]> {
  const { rows } = await sql<{ code: string; items: number; seconds: number }>`
    select s.code, count(distinct h.ticket_id)::int as items, sum(extract(epoch from h.ended_at - h.started_at))::float8 as seconds
    from hall.handlings h join hall.services s on s.org_id = h.org_id and s.id = h.service_id
    where h.org_id = ${ctx.orgId} and h.hall_id = ${hallId} and h.day = ${day} group by s.code`.execute(
    ctx.tx,
  );
  return rows;
}

export async function sumWindows(
  ctx: Context,
  hallId: string,
  day: string,
): Promise<EveningReport["windows"]> {
  const mine = sql`org_id = ${ctx.orgId} and hall_id = ${hallId}`;
  const { rows } = await sql<EveningReport["windows"][number]>`
    select w.number, json_build_object('zh', w.name_zh, 'en', w.name_en) as name, coalesce(h.served, 0) as served,
      h.seconds / nullif(h.served, 0) as "handlingMeanS", coalesce(o.open_s, 0) as "openS",
      -- Not least() alone: of nothing and 1 it makes 1.
      case when o.open_s > 0 then least(1, coalesce(h.seconds, 0) / o.open_s) end as "busyShare", r.satisfied
    from hall.windows w
    left join (select window_id, count(distinct ticket_id)::int as served,
        sum(extract(epoch from ended_at - started_at))::float8 as seconds
      from hall.handlings where ${mine} and day = ${day} group by window_id) h on h.window_id = w.id
    left join (select window_id, sum(extract(epoch from coalesce(ended_at, ${ctx.clock.now()}::timestamptz) - started_at))::float8 as open_s
      from hall.stints where ${mine} and kind = 'open' and (started_at at time zone 'Asia/Shanghai')::date = ${day}::date
      group by window_id) o on o.window_id = w.id
    left join (select window_id, (count(*) filter (where level >= 4))::float8 / count(*) as satisfied
      from hall.ratings where ${mine} and day = ${day} group by window_id) r on r.window_id = w.id
    where w.org_id = ${ctx.orgId} and w.hall_id = ${hallId} and (not w.is_closed_down or h.served > 0)
    order by w.sort, w.number`.execute(ctx.tx);
  return rows;
}
