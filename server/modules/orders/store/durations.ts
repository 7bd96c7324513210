/** SQL over how long steps take, and over the risk of running orders. */
import { sql } from "kysely";
import type { Context } from "../../../foundation/context.ts";
import type { OrderRow, StepRow } from "./rows.ts";

export async function learnedAt(ctx: Context): Promise<Temporal.Instant | null> {
  const { rows } = await sql<{ at: Temporal.Instant | null }>`
    select max(learned_at) as at from orders.durations where org_id = ${ctx.orgId}`.execute(ctx.tx);
  return rows[0]?.at ?? null;
}

/** Who learns keeps others who would learn at the same moment waiting: they then see that it has been done. */
export async function lockDurations(ctx: Context): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('orders.durations', ${ctx.orgId}))`.execute(ctx.tx);
}

/** A quarter of a year of a large county; of more the latest are learned from. */
const stepsMost = 300_000;

/** Anew from what was completed since then; what the order stood still for its customer within is taken out. */
export async function relearn(ctx: Context, since: Temporal.Instant, least: number): Promise<number> {
  await sql`delete from orders.durations where org_id = ${ctx.orgId}`.execute(ctx.tx);
  const { numAffectedRows } = await sql`
    insert into orders.durations (org_id, process_key, node_id, customer_class, samples, p50_minutes, p90_minutes, learned_at)
    select ${ctx.orgId}, process_key, node_id, customer_class, count(*),
      round(percentile_cont(0.5) within group (order by minutes)), round(percentile_cont(0.9) within group (order by minutes)),
      ${ctx.clock.now()}
    from (
      select o.process_key, s.node_id, o.customer_class,
        greatest(0, extract(epoch from s.closed_at - s.opened_at) - coalesce(p.seconds, 0)) / 60 as minutes
      from (
        select s.org_id, s.order_id, s.node_id, s.opened_at, s.closed_at from orders.steps s
        where s.org_id = ${ctx.orgId} and s.closed_at >= ${since} and s.closed_at is not null and s.post is not null
          and s.state = 'done' and s.how = 'completed'
        order by s.closed_at desc limit ${stepsMost}) s
      join orders.orders o on o.org_id = s.org_id and o.id = s.order_id
      left join lateral (
        select sum(extract(epoch from least(coalesce(p.ended_at, s.closed_at), s.closed_at) - greatest(p.at, s.opened_at))) as seconds
        from orders.pauses p where p.org_id = s.org_id and p.order_id = s.order_id
          and p.at < s.closed_at and coalesce(p.ended_at, s.closed_at) > s.opened_at) p on true) taken
    group by process_key, node_id, customer_class having count(*) >= ${least}`.execute(ctx.tx);
  return Number(numAffectedRows ?? 0);
}

export type Duration = {
  readonly processKey: string;
  readonly nodeId: string;
  readonly customerClass: string;
  readonly p50: number;
  readonly p90: number;
};

export async function listDurations(ctx: Context): Promise<readonly Duration[]> {
  const { rows } = await sql<Duration>`
    select process_key as "processKey", node_id as "nodeId", customer_class as "customerClass", p50_minutes as p50,
      p90_minutes as p90
    from orders.durations where org_id = ${ctx.orgId}`.execute(ctx.tx);
  return rows;
}

export type Running = Pick<
  OrderRow,
  | "id"
  | "processKey"
  | "processVersion"
  | "customerClass"
  | "areaType"
  | "typeCode"
  | "vars"
  | "dueAt"
  | "risk"
  | "grade"
> & {
  readonly steps: readonly (Pick<StepRow, "id" | "nodeId" | "nameZh" | "nameEn" | "assigneeName" | "post"> & {
    readonly openedAt: string;
  })[];
};

const running = sql`o.id, o.process_key as "processKey", o.process_version as "processVersion",
  o.customer_class as "customerClass", o.area_type as "areaType", o.type_code as "typeCode", o.vars, o.due_at as "dueAt",
  o.risk, o.grade, (select coalesce(jsonb_agg(jsonb_build_object('id', s.id, 'nodeId', s.node_id, 'nameZh', s.name_zh,
      'nameEn', s.name_en, 'assigneeName', s.assignee_name, 'post', s.post, 'openedAt', s.opened_at) order by s.seq), '[]')
    from orders.steps s where s.org_id = o.org_id and s.order_id = o.id and s.state = 'live' and s.post is not null) as steps`;

/** Running orders behind one, by id. */
export async function listRunning(ctx: Context, after: string, most: number): Promise<readonly Running[]> {
  const { rows } = await sql<Running>`
    select ${running} from orders.orders o
    where o.org_id = ${ctx.orgId} and o.closed_at is null and o.id > ${after}::uuid order by o.id limit ${most}`.execute(
    ctx.tx,
  );
  return rows;
}

export async function findRunning(ctx: Context, orderId: string): Promise<Running | undefined> {
  const { rows } = await sql<Running>`
    select ${running} from orders.orders o
    where o.org_id = ${ctx.orgId} and o.id = ${orderId} and o.closed_at is null`.execute(ctx.tx);
  return rows[0];
}

/** The version stays: a figure that grows by itself is nobody's change. Orders that somebody works on are left for later. */
export async function saveRisks(
  ctx: Context,
  risks: readonly { readonly id: string; readonly risk: number }[],
): Promise<void> {
  await sql`
    update orders.orders o set risk = n.risk
    from jsonb_to_recordset(${JSON.stringify(risks)}::jsonb) n (id uuid, risk int)
    where o.org_id = ${ctx.orgId} and o.id in (
      select l.id from orders.orders l join jsonb_to_recordset(${JSON.stringify(risks)}::jsonb) w (id uuid, risk int) on w.id = l.id
      where l.org_id = ${ctx.orgId} order by l.id for update of l skip locked) and o.id = n.id`.execute(
    ctx.tx,
  );
}
