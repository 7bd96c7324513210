/** SQL over what was filled in at the steps of an order. */
import { sql } from "kysely";
import type { Context } from "../../../foundation/context.ts";
import type { Values } from "./rows.ts";

/** Of the steps that are done, the earliest first. */
export async function listForms(ctx: Context, orderId: string): Promise<Values[]> {
  const { rows } = await sql<{ form: Values }>`
    select form from orders.steps where org_id = ${ctx.orgId} and order_id = ${orderId} and state = 'done'
      and kind = 'task' and form <> '{}' order by seq`.execute(ctx.tx);
  return rows.map(({ form }) => form);
}
