/**
 * What every list shows of an order, as a fragment of SQL: the row with the clock of its nearest promise – of the whole, of a
 * step, or one that somebody gave the customer – and with what is live of its process. Beside `orders.orders o`, row by row,
 * each by its own index; for lists of a page, never for all orders.
 */
import { sql } from "kysely";
import type { Context } from "../../../foundation/context.ts";
import type { ClockRow, OrderRow } from "./rows.ts";

export type LineRow = Pick<
  OrderRow,
  | "id"
  | "number"
  | "typeCode"
  | "title"
  | "state"
  | "isProvisional"
  | "priority"
  | "grade"
  | "secrecy"
  | "customerId"
  | "contactName"
  | "address"
  | "unitId"
  | "responsibleId"
  | "openedAt"
  | "closedAt"
  | "dueAt"
  | "risk"
> & {
  readonly clockState: ClockRow["state"] | null;
  readonly clockUnit: ClockRow["unit"] | null;
  readonly clockLimit: number | null;
  /** Of its nearest promise; null also while it is paused. */
  readonly clockDueAt: Temporal.Instant | null;
  readonly liveStage: string | null;
  /** Who holds a live step. */
  readonly holders: readonly string[];
};

export const lineColumns = sql`o.id, o.number, o.type_code as "typeCode", o.title, o.state,
  o.is_provisional as "isProvisional", o.priority, o.grade, o.secrecy, o.customer_id as "customerId",
  o.contact_name as "contactName", o.address, o.unit_id as "unitId", o.responsible_id as "responsibleId",
  o.opened_at as "openedAt", o.closed_at as "closedAt", o.due_at as "dueAt", o.risk, k.state as "clockState",
  k.unit as "clockUnit", k.limit_value as "clockLimit", k.due_at as "clockDueAt", l.stage as "liveStage",
  coalesce(l.holders, '{}') as holders`;

export const lineJoins = sql`
  left join lateral (
    select c.state, c.unit, c.limit_value, c.due_at from orders.clocks c
    where c.org_id = o.org_id and c.order_id = o.id and c.ended_at is null
      and (c.subject = 'order' or c.layer = 'promised' and c.subject <> 'paper')
    order by c.layer = 'promised' desc, c.due_at limit 1) k on o.closed_at is null
  left join lateral (
    select (array_agg(s.stage order by s.seq) filter (where s.stage is not null))[1] as stage,
      array_agg(s.assignee_id) filter (where s.assignee_id is not null) as holders
    from orders.steps s where s.org_id = o.org_id and s.order_id = o.id and s.state = 'live') l on o.closed_at is null`;

/** In the order of the ids; whoever an order is about gets nothing of it. */
export async function listLines(ctx: Context, orderIds: readonly string[]): Promise<readonly LineRow[]> {
  const { rows } = await sql<LineRow>`
    select ${lineColumns}
    from unnest(${orderIds}::uuid[]) with ordinality w (id, place)
    join orders.orders o on o.org_id = ${ctx.orgId} and o.id = w.id ${lineJoins}
    order by w.place`.execute(ctx.tx);
  return rows;
}
