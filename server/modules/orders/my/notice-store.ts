/** SQL of messages to phones. */
import { sql } from "kysely";
import type { Context } from "../../../foundation/context.ts";
import type { Database } from "../../../foundation/database.ts";

export type NoticeState = "waiting" | "sending" | "sent" | "unsent" | "failed";

export type NewNoticeRow = {
  readonly id: string;
  readonly orderId: string | null;
  readonly template: string;
  readonly sealed: Buffer;
  readonly phoneMasked: string;
  readonly dueAt: Temporal.Instant;
  readonly isReal: boolean;
};

export async function insertNotice(ctx: Context, row: NewNoticeRow): Promise<void> {
  await sql`
    insert into orders.notices (org_id, id, order_id, template, sealed, phone_masked, made_at, due_at, state)
    select ${ctx.orgId}::int, ${row.id}::uuid, ${row.orderId}::uuid, ${row.template}::text, ${row.sealed}::bytea,
      ${row.phoneMasked}::text, ${ctx.clock.now()}::timestamptz, ${row.dueAt}::timestamptz, 'waiting'
    where ${row.isReal}::boolean`.execute(ctx.tx);
}

type About = {
  readonly number: string;
  readonly typeCode: string;
  readonly secrecy: string;
  readonly phone: Buffer | null;
  /** What the order told its customer last. */
  readonly text: string;
};

export async function findAbout(ctx: Context, orderId: string): Promise<About | undefined> {
  const { rows } = await sql<About>`
    select o.number, o.type_code as "typeCode", o.secrecy, o.sealed as phone, e.text_zh as text
    from orders.orders o join lateral (
      select e.text_zh from orders.entries e
      where e.org_id = o.org_id and e.order_id = o.id and e.kind = 'notice' order by e.at desc, e.id desc limit 1) e on true
    where o.org_id = ${ctx.orgId} and o.id = ${orderId}`.execute(ctx.tx);
  return rows[0];
}

export type NoticeRow = {
  readonly id: string;
  readonly orderId: string | null;
  readonly orderNumber: string | null;
  readonly template: string;
  readonly phoneMasked: string;
  readonly madeAt: Temporal.Instant;
  readonly dueAt: Temporal.Instant;
  readonly state: NoticeState;
  readonly why: string | null;
};

/** Those of orders that hide from the caller are not there. */
export async function listNotices(
  ctx: Context,
  state: NoticeState | null,
  limit: number,
): Promise<NoticeRow[]> {
  const { rows } = await sql<NoticeRow>`
    select n.id, n.order_id as "orderId", o.number as "orderNumber", n.template, n.phone_masked as "phoneMasked",
      n.made_at as "madeAt", n.due_at as "dueAt", n.state, n.why
    from orders.notices n join orders.orders o on o.org_id = n.org_id and o.id = n.order_id
    where n.org_id = ${ctx.orgId} and (${state}::text is null or n.state = ${state})
    order by n.made_at desc, n.id desc limit ${limit}`.execute(ctx.tx);
  return rows;
}

export async function companiesWithNotices(db: Database, now: Temporal.Instant): Promise<number[]> {
  const { rows } = await sql<{ org_id: number }>`select org_id from orders.notices_at(${now})`.execute(db);
  return rows.map(({ org_id }) => org_id);
}

export type DueNotice = { readonly id: string; readonly template: string; readonly madeAt: Temporal.Instant };

/** Skip locked: another worker has the others in hand. */
export async function lockDue(ctx: Context, most: number): Promise<DueNotice[]> {
  const { rows } = await sql<DueNotice>`
    select id, template, made_at as "madeAt" from orders.notices
    where org_id = ${ctx.orgId} and state = 'waiting' and due_at <= ${ctx.clock.now()}
    order by due_at limit ${most} for update skip locked`.execute(ctx.tx);
  return rows;
}

type Change = { readonly state: NoticeState; readonly why?: string; readonly tries?: number };

export async function moveNotice(ctx: Context, id: string, { state, why, tries = 0 }: Change): Promise<void> {
  const isOver = state === "sent" || state === "unsent" || state === "failed";
  await sql`
    update orders.notices set state = ${state}, why = ${why ?? null}, tries = tries + ${tries},
      ended_at = ${isOver ? ctx.clock.now() : null}, sealed = case when ${state === "sent"} then null else sealed end
    where org_id = ${ctx.orgId} and id = ${id}`.execute(ctx.tx);
}

export type Sending = DueNotice & { readonly sealed: Buffer; readonly tries: number };

export async function findSending(ctx: Context, id: string): Promise<Sending | undefined> {
  const { rows } = await sql<Sending>`
    select id, template, made_at as "madeAt", sealed, tries from orders.notices
    where org_id = ${ctx.orgId} and id = ${id} and state = 'sending' and sealed is not null`.execute(ctx.tx);
  return rows[0];
}

export async function forgetNotices(ctx: Context, before: Temporal.Instant): Promise<void> {
  await sql`
    update orders.notices set sealed = null
    where org_id = ${ctx.orgId} and sealed is not null and ended_at < ${before}`.execute(ctx.tx);
}

/** The latest with their sealed text: only for the sample county's stand-in phone. */
export async function latestSealed(
  ctx: Context,
  most: number,
): Promise<
  {
    readonly id: string;
    readonly sealed: Buffer;
    readonly phoneMasked: string;
    readonly at: Temporal.Instant;
  }[]
> {
  const { rows } = await sql<{ id: string; sealed: Buffer; phoneMasked: string; at: Temporal.Instant }>`
    select id, sealed, phone_masked as "phoneMasked", made_at as at from orders.notices
    where org_id = ${ctx.orgId} and sealed is not null and due_at <= ${ctx.clock.now()}
    order by made_at desc, id desc limit ${most}`.execute(ctx.tx);
  return rows;
}
