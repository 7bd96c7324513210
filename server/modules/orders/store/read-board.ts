/** SQL of the dispatcher's board: everything that runs in some units, counted by stage, and the most urgent of each. */
import { sql } from "kysely";
import type { Context } from "../../../foundation/context.ts";

export type BoardScope = {
  readonly unitIds: readonly string[];
  readonly typeCodes: readonly string[];
  readonly heat: string | null;
  readonly warmAt: number;
};
export type StageRow = {
  readonly stage: string | null;
  readonly count: number;
  readonly warm: number;
  readonly over: number;
  /** Those that are over first, then the soonest due. */
  readonly stepIds: readonly string[];
};

/** As the work list has it: late itself, or of an order that is late as a whole. */
const isOver = (ctx: Context) => sql`(s.due_at < ${ctx.clock.now()} or s.is_order_late)`;

/** Live steps of these units whose orders are of these types: once, for counts and lines alike. */
const liveSteps = (ctx: Context, { unitIds, typeCodes, warmAt }: BoardScope) => sql`
  select s.id, s.order_id, s.stage, s.due_at, s.assignee_id, s.assignee_name,
    case when o.state = 'suspended' then 'paused' when ${isOver(ctx)} then 'over'
      when s.warned >= ${warmAt} then 'warm' when s.warned > 0 then 'half' else 'calm' end as heat
  from orders.steps s
  join orders.orders o on o.org_id = s.org_id and o.id = s.order_id and o.closed_at is null
  where s.type_code = any (${typeCodes}::text[]) and s.org_id = ${ctx.orgId} and s.state = 'live' and s.post is not null and s.unit_id = any (${unitIds}::uuid[])`;

export async function readStages(
  ctx: Context,
  scope: BoardScope,
  ofEach: number,
): Promise<readonly StageRow[]> {
  const { rows } = await sql<StageRow>`
    with live as materialized (${liveSteps(ctx, scope)}),
    ranked as (
      select *, row_number() over (partition by stage order by heat <> 'over', due_at nulls last, id) as place
      from live where ${scope.heat}::text is null or heat = ${scope.heat})
    select l.stage, count(*)::int as count, count(*) filter (where heat = 'warm')::int as warm,
      count(*) filter (where heat = 'over')::int as over,
      coalesce((select array_agg(r.id order by r.place) from ranked r
        where r.stage is not distinct from l.stage and r.place <= ${ofEach}), '{}') as "stepIds"
    from live l group by l.stage`.execute(ctx.tx);
  return rows;
}

export type Totals = {
  readonly running: number;
  readonly orders: number;
  readonly warm: number;
  readonly over: number;
  readonly paused: number;
  readonly unassigned: number;
};

/** What the columns count, summed up: live steps, not orders; beside it of how many orders they are. */
export async function readTotals(ctx: Context, scope: BoardScope): Promise<Totals> {
  const { rows } = await sql<Totals>`
    select count(*)::int as running, count(distinct order_id)::int as orders,
      count(*) filter (where heat = 'over')::int as over, count(*) filter (where heat = 'warm')::int as warm,
      count(*) filter (where heat = 'paused')::int as paused,
      count(*) filter (where assignee_id is null)::int as unassigned
    from (${liveSteps(ctx, scope)}) l`.execute(ctx.tx);
  return rows[0] ?? { running: 0, orders: 0, warm: 0, over: 0, paused: 0, unassigned: 0 };
}

export type LoadRow = { readonly staffId: string; readonly openSteps: number; readonly over: number };

/** Who has how much in hand, whatever the board shows: work of another kind takes time as well. */
export async function readLoads(
  ctx: Context,
  staffIds: readonly string[],
): Promise<ReadonlyMap<string, LoadRow>> {
  const { rows } = await sql<LoadRow>`
    select s.assignee_id as "staffId", count(*)::int as "openSteps",
      count(*) filter (where ${isOver(ctx)})::int as over
    from orders.steps s
    where s.org_id = ${ctx.orgId} and s.state = 'live' and s.post is not null
      and s.assignee_id = any (${staffIds}::uuid[])
    group by s.assignee_id`.execute(ctx.tx);
  return new Map(rows.map((row) => [row.staffId, row]));
}
