/** SQL over today's figures so far, for the live views: the whole hall and each clerk. */
import { sql } from "kysely";
import type { Alert, TodayFigures } from "../../../../contracts/hall.ts";
import type { Context } from "../../../foundation/context.ts";

export type Figures = Omit<TodayFigures, "waiting">;
export type Today = { readonly hall: Figures; readonly byStaff: ReadonlyMap<string, Figures> };

export const noFigures: Figures = {
  taken: 0,
  served: 0,
  abandoned: 0,
  missed: 0,
  waitMeanS: null,
  waitP90S: null,
  handlingMeanS: null,
  withinPromise: null,
  rated: 0,
  satisfied: null,
  forecastErrorS: null,
  forecastCoverage: null,
};

type Row = Figures & { staffId: string | null; isHall: boolean };

/** Waits count from joining the queue to the first call. A figure is null where nothing was measured. */
export async function todayOf(
  ctx: Context,
  hallId: string,
  day: string,
  limits: { promiseS: number; satisfied: number },
): Promise<Today> {
  const { rows } = await sql<Row>`
    with t as (
      select rate_staff_id as staff_id, grouping(rate_staff_id) = 1 as is_hall,
        count(*) filter (where state <> 'void')::int as taken, count(*) filter (where state = 'done')::int as served,
        count(*) filter (where state = 'abandoned')::int as abandoned, count(*) filter (where missed_count > 0)::int as missed,
        avg(wait) as wait_mean, percentile_cont(0.9) within group (order by wait) as wait_p90,
        avg((wait <= ${limits.promiseS})::int) as within_promise,
        avg(abs(wait - told_mid_s)) as forecast_error, avg((wait between told_low_s and told_high_s)::int) as coverage
      from (select *, extract(epoch from first_called_at - queued_at)::float8 as wait from hall.tickets
            where org_id = ${ctx.orgId} and hall_id = ${hallId} and day = ${day}) x
      group by grouping sets ((), (rate_staff_id))
    ), h as (
      select staff_id, grouping(staff_id) = 1 as is_hall, avg(extract(epoch from ended_at - started_at)) as handling_mean
      from hall.handlings where org_id = ${ctx.orgId} and hall_id = ${hallId} and day = ${day} and ending <> 'held'
      group by grouping sets ((), (staff_id))
    ), r as (
      select staff_id, grouping(staff_id) = 1 as is_hall, count(*)::int as rated, avg((level >= ${limits.satisfied})::int) as satisfied
      from hall.ratings where org_id = ${ctx.orgId} and hall_id = ${hallId} and day = ${day}
      group by grouping sets ((), (staff_id))
    )
    select t.staff_id as "staffId", t.is_hall as "isHall", taken, served, abandoned, missed, wait_mean::float8 as "waitMeanS",
      wait_p90::float8 as "waitP90S", handling_mean::float8 as "handlingMeanS", within_promise::float8 as "withinPromise",
      coalesce(rated, 0) as rated, satisfied::float8 as satisfied, forecast_error::float8 as "forecastErrorS",
      coverage::float8 as "forecastCoverage"
    from t left join h on h.is_hall = t.is_hall and h.staff_id is not distinct from t.staff_id
      left join r on r.is_hall = t.is_hall and r.staff_id is not distinct from t.staff_id
    where t.is_hall or t.staff_id is not null`.execute(ctx.tx);
  const byStaff = new Map<string, Figures>();
  let hall: Figures = noFigures;
  for (const { staffId, isHall, ...figures } of rows) {
    if (isHall) hall = figures;
    else if (staffId) byStaff.set(staffId, figures);
  }
  return { hall, byStaff };
}

export type CurvePoint = {
  readonly from: Temporal.Instant;
  readonly taken: number;
  readonly served: number;
  readonly waitMeanS: number | null;
};

/** Today by half hours of taking. */
export async function curveOf(ctx: Context, hallId: string, day: string): Promise<CurvePoint[]> {
  const { rows } = await sql<CurvePoint>`
    select date_bin('30 minutes', taken_at, '2000-01-01T00:00:00Z') as "from", count(*)::int as taken,
      count(*) filter (where state = 'done')::int as served,
      avg(extract(epoch from first_called_at - queued_at))::float8 as "waitMeanS"
    from hall.tickets where org_id = ${ctx.orgId} and hall_id = ${hallId} and day = ${day} and state <> 'void'
    group by 1 order by 1`.execute(ctx.tx);
  return rows;
}

type AlertRow = Omit<Alert, "title" | "proposal" | "raisedAt" | "answerBy" | "acceptedAt" | "closedAt"> & {
  titleZh: string;
  titleEn: string;
  proposalZh: string | null;
  proposalEn: string | null;
  raisedAt: Temporal.Instant;
  answerBy: Temporal.Instant | null;
  acceptedAt: Temporal.Instant | null;
  closedAt: Temporal.Instant | null;
};

/** Alerts that nobody has closed, the latest first. */
export async function openAlerts(ctx: Context, hallId: string): Promise<Alert[]> {
  const { rows } = await sql<AlertRow>`
    select a.id, a.kind, a.level, a.title_zh as "titleZh", a.title_en as "titleEn", a.proposal_zh as "proposalZh",
      a.proposal_en as "proposalEn", a.proposed_window_id as "proposedWindowId", a.raised_at as "raisedAt",
      a.answer_by as "answerBy", a.accepted_name as "acceptedBy", a.accepted_at as "acceptedAt", a.closed_at as "closedAt",
      a.outcome, coalesce(w.number, a.source) as "where"
    from hall.alerts a left join hall.windows w on w.org_id = a.org_id and w.id = a.window_id
    where a.org_id = ${ctx.orgId} and a.hall_id = ${hallId} and a.closed_at is null
    order by a.raised_at desc limit 50`.execute(ctx.tx);
  return rows.map(({ titleZh, titleEn, proposalZh, proposalEn, ...row }) => ({
    ...row,
    title: { zh: titleZh, en: titleEn },
    proposal: proposalZh ? { zh: proposalZh, en: proposalEn ?? proposalZh } : null,
    raisedAt: row.raisedAt.toString(),
    answerBy: row.answerBy?.toString() ?? null,
    acceptedAt: row.acceptedAt?.toString() ?? null,
    closedAt: row.closedAt?.toString() ?? null,
  }));
}
