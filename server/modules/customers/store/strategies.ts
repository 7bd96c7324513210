/** SQL over strategies and their versions. */
import { sql } from "kysely";
import type {
  Figures,
  StrategyContent,
  StrategyLine,
  Surface,
} from "../../../../contracts/customers/strategies.ts";
import type { Context } from "../../../foundation/context.ts";

export type StrategyRow = {
  readonly id: string;
  readonly code: string | null;
  readonly state: StrategyLine["state"];
  readonly version: number;
  readonly releasedVersion: number | null;
};
export type VersionRow = {
  readonly strategyId: string;
  readonly version: number;
  readonly content: StrategyContent;
  readonly editedAt: Temporal.Instant;
  readonly editedBy: string | null;
  readonly editedByName: string;
  readonly releasedAt: Temporal.Instant | null;
  readonly releasedByName: string | null;
};

const strategyColumns = sql`s.id, s.code, s.state, s.version, s.released_version as "releasedVersion"`;
const content = sql`json_build_object(
    'title', json_build_object('zh', v.title_zh, 'en', v.title_en), 'text', json_build_object('zh', v.text_zh, 'en', v.text_en),
    'reason', json_build_object('zh', v.reason_zh, 'en', v.reason_en), 'condition', v.condition, 'surfaces', v.surfaces,
    'priority', v.priority, 'action', json_build_object('kind', v.action_kind, 'value', v.action_value),
    'startsOn', v.starts_on, 'endsOn', v.ends_on, 'limit', json_build_object('times', v.limit_times, 'days', v.limit_days))`;
const versionColumns = sql`v.strategy_id as "strategyId", v.version, ${content} as content, v.edited_at as "editedAt",
  v.edited_by as "editedBy", v.edited_by_name as "editedByName", v.released_at as "releasedAt",
  v.released_by_name as "releasedByName"`;

/** With their newest versions: those in force first, then by priority. */
export async function listNewest(ctx: Context): Promise<readonly (StrategyRow & { newest: VersionRow })[]> {
  const { rows } = await sql<StrategyRow & VersionRow>`
    select ${strategyColumns}, ${versionColumns} from customers.strategies s
    join customers.strategy_versions v on v.org_id = s.org_id and v.strategy_id = s.id and v.version = s.version
    where s.org_id = ${ctx.orgId}
    order by array_position(array['released', 'draft', 'paused', 'ended'], s.state), v.priority desc, s.created_at
    limit 500`.execute(ctx.tx);
  return rows.map((row) => ({ ...row, newest: row }));
}

export type ReleasedStrategy = {
  readonly id: string;
  readonly version: number;
  readonly content: StrategyContent;
};

/** What is in force for customers now, whatever its days say. */
export async function listReleased(ctx: Context): Promise<readonly ReleasedStrategy[]> {
  const { rows } = await sql<ReleasedStrategy>`
    select s.id, v.version, ${content} as content from customers.strategies s
    join customers.strategy_versions v on v.org_id = s.org_id and v.strategy_id = s.id and v.version = s.released_version
    where s.org_id = ${ctx.orgId} and s.state = 'released' order by v.priority desc, s.id limit 500`.execute(
    ctx.tx,
  );
  return rows;
}

export async function findStrategy(ctx: Context, id: string): Promise<StrategyRow | undefined> {
  const { rows } = await sql<StrategyRow>`
    select ${strategyColumns} from customers.strategies s where s.org_id = ${ctx.orgId} and s.id = ${id}`.execute(
    ctx.tx,
  );
  return rows[0];
}

export async function lockStrategy(ctx: Context, id: string): Promise<StrategyRow | undefined> {
  const { rows } = await sql<StrategyRow>`
    select ${strategyColumns} from customers.strategies s where s.org_id = ${ctx.orgId} and s.id = ${id} for update`.execute(
    ctx.tx,
  );
  return rows[0];
}

/** Newest first. */
export async function listVersions(ctx: Context, id: string): Promise<readonly VersionRow[]> {
  const { rows } = await sql<VersionRow>`
    select ${versionColumns} from customers.strategy_versions v
    where v.org_id = ${ctx.orgId} and v.strategy_id = ${id} order by v.version desc limit 200`.execute(
    ctx.tx,
  );
  return rows;
}

export async function findVersion(
  ctx: Context,
  id: string,
  version: number,
): Promise<VersionRow | undefined> {
  const { rows } = await sql<VersionRow>`
    select ${versionColumns} from customers.strategy_versions v
    where v.org_id = ${ctx.orgId} and v.strategy_id = ${id} and v.version = ${version}`.execute(ctx.tx);
  return rows[0];
}

export async function insertStrategy(ctx: Context, id: string, code: string | null): Promise<void> {
  await sql`insert into customers.strategies (org_id, id, code, version, created_at)
    values (${ctx.orgId}, ${id}, ${code}, 1, ${ctx.clock.now()})`.execute(ctx.tx);
}

