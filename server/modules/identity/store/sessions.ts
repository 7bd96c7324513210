/** SQL over sessions, wrong attempts, and what is looked up before a scope exists. */
import { sql } from "kysely";
import type { Capability } from "../../../../contracts/capabilities.ts";
import type { Context } from "../../../foundation/context.ts";
import { type Database, setScope, type Tx } from "../../../foundation/database.ts";
import type { AttemptLimit } from "../rules.ts";

export type SessionActor = {
  readonly sessionId: string;
  readonly staffId: string;
  readonly name: string;
  readonly lastSeenAt: Temporal.Instant;
  readonly expiresAt: Temporal.Instant;
  readonly idleMinutes: number;
  readonly mustChange: boolean;
  readonly passwordExpiresAt: Temporal.Instant | null;
  readonly grants: readonly { unitId: string; role: string; capabilities: Capability[] }[];
  readonly orgIds: readonly number[];
};

export async function findSessionActor(
  db: Database | Tx,
  orgId: number,
  tokenHash: Buffer,
): Promise<SessionActor | undefined> {
  const { rows } = await sql<SessionActor>`
    select session_id as "sessionId", staff_id as "staffId", name, last_seen_at as "lastSeenAt", expires_at as "expiresAt",
      idle_minutes as "idleMinutes", must_change as "mustChange", password_expires_at as "passwordExpiresAt", grants,
      org_ids as "orgIds"
    from identity.session_actor(${orgId}, ${tokenHash})`.execute(db);
  return rows[0];
}

/** Written outside of the command: a refused command was still a sign of life. */
export async function touchSession(
  db: Database,
  orgId: number,
  sessionId: string,
  now: Temporal.Instant,
): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await setScope(tx, [orgId]);
    await sql`
      update identity.sessions set last_seen_at = ${now}
      where org_id = ${orgId} and session_id = ${sessionId} and last_seen_at < ${now}`.execute(tx);
  });
}

export async function insertSession(
  ctx: Context,
  session: {
    sessionId: string;
    staffId: string;
    tokenHash: Buffer;
    expiresAt: Temporal.Instant;
    idleMinutes: number;
    userAgent: string;
  },
): Promise<void> {
  const now = ctx.clock.now();
  await sql`
    insert into identity.sessions (org_id, session_id, staff_id, token_hash, signed_in_at, last_seen_at, expires_at,
      idle_minutes, ip, user_agent)
    values (${ctx.orgId}, ${session.sessionId}, ${session.staffId}, ${session.tokenHash}, ${now}, ${now},
      ${session.expiresAt}, ${session.idleMinutes}, ${ctx.ip ?? null}, ${session.userAgent})`.execute(ctx.tx);
}

export type SessionRow = {
  readonly sessionId: string;
  readonly signedInAt: Temporal.Instant;
  readonly lastSeenAt: Temporal.Instant;
  readonly ip: string | null;
  readonly userAgent: string;
};

/** A person's living sessions, the newest first. */
export async function listSessions(ctx: Context, staffId: string): Promise<SessionRow[]> {
  const now = ctx.clock.now();
  const { rows } = await sql<SessionRow>`
    select session_id as "sessionId", signed_in_at as "signedInAt", last_seen_at as "lastSeenAt", ip, user_agent as "userAgent"
    from identity.sessions
    where org_id = ${ctx.orgId} and staff_id = ${staffId} and ended_at is null and expires_at > ${now}
      and last_seen_at + make_interval(mins => idle_minutes) > ${now}
    order by signed_in_at desc limit 200`.execute(ctx.tx);
  return rows;
}

/** Ends one session, or all of a person's but perhaps one; returns how many. */
export async function endSessions(
  ctx: Context,
  which: { staffId: string; sessionId?: string; except?: string },
): Promise<number> {
  const { staffId, sessionId = null, except = null } = which;
  const { numAffectedRows } = await sql`
    update identity.sessions set ended_at = ${ctx.clock.now()}
    where org_id = ${ctx.orgId} and staff_id = ${staffId} and ended_at is null
      and (${sessionId}::uuid is null or session_id = ${sessionId})
      and (${except}::uuid is null or session_id <> ${except})`.execute(ctx.tx);
  return Number(numAffectedRows ?? 0n);
}

/** Forgets what is older than the rule says, a little at each sign-in. */
export async function forgetOldSessions(
  ctx: Context,
  staffId: string,
  before: Temporal.Instant,
): Promise<void> {
  await sql`
    delete from identity.sessions where org_id = ${ctx.orgId} and staff_id = ${staffId} and expires_at < ${before}`.execute(
    ctx.tx,
  );
}

export async function isUsualAddress(
  ctx: Context,
  staffId: string,
  since: Temporal.Instant,
): Promise<boolean> {
  const { rows } = await sql<{ usual: boolean }>`
    select exists (select from identity.sessions where org_id = ${ctx.orgId} and staff_id = ${staffId}
      and ip = ${ctx.ip ?? null} and signed_in_at > ${since}) as usual`.execute(ctx.tx);
  return rows[0]?.usual ?? false;
}

export type AttemptKind = "account" | "address" | "usual";

/**
 * Counts an attempt before it is tried, so that a thousand at once are a thousand. During a pause nothing is counted:
 * guessing on does not lengthen it.
 * @returns the end of a running pause, or undefined when the attempt may be made
 */
export async function countAttempt(
  ctx: Context,
  kind: AttemptKind,
  key: string,
  { failures, withinMinutes, pauseMinutes }: AttemptLimit,
): Promise<Temporal.Instant | undefined> {
  const now = ctx.clock.now();
  const windowStart = now.subtract({ minutes: withinMinutes });
  const { rows } = await sql<{ pausedUntil: Temporal.Instant | null; counted: boolean }>`
    insert into identity.attempts as a (org_id, kind, key, failures, since)
    values (${ctx.orgId}, ${kind}, ${key}, 1, ${now})
    on conflict (org_id, kind, key) do update set
      failures = case when a.paused_until > ${now} then a.failures
                      when a.paused_until is not null or a.since <= ${windowStart} then 1 else a.failures + 1 end,
      since = case when a.paused_until is null and a.since > ${windowStart} then a.since
                   when a.paused_until > ${now} then a.since else ${now} end,
      paused_until = case when a.paused_until > ${now} then a.paused_until
        when a.paused_until is null and a.since > ${windowStart} and a.failures + 1 > ${failures}
        then ${now.add({ minutes: pauseMinutes })}::timestamptz end
    returning paused_until as "pausedUntil"`.execute(ctx.tx);
  return rows[0]?.pausedUntil ?? undefined;
}

/** A right password wipes the account's count; the address keeps its own, or one known password would open guessing. */
export async function clearAttempts(ctx: Context, kind: AttemptKind, key: string): Promise<void> {
  await sql`delete from identity.attempts where org_id = ${ctx.orgId} and kind = ${kind} and key = ${key}`.execute(
    ctx.tx,
  );
}

/** The address gets its try back: only wrong attempts count. */
export async function uncountAttempt(ctx: Context, kind: AttemptKind, key: string): Promise<void> {
  await sql`
    update identity.attempts set failures = greatest(0, failures - 1)
    where org_id = ${ctx.orgId} and kind = ${kind} and key = ${key} and paused_until is null`.execute(ctx.tx);
}

export async function forgetOldAttempts(ctx: Context, before: Temporal.Instant): Promise<void> {
  await sql`
    delete from identity.attempts where (org_id, kind, key) in (
      select org_id, kind, key from identity.attempts where org_id = ${ctx.orgId} and since < ${before} limit 50
      for update skip locked)`.execute(ctx.tx);
}
