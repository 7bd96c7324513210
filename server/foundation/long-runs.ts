/**
 * Work that takes longer than an answer: a pass over all customers, a migration of running orders. A row says where it
 * stands, and a background job does it piece by piece, so that a worker that is ended anywhere loses one piece at most.
 *
 * A table of runs has `id`, `state` ('running' while it goes on) and `moved_at`, which every piece writes.
 */
import { sql } from "kysely";
import { z } from "zod";
import type { Context } from "./context.ts";
import { transaction } from "./database.ts";
import { newId } from "./ids.ts";
import { addJob } from "./jobs.ts";
import { command, type Platform } from "./transaction.ts";

export type LongRuns = { readonly table: `${string}.${string}`; readonly job: string };

/** A run that has not moved for so long has lost its worker. */
const lostMinutes = 5;
const payload = z.object({ orgId: z.int(), runId: z.uuid() });

/** Does a piece of a run in a transaction of its own. */
export type InCommand = <T>(work: (ctx: Context) => Promise<T>) => Promise<T>;

export const addRunJob = (ctx: Context, { job }: LongRuns, runId: string): Promise<void> =>
  addJob(ctx, job, { runId }, { key: `${job}:${runId}` });

/** What a job was given: which run it is, and how to work on it as the platform itself. */
export function openRun(platform: Platform, given: unknown): { runId: string; inCommand: InCommand } {
  const { orgId, runId } = payload.parse(given);
  return { runId, inCommand: inCompany(platform, orgId) };
}

function inCompany(platform: Platform, orgId: number): InCommand {
  const call = { actor: { kind: "system", orgIds: [orgId] }, orgId, requestId: newId() } as const;
  return (work) => command(platform, call, work);
}

/** Gives the runs whose worker was ended to a worker again; two processes that sweep at once give each one once. */
export async function takeUpLostRuns(platform: Platform, runs: LongRuns): Promise<void> {
  const before = platform.clock.now().subtract({ minutes: lostMinutes });
  for (const { orgId, id } of await listLost(platform, runs, before))
    await inCompany(
      platform,
      orgId,
    )(async (ctx) => {
      if (await markMoved(ctx, runs, id, before)) await addRunJob(ctx, runs, id);
    });
}

/** Of all companies. */
async function listLost({ db }: Platform, { table }: LongRuns, before: Temporal.Instant) {
  const heads = await sql<{ orgId: number }>`select org_id as "orgId" from foundation.event_heads()`.execute(
    db,
  );
  const orgIds = heads.rows.map(({ orgId }) => orgId);
  return transaction(db, { orgIds }, async (tx) => {
    const { rows } = await sql<{ orgId: number; id: string }>`
      select org_id as "orgId", id from ${sql.table(table)} where state = 'running' and moved_at < ${before}`.execute(
      tx,
    );
    return rows;
  });
}

async function markMoved(
  ctx: Context,
  { table }: LongRuns,
  id: string,
  before: Temporal.Instant,
): Promise<boolean> {
  const { rows } = await sql`update ${sql.table(table)} set moved_at = ${ctx.clock.now()}
    where org_id = ${ctx.orgId} and id = ${id} and state = 'running' and moved_at < ${before} returning id`.execute(
    ctx.tx,
  );
  return rows.length > 0;
}
