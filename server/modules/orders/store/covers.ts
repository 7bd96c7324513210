/** SQL that writes who covers which post. */
import { sql } from "kysely";
import type { Context } from "../../../foundation/context.ts";

/** @returns false when it was covered already */
export async function insertCover(
  ctx: Context,
  { staffId, post, unitId }: { readonly staffId: string; readonly post: string; readonly unitId: string },
  from: string,
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into orders.covers (org_id, staff_id, post, unit_id, valid_from)
    select ${ctx.orgId}, ${staffId}, ${post}, ${unitId}, ${from}
    where not exists (select from orders.covers where org_id = ${ctx.orgId} and staff_id = ${staffId} and post = ${post}
      and unit_id = ${unitId} and (valid_to is null or valid_to >= ${from}))`.execute(ctx.tx);
  return numAffectedRows === 1n;
}
