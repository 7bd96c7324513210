/** SQL over the covers of a company, for the page that keeps them. */
import { sql } from "kysely";
import type { Context } from "../../../foundation/context.ts";

export type CoverRow = {
  readonly staffId: string;
  readonly post: string;
  readonly unitId: string;
  readonly validFrom: string;
  readonly validTo: string | null;
};

/** Those that hold on a day or later. */
export async function listCovers(ctx: Context, day: string): Promise<CoverRow[]> {
  const { rows } = await sql<CoverRow>`
    select staff_id as "staffId", post, unit_id as "unitId", valid_from::text as "validFrom", valid_to::text as "validTo"
    from orders.covers where org_id = ${ctx.orgId} and (valid_to is null or valid_to >= ${day}::date)
    order by post, unit_id, staff_id limit 2000`.execute(ctx.tx);
  return rows;
}

type Key = Pick<CoverRow, "staffId" | "post" | "unitId">;

/** One that began today never was; the others end yesterday. @returns whether there was one */
export async function endCover(
  ctx: Context,
  { staffId, post, unitId }: Key,
  today: string,
): Promise<boolean> {
  const which = sql`org_id = ${ctx.orgId} and staff_id = ${staffId} and post = ${post} and unit_id = ${unitId}
    and (valid_to is null or valid_to >= ${today}::date)`;
  const gone = await sql`delete from orders.covers where ${which} and valid_from >= ${today}::date`.execute(
    ctx.tx,
  );
  const ended = await sql`update orders.covers set valid_to = ${today}::date - 1 where ${which}`.execute(
    ctx.tx,
  );
  return (gone.numAffectedRows ?? 0n) + (ended.numAffectedRows ?? 0n) > 0n;
}
