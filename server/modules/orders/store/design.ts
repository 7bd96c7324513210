/** SQL over the versions of processes as the designer sees them. */
import { sql } from "kysely";
import type { Context, StaffActor } from "../../../foundation/context.ts";
import type { Definition } from "../process/definition.ts";

export type VersionRow = {
  readonly key: string;
  readonly version: number;
  readonly state: "draft" | "published" | "retired";
  readonly nameZh: string;
  readonly nameEn: string;
  readonly note: string;
  readonly hash: string;
  readonly editedAt: Temporal.Instant;
  readonly editedBy: string | null;
  readonly editedByName: string;
  readonly editors: readonly string[];
  readonly publishedAt: Temporal.Instant | null;
  readonly publishedByName: string | null;
  readonly running: number;
};

/** With how many orders run by each; those about the caller are not among them. */
const columns = sql`d.process_key as key, d.version, d.state, d.name_zh as "nameZh", d.name_en as "nameEn", d.note, d.hash,
  d.edited_at as "editedAt", d.edited_by as "editedBy", d.edited_by_name as "editedByName", d.editors,
  d.published_at as "publishedAt", d.published_by_name as "publishedByName",
  (select count(*)::int from orders.orders o where o.org_id = d.org_id and o.process_key = d.process_key
    and o.process_version = d.version and o.closed_at is null) as running`;

export async function listVersions(ctx: Context): Promise<VersionRow[]> {
  const { rows } = await sql<VersionRow>`
    select ${columns} from orders.definitions d where d.org_id = ${ctx.orgId}
    order by d.process_key, d.version desc`.execute(ctx.tx);
  return rows;
}

export async function findVersion(
  ctx: Context,
  key: string,
  version: number,
): Promise<(VersionRow & { readonly xml: string }) | undefined> {
  const { rows } = await sql<VersionRow & { xml: string }>`
    select ${columns}, d.xml from orders.definitions d
    where d.org_id = ${ctx.orgId} and d.process_key = ${key} and d.version = ${version}`.execute(ctx.tx);
  return rows[0];
}

export async function findDraft(
  ctx: Context,
  key: string,
): Promise<(VersionRow & { readonly xml: string }) | undefined> {
  const { rows } = await sql<VersionRow & { xml: string }>`
    select ${columns}, d.xml from orders.definitions d
    where d.org_id = ${ctx.orgId} and d.process_key = ${key} and d.state = 'draft'`.execute(ctx.tx);
  return rows[0];
}

/** What calls may stand for: the published processes. */
export async function publishedDefinitions(ctx: Context): Promise<ReadonlyMap<string, Definition>> {
  const { rows } = await sql<{ key: string; compiled: Definition }>`
    select process_key as key, compiled from orders.definitions
    where org_id = ${ctx.orgId} and state = 'published'`.execute(ctx.tx);
  return new Map(rows.map(({ key, compiled }) => [key, compiled]));
}

export type DraftContent = {
  readonly key: string;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly xml: string;
  readonly hash: string;
  readonly note: string;
};

export async function insertDraft(
  ctx: Context,
  draft: DraftContent,
  by: StaffActor,
): Promise<number | undefined> {
  const { rows } = await sql<{ version: number }>`
    insert into orders.definitions (org_id, process_key, version, name_zh, name_en, xml, hash, note, edited_at, edited_by,
      edited_by_name, editors)
    select ${ctx.orgId}, ${draft.key}, 1 + coalesce(max(version), 0), ${draft.nameZh}, ${draft.nameEn}, ${draft.xml},
      ${draft.hash}, ${draft.note}, ${ctx.clock.now()}, ${by.id}, ${by.name}, array[${by.id}::uuid]
    from orders.definitions where org_id = ${ctx.orgId} and process_key = ${draft.key}
    on conflict do nothing returning version`.execute(ctx.tx);
  return rows[0]?.version;
}

export async function updateDraft(ctx: Context, draft: DraftContent, by: StaffActor): Promise<void> {
  await sql`update orders.definitions set name_zh = ${draft.nameZh}, name_en = ${draft.nameEn}, xml = ${draft.xml},
      hash = ${draft.hash}, note = ${draft.note}, edited_at = ${ctx.clock.now()}, edited_by = ${by.id},
      edited_by_name = ${by.name},
      editors = case when ${by.id}::uuid = any (editors) then editors else editors || ${by.id}::uuid end
    where org_id = ${ctx.orgId} and process_key = ${draft.key} and state = 'draft'`.execute(ctx.tx);
}

export async function deleteDraft(ctx: Context, key: string): Promise<void> {
  await sql`delete from orders.definitions
    where org_id = ${ctx.orgId} and process_key = ${key} and state = 'draft'`.execute(ctx.tx);
}

/** The database refuses a publisher who had a hand in the version. */
export async function markPublished(
  ctx: Context,
  key: string,
  version: number,
  definition: Definition,
  by: StaffActor,
): Promise<void> {
  const { zh, en } = definition;
  await sql`update orders.definitions set state = 'published', compiled = ${JSON.stringify(definition)}::jsonb,
      name_zh = ${zh}, name_en = ${en ?? zh}, published_at = ${ctx.clock.now()}, published_by = ${by.id},
      published_by_name = ${by.name}
    where org_id = ${ctx.orgId} and process_key = ${key} and version = ${version}`.execute(ctx.tx);
}
