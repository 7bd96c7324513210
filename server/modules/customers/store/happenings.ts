/** SQL that writes what customers' pages are told: timeline entries and open matters. */
import { sql } from "kysely";
import type { Context } from "../../../foundation/context.ts";
import { newId } from "../../../foundation/ids.ts";
import type { HappeningPayload } from "../tell-customer.ts";

/** Where the customer's things are now: itself, or at the end of its merges. Undefined when there is none. */
export async function findPresentCustomer(ctx: Context, customerId: string): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`
    with recursive chain (id, merged_into, step) as (
      select id, merged_into, 1 from customers.customers where org_id = ${ctx.orgId} and id = ${customerId}::uuid
      union all
      select c.id, c.merged_into, step + 1 from chain
      join customers.customers c on c.org_id = ${ctx.orgId} and c.id = chain.merged_into where step < 50)
    select id from chain where merged_into is null`.execute(ctx.tx);
  return rows[0]?.id;
}

/** Once per key: the same entry again changes nothing. */
export async function addEntry(
  ctx: Context,
  customerId: string,
  entry: NonNullable<HappeningPayload["entry"]>,
  id: string = newId(),
): Promise<void> {
  await sql`insert into customers.timeline (org_id, customer_id, at, id, key, kind, account_id, title_zh, title_en, channel,
      place, who, result, cost_fen, detail)
    values (${ctx.orgId}, ${customerId}, ${entry.at}, ${id}, ${entry.key}, ${entry.kind}, ${entry.accountId}, ${entry.title.zh},
      ${entry.title.en}, ${entry.channel}, ${entry.place}, ${entry.who}, ${entry.result}, ${entry.costFen},
      ${JSON.stringify(entry.detail)})
    on conflict (org_id, customer_id, key) do nothing`.execute(ctx.tx);
}

/** The newest telling holds: `seq` is the event that said so, and an older one does not undo a newer. */
export async function putMatter(
  ctx: Context,
  customerId: string,
  matter: NonNullable<HappeningPayload["matter"]>,
  told: { readonly seq: number; readonly at: Temporal.Instant },
): Promise<void> {
  const closedAt = matter.isClosed ? told.at : null;
  await sql`insert into customers.matters as m (org_id, customer_id, key, kind, account_id, title_zh, title_en, state_zh,
      state_en, opened_at, due_at, told_seq, closed_at)
    values (${ctx.orgId}, ${customerId}, ${matter.key}, ${matter.kind}, ${matter.accountId}, ${matter.title.zh},
      ${matter.title.en}, ${matter.state.zh}, ${matter.state.en}, ${matter.openedAt}, ${matter.dueAt}, ${told.seq}, ${closedAt})
    on conflict (org_id, customer_id, key) do update set kind = excluded.kind, account_id = excluded.account_id,
      title_zh = excluded.title_zh, title_en = excluded.title_en, state_zh = excluded.state_zh, state_en = excluded.state_en,
      opened_at = excluded.opened_at, due_at = excluded.due_at, told_seq = excluded.told_seq, closed_at = excluded.closed_at
    where m.told_seq < excluded.told_seq`.execute(ctx.tx);
}
