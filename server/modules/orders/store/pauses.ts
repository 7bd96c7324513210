/** SQL over the pauses of orders and the checks of them. */
import { sql } from "kysely";
import type { Context } from "../../../foundation/context.ts";
import { newId } from "../../../foundation/ids.ts";

type Doer = { readonly id: string | null; readonly name: string };

export async function insertPause(
  ctx: Context,
  orderId: string,
  pause: {
    readonly reasonCode: string;
    readonly reason: string;
    readonly proofId: string | null;
    readonly by: Doer;
    readonly needsCheck: boolean;
    readonly usedShare: number | null;
    readonly wasDueAt: Temporal.Instant | null;
  },
): Promise<void> {
  await sql`
    insert into orders.pauses (org_id, order_id, id, reason_code, reason, proof_id, at, by_id, by_name, needs_check, used_share,
      was_due_at)
    values (${ctx.orgId}, ${orderId}, ${newId()}, ${pause.reasonCode}, ${pause.reason}, ${pause.proofId},
      ${ctx.clock.now()}, ${pause.by.id}, ${pause.by.name}, ${pause.needsCheck},
      ${pause.usedShare}, ${pause.wasDueAt})`.execute(ctx.tx);
}

/** @returns since when it stood; undefined when no pause is open */
export async function endPause(
  ctx: Context,
  orderId: string,
  byName: string,
): Promise<Temporal.Instant | undefined> {
  const { rows } = await sql<{ at: Temporal.Instant }>`
    update orders.pauses set ended_at = ${ctx.clock.now()}, ended_by_name = ${byName}
    where org_id = ${ctx.orgId} and order_id = ${orderId} and ended_at is null returning at`.execute(ctx.tx);
  return rows[0]?.at;
}

export type PauseRow = {
  readonly id: string;
  readonly orderId: string;
  readonly reasonCode: string;
  readonly reason: string;
  readonly proofId: string | null;
  readonly at: Temporal.Instant;
  readonly byId: string | null;
  readonly byName: string;
  readonly endedAt: Temporal.Instant | null;
  readonly needsCheck: boolean;
  readonly checkedByName: string | null;
  readonly isJustified: boolean | null;
};

const columns = sql`id, order_id as "orderId", reason_code as "reasonCode", reason, proof_id as "proofId", at,
  by_id as "byId", by_name as "byName", ended_at as "endedAt", needs_check as "needsCheck",
  checked_by_name as "checkedByName", is_justified as "isJustified"`;

export async function findPause(ctx: Context, orderId: string, id: string): Promise<PauseRow | undefined> {
  const { rows } = await sql<PauseRow>`
    select ${columns} from orders.pauses where org_id = ${ctx.orgId} and order_id = ${orderId} and id = ${id}`.execute(
    ctx.tx,
  );
  return rows[0];
}

/** Oldest first. Of an order that is about the caller there are none: it is asked for through the order. */
export async function listPauses(ctx: Context, orderId: string): Promise<PauseRow[]> {
  const { rows } = await sql<PauseRow>`
    select ${columns} from orders.pauses where org_id = ${ctx.orgId} and order_id = ${orderId}
    order by at, id limit 200`.execute(ctx.tx);
  return rows;
}

export async function checkPause(
  ctx: Context,
  id: string,
  { by, isJustified, note }: { readonly by: Doer; readonly isJustified: boolean; readonly note: string },
): Promise<void> {
  await sql`
    update orders.pauses set checked_at = ${ctx.clock.now()}, checked_by = ${by.id}, checked_by_name = ${by.name},
      is_justified = ${isJustified}, check_note = ${note}
    where org_id = ${ctx.orgId} and id = ${id}`.execute(ctx.tx);
}
