/** SQL over runs: work over every customer, with where it stands. */
import { sql } from "kysely";
import type { Context } from "../../../foundation/context.ts";
import { newId } from "../../../foundation/ids.ts";

export type RunKind = "classes" | "dry-run";
export type RunResult = {
  readonly hits: number;
  readonly byClass: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly examples: readonly {
    readonly customerId: string;
    readonly maskedName: string;
    readonly reason: { readonly zh: string; readonly en: string };
  }[];
  readonly failures: number;
  readonly accounts: number;
};
export type RunRow = {
  readonly id: string;
  readonly kind: RunKind;
  readonly strategyId: string | null;
  readonly version: number | null;
  readonly state: "running" | "done" | "failed";
  readonly total: number;
  readonly done: number;
  readonly afterId: string | null;
  readonly result: RunResult;
  readonly startedAt: Temporal.Instant;
  readonly startedBy: string;
  readonly finishedAt: Temporal.Instant | null;
};

const columns = sql`id, kind, strategy_id as "strategyId", version, state, total, done, after_id as "afterId", result,
  started_at as "startedAt", started_by as "startedBy", finished_at as "finishedAt"`;

const nothing: RunResult = { hits: 0, byClass: {}, examples: [], failures: 0, accounts: 0 };

/** Undefined when one like it is running already. */
export async function insertRun(
  ctx: Context,
  run: Pick<RunRow, "kind" | "strategyId" | "version" | "total" | "startedBy">,
): Promise<string | undefined> {
  const now = ctx.clock.now();
  const { rows } = await sql<{ id: string }>`
    insert into customers.runs (org_id, id, kind, strategy_id, version, total, result, started_at, moved_at, started_by)
    values (${ctx.orgId}, ${newId()}, ${run.kind}, ${run.strategyId}, ${run.version}, ${run.total}, ${JSON.stringify(nothing)},
      ${now}, ${now}, ${run.startedBy})
    on conflict do nothing returning id`.execute(ctx.tx);
  return rows[0]?.id;
}

export async function findRun(ctx: Context, id: string): Promise<RunRow | undefined> {
  const { rows } = await sql<RunRow>`
    select ${columns} from customers.runs where org_id = ${ctx.orgId} and id = ${id}`.execute(ctx.tx);
  return rows[0];
}

/** The newest run of a kind, of one version of a strategy if said. */
export async function findLastRun(
  ctx: Context,
  kind: RunKind,
  of: { readonly strategyId: string; readonly version: number } | null = null,
): Promise<RunRow | undefined> {
  const { rows } = await sql<RunRow>`
    select ${columns} from customers.runs
    where org_id = ${ctx.orgId} and kind = ${kind} and strategy_id is not distinct from ${of?.strategyId ?? null}::uuid
      and version is not distinct from ${of?.version ?? null}::int
    order by started_at desc, id desc limit 1`.execute(ctx.tx);
  return rows[0];
}

/** Undefined when it is not running any more, or another worker has it just now. */
export async function lockRun(ctx: Context, id: string): Promise<RunRow | undefined> {
  const { rows } = await sql<RunRow>`
    select ${columns} from customers.runs where org_id = ${ctx.orgId} and id = ${id} and state = 'running'
    for update skip locked`.execute(ctx.tx);
  return rows[0];
}

export async function saveRun(
  ctx: Context,
  run: Pick<RunRow, "id" | "state" | "done" | "afterId" | "result">,
): Promise<void> {
  const now = ctx.clock.now();
  await sql`update customers.runs set state = ${run.state}, done = ${run.done}, after_id = ${run.afterId},
      result = ${JSON.stringify(run.result)}, moved_at = ${now},
      finished_at = ${run.state === "running" ? null : now}
    where org_id = ${ctx.orgId} and id = ${run.id}`.execute(ctx.tx);
}
