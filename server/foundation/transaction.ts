/** One command, one transaction: scope first, journal last, retried when the database says that nothing happened. */
import { sql } from "kysely";
import type { Clock } from "./clock.ts";
import { type Actor, actorKey, actorName, type Context, type Outside } from "./context.ts";
import { type Database, isTransient, transaction } from "./database.ts";
import type { Files } from "./files/files.ts";
import { withoutPersonalShapes } from "./log.ts";
import type { Outbound } from "./outbound.ts";
import type { Vault } from "./vault.ts";

/** What the edge needs to run commands; `announce` hints to live readers that a company has news. */
export type Platform = {
  readonly db: Database;
  readonly clock: Clock;
  /** Shared by all processes of the platform, never in the database. */
  readonly secret: string;
  readonly vault: Vault;
  readonly files: Files;
  /** Calls to other machines; hosts on the public network unless given. */
  readonly outbound?: Outbound;
  readonly outside?: Outside;
  readonly announce: (orgId: number, seq: number) => void;
};

export type Call = {
  readonly actor: Actor;
  readonly orgId: number;
  /** Companies that the transaction may see; the command's own unless said. */
  readonly scope?: readonly number[];
  readonly unitId?: string;
  readonly actingAs?: string;
  readonly requestId: string;
  readonly ip?: string;
};

const attempts = 4;

/** Runs a command or a query. Whatever it throws undoes everything; events and audit rows commit with it or not at all. */
export async function command<T>(
  platform: Platform,
  call: Call,
  work: (ctx: Context) => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await once(platform, call, work);
    } catch (error) {
      if (attempt === attempts || !isTransient(error)) throw error;
      await new Promise((done) => setTimeout(done, 2 ** attempt * Math.random() * 10));
    }
  }
}

async function once<T>(platform: Platform, call: Call, work: (ctx: Context) => Promise<T>): Promise<T> {
  const scope = {
    orgIds: call.scope ?? [call.orgId],
    staffId: call.actor.kind === "staff" ? call.actor.id : undefined,
  };
  let closing: Promise<number | undefined> | undefined;
  const answer = await transaction(platform.db, scope, async (tx) => {
    const { clock, secret, vault, files, outside, outbound } = platform;
    const pending = { events: [], audits: [], last: [] };
    const ctx: Context = {
      ...{ ...call, tx, clock, secret, vault, files, pending },
      ...(outside && { outside }),
      ...(outbound && { outbound }),
    };
    const result = await work(ctx);
    closing = close(ctx);
    // Heard below, when the commit that follows it has been answered, too.
    closing.catch(() => {});
    return result;
  });
  const seq = await closing;
  if (seq !== undefined) platform.announce(call.orgId, seq);
  return answer;
}

/** @returns the number of the newest event. The first statement that fails is the cause: those behind it fail with it. */
async function close(ctx: Context): Promise<number | undefined> {
  const last = ctx.pending.last.map((statement) => statement());
  const seq = writeJournal(ctx);
  for (const one of [...last, seq]) one.catch(() => {});
  for (const one of last) await one;
  return seq;
}

async function writeJournal(ctx: Context): Promise<number | undefined> {
  const { events, audits } = ctx.pending;
  if (events.length + audits.length === 0) return undefined;
  const at = ctx.clock.now().toString();
  const auditRows = audits.map((entry) => ({
    at,
    actor: actorKey(ctx.actor),
    actor_name: actorName(ctx.actor),
    ip: ctx.ip ?? null,
    acting_as: ctx.actingAs ?? null,
    request_id: ctx.requestId,
    ...entry,
    // The trail cannot be edited later, so a number that slipped into a remark must not get in.
    ...(entry.reason === undefined ? {} : { reason: withoutPersonalShapes(entry.reason) }),
  }));
  const eventRows = events.map((event) => ({ ...event, happened_at: at, request_id: ctx.requestId }));
  const { rows } = await sql<{ seq: number }>`
    select foundation.journal_append(${ctx.orgId}, ${JSON.stringify(auditRows)}::jsonb, ${JSON.stringify(eventRows)}::jsonb) as seq
  `.execute(ctx.tx);
  return events.length > 0 ? rows[0]?.seq : undefined;
}
