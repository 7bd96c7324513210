/** SQL over meters and the places where they hang. Readings are in 0.01 kWh. */
import { sql } from "kysely";
import type { Context } from "../../../foundation/context.ts";
import { newId } from "../../../foundation/ids.ts";

/** What keeps an account from being closed: a meter that hangs there, an account that it feeds. */
export async function listHanging(
  ctx: Context,
  accountId: string,
): Promise<{ readonly meter: string | null; readonly fed: string | null }> {
  const { rows } = await sql<{ meter: string | null; fed: string | null }>`
    select (select m.asset_number from customers.metering_points p
            join customers.installations i on i.org_id = p.org_id and i.point_id = p.id and i.removed_on is null
            join customers.meters m on m.org_id = i.org_id and m.id = i.meter_id
            where p.org_id = ${ctx.orgId} and p.account_id = ${accountId} order by m.asset_number limit 1) as meter,
      (select a.number from customers.accounts a
       where a.org_id = ${ctx.orgId} and a.supplier_account_id = ${accountId} and a.closed_on is null
       order by a.number limit 1) as fed`.execute(ctx.tx);
  return rows[0] ?? { meter: null, fed: null };
}

export type MeterRow = {
  readonly id: string;
  readonly assetNumber: string;
  readonly digits: number;
  readonly state: "stock" | "installed" | "removed" | "scrapped";
};

/** A meter that the archive has not seen yet enters it, whoever else brings it at the same moment. */
export async function addMeter(ctx: Context, assetNumber: string, model: string | null): Promise<void> {
  await sql`insert into customers.meters (org_id, id, asset_number, model)
    values (${ctx.orgId}, ${newId()}, ${assetNumber}, ${model}) on conflict do nothing`.execute(ctx.tx);
}

/** Locks these meters in one order, so that two exchanges of the same two do not wait for each other. */
export async function lockMeters(
  ctx: Context,
  assetNumbers: readonly string[],
): Promise<ReadonlyMap<string, MeterRow>> {
  const { rows } = await sql<MeterRow>`
    select id, asset_number as "assetNumber", digits, state from customers.meters
    where org_id = ${ctx.orgId} and asset_number = any (${assetNumbers}::text[]) order by id for update`.execute(
    ctx.tx,
  );
  return new Map(rows.map((row) => [row.assetNumber, row]));
}

export async function setMeterState(ctx: Context, id: string, state: MeterRow["state"]): Promise<void> {
  await sql`update customers.meters set state = ${state} where org_id = ${ctx.orgId} and id = ${id}`.execute(
    ctx.tx,
  );
}

export type InstallationRow = {
  readonly id: string;
  readonly meterId: string;
  readonly pointId: string;
  readonly installedOn: string;
  readonly installedReading: number;
  readonly removedOn: string | null;
  readonly assetNumber: string;
  readonly pointNumber: string;
};

const columns = sql`i.id, i.meter_id as "meterId", i.point_id as "pointId", i.installed_on::text as "installedOn",
  i.installed_reading as "installedReading", i.removed_on::text as "removedOn", m.asset_number as "assetNumber",
  p.number as "pointNumber"`;
const joined = sql`customers.installations i
  join customers.meters m on m.org_id = i.org_id and m.id = i.meter_id
  join customers.metering_points p on p.org_id = i.org_id and p.id = i.point_id`;

/** What hangs at a point now. */
export async function hangingAt(ctx: Context, pointId: string): Promise<InstallationRow | undefined> {
  const { rows } = await sql<InstallationRow>`
    select ${columns} from ${joined}
    where i.org_id = ${ctx.orgId} and i.point_id = ${pointId} and i.removed_on is null`.execute(ctx.tx);
  return rows[0];
}

/** The installation of this meter or at this point that is not over on a day, the latest first. */
export async function notOver(
  ctx: Context,
  { meterId, pointId, on }: { readonly meterId: string; readonly pointId: string; readonly on: string },
): Promise<InstallationRow | undefined> {
  const { rows } = await sql<InstallationRow>`
    select ${columns} from ${joined}
    where i.org_id = ${ctx.orgId} and (i.meter_id = ${meterId} or i.point_id = ${pointId})
      and (i.removed_on is null or i.removed_on > ${on}::date)
    order by i.removed_on is null desc, i.removed_on desc, i.id limit 1`.execute(ctx.tx);
  return rows[0];
}

export type NewInstallation = {
  readonly id: string;
  readonly meterId: string;
  readonly pointId: string;
  readonly on: string;
  readonly reading: number;
  readonly reason: string | null;
};

export async function insertInstallation(ctx: Context, given: NewInstallation): Promise<void> {
  await sql`insert into customers.installations (org_id, id, meter_id, point_id, installed_on, installed_reading, reason)
    values (${ctx.orgId}, ${given.id}, ${given.meterId}, ${given.pointId}, ${given.on}, ${given.reading}, ${given.reason})`.execute(
    ctx.tx,
  );
}

export async function endInstallation(
  ctx: Context,
  id: string,
  { on, reading, reason }: { readonly on: string; readonly reading: number; readonly reason: string | null },
): Promise<void> {
  await sql`update customers.installations set removed_on = ${on}, removed_reading = ${reading},
      reason = coalesce(${reason}, reason)
    where org_id = ${ctx.orgId} and id = ${id}`.execute(ctx.tx);
}
