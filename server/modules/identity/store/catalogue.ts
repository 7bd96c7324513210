/** SQL over the catalogue of identity: companies, rules, posts. */
import { sql } from "kysely";
import type { Words } from "../../../../contracts/endpoint.ts";
import type { Context } from "../../../foundation/context.ts";
import type { Database, Tx } from "../../../foundation/database.ts";

export async function findRules(
  ctx: Context,
  day: Temporal.PlainDate,
): Promise<{ code: string; value: unknown }[]> {
  const { rows } = await sql<{ code: string; value: unknown }>`
    select rule_code as code, value from identity.rules
    where org_id = ${ctx.orgId} and valid_from <= ${day} and (valid_to is null or valid_to > ${day})
    order by valid_from`.execute(ctx.tx);
  return rows;
}

export type RuleRow = {
  readonly rule_code: string;
  readonly value: unknown;
  readonly unit: string;
  readonly source: string;
  readonly source_year: number;
  readonly confidence: string;
  readonly reason?: string;
  readonly valid_from: string;
  readonly valid_to: string | null;
};

export async function loadRules(ctx: Context, rules: readonly RuleRow[]): Promise<void> {
  await sql`
    insert into identity.rules (org_id, rule_code, value, unit, source, source_year, confidence, reason, valid_from, valid_to)
    select ${ctx.orgId}, r.* from jsonb_to_recordset(${JSON.stringify(rules)}::jsonb) as r(rule_code text, value jsonb,
      unit text, source text, source_year int, confidence text, reason text, valid_from date, valid_to date)
    on conflict do nothing`.execute(ctx.tx);
}

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
};

export async function listCompanies(db: Database | Tx): Promise<Company[]> {
  const { rows } = await sql<Company>`
    select org_id as "orgId", level, name_zh as zh, name_en as en from identity.companies()`.execute(db);
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
