/** SQL over offers of responsibility (移交主办). One of an order is open at most; its order is locked by whoever writes. */
import { sql } from "kysely";
import type { Context } from "../../../foundation/context.ts";
import type { Database } from "../../../foundation/database.ts";
import type { DueOrder } from "./due.ts";

export type HandOverRow = {
  readonly id: string;
  readonly orderId: string;
  readonly fromId: string | null;
  readonly fromName: string;
  readonly toId: string;
  readonly toName: string;
  readonly reason: string;
  readonly at: Temporal.Instant;
  readonly byId: string;
  readonly byName: string;
  readonly answerBy: Temporal.Instant;
};
export type Ending = "accepted" | "declined" | "lapsed" | "withdrawn";

const columns = sql`h.id, h.order_id as "orderId", h.from_id as "fromId", h.from_name as "fromName", h.to_id as "toId",
  h.to_name as "toName", h.reason, h.at, h.by_id as "byId", h.by_name as "byName", h.answer_by as "answerBy"`;

export async function insertHandOver(ctx: Context, row: HandOverRow): Promise<void> {
  await sql`
    insert into orders.hand_overs (org_id, order_id, id, from_id, from_name, to_id, to_name, reason, at, by_id, by_name, answer_by)
    values (${ctx.orgId}, ${row.orderId}, ${row.id}, ${row.fromId}, ${row.fromName}, ${row.toId}, ${row.toName},
      ${row.reason}, ${row.at}, ${row.byId}, ${row.byName}, ${row.answerBy})`.execute(ctx.tx);
}

/** What is offered now of an order. */
export async function findOffer(ctx: Context, orderId: string): Promise<HandOverRow | undefined> {
  const { rows } = await sql<HandOverRow>`
    select ${columns} from orders.hand_overs h
    where h.org_id = ${ctx.orgId} and h.order_id = ${orderId} and h.state = 'offered'`.execute(ctx.tx);
  return rows[0];
}

export async function endOffer(
  ctx: Context,
  id: string,
  {
    state,
    byName,
    answer,
  }: { readonly state: Ending; readonly byName: string; readonly answer: string | null },
): Promise<void> {
  await sql`
    update orders.hand_overs set state = ${state}, answered_at = ${ctx.clock.now()}, answered_by_name = ${byName},
      answer = ${answer}
    where org_id = ${ctx.orgId} and id = ${id}`.execute(ctx.tx);
}

/** Offered to this person, or offered by him, and unanswered; of orders that run. The soonest due first. */
export async function listOffers(
  ctx: Context,
  staffId: string,
  side: "to" | "by",
  limit: number,
): Promise<HandOverRow[]> {
  const whose = side === "to" ? sql`h.to_id = ${staffId}::uuid` : sql`h.by_id = ${staffId}::uuid`;
  const { rows } = await sql<HandOverRow>`
    select ${columns} from orders.hand_overs h
    join orders.orders o on o.org_id = h.org_id and o.id = h.order_id and o.closed_at is null
    where h.org_id = ${ctx.orgId} and h.state = 'offered' and ${whose}
    order by h.answer_by, h.id limit ${limit}`.execute(ctx.tx);
  return rows;
}

/** Of all companies, the longest due first. */
export async function dueOffers(db: Database, now: Temporal.Instant, most: number): Promise<DueOrder[]> {
  const { rows } = await sql<DueOrder>`
    select org_id as "orgId", order_id as "orderId" from orders.due_hand_overs(${now}, ${most})`.execute(db);
  return rows;
}
