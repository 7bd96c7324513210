/** SQL over the catalogue of identity: companies and posts. */
import { sql } from "kysely";
import type { Words } from "../../../../contracts/endpoint.ts";
import type { Context } from "../../../foundation/context.ts";
import type { Database, Tx } from "../../../foundation/database.ts";

export type PostRow = Words & { readonly code: string; readonly note: string | null };

export async function loadPosts(ctx: Context, posts: readonly PostRow[]): Promise<void> {
  await sql`
    insert into identity.posts (org_id, code, name_zh, name_en, note)
    select ${ctx.orgId}, p.code, p.zh, p.en, p.note
    from jsonb_to_recordset(${JSON.stringify(posts)}::jsonb) as p(code text, zh text, en text, note text)
    on conflict do nothing`.execute(ctx.tx);
}

export async function listPosts(ctx: Context): Promise<{ code: string; zh: string; en: string }[]> {
  const { rows } = await sql<{ code: string; zh: string; en: string }>`
    select code, name_zh as zh, name_en as en from identity.posts where org_id = ${ctx.orgId} order by code`.execute(
    ctx.tx,
  );
  return rows;
}

export type Company = {
  readonly orgId: number;
  readonly level: string;
  readonly zh: string;
  readonly en: string;
  /** What its single sign-on is called, if it is on. */
  readonly signOn: Words | null;
};

export async function listCompanies(db: Database | Tx): Promise<Company[]> {
  const { rows } = await sql<Company>`
    select org_id as "orgId", level, name_zh as zh, name_en as en,
      case when sign_on_zh is not null then jsonb_build_object('zh', sign_on_zh, 'en', sign_on_en) end as "signOn"
    from identity.companies()`.execute(db);
  return rows;
}

/** The company and those above it, the top first; undefined when there is no such company. */
export async function findLineage(db: Database | Tx, orgId: number): Promise<number[] | undefined> {
  const { rows } = await sql<{ lineage: number[] | null }>`
    select identity.lineage(${orgId}) as lineage`.execute(db);
  return rows[0]?.lineage ?? undefined;
}

export async function insertOrg(
  ctx: Context,
  org: { level: string; name: Words; parentOrgId: number | null; lineage: readonly number[] },
): Promise<void> {
  await sql`
    insert into identity.orgs (org_id, level, name_zh, name_en, parent_org_id, lineage)
    values (${ctx.orgId}, ${org.level}, ${org.name.zh}, ${org.name.en}, ${org.parentOrgId}, ${org.lineage}::int[])`.execute(
    ctx.tx,
  );
}

export async function getCompanyName(ctx: Context): Promise<Words> {
  const { rows } = await sql<Words>`
    select name_zh as zh, name_en as en from identity.orgs where org_id = ${ctx.orgId}`.execute(ctx.tx);
  return rows[0] ?? { zh: String(ctx.orgId), en: String(ctx.orgId) };
}
