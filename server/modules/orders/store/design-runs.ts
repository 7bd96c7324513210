/** SQL over simulations and migrations, and over the running orders of a version. */
import { sql } from "kysely";
import type { Words } from "../../../../contracts/endpoint.ts";
import type { SimulationInput, SimulationResult } from "../../../../contracts/orders/design-runs.ts";
import { actorName, type Context } from "../../../foundation/context.ts";
import { newId } from "../../../foundation/ids.ts";
import type { NodeMapping } from "../process/migrate-tokens.ts";
import type { Token } from "../process/token.ts";

export type MigrationCounts = {
  readonly moved: number;
  readonly passed: number;
  readonly stayed: number;
  readonly orders: readonly (Words & { readonly orderId: string })[];
};
type Common = {
  readonly id: string;
  readonly processKey: string;
  readonly state: "running" | "done" | "failed";
  readonly total: number;
  readonly done: number;
  readonly afterId: string | null;
  readonly failure: Words | null;
  readonly startedAt: Temporal.Instant;
  readonly startedBy: string;
  readonly finishedAt: Temporal.Instant | null;
};
export type SimulationRun = Common & {
  readonly kind: "simulation";
  readonly fromVersion: null;
  readonly toVersion: null;
  readonly input: SimulationInput;
  readonly result: SimulationResult | null;
};
export type MigrationRun = Common & {
  readonly kind: "migration";
  readonly fromVersion: number;
  readonly toVersion: number;
  readonly input: { readonly mapping: NodeMapping; readonly reason: string };
  readonly result: MigrationCounts;
};
export type DesignRunRow = SimulationRun | MigrationRun;

const columns = sql`id, kind, process_key as "processKey", from_version as "fromVersion", to_version as "toVersion", state,
  total, done, after_id as "afterId", input, result, failure, started_at as "startedAt", started_by_name as "startedBy",
  finished_at as "finishedAt"`;

type NewRun = Pick<
  DesignRunRow,
  "kind" | "processKey" | "fromVersion" | "toVersion" | "total" | "input" | "result"
>;

/** Undefined when a migration of the process is going on. */
export async function insertRun(ctx: Context, run: NewRun): Promise<string | undefined> {
  const now = ctx.clock.now();
  const { rows } = await sql<{ id: string }>`
    insert into orders.design_runs (org_id, id, kind, process_key, from_version, to_version, total, input, result, started_at,
      started_by_name, moved_at)
    values (${ctx.orgId}, ${newId()}, ${run.kind}, ${run.processKey}, ${run.fromVersion}, ${run.toVersion}, ${run.total},
      ${JSON.stringify(run.input)}::jsonb, ${run.result ? JSON.stringify(run.result) : null}::jsonb, ${now},
      ${actorName(ctx.actor)}, ${now})
    on conflict do nothing returning id`.execute(ctx.tx);
  return rows[0]?.id;
}

/** Simulations are looked at once; what is older than a day goes. */
export async function forgetSimulations(ctx: Context): Promise<void> {
  const before = ctx.clock.now().subtract({ hours: 24 });
  await sql`delete from orders.design_runs
    where org_id = ${ctx.orgId} and kind = 'simulation' and started_at < ${before}`.execute(ctx.tx);
}

export async function findRun(ctx: Context, id: string): Promise<DesignRunRow | undefined> {
  const { rows } = await sql<DesignRunRow>`
    select ${columns} from orders.design_runs where org_id = ${ctx.orgId} and id = ${id}`.execute(ctx.tx);
  return rows[0];
}

/** The newest migrations of a process. */
export async function listMigrationRuns(ctx: Context, key: string): Promise<MigrationRun[]> {
  const { rows } = await sql<MigrationRun>`
    select ${columns} from orders.design_runs where org_id = ${ctx.orgId} and process_key = ${key} and kind = 'migration'
    order by started_at desc, id desc limit 20`.execute(ctx.tx);
  return rows;
}

