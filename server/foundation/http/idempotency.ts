/**
 * A command sent twice is done once: its answer is kept in the same transaction under the caller's key, and a
 * repeat gets the same bytes. Two at the same moment: the second waits for the first one's row.
 */
import { createHash } from "node:crypto";
import { sql } from "kysely";
import { actorKey, type Context } from "../context.ts";
import { Problem } from "../problem.ts";

export type KeptAnswer = { readonly status: number; readonly answer: string };

/** Returns the kept answer of an earlier call, or undefined when this one is the first. */
export async function findAnswer(
  ctx: Context,
  key: string,
  request: string,
): Promise<KeptAnswer | undefined> {
  const hash = createHash("sha256").update(request).digest();
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
  if (!kept.request_hash.equals(hash)) throw new Problem("request.key_reused");
  return kept;
}

/** Keeps the answer for repeats; commits with the command. */
export async function keepAnswer(ctx: Context, key: string, kept: KeptAnswer): Promise<void> {
  await sql`
    update foundation.idempotency set status = ${kept.status}, answer = ${kept.answer}
    where org_id = ${ctx.orgId} and actor = ${actorKey(ctx.actor)} and key = ${key}`.execute(ctx.tx);
}
