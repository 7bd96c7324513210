/** SQL over accounts and the premises that they are at. */
import { sql } from "kysely";
import type { z } from "zod";
import type { account } from "../../../../contracts/customers/shapes.ts";
import type { Context } from "../../../foundation/context.ts";
import type { Edited } from "../edit.ts";
import { jsonFrom, rowFrom } from "./rows.ts";

/** What an edit of an account may change. */
export type AccountFields = Pick<
  z.output<typeof account>,
  | "sortCode"
  | "useCode"
  | "tradeCode"
  | "voltageCode"
  | "contractKva"
  | "runningKva"
  | "loadClass"
  | "shiftCode"
  | "restDays"
  | "state"
  | "isSupplied"
  | "suppliedOn"
  | "closedOn"
  | "temporary"
  | "temporaryUntil"
  | "transfer"
  | "sectionCode"
  | "notifyBy"
  | "settleBy"
  | "invoiceKind"
  | "area"
  | "securityKva"
  | "peopleCount"
  | "note"
> & {
  readonly tariffGroup: string;
  readonly customerId: string;
  readonly supplierAccountId: string | null;
  readonly validFrom: string;
};
export type AccountRow = AccountFields &
  Edited & {
    readonly id: string;
    readonly number: string;
    readonly oldNumber: string | null;
    readonly premiseId: string;
    readonly unitId: string;
    readonly openedOn: string | null;
  };
export type NewAccount = Omit<AccountRow, "version" | "updatedAt" | "updatedBy">;

const edited = sql`sort_code, use_code, trade_code, voltage_code, contract_kva, running_kva, load_class, shift_code, rest_days,
  state, is_supplied, supplied_on, closed_on, temporary, temporary_until, transfer, section_code, notify_by, settle_by,
  invoice_kind, area, security_kva, people_count, note, tariff_group, customer_id, supplier_account_id, valid_from`;

export async function insertAccount(ctx: Context, account: NewAccount): Promise<void> {
  await sql`insert into customers.accounts (org_id, id, number, old_number, premise_id, unit_id, opened_on, ${edited})
    select ${ctx.orgId}, id, number, old_number, premise_id, unit_id, opened_on, ${edited}
    from jsonb_populate_record(null::customers.accounts, ${jsonFrom(account)}::jsonb)`.execute(ctx.tx);
}

export async function lockAccount(ctx: Context, id: string): Promise<AccountRow | undefined> {
  const { rows } = await sql<{ row: unknown }>`
    select to_jsonb(a) as row from customers.accounts a where org_id = ${ctx.orgId} and id = ${id}
    for no key update`.execute(ctx.tx);
  return rows[0] && rowFrom<AccountRow>(rows[0].row);
}

/** @returns the new version */
export async function saveAccount(
  ctx: Context,
  id: string,
  fields: AccountFields,
  by: string,
): Promise<number> {
  const { rows } = await sql<{ version: number }>`
    update customers.accounts set (${edited}) =
      (select ${edited} from jsonb_populate_record(null::customers.accounts, ${jsonFrom(fields)}::jsonb)),
      version = version + 1, updated_at = ${ctx.clock.now()}, updated_by = ${by}
    where org_id = ${ctx.orgId} and id = ${id} returning version`.execute(ctx.tx);
  return rows[0]?.version ?? 0;
}

/** To another place; everything else stays. */
export async function moveAccount(
  ctx: Context,
  id: string,
  {
    premiseId,
    validFrom,
    by,
  }: { readonly premiseId: string; readonly validFrom: string; readonly by: string },
): Promise<void> {
  await sql`
    update customers.accounts set premise_id = ${premiseId}, valid_from = ${validFrom}, version = version + 1,
      updated_at = ${ctx.clock.now()}, updated_by = ${by}
    where org_id = ${ctx.orgId} and id = ${id}`.execute(ctx.tx);
}

export async function isNumberTaken(ctx: Context, number: string): Promise<boolean> {
  const { rows } = await sql`
    select 1 from customers.accounts where org_id = ${ctx.orgId} and number = ${number}`.execute(ctx.tx);
  return rows.length > 0;
}

/**
 * The first taken number from `from` on whose successor is free. All are digits of one length: as text they sort like
 * the numbers that they are.
 */
export async function endOfRun(ctx: Context, from: string, to: string): Promise<string | undefined> {
  const { rows } = await sql<{ number: string }>`
    select number from customers.accounts a
    where org_id = ${ctx.orgId} and number >= ${from} and number <= ${to} and length(number) = ${from.length}
      and number !~ '\\D' and not exists (
        select from customers.accounts b where b.org_id = a.org_id
          and b.number = case when a.number !~ '\\D' then lpad((a.number::numeric + 1)::text, ${from.length}, '0') end)
    order by number limit 1`.execute(ctx.tx);
  return rows[0]?.number;
}

/** The accounts that feed this one, directly or through others, from the nearest on; itself when they form a circle. */
export async function suppliersAbove(
  ctx: Context,
  id: string,
): Promise<readonly { id: string; number: string }[]> {
  const { rows } = await sql<{ id: string; number: string }>`
    with recursive above (id) as (
      select supplier_account_id from customers.accounts
      where org_id = ${ctx.orgId} and id = ${id} and supplier_account_id is not null
      union
      select a.supplier_account_id from above
      join customers.accounts a on a.org_id = ${ctx.orgId} and a.id = above.id
      where a.supplier_account_id is not null)
    select a.id, a.number from above join customers.accounts a on a.org_id = ${ctx.orgId} and a.id = above.id`.execute(
    ctx.tx,
  );
  return rows;
}

export type PremiseFields = {
  readonly address: string;
  readonly levels: Readonly<Record<string, string>>;
  readonly regionCode: string | null;
  readonly longitude: number | null;
  readonly latitude: number | null;
  readonly validFrom: string;
};
export type PremiseRow = PremiseFields & Edited & { readonly id: string };

const ofPremise = sql`address, levels, region_code, longitude, latitude, valid_from`;

export async function insertPremise(ctx: Context, premise: PremiseFields & { id: string }): Promise<void> {
  await sql`insert into customers.premises (org_id, id, ${ofPremise})
    select ${ctx.orgId}, id, ${ofPremise}
    from jsonb_populate_record(null::customers.premises, ${jsonFrom(premise)}::jsonb)`.execute(ctx.tx);
}

export async function lockPremise(ctx: Context, id: string): Promise<PremiseRow | undefined> {
  const { rows } = await sql<{ row: unknown }>`
    select to_jsonb(p) as row from customers.premises p where org_id = ${ctx.orgId} and id = ${id}
    for no key update`.execute(ctx.tx);
  return rows[0] && rowFrom<PremiseRow>(rows[0].row);
}

/** @returns the new version */
export async function savePremise(
  ctx: Context,
  id: string,
  fields: PremiseFields,
  by: string,
): Promise<number> {
  const { rows } = await sql<{ version: number }>`
    update customers.premises set (${ofPremise}) =
      (select ${ofPremise} from jsonb_populate_record(null::customers.premises, ${jsonFrom(fields)}::jsonb)),
      version = version + 1, updated_at = ${ctx.clock.now()}, updated_by = ${by}
    where org_id = ${ctx.orgId} and id = ${id} returning version`.execute(ctx.tx);
  return rows[0]?.version ?? 0;
}

/** Whose accounts are at the premise. */
export async function customersAt(ctx: Context, premiseId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct customer_id as id from customers.accounts
    where org_id = ${ctx.orgId} and premise_id = ${premiseId}`.execute(ctx.tx);
  return rows.map(({ id }) => id);
}
