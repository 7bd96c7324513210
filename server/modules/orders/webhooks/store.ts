/** SQL of webhooks and their deliveries. */
import { sql } from "kysely";
import type { Words } from "../../../../contracts/endpoint.ts";
import type { WebhookDelivery, WebhookEvent } from "../../../../contracts/orders/webhooks.ts";
import type { Context } from "../../../foundation/context.ts";
import type { Database } from "../../../foundation/database.ts";

export type WebhookRow = {
  readonly id: string;
  readonly name: string;
  readonly url: string;
  readonly events: WebhookEvent[];
  readonly unitId: string | null;
  readonly unitName: Words | null;
  readonly secret: Buffer;
  readonly isOn: boolean;
  readonly createdAt: Temporal.Instant;
  readonly createdBy: string;
};
export type WebhookState = {
  readonly waiting: number;
  readonly failed: number;
  readonly lastSentAt: Temporal.Instant | null;
  readonly waitingSince: Temporal.Instant | null;
};

const columns = sql`w.id, w.name, w.url, w.events, w.unit_id as "unitId", w.secret, w.is_on as "isOn",
  w.created_at as "createdAt", w.created_by_name as "createdBy",
  (select jsonb_build_object('zh', u.name_zh, 'en', u.name_en) from identity.units u
   where u.org_id = w.org_id and u.unit_id = w.unit_id) as "unitName"`;

export async function listWebhooks(
  ctx: Context,
  only: string | null,
): Promise<(WebhookRow & WebhookState)[]> {
  const { rows } = await sql<WebhookRow & WebhookState>`
    select ${columns}, d.waiting, d.failed, d."lastSentAt", d."waitingSince" from orders.webhooks w
    cross join lateral (
      select count(*) filter (where state = 'waiting')::int as waiting, count(*) filter (where state = 'failed')::int as failed,
        max(ended_at) filter (where state = 'sent') as "lastSentAt", min(made_at) filter (where state = 'waiting') as "waitingSince"
      from orders.webhook_deliveries d where d.org_id = w.org_id and d.webhook_id = w.id) d
    where w.org_id = ${ctx.orgId} and (${only}::uuid is null or w.id = ${only}::uuid) order by w.id limit 100`.execute(
    ctx.tx,
  );
  return rows;
}

export async function findWebhook(ctx: Context, id: string): Promise<WebhookRow | undefined> {
  const { rows } = await sql<WebhookRow>`
    select ${columns} from orders.webhooks w where w.org_id = ${ctx.orgId} and w.id = ${id} for update of w`.execute(
    ctx.tx,
  );
  return rows[0];
}

type Saved = Pick<WebhookRow, "id" | "name" | "url" | "events" | "unitId" | "secret" | "isOn">;

export async function insertWebhook(ctx: Context, row: Saved, by: string): Promise<void> {
  const now = ctx.clock.now();
  await sql`
    insert into orders.webhooks (org_id, id, name, url, events, unit_id, secret, is_on, created_at, created_by_name, changed_at)
    values (${ctx.orgId}, ${row.id}, ${row.name}, ${row.url}, ${row.events}::text[], ${row.unitId}, ${row.secret}, ${row.isOn},
      ${now}, ${by}, ${now})`.execute(ctx.tx);
}

export async function saveWebhook(ctx: Context, row: Saved): Promise<void> {
  await sql`
    update orders.webhooks set name = ${row.name}, url = ${row.url}, events = ${row.events}::text[], unit_id = ${row.unitId},
      secret = ${row.secret}, is_on = ${row.isOn}, changed_at = ${ctx.clock.now()}, quiet_until = null
    where org_id = ${ctx.orgId} and id = ${row.id}`.execute(ctx.tx);
}

/** Webhooks that want an event of an order: on, of this event, of a unit at or above the order's. */
export async function webhooksFor(
  ctx: Context,
  event: WebhookEvent,
): Promise<Pick<WebhookRow, "id" | "unitId">[]> {
  const { rows } = await sql<Pick<WebhookRow, "id" | "unitId">>`
    select id, unit_id as "unitId" from orders.webhooks
    where org_id = ${ctx.orgId} and is_on and ${event} = any (events)`.execute(ctx.tx);
  return rows;
}

export type ToldOrder = {
  readonly number: string;
  readonly typeCode: string;
  readonly state: string;
  readonly source: string | null;
  readonly sourceRef: string | null;
  readonly isWithheld: boolean;
  readonly unitPath: readonly string[];
};

export async function findTold(ctx: Context, orderId: string): Promise<ToldOrder | undefined> {
  const { rows } = await sql<ToldOrder>`
    select o.number, o.type_code as "typeCode", o.state, o.source, o.source_ref as "sourceRef",
      (o.accused is not null or o.secrecy <> 'none') as "isWithheld", u.path as "unitPath"
    from orders.orders o join identity.units u on u.org_id = o.org_id and u.unit_id = o.unit_id
    where o.org_id = ${ctx.orgId} and o.id = ${orderId}`.execute(ctx.tx);
  return rows[0];
}

export type NewDelivery = {
  readonly webhookId: string;
  readonly id: string;
  readonly orderId: string | null;
  readonly seq: number;
  readonly type: string;
  readonly body: string;
};

export async function insertDelivery(ctx: Context, row: NewDelivery): Promise<void> {
  const now = ctx.clock.now();
  await sql`
    insert into orders.webhook_deliveries (org_id, webhook_id, id, order_id, seq, type, body, made_at, next_at)
    values (${ctx.orgId}, ${row.webhookId}, ${row.id}, ${row.orderId}, ${row.seq}, ${row.type}, ${row.body}, ${now}, ${now})
    on conflict do nothing`.execute(ctx.tx);
}

