/** SQL over the field policy and the access record. */
import { sql } from "kysely";
import type { Access, PolicyRow, SeenField } from "../../../../contracts/customers.ts";
import { actorKey, actorName, type Context } from "../../../foundation/context.ts";
import { newId } from "../../../foundation/ids.ts";

export async function listPolicy(ctx: Context): Promise<PolicyRow[]> {
  const { rows } = await sql<Omit<PolicyRow, "editedAt"> & { editedAt: Temporal.Instant }>`
    select field, role, shows, may_unmask as "mayUnmask", edited_at as "editedAt", edited_by_name as "editedByName"
    from customers.field_policy where org_id = ${ctx.orgId}`.execute(ctx.tx);
  return rows.map((row) => ({ ...row, editedAt: row.editedAt.toString() }));
}

export async function savePolicy(
  ctx: Context,
  row: { field: SeenField; role: string; shows: string; mayUnmask: boolean },
): Promise<void> {
  await sql`
    insert into customers.field_policy (org_id, field, role, shows, may_unmask, edited_at, edited_by_name)
    values (${ctx.orgId}, ${row.field}, ${row.role}, ${row.shows}, ${row.mayUnmask}, ${ctx.clock.now()}, ${actorName(ctx.actor)})
    on conflict (org_id, field, role) do update set shows = excluded.shows, may_unmask = excluded.may_unmask,
      edited_at = excluded.edited_at, edited_by_name = excluded.edited_by_name`.execute(ctx.tx);
}

export type NewAccess = {
  readonly customerId: string;
  readonly kind: Access["kind"];
  readonly fields?: readonly string[];
  readonly reasonCode?: string;
  readonly reason?: string | null;
  /** Of looks: one line per person and hour. */
  readonly hour?: Temporal.Instant;
};

export async function addAccess(ctx: Context, access: NewAccess): Promise<void> {
  await sql`
    insert into customers.accesses (org_id, customer_id, at, id, kind, actor, actor_name, fields, reason_code, reason, hour,
      ip, request_id)
    values (${ctx.orgId}, ${access.customerId}, ${ctx.clock.now()}, ${newId()}, ${access.kind}, ${actorKey(ctx.actor)},
      ${actorName(ctx.actor)}, ${access.fields ?? []}::text[], ${access.reasonCode ?? null}, ${access.reason ?? null},
      ${access.hour ?? null}, ${ctx.ip ?? null}, ${ctx.requestId})
    on conflict do nothing`.execute(ctx.tx);
}

/**
 * The instants at which this person saw numbers whole since `since`, oldest first. Locks the person's counting, so that
 * many at once are still counted one after the other.
 */
export async function lockUnmaskings(ctx: Context, since: Temporal.Instant): Promise<Temporal.Instant[]> {
  const actor = actorKey(ctx.actor);
  await sql`select pg_advisory_xact_lock(hashtextextended(${`unmask ${ctx.orgId} ${actor}`}, 0))`.execute(
    ctx.tx,
  );
  const { rows } = await sql<{ at: Temporal.Instant }>`
    select at from customers.accesses
    where org_id = ${ctx.orgId} and actor = ${actor} and kind in ('unmasked', 'copied') and at > ${since}
    order by at limit 1000`.execute(ctx.tx);
  return rows.map(({ at }) => at);
}

export type AccessRow = {
  readonly id: string;
  readonly at: Temporal.Instant;
  readonly kind: Access["kind"];
  readonly who: string;
  readonly fields: string[];
  readonly reasonCode: string | null;
  readonly reason: string | null;
};

/** Newest first. `before` is the last row of the page before. */
export async function listAccesses(
  ctx: Context,
  customerId: string,
  page: {
    readonly from: Temporal.Instant | null;
    readonly to: Temporal.Instant | null;
    readonly before: { readonly at: Temporal.Instant; readonly id: string } | null;
    readonly limit: number;
  },
): Promise<AccessRow[]> {
  const { from, to, before, limit } = page;
  const { rows } = await sql<AccessRow>`
    select id, at, kind, actor_name as who, fields, reason_code as "reasonCode", reason from customers.accesses
    where org_id = ${ctx.orgId} and customer_id = ${customerId}
      and (${from}::timestamptz is null or at >= ${from}) and (${to}::timestamptz is null or at < ${to})
      and (${before?.at ?? null}::timestamptz is null or (at, id) < (${before?.at ?? null}, ${before?.id ?? null}::uuid))
    order by at desc, id desc limit ${limit}`.execute(ctx.tx);
  return rows;
}

export async function findName(
  ctx: Context,
  customerId: string,
): Promise<{ id: string; name: string; kind: string; isForgotten: boolean } | undefined> {
  const { rows } = await sql<{ id: string; name: string; kind: string; isForgotten: boolean }>`
    select id, name, kind, forgotten_at is not null as "isForgotten" from customers.customers
    where org_id = ${ctx.orgId} and id = ${customerId}`.execute(ctx.tx);
  return rows[0];
}

export async function dropOldAccesses(ctx: Context, before: Temporal.Instant, most: number): Promise<number> {
  const { rows } = await sql<{ dropped: number }>`
    select customers.drop_old_accesses(${ctx.orgId}, ${before}, ${most}) as dropped`.execute(ctx.tx);
  return rows[0]?.dropped ?? 0;
}
