/** SQL over who has a customer open just now. */
import { sql } from "kysely";
import type { Context } from "../../../foundation/context.ts";

export type Attendant = {
  readonly staffId: string;
  readonly name: string;
  readonly isEditing: boolean;
  readonly seenAt: Temporal.Instant;
};

export async function attend(
  ctx: Context,
  customerId: string,
  staff: { readonly id: string; readonly name: string },
  isEditing: boolean,
): Promise<void> {
  await sql`insert into customers.presence (org_id, customer_id, staff_id, staff_name, is_editing, seen_at)
    values (${ctx.orgId}, ${customerId}, ${staff.id}, ${staff.name}, ${isEditing}, ${ctx.clock.now()})
    on conflict (org_id, customer_id, staff_id) do update set staff_name = excluded.staff_name,
      is_editing = excluded.is_editing, seen_at = excluded.seen_at`.execute(ctx.tx);
}

export async function leave(ctx: Context, customerId: string, staffId: string): Promise<void> {
  await sql`delete from customers.presence
    where org_id = ${ctx.orgId} and customer_id = ${customerId} and staff_id = ${staffId}`.execute(ctx.tx);
}

/** Who else has said so since an instant. */
export async function listOthers(
  ctx: Context,
  customerId: string,
  staffId: string,
  since: Temporal.Instant,
): Promise<readonly Attendant[]> {
  const { rows } = await sql<Attendant>`
    select staff_id as "staffId", staff_name as name, is_editing as "isEditing", seen_at as "seenAt" from customers.presence
    where org_id = ${ctx.orgId} and customer_id = ${customerId} and staff_id <> ${staffId} and seen_at >= ${since}
    order by is_editing desc, seen_at desc limit 20`.execute(ctx.tx);
  return rows;
}

/** Of all companies in scope: who closed the page without saying so. */
export async function clearStale(ctx: Context, before: Temporal.Instant): Promise<void> {
  await sql`delete from customers.presence where org_id = ${ctx.orgId} and seen_at < ${before}`.execute(
    ctx.tx,
  );
}