export async function webhooksDue(
  db: Database,
  now: Temporal.Instant,
): Promise<{ orgId: number; webhookId: string }[]> {
  const { rows } = await sql<{ orgId: number; webhookId: string }>`
    select org_id as "orgId", webhook_id as "webhookId" from orders.webhooks_due(${now})`.execute(db);
  return rows;
}

export type Claimed = { readonly id: string; readonly body: string; readonly tries: number };

/**
 * Takes what is next, at most one of each order, for this sender until a time. Skip locked: two senders never take the
 * same, and what the first has not committed yet keeps its followers back.
 */
export async function claimDeliveries(
  ctx: Context,
  webhookId: string,
  { claim, until, most }: { claim: string; until: Temporal.Instant; most: number },
): Promise<Claimed[]> {
  const now = ctx.clock.now();
  const { rows } = await sql<Claimed>`
    update orders.webhook_deliveries d set claim = ${claim}, claimed_until = ${until}
    from (
      select n.id from orders.webhook_deliveries n
      where n.org_id = ${ctx.orgId} and n.webhook_id = ${webhookId} and n.state = 'waiting' and n.next_at <= ${now}
        and (n.claimed_until is null or n.claimed_until <= ${now})
        and not exists (select from orders.webhook_deliveries e
          where e.org_id = n.org_id and e.webhook_id = n.webhook_id and e.order_id = n.order_id and e.state = 'waiting'
            and e.seq < n.seq)
      order by n.next_at, n.seq limit ${most} for update skip locked) mine
    where d.org_id = ${ctx.orgId} and d.id = mine.id
    returning d.id, d.body, d.tries`.execute(ctx.tx);
  return rows;
}

export type Outcome = {
  readonly id: string;
  readonly state: "sent" | "waiting" | "failed";
  readonly nextAt: Temporal.Instant | null;
  readonly status: number | null;
  readonly error: string | null;
};

/** Only what this sender still has in hand: when its time has run out, whoever took over decides. */
export async function settleDelivery(ctx: Context, claim: string, end: Outcome): Promise<void> {
  const endedAt = end.state === "waiting" ? null : ctx.clock.now();
  await sql`
    update orders.webhook_deliveries set state = ${end.state}, tries = tries + 1, next_at = ${end.nextAt},
      ended_at = ${endedAt}, last_status = ${end.status}, last_error = ${end.error}, claim = null, claimed_until = null
    where org_id = ${ctx.orgId} and id = ${end.id} and claim = ${claim} and state = 'waiting'`.execute(
    ctx.tx,
  );
}

export async function keepQuiet(ctx: Context, webhookId: string, until: Temporal.Instant): Promise<void> {
  await sql`update orders.webhooks set quiet_until = ${until} where org_id = ${ctx.orgId} and id = ${webhookId}`.execute(
    ctx.tx,
  );
}

export type DeliveryRow = Omit<WebhookDelivery, "madeAt" | "nextAt" | "endedAt"> & {
  readonly madeAt: Temporal.Instant;
  readonly nextAt: Temporal.Instant | null;
  readonly endedAt: Temporal.Instant | null;
};

export async function listDeliveries(
  ctx: Context,
  webhookId: string,
  state: string | null,
  limit: number,
): Promise<DeliveryRow[]> {
  const { rows } = await sql<DeliveryRow>`
    select id as "deliveryId", order_id as "orderId", type, seq as sequence, state, tries, replays, made_at as "madeAt",
      next_at as "nextAt", ended_at as "endedAt", last_status as "lastStatus", last_error as "lastError"
    from orders.webhook_deliveries
    where org_id = ${ctx.orgId} and webhook_id = ${webhookId} and (${state}::text is null or state = ${state})
    order by made_at desc, id desc limit ${limit}`.execute(ctx.tx);
  return rows;
}

type Which = {
  readonly deliveryId?: string;
  readonly from?: Temporal.Instant;
  readonly until?: Temporal.Instant;
  readonly failedOnly?: boolean;
};

/** What is over begins anew under its own id. @returns how many */
export async function replayDeliveries(ctx: Context, webhookId: string, which: Which): Promise<number> {
  const done = await sql`
    update orders.webhook_deliveries set state = 'waiting', tries = 0, replays = replays + 1, next_at = ${ctx.clock.now()},
      ended_at = null, claim = null, claimed_until = null
    where org_id = ${ctx.orgId} and webhook_id = ${webhookId} and state <> 'waiting'
      and (${which.deliveryId ?? null}::uuid is null or id = ${which.deliveryId ?? null}::uuid)
      and (${which.from ?? null}::timestamptz is null or made_at >= ${which.from ?? null}::timestamptz)
      and (${which.until ?? null}::timestamptz is null or made_at < ${which.until ?? null}::timestamptz)
      and (not ${which.failedOnly ?? false}::boolean or state = 'failed')`.execute(ctx.tx);
  return Number(done.numAffectedRows ?? 0n);
}

export async function hasDelivery(ctx: Context, webhookId: string, id: string): Promise<boolean> {
  const { rows } = await sql`
    select 1 from orders.webhook_deliveries where org_id = ${ctx.orgId} and webhook_id = ${webhookId} and id = ${id}`.execute(
    ctx.tx,
  );
  return rows.length > 0;
}

export async function forgetDeliveries(ctx: Context, before: Temporal.Instant): Promise<void> {
  await sql`delete from orders.webhook_deliveries where org_id = ${ctx.orgId} and ended_at < ${before}`.execute(
    ctx.tx,
  );
}
