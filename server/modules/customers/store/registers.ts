/** SQL over registers. */
import { sql } from "kysely";
import type { Register, RegisterTag } from "../../../../contracts/customers/shapes.ts";
import type { Context } from "../../../foundation/context.ts";
import { newId } from "../../../foundation/ids.ts";
import type { CarePerson } from "../care-of.ts";

export type EntryState = RegisterTag["state"];
export type EntryRow = {
  readonly id: string;
  readonly customerId: string;
  readonly accountId: string | null;
  readonly register: Register;
  readonly level: string;
  readonly reason: string;
  readonly source: string;
  readonly state: EntryState;
  readonly proposedBy: string;
  readonly proposedByName: string;
  readonly reviewedByName: string | null;
  readonly validFrom: string;
  readonly expiresOn: string | null;
};

const columns = sql`e.id, e.customer_id as "customerId", e.account_id as "accountId", e.register, e.level, e.reason, e.source,
  e.state, e.proposed_by as "proposedBy", e.proposed_by_name as "proposedByName", e.reviewed_by_name as "reviewedByName",
  e.valid_from::text as "validFrom", e.expires_on::text as "expiresOn"`;

export type NewEntry = Pick<
  EntryRow,
  "customerId" | "accountId" | "register" | "level" | "reason" | "source" | "validFrom" | "expiresOn"
> & {
  readonly documentId: string | null;
};

/** @throws the constraint register_entries_once when the customer is there already, or waits for review */
export async function insertEntry(
  ctx: Context,
  given: NewEntry,
  by: { readonly id: string; readonly name: string },
): Promise<string> {
  const id = newId();
  await sql`insert into customers.register_entries (org_id, id, customer_id, account_id, register, level, reason, source,
      document_id, state, proposed_at, proposed_by, proposed_by_name, valid_from, expires_on)
    values (${ctx.orgId}, ${id}, ${given.customerId}, ${given.accountId}, ${given.register}, ${given.level}, ${given.reason},
      ${given.source}, ${given.documentId}, 'proposed', ${ctx.clock.now()}, ${by.id}, ${by.name}, ${given.validFrom},
      ${given.expiresOn})`.execute(ctx.tx);
  return id;
}

export async function lockEntry(ctx: Context, id: string): Promise<EntryRow | undefined> {
  const { rows } = await sql<EntryRow>`
    select ${columns} from customers.register_entries e where e.org_id = ${ctx.orgId} and e.id = ${id} for update`.execute(
    ctx.tx,
  );
  return rows[0];
}

/** @throws the constraint reviewed_by_another when who proposed it reviews it */
export async function saveReview(
  ctx: Context,
  id: string,
  state: "in-force" | "refused",
  by: { readonly id: string; readonly name: string },
  note: string | null,
): Promise<void> {
  await sql`update customers.register_entries set state = ${state}, reviewed_at = ${ctx.clock.now()}, reviewed_by = ${by.id},
      reviewed_by_name = ${by.name}, end_reason = ${state === "refused" ? note : null}
    where org_id = ${ctx.orgId} and id = ${id}`.execute(ctx.tx);
}

export async function saveEnd(ctx: Context, id: string, on: string, reason: string): Promise<void> {
  await sql`update customers.register_entries set state = 'ended', ended_on = ${on}, end_reason = ${reason}
    where org_id = ${ctx.orgId} and id = ${id}`.execute(ctx.tx);
}

/** Entries in force whose last day is over. */
export async function lockExpired(ctx: Context, today: string, most: number): Promise<readonly EntryRow[]> {
  const { rows } = await sql<EntryRow>`
    select ${columns} from customers.register_entries e
    where e.org_id = ${ctx.orgId} and e.state = 'in-force' and e.expires_on < ${today}::date
    order by e.expires_on, e.id limit ${most} for update skip locked`.execute(ctx.tx);
  return rows;
}

/** Entries that expire by a day and whose customer's page has not been told. */
export async function lockUnreminded(ctx: Context, by: string, most: number): Promise<readonly EntryRow[]> {
  const { rows } = await sql<EntryRow>`
    select ${columns} from customers.register_entries e
    where e.org_id = ${ctx.orgId} and e.state = 'in-force' and e.expires_on <= ${by}::date and e.reminded_on is null
    order by e.expires_on, e.id limit ${most} for update skip locked`.execute(ctx.tx);
  return rows;
}

