/** SQL over the running numbers of orders. */
import { sql } from "kysely";
import type { Context } from "../../../foundation/context.ts";

/** The next of a day. Locks the day's row until the commit: numbers of one company and day are given one after the other. */
export async function nextOfDay(ctx: Context, day: string): Promise<number> {
  const { rows } = await sql<{ last: number }>`
    insert into orders.series (org_id, day, last) values (${ctx.orgId}, ${day}, 1)
    on conflict (org_id, day) do update set last = series.last + 1 returning last`.execute(ctx.tx);
  return rows[0]?.last ?? 1;
}
