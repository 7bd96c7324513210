/** SQL that finds customers: by the beginning of a name, and by terms. */
import { sql } from "kysely";
import type { Context } from "../../../foundation/context.ts";
import type { Query } from "../rules/query.ts";

/** Sorts behind every name that begins with what stands before it. */
const behindAll = "\u{10FFFF}";

/**
 * Customers whose name is, or begins with, this: the whole name first, current customers first among equals. Streams
 * from one index in the order of the answer, whatever the number of customers who bear the name.
 */
export async function findByName(ctx: Context, begins: string, most: number): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from customers.customers
    where org_id = ${ctx.orgId} and merged_into is null
      and name collate "C" >= ${begins} and name collate "C" < ${`${begins}${behindAll}`}
    order by name collate "C", stage, id limit ${most}`.execute(ctx.tx);
  return rows.map(({ id }) => id);
}

/**
 * Customers who have all terms of a choice of one of the alternatives: at most so many for each, the first alternative
 * first (see `customers.find_by_terms`).
 */
export async function findByTerms(
  ctx: Context,
  alternatives: Query["alternatives"],
  mostOfEach: number,
): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    select customer_id as id
    from customers.find_by_terms(${ctx.orgId}, ${JSON.stringify(alternatives)}::jsonb, ${mostOfEach})
    group by customer_id order by min(place)`.execute(ctx.tx);
  return rows.map(({ id }) => id);
}
