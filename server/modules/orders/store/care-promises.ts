/** SQL over promises, what was expected and delivered, longer limits and why limits were missed; pauses that nobody checked. */
import { sql } from "kysely";
import type { Context } from "../../../foundation/context.ts";

export type CommitmentRow = {
  readonly id: string;
  readonly text: string;
  readonly clockId: string;
  readonly dueAt: Temporal.Instant;
  readonly at: Temporal.Instant;
  readonly byId: string;
  readonly byName: string;
  readonly post: string;
  readonly state: "open" | "kept" | "broken" | "withdrawn";
  readonly settledAt: Temporal.Instant | null;
  readonly settledByName: string | null;
  readonly note: string | null;
};

/** Oldest first. */
export async function listCommitments(ctx: Context, orderId: string): Promise<readonly CommitmentRow[]> {
  const { rows } = await sql<CommitmentRow>`
    select id, text, clock_id as "clockId", due_at as "dueAt", at, by_id as "byId", by_name as "byName", post, state,
      settled_at as "settledAt", settled_by_name as "settledByName", note
    from orders.commitments where org_id = ${ctx.orgId} and order_id = ${orderId} order by at, id limit 200`.execute(
    ctx.tx,
  );
  return rows;
}

type NewCommitment = Pick<CommitmentRow, "id" | "text" | "clockId" | "dueAt" | "byId" | "byName" | "post">;

export async function insertCommitment(ctx: Context, orderId: string, made: NewCommitment): Promise<void> {
  await sql`
    insert into orders.commitments (org_id, order_id, id, text, clock_id, due_at, at, by_id, by_name, post)
    values (${ctx.orgId}, ${orderId}, ${made.id}, ${made.text}, ${made.clockId}, ${made.dueAt}, ${ctx.clock.now()},
      ${made.byId}, ${made.byName}, ${made.post})`.execute(ctx.tx);
}

export async function settleCommitment(
  ctx: Context,
  id: string,
  { state, byName, note }: { state: "kept" | "broken" | "withdrawn"; byName: string; note: string },
): Promise<void> {
  await sql`
    update orders.commitments set state = ${state}, settled_at = ${ctx.clock.now()}, settled_by_name = ${byName}, note = ${note}
    where org_id = ${ctx.orgId} and id = ${id}`.execute(ctx.tx);
}

export type OutcomeRow = {
  readonly expected: string | null;
  readonly expectedOn: string | null;
  readonly expectedByName: string | null;
  readonly delivered: string | null;
  readonly deliveredOn: string | null;
  readonly deliveredByName: string | null;
  readonly grounds: string | null;
};

export async function findOutcome(ctx: Context, orderId: string): Promise<OutcomeRow | null> {
  const { rows } = await sql<OutcomeRow>`
    select expected, expected_on::text as "expectedOn", expected_by_name as "expectedByName", delivered,
      delivered_on::text as "deliveredOn", delivered_by_name as "deliveredByName", grounds
    from orders.outcomes where org_id = ${ctx.orgId} and order_id = ${orderId}`.execute(ctx.tx);
  return rows[0] ?? null;
}

export async function saveExpected(
  ctx: Context,
  orderId: string,
  { expected, on, byName }: { expected: string; on: string | null; byName: string },
): Promise<void> {
  const now = ctx.clock.now();
  await sql`
    insert into orders.outcomes (org_id, order_id, expected, expected_on, expected_at, expected_by_name)
    values (${ctx.orgId}, ${orderId}, ${expected}, ${on}, ${now}, ${byName})
    on conflict (org_id, order_id) do update set expected = excluded.expected, expected_on = excluded.expected_on,
      expected_at = excluded.expected_at, expected_by_name = excluded.expected_by_name`.execute(ctx.tx);
}

export async function saveDelivered(
  ctx: Context,
  orderId: string,
  {
    delivered,
    on,
    grounds,
    byName,
  }: { delivered: string; on: string; grounds: string | null; byName: string },
): Promise<void> {
  const now = ctx.clock.now();
  await sql`
    insert into orders.outcomes (org_id, order_id, delivered, delivered_on, delivered_at, delivered_by_name, grounds)
    values (${ctx.orgId}, ${orderId}, ${delivered}, ${on}, ${now}, ${byName}, ${grounds})
    on conflict (org_id, order_id) do update set delivered = excluded.delivered, delivered_on = excluded.delivered_on,
      delivered_at = excluded.delivered_at, delivered_by_name = excluded.delivered_by_name, grounds = excluded.grounds`.execute(
    ctx.tx,
  );
}

