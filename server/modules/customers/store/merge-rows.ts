/**
 * SQL that moves everything of one customer to another and back. Each statement notes the rows that it touched; rows that
 * the other has already (the same class, the same register, the same current paper) stay where they are.
 */
import { type RawBuilder, sql } from "kysely";
import type { Context } from "../../../foundation/context.ts";

export type Pair = { readonly mergeId: string; readonly loserId: string; readonly winnerId: string };

/** Rows with a key of their own, and what forbids one to move. Their order is that of the statements. */
const byId = {
  accounts: sql`true`,
  people: sql`true`,
  pins: sql`true`,
  cards: sql`true`,
  personal_fields: sql`true`,
  legal_holds: sql`true`,
  documents: sql`not (t.is_single and t.state in ('incomplete', 'current') and exists (
    select from customers.documents o where o.org_id = t.org_id and o.customer_id = given.winner and o.type = t.type
      and o.state = t.state and o.account_id is not distinct from t.account_id))`,
  register_entries: sql`not (t.state in ('proposed', 'in-force') and exists (
    select from customers.register_entries o where o.org_id = t.org_id and o.customer_id = given.winner
      and o.register = t.register and o.level = t.level and o.account_id is not distinct from t.account_id
      and o.state in ('proposed', 'in-force')))`,
  showings: sql`not exists (
    select from customers.showings o where o.org_id = t.org_id and o.customer_id = given.winner
      and o.strategy_id = t.strategy_id and o.day = t.day and o.surface = t.surface)`,
  change_requests: sql`true`,
} as const;
type ById = keyof typeof byId;

/** Rows of which a customer has one each: by what they are told apart, besides the customer. */
const byName = { classes: "scheme", analysis: "aspect", facts: "name", matters: "key" } as const;
type ByName = keyof typeof byName;

const tableOf = (name: ById | ByName) => sql.table(`customers.${name}`);
const given = ({ loserId, winnerId }: Pair) =>
  sql`(values (${loserId}::uuid, ${winnerId}::uuid)) as given (loser, winner)`;
const note = (ctx: Context, { mergeId }: Pair, tab: string, key: RawBuilder<unknown>) =>
  sql`insert into customers.merge_moves (org_id, merge_id, tab, key, how)
      select ${ctx.orgId}, ${mergeId}, ${tab}, ${key}, 'moved' from moved`;

/** Moves all rows; call it once the customers are locked. */
export async function moveRows(ctx: Context, pair: Pair): Promise<void> {
  await yieldPrimaries(ctx, pair);
  await moveParties(ctx, pair);
  await moveRelations(ctx, pair);
  for (const tab of Object.keys(byId) as ById[]) await moveById(ctx, pair, tab);
  for (const tab of Object.keys(byName) as ByName[]) await moveByName(ctx, pair, tab);
  await moveTimeline(ctx, pair);
}

/** The winner's primary phone stays the primary one. */
async function yieldPrimaries(ctx: Context, pair: Pair): Promise<void> {
  await sql`
    with moved as (
      update customers.personal_fields t set is_primary = false from ${given(pair)}
      where t.org_id = ${ctx.orgId} and t.customer_id = given.loser and t.is_primary and t.valid_to is null
        and exists (select from customers.personal_fields o where o.org_id = t.org_id and o.customer_id = given.winner
                    and o.kind = t.kind and o.is_primary and o.valid_to is null)
      returning t.id)
    insert into customers.merge_moves (org_id, merge_id, tab, key, how, was)
    select ${ctx.orgId}, ${pair.mergeId}, 'personal_fields', jsonb_build_object('id', id), 'altered',
      jsonb_build_object('is_primary', true) from moved`.execute(ctx.tx);
}

/** Who was a party twice stays with the merged one. */
async function moveParties(ctx: Context, pair: Pair): Promise<void> {
  await sql`
    with moved as (
      update customers.contract_parties t set customer_id = given.winner from ${given(pair)}
      where t.org_id = ${ctx.orgId} and t.customer_id = given.loser and not exists (
        select from customers.contract_parties o where o.org_id = t.org_id and o.contract_id = t.contract_id
          and o.customer_id = given.winner and o.role = t.role
          and (o.valid_from = t.valid_from or (o.valid_to is null and t.valid_to is null)))
      returning t.contract_id, t.role, t.valid_from)
    ${note(ctx, pair, "contract_parties", partyKey)}`.execute(ctx.tx);
}
const partyKey = sql`jsonb_build_object('contract_id', contract_id, 'role', role, 'valid_from', valid_from)`;

const ends = { from_id: "to_id", to_id: "from_id" } as const;
type End = keyof typeof ends;

/** A relation between the two, or one that the winner has as well, stays with the merged one. */
async function moveRelations(ctx: Context, pair: Pair): Promise<void> {
  for (const end of Object.keys(ends) as End[]) {
    const [own, other] = [sql.ref(end), sql.ref(ends[end])];
    await sql`
      with moved as (
        update customers.relations t set ${own} = given.winner from ${given(pair)}
        where t.org_id = ${ctx.orgId} and t.${own} = given.loser and t.${other} <> given.winner
          and (t.valid_to is not null or not exists (
            select from customers.relations o where o.org_id = t.org_id and o.kind = t.kind and o.${own} = given.winner
              and o.${other} = t.${other} and o.valid_to is null))
        returning t.id)
      ${note(ctx, pair, `relations.${end}`, sql`jsonb_build_object('id', id)`)}`.execute(ctx.tx);
  }
}

async function moveById(ctx: Context, pair: Pair, tab: ById): Promise<void> {
  await sql`
    with moved as (
      update ${tableOf(tab)} t set customer_id = given.winner from ${given(pair)}
      where t.org_id = ${ctx.orgId} and t.customer_id = given.loser and ${byId[tab]} returning t.id)
    ${note(ctx, pair, tab, sql`jsonb_build_object('id', id)`)}`.execute(ctx.tx);
}

