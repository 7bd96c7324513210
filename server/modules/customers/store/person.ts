/** SQL over everything that is kept about one person. Table and column names come from the inventory, which is ours. */
import { type RawBuilder, sql } from "kysely";
import type { Context } from "../../../foundation/context.ts";
import type { InventoryEntry } from "../inventory.ts";

const most = 5_000;

/** Which rows are the person's. */
function ofPerson(ctx: Context, { keys, via }: InventoryEntry, customerId: string): RawBuilder<unknown> {
  if (via)
    return sql`org_id = ${ctx.orgId} and ${sql.ref(keys[0] ?? "id")} in (
      select ${sql.ref(via.column)} from ${sql.table(via.table)} where org_id = ${ctx.orgId} and customer_id = ${customerId})`;
  const matches = keys.map((key) => sql`${sql.ref(key)} = ${customerId}`);
  return sql`org_id = ${ctx.orgId} and (${sql.join(matches, sql` or `)})`;
}

/** Rows as they are, without the columns that nobody has use for. */
export async function readRows(
  ctx: Context,
  entry: InventoryEntry,
  customerId: string,
  hidden: readonly string[],
): Promise<Record<string, unknown>[]> {
  const { rows } = await sql<{ row: Record<string, unknown> }>`
    select to_jsonb(t) - ${hidden}::text[] as row from ${sql.table(entry.table)} t
    where ${ofPerson(ctx, entry, customerId)} limit ${most}`.execute(ctx.tx);
  return rows.map(({ row }) => row);
}

/** Removes or empties the person's rows. @returns how many */
export async function eraseRows(
  ctx: Context,
  entry: InventoryEntry,
  customerId: string,
  gone: string,
): Promise<number> {
  const { erase } = entry;
  if (erase === "keep") return 0;
  const where = ofPerson(ctx, entry, customerId);
  if (erase === "delete") {
    const { numAffectedRows } = await sql`delete from ${sql.table(entry.table)} where ${where}`.execute(
      ctx.tx,
    );
    return Number(numAffectedRows ?? 0);
  }
  const value = (given: string | null | object) =>
    given === "@gone"
      ? gone
      : given === "@now"
        ? ctx.clock.now()
        : typeof given === "object" && given
          ? "{}"
          : given;
  const sets = Object.entries(erase).map(([column, given]) => sql`${sql.ref(column)} = ${value(given)}`);
  const { numAffectedRows } = await sql`
    update ${sql.table(entry.table)} set ${sql.join(sets)} where ${where}`.execute(ctx.tx);
  return Number(numAffectedRows ?? 0);
}

/** Marks the customer as forgotten and empties what the past says of them. */
export async function markForgotten(ctx: Context, customerId: string, day: string): Promise<void> {
  await sql`
    update customers.customers set forgotten_at = ${ctx.clock.now()}, stage = 'former', version = version + 1,
      valid_from = greatest(valid_from, ${day}::date), updated_at = ${ctx.clock.now()}, updated_by = 'system'
    where org_id = ${ctx.orgId} and id = ${customerId}`.execute(ctx.tx);
}

export async function forgetPast(ctx: Context, customerId: string): Promise<number> {
  const { rows } = await sql<{ changed: number }>`
    select customers.forget_past(${ctx.orgId}, ${customerId}::uuid) as changed`.execute(ctx.tx);
  return rows[0]?.changed ?? 0;
}

/** What a merge wrote down of a forgotten person, to put it back when it is undone: there is nothing to put back any more. */
export async function forgetMerges(ctx: Context, customerId: string): Promise<void> {
  await sql`
    update customers.merge_moves m set was = null from customers.merges g
    where g.org_id = ${ctx.orgId} and ${customerId} in (g.loser_id, g.winner_id)
      and m.org_id = g.org_id and m.merge_id = g.id and m.tab = 'customers' and m.was is not null`.execute(
    ctx.tx,
  );
}

/** Requests to change numbers that are about to go: of a forgotten customer, or of these numbers. @returns how many */
export async function forgetRequests(
  ctx: Context,
  of: { readonly customerId?: string; readonly numberIds?: readonly string[] },
): Promise<number> {
  const { rows } = await sql<{ dropped: number }>`
    select customers.forget_requests(${ctx.orgId}, ${of.customerId ?? null}::uuid, ${of.numberIds ?? []}::uuid[]) as dropped`.execute(
    ctx.tx,
  );
  return rows[0]?.dropped ?? 0;
}

export type Standing = {
  readonly name: string;
  readonly kind: string;
  readonly stage: string;
  readonly isForgotten: boolean;
  readonly accounts: number;
  readonly openAccounts: number;
  readonly lastClosedOn: Temporal.PlainDate | null;
  readonly openMatters: number;
  readonly heldBy: string | null;
};