export type ExtensionRow = {
  readonly id: string;
  readonly clockId: string;
  readonly days: number;
  readonly reasonCode: string;
  readonly reason: string;
  readonly at: Temporal.Instant;
  readonly byName: string;
  readonly post: string;
};

export async function listExtensions(ctx: Context, orderId: string): Promise<readonly ExtensionRow[]> {
  const { rows } = await sql<ExtensionRow>`
    select id, clock_id as "clockId", days, reason_code as "reasonCode", reason, at, by_name as "byName", post
    from orders.extensions where org_id = ${ctx.orgId} and order_id = ${orderId} order by at, id limit 200`.execute(
    ctx.tx,
  );
  return rows;
}

export async function insertExtension(
  ctx: Context,
  orderId: string,
  made: Omit<ExtensionRow, "at"> & { proofId: string | null; from: number; to: number; byId: string },
): Promise<void> {
  await sql`
    insert into orders.extensions (org_id, order_id, id, clock_id, days, reason_code, reason, proof_id, from_limit, to_limit,
      at, by_id, by_name, post)
    values (${ctx.orgId}, ${orderId}, ${made.id}, ${made.clockId}, ${made.days}, ${made.reasonCode}, ${made.reason},
      ${made.proofId}, ${made.from}, ${made.to}, ${ctx.clock.now()}, ${made.byId}, ${made.byName}, ${made.post})`.execute(
    ctx.tx,
  );
}

export type OverdueRow = {
  readonly clockId: string;
  readonly reasonCode: string;
  readonly reason: string;
  readonly proofId: string | null;
  readonly at: Temporal.Instant;
  readonly byName: string;
};

export async function listOverdueReasons(ctx: Context, orderId: string): Promise<readonly OverdueRow[]> {
  const { rows } = await sql<OverdueRow>`
    select clock_id as "clockId", reason_code as "reasonCode", reason, proof_id as "proofId", at, by_name as "byName"
    from orders.overdue_reasons where org_id = ${ctx.orgId} and order_id = ${orderId} order by at limit 200`.execute(
    ctx.tx,
  );
  return rows;
}

/** The latest says it; the audit trail has the others. */
export async function saveOverdueReason(
  ctx: Context,
  orderId: string,
  { clockId, reasonCode, reason, proofId, byId, byName }: Omit<OverdueRow, "at"> & { byId: string },
): Promise<void> {
  await sql`
    insert into orders.overdue_reasons (org_id, order_id, clock_id, reason_code, reason, proof_id, at, by_id, by_name)
    values (${ctx.orgId}, ${orderId}, ${clockId}, ${reasonCode}, ${reason}, ${proofId}, ${ctx.clock.now()}, ${byId}, ${byName})
    on conflict (org_id, clock_id) do update set reason_code = excluded.reason_code, reason = excluded.reason,
      proof_id = excluded.proof_id, at = excluded.at, by_id = excluded.by_id, by_name = excluded.by_name`.execute(
    ctx.tx,
  );
}

export type OwedCheck = {
  readonly id: string;
  readonly orderId: string;
  readonly reasonCode: string;
  readonly reason: string;
  readonly proofId: string | null;
  readonly at: Temporal.Instant;
  readonly byName: string;
  readonly endedAt: Temporal.Instant | null;
};

/** The longest waiting first; one's own are another's to check. Of orders that are about the caller there are none. */
export async function listOwedChecks(
  ctx: Context,
  { staffId, unitIds, limit }: { staffId: string; unitIds: readonly string[]; limit: number },
): Promise<readonly OwedCheck[]> {
  const { rows } = await sql<OwedCheck>`
    select p.id, p.order_id as "orderId", p.reason_code as "reasonCode", p.reason, p.proof_id as "proofId", p.at,
      p.by_name as "byName", p.ended_at as "endedAt"
    from orders.pauses p join orders.orders o on o.org_id = p.org_id and o.id = p.order_id
    where p.org_id = ${ctx.orgId} and p.needs_check and p.checked_at is null and p.by_id is distinct from ${staffId}::uuid
      and o.unit_id = any (${unitIds}::uuid[])
    order by p.at, p.id limit ${limit}`.execute(ctx.tx);
  return rows;
}
