/** SQL over other orders of the same customer, account, phone or place. */
import { sql } from "kysely";
import { dateOf } from "../../../foundation/clock.ts";
import type { Context } from "../../../foundation/context.ts";
import type { Values } from "./rows.ts";

export type SimilarOrder = {
  readonly id: string;
  readonly number: string;
  readonly typeCode: string;
  readonly isOpen: boolean;
  readonly sameAccount: boolean;
  readonly sameCustomer: boolean;
  readonly samePhone: boolean;
  readonly sameAddress: boolean;
};

export type Likeness = {
  readonly customerId: string | null;
  readonly accountId: string | null;
  readonly phoneBlind: Buffer | null;
  readonly address: string;
  /** Of one kind, or of several that concern the same thing. */
  readonly typeCodes: readonly string[];
};

/** Open ones, and those closed after an instant; each arm by its own index, the newest first. */
export async function listSimilar(
  ctx: Context,
  { customerId, accountId, phoneBlind, address, typeCodes }: Likeness,
  closedAfter: Temporal.Instant,
): Promise<SimilarOrder[]> {
  const { rows } = await sql<SimilarOrder>`
    with near as (
      (select id from orders.orders where org_id = ${ctx.orgId} and customer_id = ${customerId}::uuid
        order by opened_at desc limit 20)
      union
      (select id from orders.orders where org_id = ${ctx.orgId} and account_id = ${accountId}::uuid
        order by opened_at desc limit 20)
      union
      (select id from orders.orders where org_id = ${ctx.orgId} and contact_phone_blind = ${phoneBlind}::bytea
        order by opened_at desc limit 20))
    select o.id, o.number, o.type_code as "typeCode", o.closed_at is null as "isOpen",
      coalesce(o.account_id = ${accountId}::uuid, false) as "sameAccount",
      coalesce(o.customer_id = ${customerId}::uuid, false) as "sameCustomer",
      coalesce(o.contact_phone_blind = ${phoneBlind}::bytea, false) as "samePhone",
      o.address <> '' and o.address = ${address} as "sameAddress"
    from near n join orders.orders o on o.org_id = ${ctx.orgId} and o.id = n.id
    where o.type_code = any (${typeCodes}::text[]) and (o.closed_at is null or o.closed_at > ${closedAfter})
    order by o.opened_at desc limit 20`.execute(ctx.tx);
  return rows;
}

/** The latest order of a kind that was carried out on an account. */
export async function lastDone(
  ctx: Context,
  accountId: string,
  typeCode: string,
): Promise<
  | {
      readonly id: string;
      readonly number: string;
      readonly form: Values;
      readonly closedOn: Temporal.PlainDate;
    }
  | undefined
> {
  const { rows } = await sql<{ id: string; number: string; form: Values; closedAt: Temporal.Instant }>`
    select id, number, form, closed_at as "closedAt" from orders.orders
    where org_id = ${ctx.orgId} and account_id = ${accountId} and type_code = ${typeCode} and state = 'done'
    order by opened_at desc limit 1`.execute(ctx.tx);
  return rows.map(({ closedAt, ...row }) => ({ ...row, closedOn: dateOf(closedAt) }))[0];
}

/** Of each outage that open orders of these accounts are linked to, the latest such order. */
export async function listOutagesOf(
  ctx: Context,
  accountIds: readonly string[],
): Promise<{ readonly id: string; readonly number: string; readonly outageRef: string }[]> {
  const { rows } = await sql<{ id: string; number: string; outageRef: string }>`
    select distinct on (outage_ref) id, number, outage_ref as "outageRef" from orders.orders
    where org_id = ${ctx.orgId} and account_id = any (${accountIds}::uuid[]) and outage_ref is not null
      and closed_at is null
    order by outage_ref, opened_at desc limit 3`.execute(ctx.tx);
  return rows;
}
