/** SQL for a customer's name and little else: what other modules put beside their own things. */
import { sql } from "kysely";
import type { Context } from "../../../foundation/context.ts";

export type CustomerFace = {
  readonly id: string;
  readonly name: string;
  readonly kind: "individual" | "organisation" | "intermediary";
};

/** The customer, or the one that it was merged into; undefined when there is none in the company. */
export async function customerFace(ctx: Context, customerId: string): Promise<CustomerFace | undefined> {
  const { rows } = await sql<CustomerFace>`
    with recursive line as (
      select id, name, kind, merged_into from customers.customers where org_id = ${ctx.orgId} and id = ${customerId}
      union all
      select c.id, c.name, c.kind, c.merged_into from line l
      join customers.customers c on c.org_id = ${ctx.orgId} and c.id = l.merged_into
    )
    select id, name, kind from line where merged_into is null`.execute(ctx.tx);
  return rows[0];
}
