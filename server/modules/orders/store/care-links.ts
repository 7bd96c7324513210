/** SQL over orders that belong together. */
import { sql } from "kysely";
import type { Context } from "../../../foundation/context.ts";
import type { OrderRow } from "./rows.ts";

export type LinkRow = {
  readonly id: string;
  readonly orderId: string;
  readonly mainId: string;
  readonly kind: "merged" | "recurrence";
  readonly reasonCode: string;
  readonly reason: string;
  readonly proof: string;
  readonly at: Temporal.Instant;
  readonly byId: string | null;
  readonly byName: string;
  readonly countsAs: "own" | "merged" | null;
  readonly arrivedAt: Temporal.Instant | null;
  readonly restoredAt: Temporal.Instant | null;
  readonly followedAt: Temporal.Instant | null;
  readonly endedAt: Temporal.Instant | null;
  readonly endedByName: string | null;
  readonly endedCode: string | null;
  readonly endedReason: string | null;
};

const columns = sql`id, order_id as "orderId", main_id as "mainId", kind, reason_code as "reasonCode", reason, proof, at,
  by_id as "byId", by_name as "byName", counts_as as "countsAs", arrived_at as "arrivedAt", restored_at as "restoredAt",
  followed_at as "followedAt", ended_at as "endedAt", ended_by_name as "endedByName", ended_code as "endedCode",
  ended_reason as "endedReason"`;

export type NewLink = Pick<
  LinkRow,
  "id" | "orderId" | "mainId" | "kind" | "reasonCode" | "reason" | "proof" | "byId" | "byName" | "countsAs"
>;

export async function insertLink(ctx: Context, link: NewLink): Promise<void> {
  await sql`
    insert into orders.links (org_id, order_id, id, main_id, kind, reason_code, reason, proof, at, by_id, by_name, counts_as)
    values (${ctx.orgId}, ${link.orderId}, ${link.id}, ${link.mainId}, ${link.kind}, ${link.reasonCode}, ${link.reason},
      ${link.proof}, ${ctx.clock.now()}, ${link.byId}, ${link.byName}, ${link.countsAs})`.execute(ctx.tx);
}

/** Of the order as child and as main one; oldest first. */
export async function listLinks(ctx: Context, orderId: string): Promise<readonly LinkRow[]> {
  const { rows } = await sql<LinkRow>`
    select ${columns} from orders.links where org_id = ${ctx.orgId} and order_id = ${orderId}
    union all
    select ${columns} from orders.links where org_id = ${ctx.orgId} and main_id = ${orderId} and ended_at is null
    order by at, id limit 500`.execute(ctx.tx);
  return rows;
}

/** What is merged into an order now. */
export async function childrenOf(ctx: Context, mainId: string): Promise<readonly LinkRow[]> {
  const { rows } = await sql<LinkRow>`
    select ${columns} from orders.links
    where org_id = ${ctx.orgId} and main_id = ${mainId} and kind = 'merged' and ended_at is null
    order by order_id limit 1000`.execute(ctx.tx);
  return rows;
}

export async function mainLink(ctx: Context, orderId: string): Promise<LinkRow | undefined> {
  const { rows } = await sql<LinkRow>`
    select ${columns} from orders.links
    where org_id = ${ctx.orgId} and order_id = ${orderId} and kind = 'merged' and ended_at is null`.execute(
    ctx.tx,
  );
  return rows[0];
}

export async function endLink(
  ctx: Context,
  id: string,
  { byName, code, reason }: { byName: string; code: string; reason: string },
): Promise<void> {
  await sql`
    update orders.links set ended_at = ${ctx.clock.now()}, ended_by_name = ${byName}, ended_code = ${code},
      ended_reason = ${reason}
    where org_id = ${ctx.orgId} and id = ${id}`.execute(ctx.tx);
}

