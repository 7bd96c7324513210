/**
 * Delivers events to the modules that listen. Each listener has a cursor per company, kept in the database and moved
 * in the same transaction as what the listener does: at least once, in order, and once in effect, whatever is killed
 * when. An event that fails again and again is set aside for a person to look at, so that it does not hold up the rest.
 */
import { sql } from "kysely";
import type { Context } from "./context.ts";
import type { Database } from "./database.ts";
import type { StoredEvent } from "./event-tail.ts";
import { newId } from "./ids.ts";
import type { Logger } from "./log.ts";
import { command, type Platform } from "./transaction.ts";

export type Listener = {
  /** Names the cursor: never changes once events have been delivered. */
  readonly name: string;
  readonly types: readonly string[];
  readonly hear: (ctx: Context, event: StoredEvent) => Promise<void>;
};

const batch = 100;
const attempts = 5;
/** Wait before attempt 2, 3, …: 2, 4, 8, 16 seconds. */
const retrySeconds = (failures: number) => 2 ** failures;

/** Delivers what is waiting to every listener in every company. Safe in several processes at once. */
export async function deliverEvents(
  platform: Platform,
  listeners: readonly Listener[],
  log: Logger,
): Promise<void> {
  if (listeners.length === 0) return;
  const known = heardBy.get(platform.db) ?? new Map<string, number>();
  heardBy.set(platform.db, known);
  const { rows: heads } = await sql<{ orgId: number; seq: number }>`
    select org_id as "orgId", seq from foundation.event_heads()`.execute(platform.db);
  for (const { orgId, seq } of heads) {
    for (const listener of listeners) {
      const key = `${listener.name} ${orgId}`;
      if (known.get(key) === seq) continue;
      let found: Found = "more";
      while (found === "more") found = await deliverBatch(platform, listener, orgId, log);
      if (found === "nothing") known.set(key, seq);
    }
  }
}

/**
 * Up to where all of a company's news has been heard, as this process knows: a round in which nothing has happened takes one
 * statement, not a transaction for every listener of every company.
 */
const heardBy = new WeakMap<Database, Map<string, number>>();

type Cursor = { seq: number; failures: number };
/** Another batch may be waiting; all has been heard; somebody else is at it, or it failed. */
type Found = "more" | "nothing" | "unknown";

async function deliverBatch(
  platform: Platform,
  listener: Listener,
  orgId: number,
  log: Logger,
): Promise<Found> {
  const reading = { at: 0 };
  try {
    return await inCompany(platform, orgId, async (ctx) => {
      const cursor = await lockCursor(ctx, listener);
      if (!cursor) return "unknown";
      const events = await nextEvents(ctx, listener, cursor.seq);
      for (const event of events) {
        reading.at = event.seq;
        await listener.hear(ctx, event);
      }
      const last = events.at(-1)?.seq;
      if (last !== undefined) await saveCursor(ctx, listener, last);
      return events.length === batch ? "more" : "nothing";
    });
  } catch (error) {
    log.warn({ err: error, listener: listener.name, orgId, seq: reading.at }, "a listener failed");
    if (reading.at > 0) await noteFailure(platform, listener, orgId, reading.at, error);
    return "unknown";
  }
}

const inCompany = <T>(platform: Platform, orgId: number, work: (ctx: Context) => Promise<T>): Promise<T> =>
  command(platform, { actor: { kind: "system", orgIds: [orgId] }, orgId, requestId: newId() }, work);

/** Skip locked: another process is delivering to this listener just now. */
async function lockCursor(ctx: Context, { name }: Listener): Promise<Cursor | undefined> {
  await sql`insert into foundation.listener_cursors (org_id, listener) values (${ctx.orgId}, ${name})
            on conflict do nothing`.execute(ctx.tx);
  const { rows } = await sql<Cursor>`
    select seq, failures from foundation.listener_cursors
    where org_id = ${ctx.orgId} and listener = ${name} and (retry_at is null or retry_at <= ${ctx.clock.now()})
    for update skip locked`.execute(ctx.tx);
  return rows[0];
}

async function nextEvents(ctx: Context, { name, types }: Listener, after: number): Promise<StoredEvent[]> {
  const { rows } = await sql<StoredEvent>`
    select org_id as "orgId", seq, type, topic, payload, happened_at as "happenedAt" from foundation.events e
    where org_id = ${ctx.orgId} and seq > ${after} and type = any (${types}::text[])
      and not exists (select from foundation.parked_events p
                      where p.org_id = e.org_id and p.listener = ${name} and p.seq = e.seq)
    order by seq limit ${batch}`.execute(ctx.tx);
  return rows;
}

async function saveCursor(ctx: Context, { name }: Listener, seq: number): Promise<void> {
  await sql`update foundation.listener_cursors set seq = ${seq}, failures = 0, retry_at = null
            where org_id = ${ctx.orgId} and listener = ${name}`.execute(ctx.tx);
}

/** The events before the failing one were undone with it and come again; the failing one is parked in the end. */
async function noteFailure(
  platform: Platform,
  listener: Listener,
  orgId: number,
  seq: number,
  error: unknown,
): Promise<void> {
  await inCompany(platform, orgId, async (ctx) => {
    const { rows } = await sql<Cursor>`
      insert into foundation.listener_cursors as kept (org_id, listener, failures) values (${orgId}, ${listener.name}, 1)
      on conflict (org_id, listener) do update set failures = kept.failures + 1
      returning seq, failures`.execute(ctx.tx);
    const failures = rows[0]?.failures ?? 1;
    const now = ctx.clock.now();
    if (failures < attempts) {
      const retryAt = now.add({ seconds: retrySeconds(failures) });
      await sql`update foundation.listener_cursors set retry_at = ${retryAt}
                where org_id = ${orgId} and listener = ${listener.name}`.execute(ctx.tx);
      return;
    }
    const reason = error instanceof Error ? error.message.slice(0, 500) : "unknown";
    await sql`insert into foundation.parked_events (org_id, listener, seq, error, parked_at)
              values (${orgId}, ${listener.name}, ${seq}, ${reason}, ${now}) on conflict do nothing`.execute(
      ctx.tx,
    );
    await sql`update foundation.listener_cursors set failures = 0, retry_at = null
              where org_id = ${orgId} and listener = ${listener.name}`.execute(ctx.tx);
  });
}
