/** SQL that locks an order and reads what a command decides by. The order's row is locked first, always: nothing else of it is. */
import { sql } from "kysely";
import type { Context } from "../../../foundation/context.ts";
import {
  type MarkedClock,
  type OrderRow,
  type PaperRow,
  type PastStep,
  rowFrom,
  type StepRow,
} from "./rows.ts";

export type LockedRows = {
  readonly order: OrderRow;
  /** Live, by `seq`. */
  readonly steps: readonly StepRow[];
  readonly past: readonly PastStep[];
  /** The last `seq` of its steps. */
  readonly seq: number;
  /** Those that have not ended. */
  readonly clocks: readonly MarkedClock[];
  readonly papers: readonly PaperRow[];
};

/**
 * Undefined when there is no such order, or the caller is one of those it is about (the database hides it).
 * @param skip undefined as well when somebody else holds the lock: for sweeps, which come again
 */
export async function lockRows(ctx: Context, orderId: string, skip = false): Promise<LockedRows | undefined> {
  const { rows } = await sql<{ answer: unknown }>`
    select orders.lock_order(${ctx.orgId}, ${orderId}, ${skip}) as answer`.execute(ctx.tx);
  const answer = rows[0]?.answer;
  return answer ? rowFrom<LockedRows>(answer) : undefined;
}

/** The order that a step belongs to; of the acting person's sight. */
export async function orderOfStep(ctx: Context, stepId: string): Promise<string | undefined> {
  const { rows } = await sql<{ orderId: string }>`
    select order_id as "orderId" from orders.steps where org_id = ${ctx.orgId} and id = ${stepId}`.execute(
    ctx.tx,
  );
  return rows[0]?.orderId;
}

/** A step that is over, for whoever still tries to do it. */
export async function closedStep(
  ctx: Context,
  orderId: string,
  stepId: string,
): Promise<{ readonly closedByName: string | null } | undefined> {
  const { rows } = await sql<{ closedByName: string | null }>`
    select closed_by_name as "closedByName" from orders.steps
    where org_id = ${ctx.orgId} and order_id = ${orderId} and id = ${stepId} and state <> 'live'`.execute(
    ctx.tx,
  );
  return rows[0];
}

/** The orders of live steps; of those that are about the caller there are none. */
export async function ordersOfSteps(
  ctx: Context,
  stepIds: readonly string[],
): Promise<{ readonly stepId: string; readonly orderId: string }[]> {
  const { rows } = await sql<{ stepId: string; orderId: string }>`
    select id as "stepId", order_id as "orderId" from orders.steps
    where org_id = ${ctx.orgId} and id = any (${stepIds}::uuid[])`.execute(ctx.tx);
  return rows;
}
