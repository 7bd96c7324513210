/** SQL over legal holds and requests to delete. */
import { sql } from "kysely";
import { actorName, type Context } from "../../../foundation/context.ts";

export type HoldRow = {
  readonly id: string;
  readonly customerId: string;
  readonly name: string;
  readonly kind: string;
  readonly reason: string;
  readonly source: string;
  readonly placedAt: Temporal.Instant;
  readonly placedByName: string;
  readonly liftedAt: Temporal.Instant | null;
  readonly liftedByName: string | null;
  readonly liftReason: string | null;
};

const holdColumns = sql`h.id, h.customer_id as "customerId", c.name, c.kind, h.reason, h.source, h.placed_at as "placedAt",
  h.placed_by_name as "placedByName", h.lifted_at as "liftedAt", h.lifted_by_name as "liftedByName",
  h.lift_reason as "liftReason"`;

export async function listHolds(ctx: Context, isOpen: boolean): Promise<HoldRow[]> {
  const { rows } = await sql<HoldRow>`
    select ${holdColumns} from customers.legal_holds h
    join customers.customers c on c.org_id = h.org_id and c.id = h.customer_id
    where h.org_id = ${ctx.orgId} and (h.lifted_at is null) = ${isOpen}
    order by h.placed_at desc limit 500`.execute(ctx.tx);
  return rows;
}

export async function lockHold(ctx: Context, holdId: string): Promise<HoldRow | undefined> {
  const { rows } = await sql<HoldRow>`
    select ${holdColumns} from customers.legal_holds h
    join customers.customers c on c.org_id = h.org_id and c.id = h.customer_id
    where h.org_id = ${ctx.orgId} and h.id = ${holdId} for update of h`.execute(ctx.tx);
  return rows[0];
}

export async function insertHold(
  ctx: Context,
  hold: { id: string; customerId: string; reason: string; source: string },
): Promise<void> {
  await sql`
    insert into customers.legal_holds (org_id, id, customer_id, reason, source, placed_at, placed_by_name)
    values (${ctx.orgId}, ${hold.id}, ${hold.customerId}, ${hold.reason}, ${hold.source}, ${ctx.clock.now()},
      ${actorName(ctx.actor)})`.execute(ctx.tx);
}

export async function markLifted(ctx: Context, holdId: string, reason: string): Promise<void> {
  await sql`
    update customers.legal_holds set lifted_at = ${ctx.clock.now()}, lifted_by_name = ${actorName(ctx.actor)}, lift_reason = ${reason}
    where org_id = ${ctx.orgId} and id = ${holdId}`.execute(ctx.tx);
}

export type ErasureRow = {
  readonly id: string;
  readonly customerId: string;
  readonly name: string;
  readonly kind: string;
  readonly cause: "request" | "retention";
  readonly reason: string;
  readonly state: "asked" | "done" | "refused";
  readonly askedAt: Temporal.Instant;
  readonly askedBy: string | null;
  readonly askedByName: string;
  readonly dueOn: Temporal.PlainDate;
  readonly decidedAt: Temporal.Instant | null;
  readonly decidedByName: string | null;
  readonly note: string | null;
  readonly removed: Readonly<Record<string, number>> | null;
};

const erasureColumns = sql`e.id, e.customer_id as "customerId", c.name, c.kind, e.cause, e.reason, e.state,
  e.asked_at as "askedAt", e.asked_by as "askedBy", e.asked_by_name as "askedByName", e.due_on as "dueOn",
  e.decided_at as "decidedAt", e.decided_by_name as "decidedByName", e.note, e.removed`;

export async function listErasures(ctx: Context, state: ErasureRow["state"]): Promise<ErasureRow[]> {
  const { rows } = await sql<ErasureRow>`
    select ${erasureColumns} from customers.erasures e
    join customers.customers c on c.org_id = e.org_id and c.id = e.customer_id
    where e.org_id = ${ctx.orgId} and e.state = ${state} order by e.asked_at desc limit 500`.execute(ctx.tx);
  return rows;
}

export async function lockErasure(ctx: Context, erasureId: string): Promise<ErasureRow | undefined> {
  const { rows } = await sql<ErasureRow>`
    select ${erasureColumns} from customers.erasures e
    join customers.customers c on c.org_id = e.org_id and c.id = e.customer_id
    where e.org_id = ${ctx.orgId} and e.id = ${erasureId} for update of e`.execute(ctx.tx);
  return rows[0];
}

export async function insertErasure(
  ctx: Context,
  row: {
    id: string;
    customerId: string;
    cause: ErasureRow["cause"];
    reason: string;
    askedBy: string | null;
    dueOn: string;
    /** What retention removes is done with its row. */
    removed?: Readonly<Record<string, number>>;
  },
): Promise<void> {
  const { removed } = row;
  const now = ctx.clock.now();
  await sql`
    insert into customers.erasures (org_id, id, customer_id, cause, reason, state, asked_at, asked_by, asked_by_name, due_on,
      decided_at, decided_by_name, removed)
    values (${ctx.orgId}, ${row.id}, ${row.customerId}, ${row.cause}, ${row.reason}, ${removed ? "done" : "asked"}, ${now},
      ${row.askedBy}, ${actorName(ctx.actor)}, ${row.dueOn}, ${removed ? now : null},
      ${removed ? actorName(ctx.actor) : null}, ${removed ? JSON.stringify(removed) : null}::jsonb)`.execute(
    ctx.tx,
  );
}

export async function markDecided(
  ctx: Context,
  erasureId: string,
  verdict: {
    state: "done" | "refused";
    decidedBy: string;
    note: string | null;
    removed: Readonly<Record<string, number>> | null;
  },
): Promise<void> {
  await sql`
    update customers.erasures set state = ${verdict.state}, decided_at = ${ctx.clock.now()}, decided_by = ${verdict.decidedBy},
      decided_by_name = ${actorName(ctx.actor)}, note = ${verdict.note},
      removed = ${verdict.removed ? JSON.stringify(verdict.removed) : null}::jsonb
    where org_id = ${ctx.orgId} and id = ${erasureId}`.execute(ctx.tx);
}
