/** SQL over units. Paths are kept by the database (see 0002_identity.sql). */
import { sql } from "kysely";
import type { UnitKind } from "../../../../contracts/identity.ts";
import type { Context } from "../../../foundation/context.ts";
import type { Database } from "../../../foundation/database.ts";
import type { UnitPlace } from "../../../foundation/http/access.ts";

export type UnitRow = {
  readonly unitId: string;
  readonly orgId: number;
  readonly kind: UnitKind;
  readonly name: { zh: string; en: string };
  readonly parentId: string | null;
  readonly path: string[];
  readonly state: "open" | "closed";
};

const columns = sql`unit_id as "unitId", org_id as "orgId", kind, jsonb_build_object('zh', name_zh, 'en', name_en) as name,
  parent_id as "parentId", path, state`;

export async function findPlace(db: Database, unitId: string): Promise<UnitPlace | undefined> {
  const { rows } = await sql<{ orgId: number; path: string[] }>`
    select org_id as "orgId", path from identity.find_unit(${unitId})`.execute(db);
  return rows[0];
}

export async function findUnit(ctx: Context, unitId: string): Promise<UnitRow | undefined> {
  const { rows } = await sql<UnitRow>`
    select ${columns} from identity.units where org_id = ${ctx.orgId} and unit_id = ${unitId}`.execute(
    ctx.tx,
  );
  return rows[0];
}

/** Locks the unit, so that it is not closed while something is added to it. */
export async function lockUnit(ctx: Context, unitId: string): Promise<UnitRow | undefined> {
  const { rows } = await sql<UnitRow>`
    select ${columns} from identity.units where org_id = ${ctx.orgId} and unit_id = ${unitId} for update`.execute(
    ctx.tx,
  );
  return rows[0];
}

/** Every unit that the transaction may see. A county has tens, a province's counties thousands. */
export async function listUnits(ctx: Context): Promise<UnitRow[]> {
  const { rows } = await sql<UnitRow>`
    select ${columns} from identity.units order by cardinality(path), org_id, unit_id limit 20000`.execute(
    ctx.tx,
  );
  return rows;
}

/** Open halls below any of these units. */
export async function listHallsBelow(ctx: Context, unitIds: readonly string[]): Promise<UnitRow[]> {
  const { rows } = await sql<UnitRow>`
    select ${columns} from identity.units
    where kind = 'hall' and state = 'open' and path && ${unitIds}::uuid[] order by org_id, unit_id limit 2000`.execute(
    ctx.tx,
  );
  return rows;
}

/** The unit at the top of the company. */
export async function getRootUnit(ctx: Context): Promise<UnitRow> {
  const { rows } = await sql<UnitRow>`
    select ${columns} from identity.units where org_id = ${ctx.orgId} and parent_id is null`.execute(ctx.tx);
  const [root] = rows;
  if (!root) throw new Error(`company ${ctx.orgId} has no root unit`);
  return root;
}

export async function insertUnit(
  ctx: Context,
  unit: Pick<UnitRow, "unitId" | "kind" | "name" | "parentId">,
): Promise<UnitRow> {
  const { rows } = await sql<UnitRow>`
    insert into identity.units (org_id, unit_id, kind, name_zh, name_en, parent_id)
    values (${ctx.orgId}, ${unit.unitId}, ${unit.kind}, ${unit.name.zh}, ${unit.name.en}, ${unit.parentId})
    returning ${columns}`.execute(ctx.tx);
  const [made] = rows;
  if (!made) throw new Error("an insert returned nothing");
  return made;
}

export async function saveUnit(ctx: Context, unit: UnitRow): Promise<void> {
  await sql`
    update identity.units set name_zh = ${unit.name.zh}, name_en = ${unit.name.en}, state = ${unit.state}
    where org_id = ${ctx.orgId} and unit_id = ${unit.unitId}`.execute(ctx.tx);
}

/** Whether open units, active staff or living devices still belong to it. */
export async function isUnitInUse(ctx: Context, unitId: string): Promise<boolean> {
  const { rows } = await sql<{ used: boolean }>`
    select exists (select from identity.units where org_id = ${ctx.orgId} and parent_id = ${unitId} and state = 'open')
        or exists (select from identity.staff where org_id = ${ctx.orgId} and unit_id = ${unitId} and state = 'active')
        or exists (select from identity.devices where org_id = ${ctx.orgId} and hall_id = ${unitId} and state <> 'revoked')
      as used`.execute(ctx.tx);
  return rows[0]?.used ?? false;
}