async function moveByName(ctx: Context, pair: Pair, tab: ByName): Promise<void> {
  const name = sql.ref(byName[tab]);
  await sql`
    with moved as (
      update ${tableOf(tab)} t set customer_id = given.winner from ${given(pair)}
      where t.org_id = ${ctx.orgId} and t.customer_id = given.loser and not exists (
        select from ${tableOf(tab)} o where o.org_id = t.org_id and o.customer_id = given.winner and o.${name} = t.${name})
      returning t.${name} as name)
    ${note(ctx, pair, tab, sql`jsonb_build_object('name', name)`)}`.execute(ctx.tx);
}

async function moveTimeline(ctx: Context, pair: Pair): Promise<void> {
  await sql`
    with moved as (
      update customers.timeline t set customer_id = given.winner from ${given(pair)}
      where t.org_id = ${ctx.orgId} and t.customer_id = given.loser and not exists (
        select from customers.timeline o where o.org_id = t.org_id and o.customer_id = given.winner and o.key = t.key)
      returning t.id, t.at)
    ${note(ctx, pair, "timeline", sql`jsonb_build_object('at', at, 'id', id)`)}`.execute(ctx.tx);
}

/**
 * Puts everything back that is still the winner's.
 * @returns how many rows had gone to somebody else
 */
export async function returnRows(ctx: Context, pair: Pair): Promise<number> {
  let returned = 0;
  for (const tab of Object.keys(byId) as ById[]) returned += await returnById(ctx, pair, tab);
  for (const tab of Object.keys(byName) as ByName[]) returned += await returnByName(ctx, pair, tab);
  returned += await returnTimeline(ctx, pair);
  for (const end of Object.keys(ends) as End[]) returned += await returnRelations(ctx, pair, end);
  returned += await returnParties(ctx, pair);
  await restorePrimaries(ctx, pair);
  return (await countNoted(ctx, pair)) - returned;
}

const isNoted = (ctx: Context, { mergeId }: Pair, tab: string) =>
  sql`m.org_id = ${ctx.orgId} and m.merge_id = ${mergeId} and m.tab = ${tab} and m.how = 'moved'`;
const countOf = ({ numAffectedRows }: { readonly numAffectedRows?: bigint }) => Number(numAffectedRows ?? 0n);

async function returnById(ctx: Context, pair: Pair, tab: ById): Promise<number> {
  return countOf(
    await sql`update ${tableOf(tab)} t set customer_id = ${pair.loserId} from customers.merge_moves m
      where ${isNoted(ctx, pair, tab)} and t.org_id = m.org_id and t.id = (m.key->>'id')::uuid
        and t.customer_id = ${pair.winnerId}`.execute(ctx.tx),
  );
}

async function returnByName(ctx: Context, pair: Pair, tab: ByName): Promise<number> {
  return countOf(
    await sql`update ${tableOf(tab)} t set customer_id = ${pair.loserId} from customers.merge_moves m
      where ${isNoted(ctx, pair, tab)} and t.org_id = m.org_id and t.customer_id = ${pair.winnerId}
        and t.${sql.ref(byName[tab])} = m.key->>'name'`.execute(ctx.tx),
  );
}

async function returnTimeline(ctx: Context, pair: Pair): Promise<number> {
  return countOf(
    await sql`update customers.timeline t set customer_id = ${pair.loserId} from customers.merge_moves m
      where ${isNoted(ctx, pair, "timeline")} and t.org_id = m.org_id and t.customer_id = ${pair.winnerId}
        and t.at = (m.key->>'at')::timestamptz and t.id = (m.key->>'id')::uuid`.execute(ctx.tx),
  );
}

async function returnRelations(ctx: Context, pair: Pair, end: End): Promise<number> {
  return countOf(
    await sql`update customers.relations t set ${sql.ref(end)} = ${pair.loserId} from customers.merge_moves m
      where ${isNoted(ctx, pair, `relations.${end}`)} and t.org_id = m.org_id and t.id = (m.key->>'id')::uuid
        and t.${sql.ref(end)} = ${pair.winnerId}`.execute(ctx.tx),
  );
}

async function returnParties(ctx: Context, pair: Pair): Promise<number> {
  return countOf(
    await sql`update customers.contract_parties t set customer_id = ${pair.loserId} from customers.merge_moves m
      where ${isNoted(ctx, pair, "contract_parties")} and t.org_id = m.org_id and t.customer_id = ${pair.winnerId}
        and t.contract_id = (m.key->>'contract_id')::uuid and t.role = m.key->>'role'
        and t.valid_from = (m.key->>'valid_from')::date`.execute(ctx.tx),
  );
}

async function restorePrimaries(ctx: Context, { mergeId, loserId }: Pair): Promise<void> {
  await sql`update customers.personal_fields t set is_primary = true from customers.merge_moves m
    where m.org_id = ${ctx.orgId} and m.merge_id = ${mergeId} and m.tab = 'personal_fields' and m.how = 'altered'
      and t.org_id = m.org_id and t.id = (m.key->>'id')::uuid and t.customer_id = ${loserId} and t.valid_to is null
      and not exists (select from customers.personal_fields o where o.org_id = t.org_id and o.customer_id = ${loserId}
                      and o.kind = t.kind and o.is_primary and o.valid_to is null)`.execute(ctx.tx);
}

async function countNoted(ctx: Context, { mergeId }: Pair): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from customers.merge_moves
    where org_id = ${ctx.orgId} and merge_id = ${mergeId} and how = 'moved'`.execute(ctx.tx);
  return rows[0]?.count ?? 0;
}