/** Duplicates that were merged into the customer, and into those: what is removed of one is removed of all. */
export async function listMergedInto(ctx: Context, customerId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    with recursive merged as (
      select id from customers.customers where org_id = ${ctx.orgId} and merged_into = ${customerId}
      union
      select c.id from merged m join customers.customers c on c.org_id = ${ctx.orgId} and c.merged_into = m.id)
    select id from merged order by id`.execute(ctx.tx);
  return rows.map(({ id }) => id);
}

/** Locks the customer and says what speaks for and against removing their data. */
export async function lockStanding(ctx: Context, customerId: string): Promise<Standing | undefined> {
  const { rows: found } = await sql`
    select 1 from customers.customers where org_id = ${ctx.orgId} and id = ${customerId} for update`.execute(
    ctx.tx,
  );
  if (found.length === 0) return undefined;
  // A hold on a duplicate is a hold on the person.
  const all = [customerId, ...(await listMergedInto(ctx, customerId))];
  const { rows } = await sql<Standing>`
    select c.name, c.kind, c.stage, c.forgotten_at is not null as "isForgotten",
      (select count(*) from customers.accounts a where a.org_id = c.org_id and a.customer_id = c.id) as accounts,
      (select count(*) from customers.accounts a where a.org_id = c.org_id and a.customer_id = c.id and a.state <> 'closed') as "openAccounts",
      (select max(a.closed_on) from customers.accounts a where a.org_id = c.org_id and a.customer_id = c.id) as "lastClosedOn",
      (select count(*) from customers.matters m where m.org_id = c.org_id and m.customer_id = c.id and m.closed_at is null)
        + (select count(*) from customers.change_requests r where r.org_id = c.org_id and r.customer_id = c.id and r.state = 'open') as "openMatters",
      (select min(h.source) from customers.legal_holds h where h.org_id = c.org_id and h.customer_id = any (${all}::uuid[]) and h.lifted_at is null) as "heldBy"
    from customers.customers c where c.org_id = ${ctx.orgId} and c.id = ${customerId}`.execute(ctx.tx);
  return rows[0];
}

/** Customers whose keeping time is over: former ones by their last account, potential ones by their last change. */
export async function listForgettable(
  ctx: Context,
  limits: {
    readonly formerBefore: string | null;
    readonly potentialBefore: Temporal.Instant | null;
    readonly most: number;
  },
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select c.id from customers.customers c
    where c.org_id = ${ctx.orgId} and c.forgotten_at is null and c.merged_into is null and c.stage <> 'current' and c.kind = 'individual'
      and not exists (select from customers.accounts a where a.org_id = c.org_id and a.customer_id = c.id and a.state <> 'closed')
      and not exists (select from customers.matters m where m.org_id = c.org_id and m.customer_id = c.id and m.closed_at is null)
      and not exists (select from customers.legal_holds h where h.org_id = c.org_id and h.customer_id = c.id and h.lifted_at is null)
      and case when exists (select from customers.accounts a where a.org_id = c.org_id and a.customer_id = c.id)
            then (select max(a.closed_on) from customers.accounts a where a.org_id = c.org_id and a.customer_id = c.id) < ${limits.formerBefore}::date
            else c.updated_at < ${limits.potentialBefore}::timestamptz end
    order by c.updated_at limit ${limits.most}`.execute(ctx.tx);
  return rows.map(({ id }) => id);
}

/** Numbers that ended long ago, of customers that no hold keeps. @returns how many went */
export async function dropEndedNumbers(ctx: Context, before: string, limit: number): Promise<number> {
  const { rows } = await sql<{ id: string }>`
    select f.id from customers.personal_fields f
    where f.org_id = ${ctx.orgId} and f.valid_to < ${before}::date
      and not exists (select from customers.legal_holds h where h.org_id = f.org_id and h.customer_id = f.customer_id and h.lifted_at is null)
      and not exists (select from customers.change_requests r where r.org_id = f.org_id and r.replaces_id = f.id and r.state = 'open')
    limit ${limit} for update skip locked`.execute(ctx.tx);
  if (rows.length === 0) return 0;
  const ids = rows.map(({ id }) => id);
  await forgetRequests(ctx, { numberIds: ids });
  await sql`update customers.people set phone_id = null where org_id = ${ctx.orgId} and phone_id = any (${ids}::uuid[])`.execute(
    ctx.tx,
  );
  await sql`delete from customers.personal_fields where org_id = ${ctx.orgId} and id = any (${ids}::uuid[])`.execute(
    ctx.tx,
  );
  return ids.length;
}
