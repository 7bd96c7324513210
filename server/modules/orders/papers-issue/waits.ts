/** What a paper waits for from the day it is issued (待签、待送达): its customer's signature, and the proof that it arrived. */
import { sql } from "kysely";
import type { PaperDocument } from "../../../../contracts/orders/papers.ts";
import { dateOf } from "../../../foundation/clock.ts";
import type { Context } from "../../../foundation/context.ts";
import { rulesInForce } from "../../catalogue/index.ts";
import { orderDeliveries } from "../catalogue/order-deliveries.ts";
import { customersSlot } from "./slots.ts";

export type WaitKind = "signature" | "delivery";

/** With the paper itself; what its former version waited for is over. */
export async function beginWaits(
  ctx: Context,
  { orderId, paperId, document, formerId }: NewWaits,
): Promise<void> {
  if (formerId !== undefined) await endWaits(ctx, formerId, ["signature", "delivery"]);
  const now = ctx.clock.now();
  const rules = await rulesInForce(ctx, dateOf(now).toString());
  const { template } = document;
  const waits: (readonly [WaitKind, string])[] = [
    ...(orderDeliveries.awaitSignature.includes(template) && customersSlot(document)
      ? [["signature", "PAPER.SIGN.DAYS"] as const]
      : []),
    ...(orderDeliveries.awaitDelivery.includes(template)
      ? [["delivery", "PAPER.DELIVER.DAYS"] as const]
      : []),
  ];
  for (const [kind, rule] of waits)
    await sql`
      insert into orders.paper_waits (org_id, order_id, paper_id, kind, since, due_at)
      values (${ctx.orgId}, ${orderId}, ${paperId}, ${kind}, ${now}, ${now.add({ hours: 24 * rules.value(rule) })})
      on conflict (org_id, paper_id, kind) do nothing`.execute(ctx.tx);
}
type NewWaits = {
  readonly orderId: string;
  readonly paperId: string;
  readonly document: PaperDocument;
  readonly formerId: string | undefined;
};

export async function endWaits(ctx: Context, paperId: string, kinds: readonly WaitKind[]): Promise<void> {
  await sql`
    update orders.paper_waits set ended_at = ${ctx.clock.now()}
    where org_id = ${ctx.orgId} and paper_id = ${paperId} and kind = any (${[...kinds]}) and ended_at is null`.execute(
    ctx.tx,
  );
}

export type WaitQuery = {
  readonly units: readonly string[];
  readonly staffId: string | null;
  readonly kind: WaitKind | null;
  readonly late: boolean;
  readonly limit: number;
};
export type WaitingRow = { readonly orderId: string; readonly paperId: string };

/** Papers of orders that go on or are done: of what was given up nobody is chased. One line for each paper. */
const fromWaits = (
  ctx: Context,
  { units, staffId }: WaitQuery,
) => sql`orders.paper_waits w join orders.orders o on o.org_id = w.org_id and o.id = w.order_id
  where w.org_id = ${ctx.orgId} and w.ended_at is null and o.state in ('open', 'suspended', 'done')
    and o.unit_id = any (${[...units]}::uuid[])
    and (${staffId}::uuid is null or o.responsible_id = ${staffId} or o.opened_by = ${staffId})`;

/** The longest overdue first. */
export async function listWaits(ctx: Context, query: WaitQuery): Promise<WaitingRow[]> {
  const { kind, late, limit } = query;
  const { rows } = await sql<WaitingRow>`
    select w.order_id as "orderId", w.paper_id as "paperId" from ${fromWaits(ctx, query)}
      and (${kind}::text is null or w.kind = ${kind}) and (not ${late} or w.due_at <= ${ctx.clock.now()})
    group by w.order_id, w.paper_id order by min(w.due_at), w.paper_id limit ${limit}`.execute(ctx.tx);
  return rows;
}

/** Beyond it nobody reads the figure. */
const countMost = 1_000;

export async function countWaits(
  ctx: Context,
  query: WaitQuery,
): Promise<{ signature: number; delivery: number; late: number; isCapped: boolean }> {
  const { rows } = await sql<{ signature: number; delivery: number; late: number; counted: number }>`
    select count(*) filter (where kind = 'signature')::int as signature,
      count(*) filter (where kind = 'delivery')::int as delivery,
      count(distinct paper_id) filter (where due_at <= ${ctx.clock.now()})::int as late, count(*)::int as counted
    from (select w.kind, w.due_at, w.paper_id from ${fromWaits(ctx, query)} order by w.due_at limit ${countMost}) first`.execute(
    ctx.tx,
  );
  const { counted = 0, ...counts } = rows[0] ?? { signature: 0, delivery: 0, late: 0 };
  return { ...counts, isCapped: counted === countMost };
}