export async function saveStrategy(ctx: Context, row: Omit<StrategyRow, "code">): Promise<void> {
  await sql`update customers.strategies set state = ${row.state}, version = ${row.version},
      released_version = ${row.releasedVersion}
    where org_id = ${ctx.orgId} and id = ${row.id}`.execute(ctx.tx);
}

/** A new version, or the draft as it is now. A released version is not edited: nothing happens to it here. */
export async function putVersion(
  ctx: Context,
  strategyId: string,
  version: number,
  given: StrategyContent,
  by: { readonly id: string | null; readonly name: string },
): Promise<void> {
  const { title, text, reason, action, limit } = given;
  await sql`insert into customers.strategy_versions as v (org_id, strategy_id, version, title_zh, title_en, text_zh, text_en,
      reason_zh, reason_en, condition, surfaces, priority, action_kind, action_value, starts_on, ends_on, limit_days,
      limit_times, edited_at, edited_by, edited_by_name)
    values (${ctx.orgId}, ${strategyId}, ${version}, ${title.zh}, ${title.en}, ${text.zh}, ${text.en}, ${reason.zh}, ${reason.en},
      ${given.condition}, ${[...new Set(given.surfaces)]}, ${given.priority}, ${action.kind}, ${action.value}, ${given.startsOn},
      ${given.endsOn}, ${limit.days}, ${limit.times}, ${ctx.clock.now()}, ${by.id}, ${by.name})
    on conflict (org_id, strategy_id, version) do update set title_zh = excluded.title_zh, title_en = excluded.title_en,
      text_zh = excluded.text_zh, text_en = excluded.text_en, reason_zh = excluded.reason_zh, reason_en = excluded.reason_en,
      condition = excluded.condition, surfaces = excluded.surfaces, priority = excluded.priority,
      action_kind = excluded.action_kind, action_value = excluded.action_value, starts_on = excluded.starts_on,
      ends_on = excluded.ends_on, limit_days = excluded.limit_days, limit_times = excluded.limit_times,
      edited_at = excluded.edited_at, edited_by = excluded.edited_by, edited_by_name = excluded.edited_by_name
    where v.released_at is null`.execute(ctx.tx);
}

/** @throws the constraint released_by_another when who wrote it releases it */
export async function markReleased(
  ctx: Context,
  strategyId: string,
  version: number,
  by: { readonly id: string; readonly name: string },
): Promise<void> {
  await sql`update customers.strategy_versions set released_at = ${ctx.clock.now()}, released_by = ${by.id},
      released_by_name = ${by.name}
    where org_id = ${ctx.orgId} and strategy_id = ${strategyId} and version = ${version} and released_at is null`.execute(
    ctx.tx,
  );
}

export type Head = { readonly version: number; readonly shipped: string };

export async function findHeadVersion(ctx: Context): Promise<Head> {
  const { rows } = await sql<Head>`
    select version, shipped from customers.strategy_heads where org_id = ${ctx.orgId}`.execute(ctx.tx);
  return rows[0] ?? { version: 0, shipped: "" };
}

/** Tells every process that what it keeps of this company's strategies is old. */
export async function bumpHead(ctx: Context, shipped: string | null = null): Promise<void> {
  await sql`insert into customers.strategy_heads as h (org_id, shipped) values (${ctx.orgId}, ${shipped ?? ""})
    on conflict (org_id) do update set version = h.version + 1, shipped = coalesce(${shipped}::text, h.shipped)`.execute(
    ctx.tx,
  );
}

/** The codes of shipped strategies that the company has. */
export async function listCodes(ctx: Context): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ code: string }>`
    select code from customers.strategies where org_id = ${ctx.orgId} and code is not null`.execute(ctx.tx);
  return new Set(rows.map(({ code }) => code));
}

/** What was shown, accepted and declined since a day, by strategy and surface. One range of an index. */
export async function readFigures(
  ctx: Context,
  since: string,
  strategyId: string | null = null,
): Promise<ReadonlyMap<string, Partial<Record<Surface, Figures>>>> {
  const { rows } = await sql<Figures & { strategyId: string; surface: Surface }>`
    select strategy_id as "strategyId", surface, count(*)::int as shown,
      count(*) filter (where answer = 'accepted')::int as accepted, count(*) filter (where answer = 'declined')::int as declined
    from customers.showings
    where org_id = ${ctx.orgId} and day >= ${since}::date and (${strategyId}::uuid is null or strategy_id = ${strategyId}::uuid)
    group by strategy_id, surface`.execute(ctx.tx);
  const byStrategy = new Map<string, Partial<Record<Surface, Figures>>>();
  for (const { strategyId: id, surface, ...figures } of rows)
    byStrategy.set(id, { ...byStrategy.get(id), [surface]: figures });
  return byStrategy;
}
