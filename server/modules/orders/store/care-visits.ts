/** SQL over refusals and return visits: what was said when a step was done. */
import { sql } from "kysely";
import type { Context } from "../../../foundation/context.ts";
import { newId } from "../../../foundation/ids.ts";

type Doer = { readonly id: string | null; readonly name: string };

export type RefusalRow = {
  readonly id: string;
  readonly code: string;
  readonly reason: string;
  readonly at: Temporal.Instant;
  readonly byName: string;
};

/** Oldest first. */
export async function listRefusals(ctx: Context, orderId: string): Promise<readonly RefusalRow[]> {
  const { rows } = await sql<RefusalRow>`
    select id, code, reason, at, by_name as "byName" from orders.refusals
    where org_id = ${ctx.orgId} and order_id = ${orderId} order by at, id limit 200`.execute(ctx.tx);
  return rows;
}

export async function insertRefusal(
  ctx: Context,
  refusal: { orderId: string; stepId: string; code: string; reason: string; by: Doer },
): Promise<void> {
  const { orderId, stepId, code, reason, by } = refusal;
  await sql`
    insert into orders.refusals (org_id, order_id, id, step_id, code, reason, at, by_id, by_name)
    values (${ctx.orgId}, ${orderId}, ${newId()}, ${stepId}, ${code}, ${reason}, ${ctx.clock.now()}, ${by.id}, ${by.name})`.execute(
    ctx.tx,
  );
}

export type VisitRow = {
  readonly id: string;
  readonly attempt: number;
  readonly at: Temporal.Instant;
  readonly isReached: boolean;
  readonly satisfaction: string | null;
  readonly answers: Readonly<Record<string, unknown>>;
  readonly why: string | null;
  readonly isReasonable: boolean | null;
  readonly byName: string;
};

/** Oldest first. */
export async function listVisits(ctx: Context, orderId: string): Promise<readonly VisitRow[]> {
  const { rows } = await sql<VisitRow>`
    select id, attempt, at, is_reached as "isReached", satisfaction, answers, why, is_reasonable as "isReasonable",
      by_name as "byName"
    from orders.visits where org_id = ${ctx.orgId} and order_id = ${orderId} order by at, id limit 200`.execute(
    ctx.tx,
  );
  return rows;
}

export async function insertVisit(
  ctx: Context,
  visit: Omit<VisitRow, "id" | "byName"> & { orderId: string; stepId: string; by: Doer },
): Promise<void> {
  await sql`
    insert into orders.visits (org_id, order_id, id, step_id, attempt, at, is_reached, satisfaction, answers, why,
      is_reasonable, by_id, by_name)
    values (${ctx.orgId}, ${visit.orderId}, ${newId()}, ${visit.stepId}, ${visit.attempt}, ${visit.at}, ${visit.isReached},
      ${visit.satisfaction}, ${JSON.stringify(visit.answers)}::jsonb, ${visit.why}, ${visit.isReasonable}, ${visit.by.id},
      ${visit.by.name})`.execute(ctx.tx);
}