/** Waits for whoever has it: two workers on one run take turns. Undefined when it is not running any more. */
export async function lockRun(ctx: Context, id: string): Promise<DesignRunRow | undefined> {
  const { rows } = await sql<DesignRunRow>`
    select ${columns} from orders.design_runs where org_id = ${ctx.orgId} and id = ${id} and state = 'running'
    for update`.execute(ctx.tx);
  return rows[0];
}

type Saved = Pick<DesignRunRow, "id" | "done"> & {
  readonly state?: DesignRunRow["state"];
  readonly afterId?: string | null;
  readonly result?: unknown;
  readonly failure?: Words;
};

export async function saveRun(ctx: Context, run: Saved): Promise<void> {
  const now = ctx.clock.now();
  const { state = "running", result = null, failure = null } = run;
  await sql`update orders.design_runs set state = ${state}, done = ${run.done}, total = greatest(total, ${run.done}),
      after_id = coalesce(${run.afterId ?? null}::uuid, after_id),
      result = coalesce(${result === null ? null : JSON.stringify(result)}::jsonb, result),
      failure = ${failure === null ? null : JSON.stringify(failure)}::jsonb, moved_at = ${now},
      finished_at = ${state === "running" ? null : now}::timestamptz
    where org_id = ${ctx.orgId} and id = ${run.id} and state = 'running'`.execute(ctx.tx);
}

export async function countRunning(ctx: Context, key: string, version: number): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from orders.orders
    where org_id = ${ctx.orgId} and process_key = ${key} and process_version = ${version} and closed_at is null`.execute(
    ctx.tx,
  );
  return rows[0]?.count ?? 0;
}

/** The next orders that run by a version, by id. */
export async function nextOrders(
  ctx: Context,
  { processKey, fromVersion, afterId }: MigrationRun,
  most: number,
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from orders.orders
    where org_id = ${ctx.orgId} and process_key = ${processKey} and process_version = ${fromVersion} and closed_at is null
      and (${afterId}::uuid is null or id > ${afterId}::uuid)
    order by id limit ${most}`.execute(ctx.tx);
  return rows.map(({ id }) => id);
}

export type StandingOrder = {
  readonly id: string;
  readonly number: string;
  readonly title: string;
  readonly tokens: readonly (Token & { readonly nameZh: string; readonly nameEn: string })[];
};

/** Where the orders of a version stand. */
export async function standingOrders(
  ctx: Context,
  key: string,
  version: number,
  most: number,
): Promise<StandingOrder[]> {
  const { rows } = await sql<StandingOrder>`
    select o.id, o.number, o.title, coalesce((
      select jsonb_agg(jsonb_build_object('id', s.id, 'nodeId', s.node_id, 'scopeId', s.scope_id, 'hostId', s.host_id,
        'kind', s.kind, 'flowId', s.flow_id, 'index', s.index, 'count', s.count, 'nameZh', s.name_zh, 'nameEn', s.name_en)
        order by s.seq)
      from orders.steps s where s.org_id = o.org_id and s.order_id = o.id and s.state = 'live'), '[]') as tokens
    from orders.orders o
    where o.org_id = ${ctx.orgId} and o.process_key = ${key} and o.process_version = ${version} and o.closed_at is null
    order by o.id limit ${most}`.execute(ctx.tx);
  return rows;
}

/** Numbers and titles of orders, of those that the caller may see. */
export async function namesOfOrders(
  ctx: Context,
  ids: readonly string[],
): Promise<ReadonlyMap<string, { readonly number: string; readonly title: string }>> {
  const { rows } = await sql<{ id: string; number: string; title: string }>`
    select id, number, title from orders.orders where org_id = ${ctx.orgId} and id = any (${ids}::uuid[])`.execute(
    ctx.tx,
  );
  return new Map(rows.map(({ id, number, title }) => [id, { number, title }]));
}
