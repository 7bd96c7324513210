/** SQL over urges. */
import { sql } from "kysely";
import type { Context } from "../../../foundation/context.ts";
import type { Situation } from "../care/urge-rules.ts";
import type { OrderRow } from "./rows.ts";

export type UrgeRow = {
  readonly id: string;
  readonly orderId: string;
  readonly at: Temporal.Instant;
  readonly situation: Situation;
  readonly channel: OrderRow["channel"];
  readonly said: string;
  readonly isInsisted: boolean;
  readonly isCounted: boolean;
  readonly isRepeat: boolean;
  readonly becauseZh: string;
  readonly becauseEn: string;
  readonly receivers: readonly string[];
  readonly receiverNames: string;
  readonly notifyAt: Temporal.Instant;
  readonly byId: string | null;
  readonly byName: string;
  readonly answerClockId: string | null;
  readonly answer: string | null;
  readonly answeredAt: Temporal.Instant | null;
  readonly answeredByName: string | null;
};

const columns = sql`id, order_id as "orderId", at, situation, channel, said, is_insisted as "isInsisted",
  is_counted as "isCounted", is_repeat as "isRepeat", because_zh as "becauseZh", because_en as "becauseEn", receivers,
  receiver_names as "receiverNames", notify_at as "notifyAt", by_id as "byId", by_name as "byName",
  answer_clock_id as "answerClockId", answer, answered_at as "answeredAt", answered_by_name as "answeredByName"`;

/** Oldest first. */
export async function listUrges(ctx: Context, orderId: string): Promise<readonly UrgeRow[]> {
  const { rows } = await sql<UrgeRow>`
    select ${columns} from orders.urges where org_id = ${ctx.orgId} and order_id = ${orderId}
    order by at, id limit 500`.execute(ctx.tx);
  return rows;
}

export async function insertUrge(ctx: Context, urge: UrgeRow): Promise<void> {
  await sql`
    insert into orders.urges (org_id, order_id, id, at, situation, channel, said, is_insisted, is_counted, is_repeat,
      because_zh, because_en, receivers, receiver_names, notify_at, by_id, by_name, answer_clock_id)
    values (${ctx.orgId}, ${urge.orderId}, ${urge.id}, ${urge.at}, ${urge.situation}, ${urge.channel}, ${urge.said},
      ${urge.isInsisted}, ${urge.isCounted}, ${urge.isRepeat}, ${urge.becauseZh}, ${urge.becauseEn},
      ${urge.receivers}::uuid[], ${urge.receiverNames}, ${urge.notifyAt}, ${urge.byId}, ${urge.byName},
      ${urge.answerClockId})`.execute(ctx.tx);
}

export async function answerUrge(
  ctx: Context,
  id: string,
  { answer, by }: { answer: string; by: { id: string | null; name: string } },
): Promise<void> {
  await sql`
    update orders.urges set answer = ${answer}, answered_at = ${ctx.clock.now()}, answered_by = ${by.id},
      answered_by_name = ${by.name}
    where org_id = ${ctx.orgId} and id = ${id}`.execute(ctx.tx);
}

/** Whether the same phone or account has come with the same kind of matter after an instant, this order aside (重复来电). */
export async function hasCalledSince(
  ctx: Context,
  { id, accountId, typeCode }: Pick<OrderRow, "id" | "accountId" | "typeCode">,
  after: Temporal.Instant,
): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`
    select exists (
      select from orders.orders o where o.org_id = ${ctx.orgId} and o.account_id = ${accountId}::uuid
        and o.id <> ${id} and o.type_code = ${typeCode} and o.opened_at > ${after}
      union all
      select from orders.orders me join orders.orders o on o.org_id = me.org_id
        and o.contact_phone_blind = me.contact_phone_blind and o.id <> me.id and o.type_code = me.type_code
        and o.opened_at > ${after}
      where me.org_id = ${ctx.orgId} and me.id = ${id} and me.contact_phone_blind is not null) as found`.execute(
    ctx.tx,
  );
  return rows[0]?.found ?? false;
}
