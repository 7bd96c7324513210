/** SQL over where an account is fed from and where it is metered. */
import { sql } from "kysely";
import type { Context } from "../../../foundation/context.ts";
import type { Edited } from "../edit.ts";
import { jsonFrom, rowFrom } from "./rows.ts";

export type SupplyPointFields = {
  readonly role: "main" | "backup" | "security";
  readonly voltageCode: string;
  readonly capacityKva: number | null;
  readonly substation: string | null;
  readonly feeder: string | null;
  readonly transformer: string | null;
  readonly phase: "A" | "B" | "C" | "ABC" | null;
  readonly hasOwnSource: boolean;
  readonly isClosed: boolean;
  readonly validFrom: string;
};
export type SupplyPointRow = SupplyPointFields & Edited & { readonly id: string; readonly accountId: string };

const ofSupply = sql`role, voltage_code, capacity_kva, substation, feeder, transformer, phase, has_own_source, is_closed,
  valid_from`;

export async function insertSupplyPoint(
  ctx: Context,
  accountId: string,
  id: string,
  fields: SupplyPointFields,
): Promise<void> {
  await sql`insert into customers.supply_points (org_id, id, account_id, ${ofSupply})
    select ${ctx.orgId}, ${id}::uuid, ${accountId}::uuid, ${ofSupply}
    from jsonb_populate_record(null::customers.supply_points, ${jsonFrom(fields)}::jsonb)`.execute(ctx.tx);
}

export async function lockSupplyPoint(
  ctx: Context,
  accountId: string,
  id: string,
): Promise<SupplyPointRow | undefined> {
  const { rows } = await sql<{ row: unknown }>`
    select to_jsonb(s) as row from customers.supply_points s
    where org_id = ${ctx.orgId} and id = ${id} and account_id = ${accountId} for no key update`.execute(
    ctx.tx,
  );
  return rows[0] && rowFrom<SupplyPointRow>(rows[0].row);
}

/** @returns the new version */
export async function saveSupplyPointRow(
  ctx: Context,
  id: string,
  fields: SupplyPointFields,
  by: string,
): Promise<number> {
  const { rows } = await sql<{ version: number }>`
    update customers.supply_points set (${ofSupply}) =
      (select ${ofSupply} from jsonb_populate_record(null::customers.supply_points, ${jsonFrom(fields)}::jsonb)),
      version = version + 1, updated_at = ${ctx.clock.now()}, updated_by = ${by}
    where org_id = ${ctx.orgId} and id = ${id} returning version`.execute(ctx.tx);
  return rows[0]?.version ?? 0;
}

export type MeteringPointFields = {
  readonly number: string;
  readonly purpose: "settlement" | "sub" | "generation" | "check";
  readonly method: "HH" | "HL" | "LL";
  readonly ratio: number;
  readonly box: string | null;
  readonly supplyPointId: string | null;
  readonly isClosed: boolean;
  readonly validFrom: string;
};
export type MeteringPointRow = MeteringPointFields &
  Edited & { readonly id: string; readonly accountId: string };

const ofMetering = sql`number, purpose, method, ratio, box, supply_point_id, is_closed, valid_from`;

export async function insertMeteringPoint(
  ctx: Context,
  accountId: string,
  id: string,
  fields: MeteringPointFields,
): Promise<void> {
  await sql`insert into customers.metering_points (org_id, id, account_id, ${ofMetering})
    select ${ctx.orgId}, ${id}::uuid, ${accountId}::uuid, ${ofMetering}
    from jsonb_populate_record(null::customers.metering_points, ${jsonFrom(fields)}::jsonb)`.execute(ctx.tx);
}

/** Its meter hangs and is taken off under this lock. */
export async function lockMeteringPoint(ctx: Context, id: string): Promise<MeteringPointRow | undefined> {
  const { rows } = await sql<{ row: unknown }>`
    select to_jsonb(p) as row from customers.metering_points p
    where org_id = ${ctx.orgId} and id = ${id} for no key update`.execute(ctx.tx);
  return rows[0] && rowFrom<MeteringPointRow>(rows[0].row);
}

/** Without a lock: to which account a point belongs, so that the account is locked before the point. */
export async function accountOfPoint(ctx: Context, id: string): Promise<string | undefined> {
  const { rows } = await sql<{ accountId: string }>`
    select account_id as "accountId" from customers.metering_points
    where org_id = ${ctx.orgId} and id = ${id}`.execute(ctx.tx);
  return rows[0]?.accountId;
}

/** @returns the new version */
export async function saveMeteringPointRow(
  ctx: Context,
  id: string,
  fields: MeteringPointFields,
  by: string,
): Promise<number> {
  const { rows } = await sql<{ version: number }>`
    update customers.metering_points set (${ofMetering}) =
      (select ${ofMetering} from jsonb_populate_record(null::customers.metering_points, ${jsonFrom(fields)}::jsonb)),
      version = version + 1, updated_at = ${ctx.clock.now()}, updated_by = ${by}
    where org_id = ${ctx.orgId} and id = ${id} returning version`.execute(ctx.tx);
  return rows[0]?.version ?? 0;
}

/** The points of an account ever made: what the next one is counted from. */
export async function countPoints(ctx: Context, accountId: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from customers.metering_points
    where org_id = ${ctx.orgId} and account_id = ${accountId}`.execute(ctx.tx);
  return rows[0]?.count ?? 0;
}

export async function isPointNumberTaken(ctx: Context, number: string): Promise<boolean> {
  const { rows } = await sql`
    select 1 from customers.metering_points where org_id = ${ctx.orgId} and number = ${number}`.execute(
    ctx.tx,
  );
  return rows.length > 0;
}
