/**
 * Slow work outside the command: printing, sending, exporting. The job is a row written in the command's transaction,
 * so it exists exactly when the command was done; a worker runs it afterwards, at least once.
 */
import { sql } from "kysely";
import type { Context } from "./context.ts";

export type JobOptions = {
  /** A job with the same key that has not begun is replaced: asked twice, done once. */
  readonly key?: string;
  /** Not before this instant, by the machine's clock; at once unless said. What business time decides is a `due_at` of its own. */
  readonly runAt?: Temporal.Instant;
};

/** Adds a background job, committed or undone with the command. `name` is one of a module's `jobs`. */
export async function addJob(
  ctx: Context,
  name: string,
  payload: Readonly<Record<string, unknown>>,
  { key, runAt }: JobOptions = {},
): Promise<void> {
  await sql`select foundation.add_job(${name}, ${JSON.stringify({ orgId: ctx.orgId, ...payload })}::json, ${key ?? null}::text,
    ${runAt ?? null}::timestamptz)`.execute(ctx.tx);
}
