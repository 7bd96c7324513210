/** SQL over sealed rows of all tables that have them. Table names come from the database's own catalogue. */
import { sql } from "kysely";
import type { Context } from "../../../foundation/context.ts";
import type { Database, Tx } from "../../../foundation/database.ts";

/** A key that rows of a company need; below nought: its rows do not open. */
export type KeyInUse = { readonly table: string; readonly orgId: number; readonly version: number };

export async function listKeysInUse(db: Database | Tx): Promise<KeyInUse[]> {
  const { rows } = await sql<KeyInUse>`
    select tab as "table", company as "orgId", version from customers.key_versions_in_use()`.execute(db);
  return rows;
}

export async function countByKey(ctx: Context, table: string): Promise<{ version: number; rows: number }[]> {
  const { rows } = await sql<{ version: number; rows: number }>`
    select key_version as version, count(*) as rows from ${sql.table(table)}
    where org_id = ${ctx.orgId} and key_version is not null group by key_version`.execute(ctx.tx);
  return rows;
}

export type SealedRow = { readonly id: string; readonly sealed: Buffer };

/** Locks some rows under an old key; those that a clerk is changing just now come the next time. */
export async function lockSealedWith(
  ctx: Context,
  table: string,
  version: number,
  most: number,
): Promise<SealedRow[]> {
  const { rows } = await sql<SealedRow>`
    select id, sealed from ${sql.table(table)} where org_id = ${ctx.orgId} and key_version = ${version}
    limit ${most} for update skip locked`.execute(ctx.tx);
  return rows;
}

export async function saveSealed(
  ctx: Context,
  table: string,
  rows: readonly (SealedRow & { readonly version: number })[],
): Promise<void> {
  await sql`
    update ${sql.table(table)} t set sealed = v.sealed, key_version = v.version
    from unnest(${rows.map(({ id }) => id)}::uuid[], ${rows.map(({ sealed }) => sealed)}::bytea[],
      ${rows.map(({ version }) => version)}::int[]) v (id, sealed, version)
    where t.org_id = ${ctx.orgId} and t.id = v.id`.execute(ctx.tx);
}
