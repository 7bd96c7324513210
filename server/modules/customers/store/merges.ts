/** SQL over merges: proposals, verdicts, the two customers, and what came to the merged one since. */
import { sql } from "kysely";
import type { z } from "zod";
import type { mergeState } from "../../../../contracts/customers.ts";
import type { Words } from "../../../../contracts/endpoint.ts";
import type { Context } from "../../../foundation/context.ts";
import type { Pair } from "./merge-rows.ts";

export type MergeRow = {
  readonly id: string;
  readonly loserId: string;
  readonly winnerId: string;
  readonly state: z.output<typeof mergeState>;
  readonly reason: string;
  readonly proposedAt: Temporal.Instant;
  readonly proposedBy: string;
  readonly proposedByName: string;
  readonly decidedAt: Temporal.Instant | null;
  readonly decidedByName: string | null;
  readonly note: string | null;
  readonly undoneAt: Temporal.Instant | null;
  readonly undoneByName: string | null;
  readonly undoReason: string | null;
};

const columns = sql`id, loser_id as "loserId", winner_id as "winnerId", state, reason, proposed_at as "proposedAt",
  proposed_by as "proposedBy", proposed_by_name as "proposedByName", decided_at as "decidedAt",
  decided_by_name as "decidedByName", note, undone_at as "undoneAt", undone_by_name as "undoneByName",
  undo_reason as "undoReason"`;

export async function insertMerge(
  ctx: Context,
  merge: Pick<MergeRow, "id" | "loserId" | "winnerId" | "reason" | "proposedBy" | "proposedByName">,
): Promise<void> {
  await sql`insert into customers.merges (org_id, id, loser_id, winner_id, state, reason, proposed_at, proposed_by, proposed_by_name)
    values (${ctx.orgId}, ${merge.id}, ${merge.loserId}, ${merge.winnerId}, 'proposed', ${merge.reason}, ${ctx.clock.now()},
      ${merge.proposedBy}, ${merge.proposedByName})`.execute(ctx.tx);
}

export async function lockMerge(ctx: Context, id: string): Promise<MergeRow | undefined> {
  const { rows } = await sql<MergeRow>`select ${columns} from customers.merges
    where org_id = ${ctx.orgId} and id = ${id} for update`.execute(ctx.tx);
  return rows[0];
}

export async function findMerge(ctx: Context, id: string): Promise<MergeRow | undefined> {
  const { rows } = await sql<MergeRow>`select ${columns} from customers.merges
    where org_id = ${ctx.orgId} and id = ${id}`.execute(ctx.tx);
  return rows[0];
}

/** What waits: the oldest first; what is over: the newest first. */
export async function listMerges(
  ctx: Context,
  state: MergeRow["state"],
  after: string | null,
  most: number,
): Promise<readonly MergeRow[]> {
  const { rows } =
    state === "proposed"
      ? await sql<MergeRow>`select ${columns} from customers.merges
          where org_id = ${ctx.orgId} and state = ${state} and (${after}::uuid is null or id > ${after}::uuid)
          order by id limit ${most}`.execute(ctx.tx)
      : await sql<MergeRow>`select ${columns} from customers.merges
          where org_id = ${ctx.orgId} and state = ${state} and (${after}::uuid is null or id < ${after}::uuid)
          order by id desc limit ${most}`.execute(ctx.tx);
  return rows;
}

export async function decide(
  ctx: Context,
  id: string,
  { state, by, byName, note }: { state: "done" | "refused"; by: string; byName: string; note: string | null },
): Promise<void> {
  await sql`update customers.merges set state = ${state}, decided_at = ${ctx.clock.now()}, decided_by = ${by},
      decided_by_name = ${byName}, note = ${note}
    where org_id = ${ctx.orgId} and id = ${id}`.execute(ctx.tx);
}

