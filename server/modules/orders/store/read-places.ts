/** SQL over the posts that people cover beside their own (AB角制). */
import { sql } from "kysely";
import { dateOf } from "../../../foundation/clock.ts";
import type { Context } from "../../../foundation/context.ts";

export type Cover = { readonly staffId: string; readonly post: string; readonly unitId: string };

/** What these people cover today. */
export async function coversOf(ctx: Context, staffIds: readonly string[]): Promise<readonly Cover[]> {
  const today = dateOf(ctx.clock.now());
  const { rows } = await sql<Cover>`
    select staff_id as "staffId", post, unit_id as "unitId" from orders.covers
    where org_id = ${ctx.orgId} and staff_id = any (${staffIds}::uuid[])
      and valid_from <= ${today} and (valid_to is null or valid_to >= ${today})`.execute(ctx.tx);
  return rows;
}