export async function markReminded(ctx: Context, ids: readonly string[], today: string): Promise<void> {
  await sql`update customers.register_entries set reminded_on = ${today}::date
    where org_id = ${ctx.orgId} and id = any (${ids}::uuid[])`.execute(ctx.tx);
}

/**
 * An account's importance is that of its gravest entry in force, or of its customer's; none when there is none. The former
 * row is kept by the table's own trigger.
 */
export async function refreshImportance(
  ctx: Context,
  customerId: string,
  today: string,
  levels: readonly { readonly code: string; readonly checkMonths: number | null }[],
): Promise<void> {
  await sql`update customers.accounts a set importance = coalesce(n.level, 'none'),
      check_months = case when n.level is null then null else n.check_months end,
      valid_from = greatest(a.valid_from, ${today}::date), version = a.version + 1
    from (
      select a.id, g.level, g.check_months from customers.accounts a
      left join lateral (
        select e.level, l.check_months from customers.register_entries e
        join jsonb_to_recordset(${JSON.stringify(levels.map((one, place) => ({ code: one.code, check_months: one.checkMonths, place })))}::jsonb)
          as l (code text, check_months int, place int) on l.code = e.level
        where e.org_id = a.org_id and e.customer_id = a.customer_id and e.register = 'important' and e.state = 'in-force'
          and (e.account_id is null or e.account_id = a.id)
        order by l.place limit 1) g on true
      where a.org_id = ${ctx.orgId} and a.customer_id = ${customerId} and a.state <> 'closed') n
    where a.org_id = ${ctx.orgId} and a.id = n.id and a.importance <> coalesce(n.level, 'none')`.execute(
    ctx.tx,
  );
}

export type ListFilter = {
  readonly register: Register | null;
  readonly state: EntryState | null;
};

/** The newest first. */
export async function listEntries(
  ctx: Context,
  { register, state }: ListFilter,
  before: string | null,
  most: number,
): Promise<readonly EntryRow[]> {
  const { rows } = await sql<EntryRow>`
    select ${columns} from customers.register_entries e
    where e.org_id = ${ctx.orgId} and (${register}::text is null or e.register = ${register}::text)
      and (${state}::text is null or e.state = ${state}::text)
      and e.id < ${before ?? "ffffffff-ffff-ffff-ffff-ffffffffffff"}::uuid
    order by e.id desc limit ${most}`.execute(ctx.tx);
  return rows;
}

/** In force and ending by a day: the soonest first. */
export async function listExpiring(
  ctx: Context,
  register: Register | null,
  by: string,
  after: { readonly expiresOn: string; readonly id: string } | null,
  most: number,
): Promise<readonly EntryRow[]> {
  const { rows } = await sql<EntryRow>`
    select ${columns} from customers.register_entries e
    where e.org_id = ${ctx.orgId} and e.state = 'in-force' and e.expires_on <= ${by}::date
      and (${register}::text is null or e.register = ${register}::text)
      and (e.expires_on, e.id) > (${after?.expiresOn ?? "-infinity"}::date, ${after?.id ?? "00000000-0000-0000-0000-000000000000"}::uuid)
    order by e.expires_on, e.id limit ${most}`.execute(ctx.tx);
  return rows;
}

export async function countEntries(
  ctx: Context,
  { register, state }: ListFilter,
  expiringBy: string | null,
): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from customers.register_entries e
    where e.org_id = ${ctx.orgId} and (${register}::text is null or e.register = ${register}::text)
      and (${state}::text is null or e.state = ${state}::text)
      and (${expiringBy}::date is null or (e.state = 'in-force' and e.expires_on <= ${expiringBy}::date))`.execute(
    ctx.tx,
  );
  return rows[0]?.n ?? 0;
}

export async function findCareFacts(
  ctx: Context,
  customerId: string,
  today: string,
): Promise<CarePerson | undefined> {
  const { rows } = await sql<CarePerson>`
    select c.born_on as "bornOn", coalesce((
      select json_agg(json_build_object('register', e.register, 'level', e.level)) from customers.register_entries e
      where e.org_id = c.org_id and e.customer_id = c.id and e.state = 'in-force' and e.valid_from <= ${today}::date
        and (e.expires_on is null or e.expires_on >= ${today}::date)), '[]') as registers
    from customers.customers c where c.org_id = ${ctx.orgId} and c.id = ${customerId}`.execute(ctx.tx);
  return rows[0];
}
