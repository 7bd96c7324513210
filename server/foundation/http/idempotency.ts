/**
 * A command sent twice is done once: its answer is kept in the same transaction under the caller's key, and a
 * repeat gets the same bytes. Two at the same moment: the second waits for the first one's row.
 *
 * Answers and requests may hold personal data, and a copy of the database must not: the answer is kept sealed, and the
 * request only as a keyed hash, because a plain one of a short request is found by trying.
 */
import { createHash } from "node:crypto";
import { sql } from "kysely";
import { actorKey, type Context } from "../context.ts";
import { Problem } from "../problem.ts";
import { keyedHash, seal, unseal } from "../secrets.ts";

export type KeptAnswer = { readonly status: number; readonly answer: string };

/** Returns the kept answer of an earlier call, or undefined when this one is the first. */
export async function findAnswer(
  ctx: Context,
  key: string,
  request: string,
): Promise<KeptAnswer | undefined> {
  const hash = keyedHash(ctx.secret, "request hash", request);
  const actor = actorKey(ctx.actor);
  const inserted = await sql`
    insert into foundation.idempotency (org_id, actor, key, request_hash, created_at)
    values (${ctx.orgId}, ${actor}, ${key}, ${hash}, ${ctx.clock.now()})
    on conflict do nothing`.execute(ctx.tx);
  if (inserted.numAffectedRows === 1n) return undefined;
  const { rows } = await sql<KeptAnswer & { request_hash: Buffer }>`
    select request_hash, status, answer from foundation.idempotency
    where org_id = ${ctx.orgId} and actor = ${actor} and key = ${key}`.execute(ctx.tx);
  const [kept] = rows;
  if (!kept?.answer) throw new Problem("server.busy");
  if (!kept.request_hash.equals(hash) && !isPlainHash(kept.request_hash, request))
    throw new Problem("request.key_reused");
  return { status: kept.status, answer: openAnswer(ctx, key, kept.answer) };
}

/** How the release before this one wrote it: its rows live for a week. */
const isPlainHash = (hash: Buffer, request: string) =>
  hash.equals(createHash("sha256").update(request).digest());
const isPlainAnswer = (answer: string) => answer.startsWith("{");

const purpose = "kept answers";
const placeOf = (ctx: Context, key: string) => `${ctx.orgId}/${actorKey(ctx.actor)}/${key}`;

const openAnswer = (ctx: Context, key: string, kept: string): string =>
  isPlainAnswer(kept)
    ? kept
    : unseal(ctx.secret, purpose, placeOf(ctx, key), Buffer.from(kept, "base64")).toString("utf8");

/** Keeps the answer for repeats; commits with the command. */
export function keepAnswer(ctx: Context, key: string, kept: KeptAnswer): void {
  const sealed = seal(ctx.secret, purpose, placeOf(ctx, key), Buffer.from(kept.answer));
  const statement = sql`
    update foundation.idempotency set status = ${kept.status}, answer = ${sealed.toString("base64")}
    where org_id = ${ctx.orgId} and actor = ${actorKey(ctx.actor)} and key = ${key}`;
  ctx.pending.last.push(() => statement.execute(ctx.tx));
}
