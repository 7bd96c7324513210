/** SQL over windows beyond the queue: where a clerk sits, and the stretches of presence. */
import { sql } from "kysely";
import type { Context } from "../../../foundation/context.ts";
import { newId } from "../../../foundation/ids.ts";
import { fromMs } from "./rows.ts";

/** The window of the company at which a clerk sits, in whichever hall. */
export async function findWindowOf(
  ctx: Context,
  staffId: string,
): Promise<{ id: string; number: string; hallId: string } | undefined> {
  const { rows } = await sql<{ id: string; number: string; hallId: string }>`
    select id, number, hall_id as "hallId" from hall.windows where org_id = ${ctx.orgId} and staff_id = ${staffId}`.execute(
    ctx.tx,
  );
  return rows[0];
}

export type Stint = {
  readonly hallId: string;
  readonly windowId: string;
  readonly staffId: string;
  readonly kind: "open" | "paused";
  readonly reason: string | null;
  readonly at: number;
};

/** A stretch of being open or paused begins; the one before ends. */
export async function beginStint(ctx: Context, stint: Stint): Promise<void> {
  await endStint(ctx, stint.windowId, stint.at);
  await sql`
    insert into hall.stints (org_id, id, hall_id, window_id, staff_id, kind, reason, started_at)
    values (${ctx.orgId}, ${newId()}, ${stint.hallId}, ${stint.windowId}, ${stint.staffId}, ${stint.kind}, ${stint.reason},
      ${fromMs(stint.at)})`.execute(ctx.tx);
}

export async function endStint(ctx: Context, windowId: string, at: number): Promise<void> {
  await sql`
    update hall.stints set ended_at = greatest(started_at, ${fromMs(at)}::timestamptz)
    where org_id = ${ctx.orgId} and window_id = ${windowId} and ended_at is null`.execute(ctx.tx);
}
