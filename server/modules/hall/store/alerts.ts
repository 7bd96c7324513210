/** SQL over alerts once they are raised: who accepted, how they ended. */
import { sql } from "kysely";
import type { Context } from "../../../foundation/context.ts";

export type AlertState = {
  readonly kind: string;
  readonly acceptedBy: string | null;
  readonly acceptedName: string | null;
  readonly isClosed: boolean;
};

export async function lockAlert(
  ctx: Context,
  hallId: string,
  alertId: string,
): Promise<AlertState | undefined> {
  const { rows } = await sql<AlertState>`
    select kind, accepted_by as "acceptedBy", accepted_name as "acceptedName", closed_at is not null as "isClosed"
    from hall.alerts where org_id = ${ctx.orgId} and hall_id = ${hallId} and id = ${alertId} for update`.execute(
    ctx.tx,
  );
  return rows[0];
}

export async function acceptOpenAlert(
  ctx: Context,
  alertId: string,
  by: string,
  name: string,
): Promise<void> {
  await sql`
    update hall.alerts set accepted_by = ${by}, accepted_name = ${name}, accepted_at = ${ctx.clock.now()}
    where org_id = ${ctx.orgId} and id = ${alertId}`.execute(ctx.tx);
}

/** Whoever closes an alert that nobody accepted has accepted it. */
export async function closeOpenAlert(
  ctx: Context,
  alertId: string,
  outcome: string,
  by: string,
  name: string,
): Promise<void> {
  const now = ctx.clock.now();
  await sql`
    update hall.alerts set closed_at = ${now}, outcome = ${outcome}, accepted_by = coalesce(accepted_by, ${by}),
      accepted_name = coalesce(accepted_name, ${name}), accepted_at = coalesce(accepted_at, ${now})
    where org_id = ${ctx.orgId} and id = ${alertId}`.execute(ctx.tx);
}
