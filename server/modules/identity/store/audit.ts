/** SQL that reads the audit trail; writing goes through the journal alone. */
import { sql } from "kysely";
import type { Context } from "../../../foundation/context.ts";

export type AuditFilter = {
  readonly actor?: string | undefined;
  readonly action?: string | undefined;
  readonly subject?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly after?: string | undefined;
  readonly limit: number;
};

export type AuditRow = {
  readonly seq: number;
  readonly at: Temporal.Instant;
  readonly actor: string;
  readonly actorName: string;
  readonly actingAs: string | null;
  readonly action: string;
  readonly subject: string;
  readonly before: unknown;
  readonly after: unknown;
  readonly reason: string | null;
  readonly ip: string | null;
  readonly requestId: string;
};

/** Newest first; `after` is the number of the last row seen. Actor: a part of name or id; action: a prefix. */
export async function listAudit(ctx: Context, filter: AuditFilter): Promise<AuditRow[]> {
  const { actor = null, action = null, subject = null, from = null, to = null, limit } = filter;
  const before = /^\d{1,15}$/.test(filter.after ?? "") ? filter.after : null;
  const { rows } = await sql<AuditRow>`
    select seq, at, actor, actor_name as "actorName", acting_as as "actingAs", action, subject, before, after, reason, ip, request_id as "requestId"
    from foundation.audit
    where org_id = ${ctx.orgId} and (${before}::bigint is null or seq < ${before})
      and (${actor}::text is null or position(${actor} in actor || ' ' || actor_name) > 0)
      and (${action}::text is null or starts_with(action, ${action}))
      and (${subject}::text is null or subject = ${subject})
      and (${from}::timestamptz is null or at >= ${from}) and (${to}::timestamptz is null or at < ${to})
    order by seq desc limit ${limit}`.execute(ctx.tx);
  return rows;
}