/** What happened to the main order is copied once; the first time stands. */
export async function copyTimes(
  ctx: Context,
  id: string,
  times: {
    readonly arrivedAt?: Temporal.Instant;
    readonly restoredAt?: Temporal.Instant;
    readonly followedAt?: Temporal.Instant;
  },
): Promise<void> {
  await sql`
    update orders.links set arrived_at = coalesce(arrived_at, ${times.arrivedAt ?? null}::timestamptz),
      restored_at = coalesce(restored_at, ${times.restoredAt ?? null}::timestamptz),
      followed_at = coalesce(followed_at, ${times.followedAt ?? null}::timestamptz)
    where org_id = ${ctx.orgId} and id = ${id}`.execute(ctx.tx);
}

/** What of an order is done, and when it was first; oldest first. */
export async function doneNodes(
  ctx: Context,
  orderId: string,
): Promise<readonly { readonly nodeId: string; readonly at: Temporal.Instant }[]> {
  const { rows } = await sql<{ nodeId: string; at: Temporal.Instant }>`
    select node_id as "nodeId", min(closed_at) as at from orders.steps
    where org_id = ${ctx.orgId} and order_id = ${orderId} and state = 'done' group by node_id order by at`.execute(
    ctx.tx,
  );
  return rows;
}

/** When a step of this node was last done. */
export async function doneAt(
  ctx: Context,
  orderId: string,
  nodeId: string,
): Promise<Temporal.Instant | null> {
  const { rows } = await sql<{ at: Temporal.Instant | null }>`
    select max(closed_at) as at from orders.steps
    where org_id = ${ctx.orgId} and order_id = ${orderId} and node_id = ${nodeId} and state = 'done'`.execute(
    ctx.tx,
  );
  return rows[0]?.at ?? null;
}

export type MatterRow = Pick<
  OrderRow,
  "id" | "accountId" | "customerId" | "address" | "title" | "demand" | "openedAt" | "vars"
> & {
  readonly phone: string | null;
};

const matter = sql`o.id, o.account_id as "accountId", o.customer_id as "customerId", o.address, o.title, o.demand,
  o.opened_at as "openedAt", o.vars, encode(o.contact_phone_blind, 'hex') as phone`;

export async function findMatter(
  ctx: Context,
  orderId: string,
): Promise<(MatterRow & Pick<OrderRow, "typeCode" | "unitId">) | undefined> {
  const { rows } = await sql<MatterRow & Pick<OrderRow, "typeCode" | "unitId">>`
    select ${matter}, o.type_code as "typeCode", o.unit_id as "unitId" from orders.orders o
    where o.org_id = ${ctx.orgId} and o.id = ${orderId}`.execute(ctx.tx);
  return rows[0];
}

/** Ids are made in the order of time, so the newest are found by the primary key however many orders there are. */
const firstIdOf = (at: Temporal.Instant): string => {
  const ms = at.epochMilliseconds.toString(16).padStart(12, "0");
  return `${ms.slice(0, 8)}-${ms.slice(8)}-0000-0000-000000000000`;
};

type Near = Pick<OrderRow, "typeCode" | "unitId" | "customerId" | "accountId">;

/** Open ones of one kind: of the unit since an instant, of the customer and of the account; the newest first. */
export async function listMatters(
  ctx: Context,
  { typeCode, unitId, customerId, accountId }: Near,
  { after, most }: { readonly after: Temporal.Instant; readonly most: number },
): Promise<readonly MatterRow[]> {
  const isOpen = sql`closed_at is null and type_code = ${typeCode}`;
  const { rows } = await sql<MatterRow>`
    with near as (
      (select id from orders.orders where org_id = ${ctx.orgId} and id > ${firstIdOf(after)}::uuid and unit_id = ${unitId}
        and ${isOpen} order by id desc limit ${most})
      union
      (select id from orders.orders where org_id = ${ctx.orgId} and customer_id = ${customerId}::uuid and ${isOpen}
        order by opened_at desc limit 20)
      union
      (select id from orders.orders where org_id = ${ctx.orgId} and account_id = ${accountId}::uuid and ${isOpen}
        order by opened_at desc limit 20))
    select ${matter} from near n join orders.orders o on o.org_id = ${ctx.orgId} and o.id = n.id
    order by o.id desc`.execute(ctx.tx);
  return rows;
}
