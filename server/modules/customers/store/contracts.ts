/** SQL over supply contracts and their parties. */
import { sql } from "kysely";
import type { z } from "zod";
import type { supplyContract } from "../../../../contracts/customers/shapes.ts";
import type { Context } from "../../../foundation/context.ts";
import type { Edited } from "../edit.ts";
import { jsonFrom, rowFrom } from "./rows.ts";

export type ContractFields = Pick<
  z.output<typeof supplyContract>,
  "number" | "kind" | "signedOn" | "startsOn" | "endsOn" | "state" | "note"
> & { readonly validFrom: string };
export type ContractRow = ContractFields & Edited & { readonly id: string; readonly accountId: string };
export type Party = { readonly customerId: string; readonly role: string };

const ofContract = sql`number, kind, signed_on, starts_on, ends_on, state, note, valid_from`;

export async function insertContract(
  ctx: Context,
  accountId: string,
  id: string,
  fields: ContractFields,
): Promise<void> {
  await sql`insert into customers.contracts (org_id, id, account_id, ${ofContract})
    select ${ctx.orgId}, ${id}::uuid, ${accountId}::uuid, ${ofContract}
    from jsonb_populate_record(null::customers.contracts, ${jsonFrom(fields)}::jsonb)`.execute(ctx.tx);
}

export async function lockContract(
  ctx: Context,
  accountId: string,
  id: string,
): Promise<ContractRow | undefined> {
  const { rows } = await sql<{ row: unknown }>`
    select to_jsonb(c) as row from customers.contracts c
    where org_id = ${ctx.orgId} and id = ${id} and account_id = ${accountId} for no key update`.execute(
    ctx.tx,
  );
  return rows[0] && rowFrom<ContractRow>(rows[0].row);
}

/** @returns the new version */
export async function saveContractRow(
  ctx: Context,
  id: string,
  fields: ContractFields,
  by: string,
): Promise<number> {
  const { rows } = await sql<{ version: number }>`
    update customers.contracts set (${ofContract}) =
      (select ${ofContract} from jsonb_populate_record(null::customers.contracts, ${jsonFrom(fields)}::jsonb)),
      version = version + 1, updated_at = ${ctx.clock.now()}, updated_by = ${by}
    where org_id = ${ctx.orgId} and id = ${id} returning version`.execute(ctx.tx);
  return rows[0]?.version ?? 0;
}

export type Span = { readonly number: string; readonly startsOn: string; readonly endsOn: string | null };

/** Another contract of the account that is in force on some day of these; both ends belong to a contract. */
export async function inForceWithin(
  ctx: Context,
  accountId: string,
  {
    id,
    startsOn,
    endsOn,
  }: { readonly id: string; readonly startsOn: string; readonly endsOn: string | null },
): Promise<Span | undefined> {
  const { rows } = await sql<Span>`
    select number, starts_on::text as "startsOn", ends_on::text as "endsOn" from customers.contracts
    where org_id = ${ctx.orgId} and account_id = ${accountId} and id <> ${id} and state = 'in-force'
      and starts_on <= coalesce(${endsOn}::date, 'infinity') and coalesce(ends_on, 'infinity') >= ${startsOn}::date
    order by starts_on limit 1`.execute(ctx.tx);
  return rows[0];
}

export async function listParties(ctx: Context, contractId: string): Promise<readonly Party[]> {
  const { rows } = await sql<Party>`
    select customer_id as "customerId", role from customers.contract_parties
    where org_id = ${ctx.orgId} and contract_id = ${contractId} and valid_to is null
    order by customer_id, role`.execute(ctx.tx);
  return rows;
}

/** These are the parties from a day on: who is not among them ends, who is new begins, the others go on. */
export async function saveParties(
  ctx: Context,
  contractId: string,
  parties: readonly Party[],
  from: string,
): Promise<void> {
  const given = JSON.stringify(parties.map(({ customerId, role }) => ({ customer_id: customerId, role })));
  await sql`
    update customers.contract_parties p set valid_to = greatest(${from}::date, valid_from)
    where org_id = ${ctx.orgId} and contract_id = ${contractId} and valid_to is null and not exists (
      select from jsonb_to_recordset(${given}::jsonb) as g (customer_id uuid, role text)
      where g.customer_id = p.customer_id and g.role = p.role)`.execute(ctx.tx);
  await sql`
    insert into customers.contract_parties as kept (org_id, contract_id, customer_id, role, valid_from)
    select distinct ${ctx.orgId}::int, ${contractId}::uuid, g.customer_id, g.role, ${from}::date
    from jsonb_to_recordset(${given}::jsonb) as g (customer_id uuid, role text)
    where not exists (select from customers.contract_parties p where p.org_id = ${ctx.orgId}
      and p.contract_id = ${contractId} and p.customer_id = g.customer_id and p.role = g.role and p.valid_to is null)
    on conflict (org_id, contract_id, customer_id, role, valid_from) do update set valid_to = null`.execute(
    ctx.tx,
  );
}

/** Which of these are customers that things can be entered for. */
export async function presentAmong(ctx: Context, customerIds: readonly string[]): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from customers.customers
    where org_id = ${ctx.orgId} and id = any (${customerIds}::uuid[]) and merged_into is null`.execute(
    ctx.tx,
  );
  return rows[0]?.count ?? 0;
}
