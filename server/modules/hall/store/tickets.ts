/** SQL over single tickets: who holds a token, what happened to one, and the ratings. */
import { sql } from "kysely";
import type { Context } from "../../../foundation/context.ts";
import type { Ticket } from "../ticket.ts";
import { fromMs, fromRow, type JsonRow, ticketColumns } from "./rows.ts";

export async function findByToken(
  ctx: Context,
  tokenHash: Buffer,
): Promise<{ id: string; hallId: string } | undefined> {
  const { rows } = await sql<{ id: string; hallId: string }>`
    select id, hall_id as "hallId" from hall.tickets
    where org_id = ${ctx.orgId} and token_hash = ${tokenHash}`.execute(ctx.tx);
  return rows[0];
}

/** What ended since an instant, the latest first: what evaluators, phones and desks still show. */
export async function listFinished(
  ctx: Context,
  hallId: string,
  since: number,
  limit: number,
): Promise<Ticket[]> {
  const { rows } = await sql<{ ticket: JsonRow }>`
    select json_strip_nulls(row_to_json(t)) as ticket from hall.tickets t
    where org_id = ${ctx.orgId} and hall_id = ${hallId} and finished_at > ${fromMs(since)}
    order by finished_at desc limit ${limit}`.execute(ctx.tx);
  return rows.map(({ ticket }) => fromRow<Ticket>(ticketColumns, ticket));
}

export type TrailLine = {
  readonly at: Temporal.Instant;
  readonly action: string;
  readonly by: string;
  readonly windowNumber: string | null;
  readonly reason: string | null;
};

export async function listTrail(ctx: Context, ticketId: string): Promise<TrailLine[]> {
  const { rows } = await sql<TrailLine>`
    select tr.at, tr.action, tr.actor_name as by, w.number as "windowNumber", tr.reason
    from hall.trail tr left join hall.windows w on w.org_id = tr.org_id and w.id = tr.window_id
    where tr.org_id = ${ctx.orgId} and tr.ticket_id = ${ticketId} order by tr.id limit 500`.execute(ctx.tx);
  return rows;
}

export type Rating = {
  readonly ticket: Ticket;
  readonly level: number;
  readonly reasons: readonly string[];
  readonly comment: string | null;
  readonly channel: "pad" | "phone";
  readonly at: number;
};

/** Once per ticket: the primary key says so too. */
export async function insertRating(ctx: Context, rating: Rating): Promise<void> {
  const { ticket } = rating;
  await sql`
    insert into hall.ratings (org_id, ticket_id, hall_id, day, staff_id, window_id, service_id, level, reasons, comment, channel,
      asked_at, rated_at)
    values (${ctx.orgId}, ${ticket.id}, ${ticket.hallId}, ${ticket.day}, ${ticket.rateStaffId}, ${ticket.windowId},
      ${ticket.serviceId}, ${rating.level}, ${[...rating.reasons]}, ${rating.comment}, ${rating.channel},
      ${fromMs(ticket.finishedAt ?? rating.at)}, ${fromMs(rating.at)})`.execute(ctx.tx);
}
