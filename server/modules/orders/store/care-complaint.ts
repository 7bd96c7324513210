/** SQL over what a complaint is about. The rest of the order hides with it (triggers of 0014_order_care.sql). */
import { sql } from "kysely";
import type { Context } from "../../../foundation/context.ts";
import type { OrderRow } from "./rows.ts";

/** After the order was saved: from here on whoever is named does not see it, the caller included. */
export async function saveAccused(ctx: Context, orderId: string, accused: readonly string[]): Promise<void> {
  await sql`update orders.orders set accused = ${accused}::uuid[] where org_id = ${ctx.orgId} and id = ${orderId}`.execute(
    ctx.tx,
  );
}

export async function saveGrade(ctx: Context, orderId: string, grade: OrderRow["grade"]): Promise<void> {
  await sql`update orders.orders set grade = ${grade} where org_id = ${ctx.orgId} and id = ${orderId}`.execute(
    ctx.tx,
  );
}

/** Sheets that wait for an answer and have nobody left to give it. */
export async function listOrphans(
  ctx: Context,
  orderId: string,
  accused: readonly string[],
): Promise<readonly { id: string; level: "L2" | "L3" | "L4" }[]> {
  const { rows } = await sql<{ id: string; level: "L2" | "L3" | "L4" }>`
    select id, level from orders.supervisions
    where org_id = ${ctx.orgId} and order_id = ${orderId} and answered_at is null and answer_clock_id is not null
      and receivers <@ ${accused}::uuid[]`.execute(ctx.tx);
  return rows;
}

export async function saveReceivers(
  ctx: Context,
  supervisionId: string,
  receivers: readonly { readonly id: string; readonly name: string }[],
): Promise<void> {
  await sql`
    update orders.supervisions set receivers = ${receivers.map(({ id }) => id)}::uuid[],
      receiver_names = ${receivers.map(({ name }) => name).join("、")}
    where org_id = ${ctx.orgId} and id = ${supervisionId}`.execute(ctx.tx);
}
