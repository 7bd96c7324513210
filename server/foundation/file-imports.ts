/**
 * Imports of files look after themselves: one whose job was killed is taken up again where it was, and a file whose keeping time
 * is over is let go. The module says how a row becomes an order or a customer; this is the same for all.
 *
 * A table of imports has `id`, `state` ('running' while it goes on), `line` (the last one dealt with), `seen_at` (when its job
 * last said that it is at work) and `file_sha256`; a function of the database names those that are due in all companies.
 */
import { sql } from "kysely";
import { audit, type Context } from "./context.ts";
import { newId } from "./ids.ts";
import { addJob } from "./jobs.ts";
import { command, type Platform } from "./transaction.ts";

export type FileImports = {
  readonly table: `${string}.${string}`;
  /** Takes the instant since which a job has said nothing, and now. */
  readonly due: `${string}.${string}`;
  readonly job: string;
  readonly payloadOf: (id: string) => Readonly<Record<string, unknown>>;
  readonly subjectOf: (id: string) => string;
  /** In the audit trail, when its file is let go. */
  readonly removed: string;
};

/** A job that says nothing for so long has been killed; another takes over. */
const silence = { seconds: 30 } as const;

/** Two processes that sweep at once take each one up once. */
export async function lookAfterImports(platform: Platform, imports: FileImports): Promise<void> {
  const now = platform.clock.now();
  const quietSince = now.subtract(silence);
  const { rows } = await sql<{ orgId: number; id: string; isOver: boolean }>`
    select org_id as "orgId", id, is_over as "isOver" from ${sql.table(imports.due)}(${quietSince}, ${now})`.execute(
    platform.db,
  );
  for (const { orgId, id, isOver } of rows)
    await command(
      platform,
      { actor: { kind: "system", orgIds: [orgId] }, orgId, requestId: newId() },
      (ctx) => (isOver ? letGo(ctx, imports, id) : takeUp(ctx, imports, id, quietSince)),
    );
}

async function takeUp(
  ctx: Context,
  { table, job, payloadOf, subjectOf }: FileImports,
  id: string,
  quietSince: Temporal.Instant,
): Promise<void> {
  const { rows } = await sql<{ line: number }>`
    update ${sql.table(table)} set seen_at = ${ctx.clock.now()}
    where org_id = ${ctx.orgId} and id = ${id} and state = 'running' and seen_at < ${quietSince}
    returning line`.execute(ctx.tx);
  const [found] = rows;
  if (found) await addJob(ctx, job, payloadOf(id), { key: `${subjectOf(id)}/${found.line}` });
}

async function letGo(ctx: Context, { table, subjectOf, removed }: FileImports, id: string): Promise<void> {
  const { rows } = await sql<{ sha256: string }>`
    update ${sql.table(table)} t set file_sha256 = null
    from (select id, encode(file_sha256, 'hex') as sha256 from ${sql.table(table)}
          where org_id = ${ctx.orgId} and id = ${id} and state <> 'running' and file_sha256 is not null for update) b
    where t.org_id = ${ctx.orgId} and t.id = b.id returning b.sha256`.execute(ctx.tx);
  const [found] = rows;
  if (!found) return;
  await ctx.files.forget(ctx, found.sha256);
  audit(ctx, { action: removed, subject: subjectOf(id) });
}
