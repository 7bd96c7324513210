/** SQL that finds what time has to do. */
import { sql } from "kysely";
import type { Database } from "../../../foundation/database.ts";

export type DueOrder = { readonly orgId: number; readonly orderId: string };

/** Of all companies, the longest due first. */
export async function dueOrders(db: Database, now: Temporal.Instant, most: number): Promise<DueOrder[]> {
  const { rows } = await sql<DueOrder>`
    select org_id as "orgId", order_id as "orderId" from orders.due_orders(${now}, ${most})`.execute(db);
  return rows;
}
