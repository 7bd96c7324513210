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

/** What an order has entered into the archive and may enter once only, by its own story. */
export async function listEntered(ctx: Context, orderId: string): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ name: string }>`
    select distinct jsonb_array_elements_text(detail -> 'once') as name from orders.entries
    where org_id = ${ctx.orgId} and order_id = ${orderId} and kind = 'archive-updated' and detail ? 'once'`.execute(
    ctx.tx,
  );
  return new Set(rows.map(({ name }) => name));
}
