/** SQL over what the archive already knows of the rows of an import, and what they bring. */
import { sql } from "kysely";
import type { PersonalKind } from "../../../../contracts/customers.ts";
import type { Context } from "../../../foundation/context.ts";
import { copyLines } from "../../../foundation/database.ts";
import { type Lines, loads } from "./bulk-load.ts";

export type PresentAccount = {
  readonly number: string;
  readonly customerName: string;
  readonly address: string;
  readonly meterNumbers: readonly string[];
};

/**
 * The accounts of these numbers, found before anything is joined to them: in a company that is just being filled the
 * planner takes every table for small, and would otherwise go through two thousand numbers once for each customer.
 */
export async function presentAccounts(ctx: Context, numbers: readonly string[]): Promise<PresentAccount[]> {
  const { rows } = await sql<PresentAccount>`
    with a as materialized (
      select org_id, id, number, customer_id, premise_id from customers.accounts
      where org_id = ${ctx.orgId} and number = any (${numbers}::text[]))
    select a.number, c.name as "customerName", p.address, coalesce(m.numbers, '{}') as "meterNumbers"
    from a
    join customers.customers c on c.org_id = a.org_id and c.id = a.customer_id
    join customers.premises p on p.org_id = a.org_id and p.id = a.premise_id
    cross join lateral (
      select array_agg(m.asset_number) as numbers
      from customers.metering_points t
      join customers.installations i on i.org_id = t.org_id and i.point_id = t.id and i.removed_on is null
      join customers.meters m on m.org_id = i.org_id and m.id = i.meter_id
      where t.org_id = a.org_id and t.account_id = a.id) m`.execute(ctx.tx);
  return rows;
}

export type KnownHolder = { readonly key: string; readonly customerId: string; readonly name: string };

/**
 * Who holds these papers, by hash; the key is the hash in hexadecimal. Locked, so that they are not merged away meanwhile.
 * Papers first, for the reason that holds for `presentAccounts`.
 */
export async function holdersOfPapers(
  ctx: Context,
  kinds: readonly PersonalKind[],
  blinds: readonly Buffer[],
): Promise<KnownHolder[]> {
  const { rows } = await sql<KnownHolder>`
    with f as materialized (
      select blind, customer_id from customers.personal_fields
      where org_id = ${ctx.orgId} and kind = any (${kinds}::text[]) and blind = any (${blinds}::bytea[])
        and valid_to is null)
    select encode(f.blind, 'hex') as key, c.id as "customerId", c.name
    from f join customers.customers c on c.org_id = ${ctx.orgId} and c.id = f.customer_id
    order by c.id for key share of c`.execute(ctx.tx);
  return rows;
}

export async function holdersOfCreditCodes(ctx: Context, codes: readonly string[]): Promise<KnownHolder[]> {
  const { rows } = await sql<KnownHolder>`
    select credit_code as key, id as "customerId", name from customers.customers
    where org_id = ${ctx.orgId} and credit_code = any (${codes}::text[]) and merged_into is null
    order by id for key share`.execute(ctx.tx);
  return rows;
}

/** Of these meters, those that the archive has; of these point numbers, those that are taken. */
export async function takenNumbers(
  ctx: Context,
  meters: readonly string[],
  points: readonly string[],
): Promise<{ meters: Set<string>; points: Set<string> }> {
  const { rows } = await sql<{ kind: "meter" | "point"; number: string }>`
    select 'meter' as kind, asset_number as number from customers.meters
    where org_id = ${ctx.orgId} and asset_number = any (${meters}::text[])
    union all
    select 'point', number from customers.metering_points
    where org_id = ${ctx.orgId} and number = any (${points}::text[])`.execute(ctx.tx);
  const of = (kind: string) => new Set(rows.filter((row) => row.kind === kind).map(({ number }) => number));
  return { meters: of("meter"), points: of("point") };
}

/** One import at a time brings rows into a company: two with the same accounts would meet in the middle. */
export async function lockImports(ctx: Context): Promise<void> {
  await sql`select pg_advisory_xact_lock(7214005, ${ctx.orgId})`.execute(ctx.tx);
}

/** What a known customer has already, and what nobody asked to change. */
const notForKnown = new Set(["customers", "personal_fields", "search"]);

/** @param isKnown the customer is in the archive already: only what is new of them is written */
export type Writable = { readonly lines: Lines; readonly isKnown: boolean };

export async function writeFiles(ctx: Context, files: readonly Writable[]): Promise<void> {
  const fresh = files.filter(({ isKnown }) => !isKnown);
  for (const [at, { name, stage, copy, insert }] of loads.entries()) {
    const given = notForKnown.has(name) ? fresh : files;
    const lines = given.map((file) => file.lines[at]).join("");
    if (lines === "") continue;
    await sql.raw(stage).execute(ctx.tx);
    await copyLines(ctx.tx, copy, lines);
    await sql.raw(insert).execute(ctx.tx);
  }
}
