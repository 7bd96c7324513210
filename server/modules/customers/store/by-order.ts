/** SQL for what orders enter into the archive: who has a credit code, where an account is metered, where a meter hangs. */
import { sql } from "kysely";
import type { Context } from "../../../foundation/context.ts";

/** Whoever looks for the holder of a paper and makes one where there is none does so alone. `key` is no number in the clear. */
export async function lockPaper(ctx: Context, key: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(${ctx.orgId}::int, hashtext(${key}))`.execute(ctx.tx);
}

export async function customerWithCredit(ctx: Context, code: string): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`
    select id from customers.customers
    where org_id = ${ctx.orgId} and credit_code = ${code} and merged_into is null`.execute(ctx.tx);
  return rows[0]?.id;
}

export type PointInUse = {
  readonly id: string;
  readonly purpose: "settlement" | "generation";
  readonly meter: string | null;
};

/** The account's points by which it is billed or paid and that are not closed, each with the meter that hangs there. */
export async function pointsInUse(ctx: Context, accountId: string): Promise<readonly PointInUse[]> {
  const { rows } = await sql<PointInUse>`
    select p.id, p.purpose, (select m.asset_number from customers.installations i
        join customers.meters m on m.org_id = i.org_id and m.id = i.meter_id
        where i.org_id = p.org_id and i.point_id = p.id and i.removed_on is null) as meter
    from customers.metering_points p
    where p.org_id = ${ctx.orgId} and p.account_id = ${accountId} and not p.is_closed
      and p.purpose in ('settlement', 'generation')
    order by p.number`.execute(ctx.tx);
  return rows;
}

export type MeterPlace = {
  readonly state: "stock" | "installed" | "removed" | "scrapped";
  readonly digits: number;
  readonly point: string | null;
};

/** Undefined for a meter that the archive has not seen yet. */
export async function placeOfMeter(ctx: Context, assetNumber: string): Promise<MeterPlace | undefined> {
  const { rows } = await sql<MeterPlace>`
    select m.state, m.digits, (select p.number from customers.installations i
        join customers.metering_points p on p.org_id = i.org_id and p.id = i.point_id
        where i.org_id = m.org_id and i.meter_id = m.id and i.removed_on is null limit 1) as point
    from customers.meters m where m.org_id = ${ctx.orgId} and m.asset_number = ${assetNumber}`.execute(
    ctx.tx,
  );
  return rows[0];
}
