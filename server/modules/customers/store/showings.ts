/** SQL over what was proposed to customers, and what they said. */
import { sql } from "kysely";
import type { Surface } from "../../../../contracts/customers/strategies.ts";
import { actorKey, actorName, type Context } from "../../../foundation/context.ts";
import { newId } from "../../../foundation/ids.ts";

export type PastShowing = {
  readonly id: string;
  readonly strategyId: string;
  readonly surface: Surface;
  /** Days before today; 0 is today. */
  readonly daysAgo: number;
  readonly answer: "accepted" | "declined" | null;
};
/** What the company's strategies are worth keeping for, and what the customer was shown within a year: one statement. */
export type Shown = { readonly headVersion: number; readonly past: readonly PastShowing[] };

export async function readShown(ctx: Context, customerId: string, today: string): Promise<Shown> {
  const { rows } = await sql<Shown>`
    select coalesce((select version from customers.strategy_heads where org_id = ${ctx.orgId}), 0)::int as "headVersion",
      coalesce((select json_agg(json_build_object('id', s.id, 'strategyId', s.strategy_id, 'surface', s.surface,
          'daysAgo', ${today}::date - s.day, 'answer', s.answer))
        from customers.showings s where s.org_id = ${ctx.orgId} and s.customer_id = ${customerId}
          and s.day > ${today}::date - 365), '[]') as past`.execute(ctx.tx);
  return rows[0] ?? { headVersion: 0, past: [] };
}

export type NewShowing = { readonly strategyId: string; readonly version: number };

/**
 * Records that these are shown; of one that somebody else has begun to show there today, the same showing.
 * @returns showing ids by strategy
 */
export async function insertShowings(
  ctx: Context,
  customerId: string,
  surface: Surface,
  today: string,
  showings: readonly NewShowing[],
): Promise<ReadonlyMap<string, string>> {
  if (showings.length === 0) return new Map();
  const given = showings.map(({ strategyId, version }) => ({
    id: newId(),
    strategy_id: strategyId,
    version,
  }));
  const by = ctx.actor.kind === "staff" ? actorName(ctx.actor) : actorKey(ctx.actor);
  const { rows } = await sql<{ id: string; strategyId: string }>`
    insert into customers.showings as s (org_id, id, customer_id, strategy_id, version, surface, day, shown_at, shown_by)
    select ${ctx.orgId}, id, ${customerId}::uuid, strategy_id, version, ${surface}, ${today}::date, ${ctx.clock.now()}::timestamptz, ${by}
    from jsonb_to_recordset(${JSON.stringify(given)}::jsonb) as g (id uuid, strategy_id uuid, version int)
    order by strategy_id
    on conflict (org_id, customer_id, strategy_id, day, surface) do update set version = s.version
    returning s.id, s.strategy_id as "strategyId"`.execute(ctx.tx);
  return new Map(rows.map(({ id, strategyId }) => [strategyId, id]));
}

/** What was shown there today, proposes one of these services, and nobody answered; always in the same order. */
export async function findShownServices(
  ctx: Context,
  {
    customerId,
    surface,
    today,
  }: { readonly customerId: string; readonly surface: Surface; readonly today: string },
  serviceCodes: readonly string[],
): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    select s.id from customers.showings s
    join customers.strategy_versions v on v.org_id = s.org_id and v.strategy_id = s.strategy_id and v.version = s.version
    where s.org_id = ${ctx.orgId} and s.customer_id = ${customerId}::uuid and s.day = ${today}::date and s.surface = ${surface}
      and s.answer is null and v.action_kind = 'service' and v.action_value = any (${serviceCodes}::text[])
    order by s.strategy_id`.execute(ctx.tx);
  return rows.map(({ id }) => id);
}

export type ShowingRow = {
  readonly id: string;
  readonly customerId: string;
  readonly strategyId: string;
  readonly version: number;
  readonly surface: Surface;
  readonly answer: "accepted" | "declined" | null;
};

export async function lockShowing(ctx: Context, id: string): Promise<ShowingRow | undefined> {
  const { rows } = await sql<ShowingRow>`
    select id, customer_id as "customerId", strategy_id as "strategyId", version, surface, answer from customers.showings
    where org_id = ${ctx.orgId} and id = ${id} for update`.execute(ctx.tx);
  return rows[0];
}

export async function saveAnswer(ctx: Context, id: string, answer: "accepted" | "declined"): Promise<void> {
  await sql`update customers.showings set answer = ${answer}, answered_at = ${ctx.clock.now()}, answered_by = ${actorName(ctx.actor)}
    where org_id = ${ctx.orgId} and id = ${id}`.execute(ctx.tx);
}
