/** SQL of the scoreboard, stage times, reasons and visits. All begin with the orders, which hide from those they are about. */
import { sql } from "kysely";
import type { Context } from "../../../foundation/context.ts";
import type { FigureScope } from "./populations.ts";
import type { ClockLayer } from "./rows.ts";

export type PromiseCount = {
  readonly unitId: string;
  readonly ruleCode: string;
  readonly layer: ClockLayer;
  readonly month: string;
  readonly kept: number;
  readonly missed: number;
  readonly excluded: number;
};

export async function countPromises(
  ctx: Context,
  { unitIds, from, until }: FigureScope,
  layer: ClockLayer,
): Promise<readonly PromiseCount[]> {
  const { rows } = await sql<PromiseCount>`
    select o.unit_id as "unitId", c.rule_code as "ruleCode", c.layer,
      to_char(c.ended_at at time zone 'Asia/Shanghai', 'YYYY-MM') as month,
      count(*) filter (where c.state = 'met')::int as kept, count(*) filter (where c.state = 'missed')::int as missed,
      count(*) filter (where c.state = 'void')::int as excluded
    from orders.clocks c join orders.orders o on o.org_id = c.org_id and o.id = c.order_id
    where c.org_id = ${ctx.orgId} and c.layer = ${layer} and c.state in ('met', 'missed', 'void')
      and c.ended_at >= ${from} and c.ended_at < ${until} and o.org_id = ${ctx.orgId} and o.unit_id = any (${unitIds}::uuid[])
    group by 1, 2, 3, 4 order by 4 desc, 2, 1`.execute(ctx.tx);
  return rows;
}

export type RunningCount = {
  readonly unitId: string;
  readonly running: number;
  readonly late: number;
  readonly atRisk: number;
};

/** @param riskFrom the score from which an order counts as at risk */
export async function countRunning(
  ctx: Context,
  unitIds: readonly string[],
  riskFrom: number,
): Promise<readonly RunningCount[]> {
  const { rows } = await sql<RunningCount>`
    select o.unit_id as "unitId", count(*)::int as running,
      count(*) filter (where o.due_at < ${ctx.clock.now()})::int as late,
      count(*) filter (where o.due_at >= ${ctx.clock.now()} and o.risk >= ${riskFrom})::int as "atRisk"
    from orders.orders o
    where o.org_id = ${ctx.orgId} and o.closed_at is null and o.unit_id = any (${unitIds}::uuid[])
    group by o.unit_id order by 3 desc, 2 desc`.execute(ctx.tx);
  return rows;
}

export type StageFilter = FigureScope & {
  readonly typeCode: string | null;
  readonly customerClass: string | null;
};
export type StageTime = {
  readonly stage: string | null;
  readonly steps: number;
  readonly median: number;
  readonly p90: number;
  readonly minutes: number;
};

const ofType = ({ typeCode, customerClass }: StageFilter) => sql`
  (${typeCode}::text is null or o.type_code = ${typeCode})
  and (${customerClass}::text is null or o.customer_class = ${customerClass})`;

export async function listStageTimes(ctx: Context, filter: StageFilter): Promise<readonly StageTime[]> {
  const { unitIds, from, until } = filter;
  const { rows } = await sql<StageTime>`
    select stage, count(*)::int as steps, round(percentile_cont(0.5) within group (order by minutes))::int as median,
      round(percentile_cont(0.9) within group (order by minutes))::int as p90, sum(minutes)::float8 as minutes
    from (
      select s.stage, extract(epoch from s.closed_at - s.opened_at)::float8 / 60 as minutes
      from orders.steps s join orders.orders o on o.org_id = s.org_id and o.id = s.order_id
      where s.org_id = ${ctx.orgId} and s.closed_at is not null and s.post is not null and s.closed_at >= ${from}
        and s.closed_at < ${until} and s.how = 'completed' and s.unit_id = any (${unitIds}::uuid[]) and ${ofType(filter)}) taken
    group by stage`.execute(ctx.tx);
  return rows;
}

