/** SQL over service cards. */
import { sql } from "kysely";
import type { Context } from "../../../foundation/context.ts";

export type CardRow = { readonly id: string; readonly issuedAt: Temporal.Instant; readonly issuedBy: string };

/** The newest card that is valid now. */
export async function findCard(ctx: Context, customerId: string): Promise<CardRow | undefined> {
  const { rows } = await sql<CardRow>`
    select id, issued_at as "issuedAt", issued_by as "issuedBy" from customers.cards
    where org_id = ${ctx.orgId} and customer_id = ${customerId} and revoked_at is null
    order by issued_at desc, id desc limit 1`.execute(ctx.tx);
  return rows[0];
}

/** @returns how many cards opened the customer until now */
export async function revokeCards(ctx: Context, customerId: string): Promise<number> {
  const { numAffectedRows } = await sql`
    update customers.cards set revoked_at = ${ctx.clock.now()}
    where org_id = ${ctx.orgId} and customer_id = ${customerId} and revoked_at is null`.execute(ctx.tx);
  return Number(numAffectedRows ?? 0);
}

export async function insertCard(
  ctx: Context,
  card: { readonly id: string; readonly customerId: string; readonly tokenHash: Buffer; readonly by: string },
): Promise<void> {
  await sql`insert into customers.cards (org_id, id, customer_id, token_hash, issued_at, issued_by)
    values (${ctx.orgId}, ${card.id}, ${card.customerId}, ${card.tokenHash}, ${ctx.clock.now()}, ${card.by})`.execute(
    ctx.tx,
  );
}
