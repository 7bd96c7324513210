/** SQL over pictures that were added to an order. */
import { sql } from "kysely";
import type { Context } from "../../../foundation/context.ts";

/** Whether this very order has such a picture. */
export async function pictureExists(ctx: Context, orderId: string, id: string): Promise<boolean> {
  const { rows } = await sql`
    select 1 from orders.pictures where org_id = ${ctx.orgId} and order_id = ${orderId} and id = ${id}`.execute(
    ctx.tx,
  );
  return rows.length > 0;
}
