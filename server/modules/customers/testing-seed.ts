/** Customers and accounts put straight into the archive's tables, for tests that are not about how they come there. */
import { sql } from "kysely";
import { newId } from "../../foundation/ids.ts";
import type { TestPlatform } from "../../foundation/test-kit.ts";

export type SeedCustomer = {
  readonly kind?: "individual" | "organisation" | "intermediary";
  readonly name?: string;
  readonly bornOn?: string | null;
  readonly unitId: string;
};

export async function seedCustomer(
  platform: TestPlatform,
  orgId: number,
  { kind = "individual", name = "张三丰", bornOn = null, unitId }: SeedCustomer,
): Promise<string> {
  const id = newId();
  await platform.command(orgId, async (ctx) => {
    const now = ctx.clock.now();
    await sql`insert into customers.customers (org_id, id, kind, name, born_on, unit_id, valid_from, created_at, created_by,
        updated_at, updated_by)
      values (${orgId}, ${id}, ${kind}, ${name}, ${bornOn}, ${unitId}, '2020-01-01', ${now}, 'test', ${now}, 'test')`.execute(
      ctx.tx,
    );
  });
  return id;
}

export type SeedAccount = {
  readonly customerId: string;
  readonly unitId: string;
  readonly use?: string;
  readonly trade?: string | null;
  readonly voltage?: string;
  readonly sort?: string;
  readonly tariffGroup?: string;
  readonly contractKva?: number | null;
  readonly temporaryUntil?: string | null;
  readonly transfer?: "none" | "supplier" | "supplied";
};

let nextNumber = 3_200_000_000_000;

export async function seedAccount(
  platform: TestPlatform,
  orgId: number,
  given: SeedAccount,
): Promise<string> {
  const { customerId, unitId, use = "202", trade = null, voltage = "AC02202", sort = "03" } = given;
  const { tariffGroup = "residential", contractKva = 8, temporaryUntil = null, transfer = "none" } = given;
  const id = newId();
  const premiseId = newId();
  await platform.command(orgId, async (ctx) => {
    await sql`insert into customers.premises (org_id, id, address, valid_from)
      values (${orgId}, ${premiseId}, '青禾县人民路 1 号', '2020-01-01')`.execute(ctx.tx);
    await sql`insert into customers.accounts (org_id, id, number, customer_id, premise_id, unit_id, sort_code, use_code, trade_code,
        tariff_group, voltage_code, contract_kva, state, opened_on, temporary, temporary_until, transfer, valid_from)
      values (${orgId}, ${id}, ${String(nextNumber++)}, ${customerId}, ${premiseId}, ${unitId}, ${sort}, ${use}, ${trade},
        ${tariffGroup}, ${voltage}, ${contractKva}, 'active', '2020-01-01', ${temporaryUntil ? "metered" : "no"}, ${temporaryUntil},
        ${transfer}, '2020-01-01')`.execute(ctx.tx);
  });
  return id;
}

/** Says that one was merged into another, as a merge leaves it. */
export async function seedMerged(
  platform: TestPlatform,
  orgId: number,
  from: string,
  into: string,
): Promise<void> {
  await platform.command(orgId, async (ctx) => {
    await sql`update customers.customers set merged_into = ${into} where org_id = ${orgId} and id = ${from}`.execute(
      ctx.tx,
    );
  });
}
