/** SQL over the versions of processes. */
import { sql } from "kysely";
import type { Context } from "../../../foundation/context.ts";
import type { Definition } from "../process/definition.ts";

export type DefinitionHead = {
  readonly key: string;
  readonly version: number;
  readonly state: string;
  readonly hash: string;
  readonly isShipped: boolean;
};

/** All versions of a company, without their XML. */
export async function listHeads(ctx: Context): Promise<DefinitionHead[]> {
  const { rows } = await sql<DefinitionHead>`
    select process_key as key, version, state, hash, edited_by is null as "isShipped" from orders.definitions where org_id = ${ctx.orgId}
    order by process_key, version`.execute(ctx.tx);
  return rows;
}

export async function readCompiled(
  ctx: Context,
  key: string,
  version: number,
): Promise<Definition | undefined> {
  const { rows } = await sql<{ compiled: Definition | null }>`
    select compiled from orders.definitions
    where org_id = ${ctx.orgId} and process_key = ${key} and version = ${version}`.execute(ctx.tx);
  return rows[0]?.compiled ?? undefined;
}

export async function publishedVersion(ctx: Context, key: string): Promise<number | undefined> {
  const { rows } = await sql<{ version: number }>`
    select version from orders.definitions
    where org_id = ${ctx.orgId} and process_key = ${key} and state = 'published'`.execute(ctx.tx);
  return rows[0]?.version;
}

/** Loads of one company come one after the other. */
export async function lockDefinitions(ctx: Context): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('orders.definitions', ${ctx.orgId}))`.execute(
    ctx.tx,
  );
}

export async function retire(ctx: Context, key: string): Promise<void> {
  await sql`update orders.definitions set state = 'retired'
    where org_id = ${ctx.orgId} and process_key = ${key} and state = 'published'`.execute(ctx.tx);
}

export type ShippedDefinition = {
  readonly definition: Definition;
  readonly version: number;
  readonly xml: string;
  readonly hash: string;
  readonly by: string;
  readonly note: string;
  /** False: kept beside the company's own version, retired from the beginning. */
  readonly isInForce: boolean;
};

export async function insertPublished(ctx: Context, row: ShippedDefinition): Promise<void> {
  const { definition, version, xml, hash, by, note, isInForce } = row;
  const now = ctx.clock.now();
  await sql`
    insert into orders.definitions (org_id, process_key, version, state, name_zh, name_en, xml, compiled, hash, note,
      edited_at, edited_by_name, published_at, published_by_name)
    values (${ctx.orgId}, ${definition.id}, ${version},
      ${isInForce ? "published" : "retired"}, ${definition.zh}, ${definition.en ?? definition.zh},
      ${xml}, ${JSON.stringify(definition)}::jsonb, ${hash}, ${note}, ${now}, ${by}, ${now}, ${by})`.execute(
    ctx.tx,
  );
}
