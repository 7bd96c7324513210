/** SQL over pauses across orders. Through the orders' own rows, which hide from those they are about. */
import { sql } from "kysely";
import type { PauseMark } from "../../../../contracts/orders.ts";
import type { Context } from "../../../foundation/context.ts";
import type { PauseRow } from "./pauses.ts";

export type PauseFilter = {
  readonly callerId: string;
  readonly unitIds: readonly string[];
  readonly from: Temporal.Instant;
  readonly until: Temporal.Instant;
  readonly reason: string | null;
  readonly state: "standing" | "ended" | null;
  readonly check: "owed" | "justified" | "unjustified" | null;
  readonly mark: PauseMark | null;
  readonly who: string | null;
  readonly suspect: { readonly share: number; readonly days: number; readonly count: number };
  /** Codes of reasons that ask for a proof. */
  readonly proven: readonly string[];
  readonly limit: number;
};
export type QualityRow = PauseRow & {
  readonly minutes: number;
  readonly usedShare: number | null;
  readonly wasDueAt: Temporal.Instant | null;
  readonly ofOrder: number;
  readonly checkNote: string | null;
  readonly marks: readonly PauseMark[];
};
export type QualityTotals = Readonly<
  Record<"pauses" | "standing" | "suspicious" | "owed" | "unjustified", number>
>;

/** Totals and rows read the same pauses, so that they cannot disagree. */
const judged = (ctx: Context, filter: PauseFilter) => {
  const { callerId, unitIds, from, until, reason, state, check, who, suspect, proven } = filter;
  const length = sql`extract(epoch from coalesce(p.ended_at, ${ctx.clock.now()}) - p.at) / 60`;
  const like = who === null ? null : `%${who.replace(/[\\%_]/g, "\\$&")}%`;
  return sql`
    select q.*, cardinality(q.marks) as weight from (
      select p.*, floor(${length})::int as minutes, n.of_order,
        p.needs_check and p.checked_at is null as is_owed,
        p.needs_check and p.checked_at is null and p.by_id is distinct from ${callerId}::uuid as may_check,
        array_remove(array[
          case when p.is_justified = false then 'unjustified' end,
          case when p.used_share >= ${suspect.share} then 'near' end,
          case when ${length} >= ${suspect.days * 24 * 60} then 'long' end,
          case when n.of_order >= ${suspect.count} then 'many' end,
          case when p.proof_id is null and p.reason_code = any (${proven}::text[]) then 'unproven' end], null) as marks
      from orders.pauses p
      join orders.orders o on o.org_id = p.org_id and o.id = p.order_id and o.unit_id = any (${unitIds}::uuid[])
      cross join lateral (select count(*)::int as of_order from orders.pauses s
        where s.org_id = p.org_id and s.order_id = p.order_id) n
      where p.org_id = ${ctx.orgId} and p.at >= ${from} and p.at < ${until}
        and (${reason}::text is null or p.reason_code = ${reason})
        and (${state}::text is null or (${state} = 'standing') = (p.ended_at is null))
        and (${like}::text is null or p.by_name like ${like})
        and (${check}::text is null
          or (${check} = 'owed' and p.needs_check and p.checked_at is null)
          or (${check} = 'justified' and p.is_justified) or (${check} = 'unjustified' and not p.is_justified))) q
    where ${filter.mark}::text is null or ${filter.mark} = any (q.marks)`;
};

export async function countQuality(ctx: Context, filter: PauseFilter): Promise<QualityTotals> {
  const { rows } = await sql<QualityTotals>`
    select count(*)::int as pauses, count(*) filter (where ended_at is null)::int as standing,
      count(*) filter (where weight > 0)::int as suspicious, count(*) filter (where is_owed)::int as owed,
      count(*) filter (where is_justified = false)::int as unjustified
    from (${judged(ctx, filter)}) j`.execute(ctx.tx);
  return rows[0] ?? { pauses: 0, standing: 0, suspicious: 0, owed: 0, unjustified: 0 };
}

/** What has most against it first, of those the latest. */
export async function listQuality(
  ctx: Context,
  filter: PauseFilter,
): Promise<readonly (QualityRow & { readonly mayCheck: boolean })[]> {
  const { rows } = await sql<QualityRow & { readonly mayCheck: boolean }>`
    select id, order_id as "orderId", reason_code as "reasonCode", reason, proof_id as "proofId", at, by_id as "byId",
      by_name as "byName", ended_at as "endedAt", needs_check as "needsCheck", checked_by_name as "checkedByName",
      is_justified as "isJustified", check_note as "checkNote", minutes, used_share as "usedShare",
      was_due_at as "wasDueAt", of_order as "ofOrder", marks, may_check as "mayCheck"
    from (${judged(ctx, filter)}) j order by weight desc, at desc, id limit ${filter.limit}`.execute(ctx.tx);
  return rows;
}
