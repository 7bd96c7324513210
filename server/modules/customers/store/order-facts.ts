/** SQL over what an order takes from the archive: the account that it is about, debts, who else is at the address. */

import { sql } from "kysely";
import type { Register } from "../../../../contracts/customers/shapes.ts";
import type { Context } from "../../../foundation/context.ts";

export type AccountFace = {
  readonly id: string;
  readonly number: string;
  readonly customerId: string;
  readonly premiseId: string;
  readonly unitId: string;
  readonly address: string;
  readonly sortCode: string;
  readonly useCode: string;
  readonly voltageCode: string;
  readonly contractKva: number | null;
  readonly runningKva: number | null;
  readonly area: "urban" | "rural" | "remote";
  readonly state: "applying" | "active" | "changing" | "closed";
  readonly isSupplied: boolean;
  readonly temporary: "no" | "metered" | "unmetered";
  readonly importance: "none" | "special" | "first" | "second" | "temporary";
  /** How many sources it is fed from: two make it the class with the longer limits. */
  readonly sources: number;
};

const columns = sql`a.id, a.number, a.customer_id as "customerId", a.premise_id as "premiseId", a.unit_id as "unitId",
  p.address, a.sort_code as "sortCode", a.use_code as "useCode", a.voltage_code as "voltageCode",
  a.contract_kva::float as "contractKva", a.running_kva::float as "runningKva", a.area, a.state, a.is_supplied as "isSupplied", a.temporary, a.importance,
  (select count(*)::int from customers.supply_points s where s.org_id = a.org_id and s.account_id = a.id) as sources`;
const from = sql`customers.accounts a join customers.premises p on p.org_id = a.org_id and p.id = a.premise_id`;

export async function accountFace(ctx: Context, accountId: string): Promise<AccountFace | undefined> {
  const { rows } = await sql<AccountFace>`
    select ${columns} from ${from} where a.org_id = ${ctx.orgId} and a.id = ${accountId}`.execute(ctx.tx);
  return rows[0];
}

/** Keeps accounts as they are until the commit, for whoever decides by what is open on them; always in one order. */
export async function holdAccounts(ctx: Context, accountIds: readonly string[]): Promise<void> {
  await sql`select 1 from customers.accounts where org_id = ${ctx.orgId} and id = any (${accountIds}::uuid[])
    order by id for no key update`.execute(ctx.tx);
}

/** Accounts that are not closed at a place: at the premise itself, or at one that is written alike. */
export async function accountsAt(
  ctx: Context,
  place: { readonly premiseId: string | null; readonly address: string },
): Promise<AccountFace[]> {
  const { rows } = await sql<AccountFace>`
    select ${columns} from ${from} where a.org_id = ${ctx.orgId} and a.state <> 'closed'
      and a.premise_id in (
        select id from customers.premises where org_id = ${ctx.orgId} and id = ${place.premiseId}::uuid
        union all
        select id from customers.premises where org_id = ${ctx.orgId} and address = ${place.address})
    order by a.number limit 20`.execute(ctx.tx);
  return rows;
}

/** Of one transformer's area (台区) there are some hundreds at most. */
const neighbours = 2_000;

/** Accounts that hang on a transformer of this one, itself among them. */
export async function accountsOnTransformerOf(ctx: Context, accountId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct n.account_id as id from customers.supply_points s
    join customers.supply_points n on n.org_id = s.org_id and n.transformer = s.transformer
    where s.org_id = ${ctx.orgId} and s.account_id = ${accountId} limit ${neighbours}`.execute(ctx.tx);
  return [accountId, ...rows.map(({ id }) => id)];
}

export type Arrears = {
  readonly customerId: string;
  readonly accountId: string | null;
  readonly state: string;
};

/** Open matters of debts: of these customers, or of these accounts whoever owns them. */
export async function arrearsOf(
  ctx: Context,
  about: { readonly customerIds: readonly string[]; readonly accountIds: readonly string[] },
): Promise<Arrears[]> {
  const { rows } = await sql<Arrears>`
    select customer_id as "customerId", account_id as "accountId", state_zh as state from customers.matters
    where org_id = ${ctx.orgId} and kind = 'arrears' and closed_at is null
      and customer_id in (
        select unnest(${about.customerIds}::uuid[]) union
        select customer_id from customers.accounts where org_id = ${ctx.orgId} and id = any (${about.accountIds}::uuid[]))
    order by opened_at limit 20`.execute(ctx.tx);
  return rows;
}

/** Registers in force on a day. */
export async function registersOf(
  ctx: Context,
  customerId: string,
  day: string,
): Promise<{ readonly register: Register; readonly level: string; readonly accountId: string | null }[]> {
  const { rows } = await sql<{ register: Register; level: string; accountId: string | null }>`
    select register, level, account_id as "accountId" from customers.register_entries
    where org_id = ${ctx.orgId} and customer_id = ${customerId} and state = 'in-force' and valid_from <= ${day}
      and (expires_on is null or expires_on >= ${day}) and ended_on is null order by register, level`.execute(
    ctx.tx,
  );
  return rows;
}