export async function markUndone(
  ctx: Context,
  id: string,
  { by, byName, reason }: { by: string; byName: string; reason: string },
): Promise<void> {
  await sql`update customers.merges set state = 'undone', undone_at = ${ctx.clock.now()}, undone_by = ${by},
      undone_by_name = ${byName}, undo_reason = ${reason}
    where org_id = ${ctx.orgId} and id = ${id}`.execute(ctx.tx);
}

export type Side = {
  readonly id: string;
  readonly kind: "individual" | "organisation" | "intermediary";
  readonly name: string;
  readonly mergedInto: string | null;
};

/** Locks both in one order, also against rows that others are about to hang on them. */
export async function lockSides(ctx: Context, ids: readonly string[]): Promise<ReadonlyMap<string, Side>> {
  const { rows } = await sql<Side>`select id, kind, name, merged_into as "mergedInto" from customers.customers
    where org_id = ${ctx.orgId} and id = any (${ids}::uuid[]) order by id for update`.execute(ctx.tx);
  return new Map(rows.map((row) => [row.id, row]));
}

/**
 * Marks the loser, and gives the winner what it lacks: credit code, day of birth, gender. The day from which the rows hold
 * stays, so that no past begins with a merge.
 */
export async function markMerged(ctx: Context, pair: Pair, by: string): Promise<void> {
  const now = ctx.clock.now();
  await sql`update customers.customers set merged_into = ${pair.winnerId}, version = version + 1, updated_at = ${now},
      updated_by = ${by}
    where org_id = ${ctx.orgId} and id = ${pair.loserId}`.execute(ctx.tx);
  await sql`
    with lacking as (
      select w.id, case when w.credit_code is null then l.credit_code end as credit_code,
        case when w.kind = 'individual' and w.born_on is null then l.born_on end as born_on,
        case when w.kind = 'individual' and w.gender is null then l.gender end as gender
      from customers.customers w join customers.customers l on l.org_id = w.org_id and l.id = ${pair.loserId}
      where w.org_id = ${ctx.orgId} and w.id = ${pair.winnerId}),
    filled as (
      update customers.customers c set credit_code = coalesce(c.credit_code, k.credit_code),
        born_on = coalesce(c.born_on, k.born_on), gender = coalesce(c.gender, k.gender), version = c.version + 1,
        updated_at = ${now}, updated_by = ${by}
      from lacking k where c.org_id = ${ctx.orgId} and c.id = k.id)
    insert into customers.merge_moves (org_id, merge_id, tab, key, how, was)
    select ${ctx.orgId}, ${pair.mergeId}, 'customers', jsonb_build_object('id', id), 'altered',
      jsonb_build_object('credit_code', credit_code, 'born_on', born_on, 'gender', gender) from lacking`.execute(
    ctx.tx,
  );
}

/** The other way: what the winner was given goes, unless it was changed since. */
export async function unmarkMerged(ctx: Context, pair: Pair, by: string): Promise<void> {
  const now = ctx.clock.now();
  await sql`
    update customers.customers c set
      credit_code = case when c.credit_code = m.was->>'credit_code' then null else c.credit_code end,
      born_on = case when c.born_on = (m.was->>'born_on')::date then null else c.born_on end,
      gender = case when c.gender = m.was->>'gender' then null else c.gender end,
      version = c.version + 1, updated_at = ${now}, updated_by = ${by}
    from customers.merge_moves m
    where m.org_id = ${ctx.orgId} and m.merge_id = ${pair.mergeId} and m.tab = 'customers' and m.how = 'altered'
      and c.org_id = m.org_id and c.id = ${pair.winnerId}`.execute(ctx.tx);
  await sql`update customers.customers set merged_into = null, version = version + 1, updated_at = ${now}, updated_by = ${by}
    where org_id = ${ctx.orgId} and id = ${pair.loserId}`.execute(ctx.tx);
}

