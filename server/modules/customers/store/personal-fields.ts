/** SQL over personal fields: sealed numbers, found by their hash. */
import { sql } from "kysely";
import type { PersonalKind } from "../../../../contracts/customers.ts";
import type { Context } from "../../../foundation/context.ts";

export type PersonalRow = {
  readonly id: string;
  readonly customerId: string;
  readonly kind: PersonalKind;
  readonly sealed: Buffer;
  readonly label: string | null;
  readonly isPrimary: boolean;
  readonly validFrom: Temporal.PlainDate;
  /** The first day on which it holds no more. */
  readonly validTo: Temporal.PlainDate | null;
  readonly verifiedBy: string | null;
};

const columns = sql`id, customer_id as "customerId", kind, sealed, label, is_primary as "isPrimary",
  valid_from as "validFrom", valid_to as "validTo", verified_by as "verifiedBy"`;

/** What holds on a day, of several customers at once; the primary ones first. */
export async function listFields(
  ctx: Context,
  customerIds: readonly string[],
  day: string,
): Promise<PersonalRow[]> {
  const { rows } = await sql<PersonalRow>`
    select ${columns} from customers.personal_fields
    where org_id = ${ctx.orgId} and customer_id = any (${customerIds}::uuid[])
      and valid_from <= ${day}::date and (valid_to is null or valid_to > ${day}::date)
    order by customer_id, is_primary desc, kind, valid_from, id`.execute(ctx.tx);
  return rows;
}

export async function lockField(
  ctx: Context,
  customerId: string,
  fieldId: string,
): Promise<PersonalRow | undefined> {
  const { rows } = await sql<PersonalRow>`
    select ${columns} from customers.personal_fields
    where org_id = ${ctx.orgId} and id = ${fieldId} and customer_id = ${customerId} for update`.execute(
    ctx.tx,
  );
  return rows[0];
}

export async function insertField(
  ctx: Context,
  row: Omit<PersonalRow, "validFrom" | "validTo"> & {
    readonly keyVersion: number;
    readonly blind: Buffer;
    readonly validFrom: string;
  },
): Promise<void> {
  await sql`
    insert into customers.personal_fields
      (org_id, id, customer_id, kind, sealed, key_version, blind, label, is_primary, valid_from, verified_at, verified_by)
    values (${ctx.orgId}, ${row.id}, ${row.customerId}, ${row.kind}, ${row.sealed}, ${row.keyVersion}, ${row.blind},
      ${row.label}, ${row.isPrimary}, ${row.validFrom}, ${row.verifiedBy === null ? null : ctx.clock.now()},
      ${row.verifiedBy})`.execute(ctx.tx);
}

/** Another number of the kind is the primary one from now on. */
export async function clearPrimary(ctx: Context, customerId: string, kind: PersonalKind): Promise<void> {
  await sql`
    update customers.personal_fields set is_primary = false
    where org_id = ${ctx.orgId} and customer_id = ${customerId} and kind = ${kind} and valid_to is null and is_primary`.execute(
    ctx.tx,
  );
}

/** `on` is the first day on which it holds no more. */
export async function endField(ctx: Context, fieldId: string, on: string): Promise<void> {
  await sql`
    update customers.personal_fields set valid_to = greatest(${on}::date, valid_from), is_primary = false
    where org_id = ${ctx.orgId} and id = ${fieldId} and valid_to is null`.execute(ctx.tx);
}

export type Holder = { readonly customerId: string; readonly fieldId: string; readonly kind: PersonalKind };

/** Who has one of these numbers now. Hashes of all kinds of a family: which paper it is need not be known. */
export async function listHolders(
  ctx: Context,
  kinds: readonly PersonalKind[],
  blinds: readonly Buffer[],
): Promise<Holder[]> {
  const { rows } = await sql<Holder>`
    select customer_id as "customerId", id as "fieldId", kind from customers.personal_fields
    where org_id = ${ctx.orgId} and kind = any (${kinds}::text[]) and blind = any (${blinds}::bytea[])
      and valid_to is null
    order by customer_id, id limit 50`.execute(ctx.tx);
  return rows;
}

/** The name of a customer who holds a paper already, for the refusal. */
export async function nameOfHolder(
  ctx: Context,
  kinds: readonly PersonalKind[],
  blind: Buffer,
): Promise<string | undefined> {
  const { rows } = await sql<{ name: string }>`
    select c.name from customers.personal_fields f
    join customers.customers c on c.org_id = f.org_id and c.id = f.customer_id
    where f.org_id = ${ctx.orgId} and f.kind = any (${kinds}::text[]) and f.blind = ${blind} and f.valid_to is null
    limit 1`.execute(ctx.tx);
  return rows[0]?.name;
}

/** Whether one of the customer's numbers, mobile or landline, has this hash now. */
export async function hasPhone(ctx: Context, customerId: string, blind: Buffer): Promise<boolean> {
  const { rows } = await sql`
    select 1 from customers.personal_fields
    where org_id = ${ctx.orgId} and customer_id = ${customerId}::uuid and blind = ${blind}
      and kind in ('mobile', 'landline') and valid_to is null limit 1`.execute(ctx.tx);
  return rows.length > 0;
}
