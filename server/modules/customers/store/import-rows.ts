/** SQL over what the archive already knows of the rows of an import, and what they bring. */
import { sql } from "kysely";
import type { PersonalKind } from "../../../../contracts/customers.ts";
import type { Context } from "../../../foundation/context.ts";
import { copyLines } from "../../../foundation/database.ts";
import { loads, type SealedFile } from "./bulk-load.ts";
import { copyLine } from "./bulk-tables.ts";

export type PresentAccount = {
  readonly number: string;
  readonly customerName: string;
  readonly address: string;
  readonly meterNumbers: readonly string[];
};

/** The accounts of these numbers. */
export async function presentAccounts(ctx: Context, numbers: readonly string[]): Promise<PresentAccount[]> {
  const { rows } = await sql<PresentAccount>`
    select a.number, c.name as "customerName", p.address, coalesce(m.numbers, '{}') as "meterNumbers"
    from customers.accounts a
    join customers.customers c on c.org_id = a.org_id and c.id = a.customer_id
    join customers.premises p on p.org_id = a.org_id and p.id = a.premise_id
    cross join lateral (
      select array_agg(m.asset_number) as numbers
      from customers.metering_points t
      join customers.installations i on i.org_id = t.org_id and i.point_id = t.id and i.removed_on is null
      join customers.meters m on m.org_id = i.org_id and m.id = i.meter_id
      where t.org_id = a.org_id and t.account_id = a.id) m
    where a.org_id = ${ctx.orgId} and a.number = any (${numbers}::text[])`.execute(ctx.tx);
  return rows;
}

export type KnownHolder = { readonly key: string; readonly customerId: string; readonly name: string };

/** Who holds these papers, by hash; the key is the hash in hexadecimal. Locked, so that they are not merged away meanwhile. */
export async function holdersOfPapers(
  ctx: Context,
  kinds: readonly PersonalKind[],
  blinds: readonly Buffer[],
): Promise<KnownHolder[]> {
  const { rows } = await sql<KnownHolder>`
    select encode(f.blind, 'hex') as key, c.id as "customerId", c.name
    from customers.personal_fields f join customers.customers c on c.org_id = f.org_id and c.id = f.customer_id
    where f.org_id = ${ctx.orgId} and f.kind = any (${kinds}::text[]) and f.blind = any (${blinds}::bytea[])
      and f.valid_to is null
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

/** @param known ids of customers that are in the archive already: only what is new of them is written */
export async function writeFiles(
  ctx: Context,
  files: readonly SealedFile[],
  known: ReadonlySet<string>,
): Promise<void> {
  const fresh = files.filter(({ file }) => !known.has(file.id));
  for (const { name, rows, stage, copy, insert } of loads) {
    const given = notForKnown.has(name) ? fresh : files;
    const lines = given.flatMap(({ file, sealed }) => rows(file, ctx.orgId, sealed).map(copyLine));
    if (lines.length === 0) continue;
    await sql.raw(stage).execute(ctx.tx);
    await copyLines(ctx.tx, copy, lines.join(""));
    await sql.raw(insert).execute(ctx.tx);
  }
}
