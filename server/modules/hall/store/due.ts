/** SQL over what is due: the halls in which time alone changes something. */
import { sql } from "kysely";
import type { Context } from "../../../foundation/context.ts";
import { type Database, transaction } from "../../../foundation/database.ts";
import type { Ticket } from "../ticket.ts";
import { fromMs, fromRow, type JsonRow, ticketColumns } from "./rows.ts";

/** Every company with news: setting a hall up is some. */
export async function companiesWithHalls(db: Database): Promise<number[]> {
  const { rows } = await sql<{ org_id: number }>`select org_id from foundation.event_heads()`.execute(db);
  return rows.map(({ org_id }) => org_id);
}

/** Over all companies that have any event; each part is one range of a small partial index. */
export async function dueHalls(
  db: Database,
  now: Temporal.Instant,
): Promise<{ orgId: number; hallId: string }[]> {
  const heads = await sql<{ orgId: number }>`select org_id as "orgId" from foundation.event_heads()`.execute(
    db,
  );
  const orgs = heads.rows.map(({ orgId }) => orgId);
  if (orgs.length === 0) return [];
  return transaction(db, { orgIds: orgs }, async (tx) => {
    const { rows } = await sql<{ orgId: number; hallId: string }>`
      select org_id as "orgId", hall_id as "hallId" from hall.tickets where org_id = any (${orgs}) and due_at <= ${now}
      union select org_id, hall_id from hall.queue_days where org_id = any (${orgs}) and due_at <= ${now}
      union select org_id, hall_id from hall.windows where org_id = any (${orgs}) and pause_due_at <= ${now}`.execute(
      tx,
    );
    return rows;
  });
}

/** Served tickets whose evaluator has asked in vain. */
export async function listUnrated(ctx: Context, hallId: string, now: number): Promise<Ticket[]> {
  const { rows } = await sql<{ ticket: JsonRow }>`
    select json_strip_nulls(row_to_json(t)) as ticket from hall.tickets t
    where org_id = ${ctx.orgId} and hall_id = ${hallId} and state = 'done' and due_at <= ${fromMs(now)} limit 500`.execute(
    ctx.tx,
  );
  return rows.map(({ ticket }) => fromRow<Ticket>(ticketColumns, ticket));
}

export async function hasPastDays(ctx: Context, hallId: string, day: string, now: number): Promise<boolean> {
  const { rows } = await sql`
    select 1 from hall.queue_days
    where org_id = ${ctx.orgId} and hall_id = ${hallId} and day < ${day} and due_at <= ${fromMs(now)} limit 1`.execute(
    ctx.tx,
  );
  return rows.length > 0;
}

export async function clearPastDays(ctx: Context, hallId: string, day: string): Promise<void> {
  await sql`
    update hall.queue_days set due_at = null, closed_at = due_at
    where org_id = ${ctx.orgId} and hall_id = ${hallId} and day < ${day} and due_at is not null`.execute(
    ctx.tx,
  );
}
