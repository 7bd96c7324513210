/** SQL over who has how much in hand. */
import { sql } from "kysely";
import type { Context } from "../../../foundation/context.ts";

export async function countInHand(
  ctx: Context,
  staffIds: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ staffId: string; n: number }>`
    select assignee_id as "staffId", count(*)::int as n from orders.steps
    where org_id = ${ctx.orgId} and state = 'live' and assignee_id = any (${staffIds}::uuid[])
    group by assignee_id`.execute(ctx.tx);
  return new Map(rows.map(({ staffId, n }) => [staffId, n]));
}