/** Whether anyone of these is above themselves now, in relations that have an above and a below. */
export async function hasCycle(ctx: Context, customerId: string): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`
    with recursive below (kind, id) as (
      select kind, to_id from customers.relations
      where org_id = ${ctx.orgId} and from_id = ${customerId} and valid_to is null
        and kind in ('landlord', 'group', 'sub-metering', 'property-manager')
      union
      select r.kind, r.to_id from below b join customers.relations r
        on r.org_id = ${ctx.orgId} and r.from_id = b.id and r.kind = b.kind and r.valid_to is null)
    select exists (select from below where id = ${customerId}) as found`.execute(ctx.tx);
  return rows[0]?.found ?? false;
}

export async function hasOpenChanges(ctx: Context, customerId: string): Promise<boolean> {
  const { rows } = await sql`select from customers.change_requests
    where org_id = ${ctx.orgId} and customer_id = ${customerId} and state = 'open' limit 1`.execute(ctx.tx);
  return rows.length > 0;
}

/** What has an account that went back, and came to the winner since the merge, goes with the account. */
export async function followAccounts(ctx: Context, { mergeId, loserId, winnerId }: Pair): Promise<void> {
  for (const tab of ["people", "timeline", "matters", "register_entries", "documents"] as const)
    await sql`update ${sql.table(`customers.${tab}`)} t set customer_id = ${loserId} from customers.merge_moves m
      where m.org_id = ${ctx.orgId} and m.merge_id = ${mergeId} and m.tab = 'accounts' and m.how = 'moved'
        and t.org_id = m.org_id and t.customer_id = ${winnerId} and t.account_id = (m.key->>'id')::uuid
        and exists (select from customers.accounts a where a.org_id = t.org_id and a.id = t.account_id
                    and a.customer_id = ${loserId})`.execute(ctx.tx);
}

export type Stayed = { readonly what: Words; readonly title: string; readonly at: Temporal.Instant | null };
const stayedMost = 100;

/** What came to the winner after the merge and may be either's. Lines that tell of a change (the merge itself) are not. */
export async function listStayed(
  ctx: Context,
  winnerId: string,
  since: Temporal.Instant,
): Promise<readonly Stayed[]> {
  const day = since.toZonedDateTimeISO("Asia/Shanghai").toPlainDate();
  const { rows } = await sql<{ zh: string; en: string; title: string; at: Temporal.Instant | null }>`
    select * from (
      select '户' as zh, 'Account' as en, a.number as title, null::timestamptz as at from customers.accounts a
      where a.org_id = ${ctx.orgId} and a.customer_id = ${winnerId} and a.opened_on > ${day}
      union all
      select '联系人', 'Contact person', p.name, null from customers.people p
      where p.org_id = ${ctx.orgId} and p.customer_id = ${winnerId} and p.valid_from > ${day} and p.valid_to is null
      union all
      select '号码', 'Number', f.kind, null from customers.personal_fields f
      where f.org_id = ${ctx.orgId} and f.customer_id = ${winnerId} and f.valid_from > ${day} and f.valid_to is null
      union all
      select '资料', 'Document', d.type, d.added_at from customers.documents d
      where d.org_id = ${ctx.orgId} and d.customer_id = ${winnerId} and d.added_at > ${since}
      union all
      select '名册', 'Register', r.register || ' ' || r.level, r.proposed_at from customers.register_entries r
      where r.org_id = ${ctx.orgId} and r.customer_id = ${winnerId} and r.proposed_at > ${since}
      union all
      select '置顶提醒', 'Pin', n.text, n.placed_at from customers.pins n
      where n.org_id = ${ctx.orgId} and n.customer_id = ${winnerId} and n.placed_at > ${since} and n.removed_at is null
      union all
      (select '服务记录', 'Record', t.title_zh, t.at from customers.timeline t
       where t.org_id = ${ctx.orgId} and t.customer_id = ${winnerId} and t.at > ${since} and t.kind <> 'change' order by t.at desc limit ${stayedMost})
    ) stayed order by zh, at desc nulls last limit ${stayedMost}`.execute(ctx.tx);
  return rows.map(({ zh, en, title, at }) => ({ what: { zh, en }, title, at }));
}
