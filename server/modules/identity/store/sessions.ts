/** SQL over sessions, wrong attempts, and what is looked up before a scope exists. */
import { sql } from "kysely";
import type { Words } from "../../../../contracts/endpoint.ts";
import type { Context } from "../../../foundation/context.ts";
import { type Database, type Tx, transaction } from "../../../foundation/database.ts";
import type { AttemptLimit } from "../rules.ts";
import type { Preview, Right } from "../standing.ts";

/** What must happen before a session counts: setting up one-time codes, or giving one. */
export type Due = "enrol" | "code";

export type SessionActor = {
  readonly sessionId: string;
  readonly staffId: string;
  readonly name: string;
  readonly lastSeenAt: Temporal.Instant;
  readonly expiresAt: Temporal.Instant;
  readonly idleMinutes: number;
  readonly mustChange: boolean;
  readonly passwordExpiresAt: Temporal.Instant | null;
  readonly due: Due | null;
  /** Own rights, and lent ones that have not ended; those may still lie ahead. */
  readonly grants: readonly Right[];
  /** The company and all below it: what a grant on the company's root opens. */
  readonly below: readonly number[];
  readonly preview: Preview | null;
};

export async function findSessionActor(
  db: Database | Tx,
  orgId: number,
  tokenHash: Buffer,
  now: Temporal.Instant,
): Promise<SessionActor | undefined> {
  const { rows } = await sql<SessionActor>`
    select session_id as "sessionId", staff_id as "staffId", name, last_seen_at as "lastSeenAt", expires_at as "expiresAt",
      idle_minutes as "idleMinutes", must_change as "mustChange", password_expires_at as "passwordExpiresAt", due, grants,
      below, preview
    from identity.session_actor(${orgId}, ${tokenHash}, ${now})`.execute(db);
  return rows[0];
}

/** Written outside of the command: a refused command was still a sign of life. */
export async function touchSession(
  db: Database,
  orgId: number,
  sessionId: string,
  now: Temporal.Instant,
): Promise<void> {
  await transaction(db, { orgIds: [orgId] }, async (tx) => {
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
    due: Due | null;
    isSignOn: boolean;
  },
): Promise<void> {
  const now = ctx.clock.now();
  await sql`
    insert into identity.sessions (org_id, session_id, staff_id, token_hash, signed_in_at, last_seen_at, expires_at,
      idle_minutes, ip, user_agent, due, is_sign_on)
    values (${ctx.orgId}, ${session.sessionId}, ${session.staffId}, ${session.tokenHash}, ${now}, ${now},
      ${session.expiresAt}, ${session.idleMinutes}, ${ctx.ip ?? null}, ${session.userAgent}, ${session.due},
      ${session.isSignOn})`.execute(ctx.tx);
}

export type SessionState = {
  readonly due: Due | null;
  readonly isSignOn: boolean;
  readonly preview: {
    role: string;
    roleName: Words;
    unitId: string;
    unitName: Words;
    until: Temporal.Instant;
  } | null;
};

/** What a session waits for, how it came about, and which role it previews just now. */
export async function getSessionState(ctx: Context, sessionId: string): Promise<SessionState> {
  type Flat = Omit<SessionState, "preview"> & {
    preview: { role: string; roleName: Words; unitId: string; unitName: Words } | null;
    until: Temporal.Instant | null;
  };
  const { rows } = await sql<Flat>`
    select s.due, s.is_sign_on as "isSignOn", s.preview_until as until, case when s.preview_until > ${ctx.clock.now()} then
      jsonb_build_object('role', r.code, 'roleName', jsonb_build_object('zh', r.name_zh, 'en', r.name_en),
        'unitId', u.unit_id, 'unitName', jsonb_build_object('zh', u.name_zh, 'en', u.name_en)) end as preview
    from identity.sessions s
    left join identity.roles r on r.org_id = s.org_id and r.code = s.preview_role
    left join identity.units u on u.org_id = s.org_id and u.unit_id = s.preview_unit_id
    where s.org_id = ${ctx.orgId} and s.session_id = ${sessionId}`.execute(ctx.tx);
  const [row] = rows;
  if (!row) throw new Error("a session without a row");
  const { until, preview, ...state } = row;
  return { ...state, preview: preview && until ? { ...preview, until } : null };
}

export async function saveDue(ctx: Context, sessionId: string, due: Due | null): Promise<void> {
  await sql`
    update identity.sessions set due = ${due} where org_id = ${ctx.orgId} and session_id = ${sessionId}`.execute(
    ctx.tx,
  );
}

export async function savePreview(
  ctx: Context,
  sessionId: string,
  preview: { role: string; unitId: string; until: Temporal.Instant } | null,
): Promise<void> {
  await sql`
    update identity.sessions set preview_role = ${preview?.role ?? null}, preview_unit_id = ${preview?.unitId ?? null},
      preview_until = ${preview?.until ?? null}
    where org_id = ${ctx.orgId} and session_id = ${sessionId}`.execute(ctx.tx);
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
