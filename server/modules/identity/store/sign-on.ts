/** SQL over single sign-on: a company's provider, sign-ons under way, and which account there is whose. */
import { sql } from "kysely";
import type { SignOnSettings, StaffState } from "../../../../contracts/identity.ts";
import type { Context } from "../../../foundation/context.ts";

export type SignOnRow = Omit<SignOnSettings, "hasSecret"> & {
  /** Sealed; null: a public client. */
  readonly clientSecret: Buffer | null;
  readonly changedAt: Temporal.Instant;
};

export async function findSignOn(ctx: Context): Promise<SignOnRow | undefined> {
  const { rows } = await sql<SignOnRow>`
    select is_on as "isOn", jsonb_build_object('zh', name_zh, 'en', name_en) as name, issuer, client_id as "clientId",
      client_secret as "clientSecret", claim, matches, email_domain as "emailDomain", acr, changed_at as "changedAt"
    from identity.sign_on where org_id = ${ctx.orgId}`.execute(ctx.tx);
  return rows[0];
}

export async function saveSignOn(ctx: Context, row: SignOnRow): Promise<void> {
  await sql`
    insert into identity.sign_on (org_id, is_on, name_zh, name_en, issuer, client_id, client_secret, claim, matches,
      email_domain, acr, changed_at)
    values (${ctx.orgId}, ${row.isOn}, ${row.name.zh}, ${row.name.en}, ${row.issuer}, ${row.clientId}, ${row.clientSecret},
      ${row.claim}, ${row.matches}, ${row.emailDomain}, ${row.acr}, ${row.changedAt})
    on conflict (org_id) do update set is_on = excluded.is_on, name_zh = excluded.name_zh, name_en = excluded.name_en,
      issuer = excluded.issuer, client_id = excluded.client_id, client_secret = excluded.client_secret,
      claim = excluded.claim, matches = excluded.matches, email_domain = excluded.email_domain, acr = excluded.acr,
      changed_at = excluded.changed_at`.execute(ctx.tx);
}

export type Attempt = {
  readonly stateHash: Buffer;
  readonly sealed: Buffer;
  readonly expiresAt: Temporal.Instant;
};

/** Keeps a sign-on that begins, and forgets some that were never finished. */
export async function insertAttempt(ctx: Context, tokenHash: Buffer, attempt: Attempt): Promise<void> {
  await sql`
    delete from identity.sign_on_attempts where (org_id, token_hash) in (
      select org_id, token_hash from identity.sign_on_attempts
      where org_id = ${ctx.orgId} and expires_at < ${ctx.clock.now()} limit 50)`.execute(ctx.tx);
  await sql`
    insert into identity.sign_on_attempts (org_id, token_hash, state_hash, sealed, expires_at)
    values (${ctx.orgId}, ${tokenHash}, ${attempt.stateHash}, ${attempt.sealed}, ${attempt.expiresAt})`.execute(
    ctx.tx,
  );
}

/** Takes it away: of two that come back with the same one, the second finds nothing. */
export async function takeAttempt(ctx: Context, tokenHash: Buffer): Promise<Attempt | undefined> {
  const { rows } = await sql<Attempt>`
    delete from identity.sign_on_attempts where org_id = ${ctx.orgId} and token_hash = ${tokenHash}
    returning state_hash as "stateHash", sealed, expires_at as "expiresAt"`.execute(ctx.tx);
  return rows[0];
}

export type SignOnPerson = {
  readonly staffId: string;
  readonly state: StaffState;
  readonly hasTotp: boolean;
  /** The account of this provider that the person is linked to. */
  readonly subject: string | null;
};

const people = (issuer: string) => sql`
  select p.staff_id as "staffId", p.state, l.subject,
    exists (select from identity.totp t where t.org_id = p.org_id and t.staff_id = p.staff_id
            and t.confirmed_at is not null) as "hasTotp"
  from identity.staff p
  left join identity.sign_on_links l on l.org_id = p.org_id and l.staff_id = p.staff_id and l.issuer = ${issuer}`;

export async function findLinked(
  ctx: Context,
  issuer: string,
  subject: string,
): Promise<SignOnPerson | undefined> {
  const { rows } = await sql<SignOnPerson>`
    ${people(issuer)} where p.org_id = ${ctx.orgId} and l.subject = ${subject}`.execute(ctx.tx);
  return rows[0];
}

/** By login name or by staff number. */
export async function findByClaim(
  ctx: Context,
  issuer: string,
  matches: SignOnRow["matches"],
  value: string,
): Promise<SignOnPerson | undefined> {
  const { rows } = await sql<SignOnPerson>`
    ${people(issuer)} where p.org_id = ${ctx.orgId}
      and case ${matches}::text when 'login' then p.login else p.staff_number end = ${value}`.execute(ctx.tx);
  return rows[0];
}

/** Returns false when the account is somebody else's, or the person has another account. */
export async function insertLink(
  ctx: Context,
  link: { issuer: string; subject: string; staffId: string },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into identity.sign_on_links (org_id, issuer, subject, staff_id, linked_at)
    values (${ctx.orgId}, ${link.issuer}, ${link.subject}, ${link.staffId}, ${ctx.clock.now()})
    on conflict do nothing`.execute(ctx.tx);
  return numAffectedRows === 1n;
}

export async function deleteLinks(ctx: Context, staffId: string): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from identity.sign_on_links where org_id = ${ctx.orgId} and staff_id = ${staffId}`.execute(ctx.tx);
  return Number(numAffectedRows ?? 0n);
}

export async function insertIdToken(ctx: Context, sessionId: string, sealed: Buffer): Promise<void> {
  await sql`
    insert into identity.sign_on_sessions (org_id, session_id, id_token)
    values (${ctx.orgId}, ${sessionId}, ${sealed})`.execute(ctx.tx);
}

/** Taken when the session ends: it is of no use afterwards. */
export async function takeIdToken(ctx: Context, sessionId: string): Promise<Buffer | undefined> {
  const { rows } = await sql<{ sealed: Buffer }>`
    delete from identity.sign_on_sessions where org_id = ${ctx.orgId} and session_id = ${sessionId}
    returning id_token as sealed`.execute(ctx.tx);
  return rows[0]?.sealed;
}
