/** SQL over what other systems have handed in. */
import { sql } from "kysely";
import type { Words } from "../../../../contracts/endpoint.ts";
import type { Context } from "../../../foundation/context.ts";
import type { OrderRow } from "./rows.ts";

/** Until the commit: whoever hands in the same at the same moment waits and finds it. */
export async function lockHandedIn(ctx: Context, source: string, ref: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(${ctx.orgId}::int, hashtext(${`${source}/${ref}`}))`.execute(ctx.tx);
}

export type HandedIn = { readonly orderId: string; readonly contentHash: Buffer; readonly number: string };

/** Found also where row-level security hides the order itself: its number is what the other system has in hand. */
export async function findHandedIn(ctx: Context, source: string, ref: string): Promise<HandedIn | undefined> {
  const { rows } = await sql<HandedIn>`
    select h.order_id as "orderId", h.content_hash as "contentHash", coalesce(o.number, '') as number
    from orders.handed_in h left join orders.orders o on o.org_id = h.org_id and o.id = h.order_id
    where h.org_id = ${ctx.orgId} and h.source = ${source} and h.ref = ${ref}`.execute(ctx.tx);
  return rows[0];
}

export async function insertHandedIn(
  ctx: Context,
  handed: { source: string; ref: string; orderId: string; contentHash: Buffer },
): Promise<void> {
  await sql`
    insert into orders.handed_in (org_id, source, ref, order_id, content_hash, at)
    values (${ctx.orgId}, ${handed.source}, ${handed.ref}, ${handed.orderId}, ${handed.contentHash}, ${ctx.clock.now()})`.execute(
    ctx.tx,
  );
}

export type HandedRow = Pick<
  OrderRow,
  "number" | "typeCode" | "state" | "unitId" | "openedAt" | "dueAt" | "closedAt" | "result"
> & { readonly orderId: string; readonly source: string; readonly ref: string; readonly steps: Words[] };

export async function readHandedIn(
  ctx: Context,
  source: string,
  ref: string,
): Promise<HandedRow | undefined> {
  const { rows } = await sql<HandedRow>`
    select h.source, h.ref, o.id as "orderId", o.number, o.type_code as "typeCode", o.state, o.unit_id as "unitId",
      o.opened_at as "openedAt", o.due_at as "dueAt", o.closed_at as "closedAt", o.result,
      (select coalesce(jsonb_agg(jsonb_build_object('zh', s.name_zh, 'en', s.name_en) order by s.seq), '[]')
       from orders.steps s where s.org_id = o.org_id and s.order_id = o.id and s.state = 'live' and s.kind = 'task') as steps
    from orders.handed_in h join orders.orders o on o.org_id = h.org_id and o.id = h.order_id
    where h.org_id = ${ctx.orgId} and h.source = ${source} and h.ref = ${ref}`.execute(ctx.tx);
  return rows[0];
}