export type Bottleneck = {
  readonly nodeId: string;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly processKey: string;
  readonly waiting: number;
  readonly unassigned: number;
  readonly over: number;
  readonly done: number;
};

/** What waits now, beside how much of the same was done in the range; the slowest first. */
export async function listBottlenecks(
  ctx: Context,
  filter: StageFilter,
  most: number,
): Promise<readonly Bottleneck[]> {
  const { unitIds, from, until } = filter;
  const { rows } = await sql<Bottleneck>`
    with waiting as (
      select o.process_key, s.node_id, min(s.name_zh) as zh, min(s.name_en) as en, count(*)::int as waiting,
        count(*) filter (where s.assignee_id is null)::int as unassigned,
        count(*) filter (where s.due_at < ${ctx.clock.now()})::int as over
      from orders.steps s join orders.orders o on o.org_id = s.org_id and o.id = s.order_id
      where s.org_id = ${ctx.orgId} and s.state = 'live' and s.post is not null and s.unit_id = any (${unitIds}::uuid[])
        and ${ofType(filter)}
      group by o.process_key, s.node_id),
    done as (
      select o.process_key, s.node_id, count(*)::int as done
      from orders.steps s join orders.orders o on o.org_id = s.org_id and o.id = s.order_id
      where s.org_id = ${ctx.orgId} and s.closed_at is not null and s.post is not null and s.closed_at >= ${from}
        and s.closed_at < ${until} and s.how = 'completed' and s.unit_id = any (${unitIds}::uuid[]) and ${ofType(filter)}
      group by o.process_key, s.node_id)
    select w.node_id as "nodeId", w.zh as "nameZh", w.en as "nameEn", w.process_key as "processKey", w.waiting, w.unassigned,
      w.over, coalesce(d.done, 0) as done
    from waiting w left join done d on d.process_key = w.process_key and d.node_id = w.node_id
    order by w.waiting::float8 / greatest(coalesce(d.done, 0), 0.5) desc, w.waiting desc limit ${most}`.execute(
    ctx.tx,
  );
  return rows;
}

export async function countOverdueReasons(
  ctx: Context,
  { unitIds, from, until }: FigureScope,
): Promise<readonly { readonly code: string | null; readonly clocks: number }[]> {
  const { rows } = await sql<{ code: string | null; clocks: number }>`
    select r.reason_code as code, count(*)::int as clocks
    from orders.clocks c join orders.orders o on o.org_id = c.org_id and o.id = c.order_id
    left join orders.overdue_reasons r on r.org_id = c.org_id and r.clock_id = c.id
    where c.org_id = ${ctx.orgId} and c.state = 'missed' and c.layer <> 'statutory' and c.ended_at >= ${from}
      and c.ended_at < ${until} and o.org_id = ${ctx.orgId} and o.unit_id = any (${unitIds}::uuid[])
    group by r.reason_code order by 2 desc, 1`.execute(ctx.tx);
  return rows;
}

export type VisitCount = {
  readonly satisfaction: string | null;
  readonly isReached: boolean;
  readonly visits: number;
};

/** The last attempt of each order. */
export async function countVisits(
  ctx: Context,
  { unitIds, from, until }: FigureScope,
): Promise<readonly VisitCount[]> {
  const { rows } = await sql<VisitCount>`
    select satisfaction, is_reached as "isReached", count(*)::int as visits from (
      select distinct on (v.order_id) v.satisfaction, v.is_reached
      from orders.visits v join orders.orders o on o.org_id = v.org_id and o.id = v.order_id
      where v.org_id = ${ctx.orgId} and v.at >= ${from} and v.at < ${until} and o.org_id = ${ctx.orgId}
        and o.unit_id = any (${unitIds}::uuid[])
      order by v.order_id, v.at desc) last
    group by satisfaction, is_reached`.execute(ctx.tx);
  return rows;
}
