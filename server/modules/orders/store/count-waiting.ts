/** SQL that counts what waits for one person's answer; each arm by a partial index of what is unanswered. */
import { sql } from "kysely";
import type { Context } from "../../../foundation/context.ts";

/** Offers of orders that run, supervisions and consultations. What is about the caller is not counted: it is not there. */
export async function countWaiting(ctx: Context, staffId: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select ((select count(*) from orders.hand_overs h
        join orders.orders o on o.org_id = h.org_id and o.id = h.order_id and o.closed_at is null
        where h.org_id = ${ctx.orgId} and h.to_id = ${staffId}::uuid and h.state = 'offered')
      + (select count(*) from orders.supervisions s
        where s.org_id = ${ctx.orgId} and s.receivers @> array[${staffId}]::uuid[] and s.answer_clock_id is not null
          and s.answered_at is null)
      + (select count(*) from orders.answers a
        join orders.consultations c on c.org_id = a.org_id and c.id = a.consultation_id and c.closed_at is null
        where a.org_id = ${ctx.orgId} and a.staff_id = ${staffId}::uuid and a.answered_at is null))::int as n`.execute(
    ctx.tx,
  );
  return rows[0]?.n ?? 0;
}
