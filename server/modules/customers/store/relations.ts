/** SQL over relations between customers. */
import { sql } from "kysely";
import type { Context } from "../../../foundation/context.ts";

export type RelationRow = {
  readonly id: string;
  readonly fromId: string;
  readonly toId: string;
  readonly kind: string;
  readonly note: string | null;
  readonly validFrom: string;
  readonly validTo: string | null;
};

const columns = sql`id, from_id as "fromId", to_id as "toId", kind, note, valid_from::text as "validFrom",
  valid_to::text as "validTo"`;

export async function insertRelation(ctx: Context, row: Omit<RelationRow, "validTo">): Promise<void> {
  await sql`insert into customers.relations (org_id, id, from_id, to_id, kind, note, valid_from)
    values (${ctx.orgId}, ${row.id}, ${row.fromId}, ${row.toId}, ${row.kind}, ${row.note}, ${row.validFrom})`.execute(
    ctx.tx,
  );
}

/** The relation, when the customer is one of its ends. */
export async function lockRelation(
  ctx: Context,
  customerId: string,
  id: string,
): Promise<RelationRow | undefined> {
  const { rows } = await sql<RelationRow>`
    select ${columns} from customers.relations
    where org_id = ${ctx.orgId} and id = ${id} and ${customerId}::uuid in (from_id, to_id) for update`.execute(
    ctx.tx,
  );
  return rows[0];
}

/** `on` is the first day on which it holds no more. */
export async function endRelationRow(ctx: Context, id: string, on: string): Promise<void> {
  await sql`update customers.relations set valid_to = ${on} where org_id = ${ctx.orgId} and id = ${id}`.execute(
    ctx.tx,
  );
}

type Ends = { readonly kind: string; readonly fromId: string; readonly toId: string };

/** The same relation of these two that is not over on a day; an open one first. Either way round where both are alike. */
export async function sameRelation(
  ctx: Context,
  { kind, fromId, toId, isMutual }: Ends & { readonly isMutual: boolean },
  on: string,
): Promise<RelationRow | undefined> {
  const { rows } = await sql<RelationRow>`
    select ${columns} from customers.relations
    where org_id = ${ctx.orgId} and kind = ${kind} and (valid_to is null or valid_to > ${on}::date)
      and ((from_id = ${fromId} and to_id = ${toId}) or (${isMutual} and from_id = ${toId} and to_id = ${fromId}))
    order by valid_to nulls first limit 1`.execute(ctx.tx);
  return rows[0];
}

/** Whether `toId` stands above `fromId` already, directly or through others, on or after a day. */
export async function standsAbove(ctx: Context, { kind, fromId, toId }: Ends, on: string): Promise<boolean> {
  const { rows } = await sql`
    with recursive below (id) as (
      select ${toId}::uuid
      union
      select r.to_id from below
      join customers.relations r on r.org_id = ${ctx.orgId} and r.from_id = below.id and r.kind = ${kind}
      where r.valid_to is null or r.valid_to > ${on}::date)
    select 1 from below where id = ${fromId}::uuid limit 1`.execute(ctx.tx);
  return rows.length > 0;
}
