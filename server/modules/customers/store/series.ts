/** SQL over what a company counts in order, and what it does one after the other. */
import { sql } from "kysely";
import type { Context } from "../../../foundation/context.ts";

/**
 * Waits for its turn: until the transaction ends, nobody else of the company has this name's.
 * @returns how far the series has counted
 */
export async function lockSeries(ctx: Context, name: string): Promise<number> {
  await sql`insert into customers.series (org_id, name) values (${ctx.orgId}, ${name}) on conflict do nothing`.execute(
    ctx.tx,
  );
  const { rows } = await sql<{ last: number }>`
    select last from customers.series where org_id = ${ctx.orgId} and name = ${name} for update`.execute(
    ctx.tx,
  );
  return rows[0]?.last ?? 0;
}

export async function saveSeries(ctx: Context, name: string, last: number): Promise<void> {
  await sql`update customers.series set last = ${last} where org_id = ${ctx.orgId} and name = ${name}`.execute(
    ctx.tx,
  );
}
