/** SQL over contact people of customers. */
import { sql } from "kysely";
import type { Context } from "../../../foundation/context.ts";
import { jsonFrom } from "./rows.ts";

export type NewPerson = {
  readonly id: string;
  readonly customerId: string;
  readonly accountId: string | null;
  readonly role: string;
  readonly name: string;
  readonly phoneId: string | null;
  readonly authorisedUntil: string | null;
  readonly validFrom: string;
};
export type PersonRow = NewPerson & { readonly validTo: string | null };

const columns = sql`id, customer_id, account_id, role, name, phone_id, authorised_until, valid_from`;

export async function insertPerson(ctx: Context, person: NewPerson): Promise<void> {
  await sql`insert into customers.people (org_id, ${columns})
    select ${ctx.orgId}, ${columns}
    from jsonb_populate_record(null::customers.people, ${jsonFrom(person)}::jsonb)`.execute(ctx.tx);
}

export async function lockPerson(
  ctx: Context,
  customerId: string,
  id: string,
): Promise<PersonRow | undefined> {
  const { rows } = await sql<PersonRow>`
    select id, customer_id as "customerId", account_id as "accountId", role, name, phone_id as "phoneId",
      authorised_until::text as "authorisedUntil", valid_from::text as "validFrom", valid_to::text as "validTo"
    from customers.people where org_id = ${ctx.orgId} and id = ${id} and customer_id = ${customerId} for update`.execute(
    ctx.tx,
  );
  return rows[0];
}

/** `on` is the first day on which they speak for the customer no more. */
export async function endPersonRow(ctx: Context, id: string, on: string): Promise<void> {
  await sql`update customers.people set valid_to = ${on} where org_id = ${ctx.orgId} and id = ${id}`.execute(
    ctx.tx,
  );
}
