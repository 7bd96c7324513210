/**
 * Keys of other systems, made and revoked by the security administrator: what a key may do is a grant like any other. The
 * secret has 128 bits and is drawn, not chosen, so that a plain hash keeps it as well as a slow one would.
 */
import type { InputOf } from "../../../contracts/endpoint.ts";
import type { ApiKey, createApiKey as endpoint } from "../../../contracts/identity.ts";
import { dateOf } from "../../foundation/clock.ts";
import { audit, type Context, staffOf } from "../../foundation/context.ts";
import { newId, newToken } from "../../foundation/ids.ts";
import { Problem } from "../../foundation/problem.ts";
import { rulesInForce } from "../catalogue/index.ts";
import { hashToken } from "./gate.ts";
import * as store from "./store/api-keys.ts";
import { openUnit } from "./units.ts";

export const keyDaysMost = async (ctx: Context): Promise<number> =>
  (await rulesInForce(ctx, dateOf(ctx.clock.now()).toString())).value("KEY.DAYS_MAX");

/** @throws identity.key_days, identity.unit_closed, thing.not_found */
export async function createApiKey(
  ctx: Context,
  { days, reason, ...wish }: InputOf<typeof endpoint>["body"],
): Promise<{ apiKey: ApiKey; key: string }> {
  const most = await keyDaysMost(ctx);
  if (days > most) throw new Problem("identity.key_days", { days: most, field: "days" });
  await openUnit(ctx, wish.unitId);
  const { id: staffId, name } = staffOf(ctx);
  const secret = newToken();
  const id = newId();
  const capabilities = [...new Set(wish.capabilities)];
  const expiresAt = ctx.clock.now().add({ hours: 24 * days });
  await store.insertApiKey(ctx, {
    ...wish,
    id,
    capabilities,
    expiresAt,
    tokenHash: hashToken(secret),
    createdBy: { id: staffId, name },
  });
  audit(ctx, {
    action: "identity.key_created",
    subject: `key:${id}`,
    after: { ...wish, capabilities, expiresAt: expiresAt.toString() },
    reason,
  });
  return { apiKey: apiKeyAnswer(ctx, await known(ctx, id)), key: `mck_${ctx.orgId}_${secret}` };
}

/** @throws identity.key_over, thing.not_found */
export async function revokeApiKey(ctx: Context, id: string, reason: string): Promise<ApiKey> {
  const before = await known(ctx, id);
  if (before.revokedAt) throw new Problem("identity.key_over");
  await store.markKeyRevoked(ctx, id, staffOf(ctx).name);
  const { name, system } = before;
  audit(ctx, { action: "identity.key_revoked", subject: `key:${id}`, before: { name, system }, reason });
  return apiKeyAnswer(ctx, await known(ctx, id));
}

async function known(ctx: Context, id: string): Promise<store.ApiKeyRow> {
  const row = await store.lockApiKey(ctx, id);
  if (!row) throw new Problem("thing.not_found");
  return row;
}

export function apiKeyAnswer(ctx: Context, row: store.ApiKeyRow): ApiKey {
  const { id, createdAt, expiresAt, lastUsedAt, revokedAt, ...rest } = row;
  const isOver = Temporal.Instant.compare(ctx.clock.now(), expiresAt) >= 0;
  return {
    ...rest,
    apiKeyId: id,
    state: revokedAt ? "revoked" : isOver ? "expired" : "active",
    createdAt: createdAt.toString(),
    expiresAt: expiresAt.toString(),
    lastUsedAt: lastUsedAt?.toString() ?? null,
    revokedAt: revokedAt?.toString() ?? null,
  };
}
