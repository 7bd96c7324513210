/** SQL over the keys of other systems. */
import { sql } from "kysely";
import type { Capability } from "../../../../contracts/capabilities.ts";
import type { ApiKey } from "../../../../contracts/identity.ts";
import type { Context } from "../../../foundation/context.ts";
import { type Database, transaction } from "../../../foundation/database.ts";

export type ApiKeyRow = {
  readonly id: string;
  readonly name: string;
  readonly system: string;
  readonly capabilities: ApiKey["capabilities"];
  readonly unitId: string;
  readonly unitName: { zh: string; en: string };
  readonly createdAt: Temporal.Instant;
  readonly createdBy: string;
  readonly expiresAt: Temporal.Instant;
  readonly lastUsedAt: Temporal.Instant | null;
  readonly revokedAt: Temporal.Instant | null;
  readonly revokedBy: string | null;
};

const columns = sql`k.id, k.name, k.system, k.capabilities, k.unit_id as "unitId",
  jsonb_build_object('zh', u.name_zh, 'en', u.name_en) as "unitName", k.created_at as "createdAt",
  k.created_by_name as "createdBy", k.expires_at as "expiresAt", k.last_used_at as "lastUsedAt",
  k.revoked_at as "revokedAt", k.revoked_by_name as "revokedBy"`;

export async function listApiKeys(ctx: Context): Promise<ApiKeyRow[]> {
  const { rows } = await sql<ApiKeyRow>`
    select ${columns} from identity.api_keys k join identity.units u on u.org_id = k.org_id and u.unit_id = k.unit_id
    where k.org_id = ${ctx.orgId} order by k.id desc limit 500`.execute(ctx.tx);
  return rows;
}

export async function lockApiKey(ctx: Context, id: string): Promise<ApiKeyRow | undefined> {
  const { rows } = await sql<ApiKeyRow>`
    select ${columns} from identity.api_keys k join identity.units u on u.org_id = k.org_id and u.unit_id = k.unit_id
    where k.org_id = ${ctx.orgId} and k.id = ${id} for update of k`.execute(ctx.tx);
  return rows[0];
}

type NewApiKey = Pick<ApiKeyRow, "id" | "name" | "system" | "capabilities" | "unitId" | "expiresAt"> & {
  readonly tokenHash: Buffer;
  readonly createdBy: { readonly id: string; readonly name: string };
};

export async function insertApiKey(ctx: Context, key: NewApiKey): Promise<void> {
  await sql`
    insert into identity.api_keys (org_id, id, name, system, capabilities, unit_id, token_hash, created_at, created_by,
      created_by_name, expires_at)
    values (${ctx.orgId}, ${key.id}, ${key.name}, ${key.system}, ${key.capabilities}::text[], ${key.unitId}, ${key.tokenHash},
      ${ctx.clock.now()}, ${key.createdBy.id}, ${key.createdBy.name}, ${key.expiresAt})`.execute(ctx.tx);
}

export async function markKeyRevoked(ctx: Context, id: string, by: string): Promise<void> {
  await sql`
    update identity.api_keys set revoked_at = ${ctx.clock.now()}, revoked_by_name = ${by}
    where org_id = ${ctx.orgId} and id = ${id}`.execute(ctx.tx);
}

export type KeyActorRow = {
  readonly keyId: string;
  readonly name: string;
  readonly system: string;
  readonly unitId: string;
  readonly capabilities: readonly Capability[];
  readonly expiresAt: Temporal.Instant;
  readonly lastUsedAt: Temporal.Instant | null;
};

export async function findKeyActor(
  db: Database,
  orgId: number,
  tokenHash: Buffer,
): Promise<KeyActorRow | undefined> {
  const { rows } = await sql<KeyActorRow>`
    select key_id as "keyId", name, system, unit_id as "unitId", capabilities, expires_at as "expiresAt",
      last_used_at as "lastUsedAt"
    from identity.api_key_actor(${orgId}, ${tokenHash})`.execute(db);
  return rows[0];
}

export async function touchKey(
  db: Database,
  orgId: number,
  keyId: string,
  now: Temporal.Instant,
): Promise<void> {
  await transaction(db, { orgIds: [orgId] }, async (tx) => {
    await sql`
      update identity.api_keys set last_used_at = ${now}
      where org_id = ${orgId} and id = ${keyId} and (last_used_at is null or last_used_at < ${now})`.execute(
      tx,
    );
  });
}
