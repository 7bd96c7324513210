/** SQL of the customer's own view: tokens, codes, ratings. */
import { sql } from "kysely";
import type { Context } from "../../../foundation/context.ts";

export type NewToken = {
  readonly tokenHash: Buffer;
  readonly orderId: string;
  readonly kind: "receipt" | "code";
  readonly expiresAt: Temporal.Instant;
};

export async function insertToken(
  ctx: Context,
  { tokenHash, orderId, kind, expiresAt }: NewToken,
): Promise<void> {
  await sql`
    insert into orders.tokens (org_id, token_hash, order_id, kind, made_at, expires_at)
    values (${ctx.orgId}, ${tokenHash}, ${orderId}, ${kind}, ${ctx.clock.now()}, ${expiresAt})`.execute(
    ctx.tx,
  );
}

export type Held = {
  readonly orderId: string;
  readonly kind: "receipt" | "code";
  readonly closedAt: Temporal.Instant | null;
};

/** The order that a token opens now. */
export async function findHeld(ctx: Context, tokenHash: Buffer): Promise<Held | undefined> {
  const { rows } = await sql<Held>`
    select t.order_id as "orderId", t.kind, o.closed_at as "closedAt" from orders.tokens t
    join orders.orders o on o.org_id = t.org_id and o.id = t.order_id
    where t.org_id = ${ctx.orgId} and t.token_hash = ${tokenHash} and t.ended_at is null
      and t.expires_at > ${ctx.clock.now()}`.execute(ctx.tx);
  return rows[0];
}

/** Whose order it is, and the hash of the phone that was given with it. */
export async function contactOf(
  ctx: Context,
  orderId: string,
): Promise<{ readonly customerId: string | null; readonly phoneBlind: Buffer | null }> {
  const { rows } = await sql<{ customerId: string | null; phoneBlind: Buffer | null }>`
    select customer_id as "customerId", contact_phone_blind as "phoneBlind" from orders.orders
    where org_id = ${ctx.orgId} and id = ${orderId}`.execute(ctx.tx);
  return rows[0] ?? { customerId: null, phoneBlind: null };
}

export async function endToken(ctx: Context, tokenHash: Buffer): Promise<void> {
  await sql`
    update orders.tokens set ended_at = ${ctx.clock.now()}
    where org_id = ${ctx.orgId} and token_hash = ${tokenHash} and kind = 'code' and ended_at is null`.execute(
    ctx.tx,
  );
}

export type Asked = { readonly number: Buffer; readonly phone: Buffer; readonly address: Buffer };

/** Whoever asks for the same number, or from the same address, at the same moment is counted one after the other. */
export async function lockAsked(ctx: Context, { number, phone, address }: Asked): Promise<void> {
  const keys = [number, phone, address].map((hash) => hash.readInt32BE(0)).sort((a, b) => a - b);
  for (const key of new Set(keys))
    await sql`select pg_advisory_xact_lock(${ctx.orgId}::int, ${key}::int)`.execute(ctx.tx);
}

/** How often was asked since. */
export async function countAsked(
  ctx: Context,
  { number, phone, address }: Asked,
  since: Temporal.Instant,
): Promise<{ readonly number: number; readonly phone: number; readonly address: number }> {
  const at = sql`from orders.codes where org_id = ${ctx.orgId} and asked_at > ${since}`;
  const { rows } = await sql<{ number: number; phone: number; address: number }>`
    select (select count(*)::int ${at} and number_hash = ${number}) as number,
      (select count(*)::int ${at} and phone_hash = ${phone}) as phone,
      (select count(*)::int ${at} and address_hash = ${address}) as address`.execute(ctx.tx);
  return rows[0] ?? { number: 0, phone: 0, address: 0 };
}

/** The order of this number whose contact phone is this one. */
export async function findByPhone(
  ctx: Context,
  number: string,
  blind: Buffer,
): Promise<{ readonly id: string } | undefined> {
  const { rows } = await sql<{ id: string }>`
    select id from orders.orders
    where org_id = ${ctx.orgId} and number = ${number} and contact_phone_blind = ${blind}`.execute(ctx.tx);
  return rows[0];
}

export type NewCode = Asked & {
  readonly id: string;
  readonly orderId: string | null;
  readonly codeHash: Buffer;
  readonly expiresAt: Temporal.Instant;
};

export async function insertCode(ctx: Context, code: NewCode): Promise<void> {
  await sql`
    insert into orders.codes (org_id, id, order_id, number_hash, phone_hash, address_hash, code_hash, asked_at, expires_at)
    values (${ctx.orgId}, ${code.id}, ${code.orderId}, ${code.number}, ${code.phone}, ${code.address}, ${code.codeHash},
      ${ctx.clock.now()}, ${code.expiresAt})`.execute(ctx.tx);
}

export type CodeRow = {
  readonly id: string;
  readonly orderId: string | null;
  readonly codeHash: Buffer;
  readonly tries: number;
};

/** The last code that was asked for, counted as tried; undefined when none is alive. */
export async function tryCode(
  ctx: Context,
  { number, phone }: Pick<Asked, "number" | "phone">,
): Promise<CodeRow | undefined> {
  const { rows } = await sql<CodeRow>`
    update orders.codes c set tries = c.tries + 1
    where c.org_id = ${ctx.orgId} and c.id = (
      select l.id from orders.codes l
      where l.org_id = ${ctx.orgId} and l.number_hash = ${number} and l.phone_hash = ${phone}
      order by l.asked_at desc, l.id desc limit 1)
      and c.used_at is null and c.expires_at > ${ctx.clock.now()}
    returning c.id, c.order_id as "orderId", c.code_hash as "codeHash", c.tries`.execute(ctx.tx);
  return rows[0];
}

export async function spendCode(ctx: Context, id: string): Promise<void> {
  await sql`
    update orders.codes set used_at = ${ctx.clock.now()} where org_id = ${ctx.orgId} and id = ${id}`.execute(
    ctx.tx,
  );
}

/** What is over is nobody's any more: a day later it counts for no limit. */
export async function forgetCodes(ctx: Context, before: Temporal.Instant): Promise<void> {
  await sql`delete from orders.codes where org_id = ${ctx.orgId} and asked_at < ${before}`.execute(ctx.tx);
  await sql`delete from orders.tokens where org_id = ${ctx.orgId} and expires_at < ${before}`.execute(ctx.tx);
}

/** @returns false when the order has been rated already */
export async function insertRating(
  ctx: Context,
  orderId: string,
  { level, comment }: { readonly level: number; readonly comment: string },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into orders.ratings (org_id, order_id, level, comment, at)
    values (${ctx.orgId}, ${orderId}, ${level}, ${comment}, ${ctx.clock.now()})
    on conflict (org_id, order_id) do nothing`.execute(ctx.tx);
  return numAffectedRows === 1n;
}

export async function ratingOf(ctx: Context, orderId: string): Promise<number | null> {
  const { rows } = await sql<{ level: number }>`
    select level from orders.ratings where org_id = ${ctx.orgId} and order_id = ${orderId}`.execute(ctx.tx);
  return rows[0]?.level ?? null;
}
