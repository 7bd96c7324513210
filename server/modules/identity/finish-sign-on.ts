/**
 * Somebody comes back from the company's provider. What the browser brings is checked against what it left with, the
 * code is exchanged, the token verified; then the person must be one who works here. Nobody is created and no right is
 * given by it; what the session may do, and how long, are our own rules.
 */
import * as oidc from "openid-client";
import { audit, type Context } from "../../foundation/context.ts";
import { Problem } from "../../foundation/problem.ts";
import { type Call, command, type Platform } from "../../foundation/transaction.ts";
import { asAnyone, attemptPlace, away, type Leaving } from "./begin-sign-on.ts";
import type { Ticket } from "./cookies.ts";
import { hashToken } from "./gate.ts";
import { identityRules } from "./rules.ts";
import { openSession, type SignedIn } from "./sign-in.ts";
import { openForSignOn, providerOf, sealForSignOn, withProvider } from "./sign-on-provider.ts";
import { hasDuty } from "./store/access.ts";
import {
  findByClaim,
  findLinked,
  findSignOn,
  insertIdToken,
  insertLink,
  type SignOnPerson,
  type SignOnRow,
  takeAttempt,
} from "./store/sign-on.ts";
import { lockStaff } from "./store/staff.ts";

type Coming = {
  /** From the browser's cookie. */
  readonly ticket: Ticket | undefined;
  readonly query: string;
  readonly redirectUri: string;
  readonly userAgent: string;
};
/** What the provider vouches for. */
export type Account = {
  readonly issuer: string;
  readonly subject: string;
  readonly claims: Readonly<Record<string, unknown>>;
};

export const tokenPlace = (orgId: number, sessionId: string): string => `${orgId}/${sessionId}`;

export async function finishSignOn(
  platform: Platform,
  call: Call,
  { ticket, query, redirectUri, userAgent }: Coming,
): Promise<SignedIn & { returnTo: string }> {
  if (!ticket) throw new Problem("identity.sign_on_failed");
  const { orgId } = ticket;
  const own = asAnyone(call, orgId);
  const { leaving, settings } = await command(platform, own, async (ctx) => ({
    leaving: await takeLeaving(ctx, ticket.token, query),
    settings: await findSignOn(ctx),
  }));
  if (!leaving) throw new Problem("identity.sign_on_failed");
  if (!settings?.isOn) throw new Problem("identity.sign_on_off");
  const config = await providerOf(platform, orgId, settings).catch(away);
  const { account, idToken } = await exchange(config, leaving, new URL(`${redirectUri}?${query}`), settings);
  const outcome = await command(platform, own, (ctx) =>
    admit(ctx, settings, account, { userAgent, idToken }),
  );
  if (outcome instanceof Problem) throw outcome;
  return { ...outcome, returnTo: leaving.returnTo };
}

/** What this browser left with; gone after the first look, and nothing when the state is another's. */
async function takeLeaving(ctx: Context, token: string, query: string): Promise<Leaving | undefined> {
  const attempt = await takeAttempt(ctx, hashToken(token));
  const state = new URLSearchParams(query).get("state") ?? "";
  if (!attempt || Temporal.Instant.compare(attempt.expiresAt, ctx.clock.now()) <= 0) return undefined;
  if (!attempt.stateHash.equals(hashToken(state))) return undefined;
  return JSON.parse(openForSignOn(ctx.secret, attemptPlace(ctx.orgId), attempt.sealed)) as Leaving;
}

async function exchange(
  config: oidc.Configuration,
  leaving: Leaving,
  cameTo: URL,
  { claim, emailDomain }: SignOnRow,
): Promise<{ account: Account; idToken: string }> {
  try {
    return await withProvider(async () => {
      const tokens = await oidc.authorizationCodeGrant(config, cameTo, {
        expectedState: leaving.state,
        expectedNonce: leaving.nonce,
        pkceCodeVerifier: leaving.verifier,
        idTokenExpected: true,
      });
      const told = tokens.claims();
      if (!told || !tokens.id_token) throw new Problem("identity.sign_on_failed");
      const lacks = told[claim] === undefined || (emailDomain !== null && told.email === undefined);
      const more = lacks && config.serverMetadata().userinfo_endpoint;
      const info = more ? await oidc.fetchUserInfo(config, tokens.access_token, told.sub) : {};
      const account = { issuer: told.iss, subject: told.sub, claims: { ...info, ...told } };
      return { account, idToken: tokens.id_token };
    });
  } catch (error) {
    // Refused over there, cancelled, or tampered with on the way: the same for who stands before the page.
    if (error instanceof Problem && error.code !== "identity.sign_on_unreachable")
      throw new Problem("identity.sign_on_failed");
    throw error;
  }
}

/** Returns a refusal rather than throwing it: its audit row must stay. */
async function admit(
  ctx: Context,
  settings: SignOnRow,
  account: Account,
  { userAgent, idToken }: { userAgent: string; idToken: string },
): Promise<SignedIn | Problem> {
  const refuse = (code: "identity.sign_on_unknown" | "identity.sign_on_weak", person?: SignOnPerson) => {
    const subject = person ? `staff:${person.staffId}` : "unknown";
    audit(ctx, { action: "identity.sign_on_refused", subject, after: { code } });
    return new Problem(code);
  };
  if (settings.acr !== null && account.claims.acr !== settings.acr) return refuse("identity.sign_on_weak");
  const person = await whoIs(ctx, settings, account);
  if (person?.state !== "active") return refuse("identity.sign_on_unknown", person);
  const rules = await identityRules(ctx);
  const mustEnrol = rules.administratorsNeedCodes && (await hasDuty(ctx, person.staffId));
  // A provider that was asked for a strength vouches for the second factor too.
  const due = settings.acr !== null ? null : person.hasTotp ? "code" : mustEnrol ? "enrol" : null;
  const signedIn = await openSession(ctx, person.staffId, rules, { userAgent, due, isSignOn: true });
  const { sessionId } = signedIn.me;
  await insertIdToken(ctx, sessionId, sealForSignOn(ctx.secret, tokenPlace(ctx.orgId, sessionId), idToken));
  return signedIn;
}

/** By the account once it is linked; before that by the claim, which links it. */
async function whoIs(ctx: Context, settings: SignOnRow, account: Account): Promise<SignOnPerson | undefined> {
  const { issuer, subject } = account;
  const value = claimedValue(settings, account.claims);
  if (value === undefined) return undefined;
  const linked = await findLinked(ctx, issuer, subject);
  if (linked) return linked;
  const named = await findByClaim(ctx, issuer, settings.matches, value);
  if (!named) return undefined;
  await lockStaff(ctx, named.staffId);
  // The name belongs to somebody who has another account over there: it was given to someone else since.
  if (named.subject !== null || !(await insertLink(ctx, { issuer, subject, staffId: named.staffId })))
    return undefined;
  audit(ctx, { action: "identity.sign_on_linked", subject: `staff:${named.staffId}` });
  return named;
}

/** The login name or staff number that the provider states; undefined when what must be vouched for is not. */
export function claimedValue(
  { claim, matches, emailDomain }: Pick<SignOnRow, "claim" | "matches" | "emailDomain">,
  claims: Account["claims"],
): string | undefined {
  const email = typeof claims.email === "string" ? claims.email.toLowerCase() : "";
  const needsEmail = emailDomain !== null || claim === "email";
  if (needsEmail && claims.email_verified !== true) return undefined;
  if (emailDomain !== null && !email.endsWith(`@${emailDomain}`)) return undefined;
  const stated = claims[claim];
  if (typeof stated !== "string" || stated.trim() === "" || stated.length > 200) return undefined;
  const value = stated.trim();
  if (matches === "staff_number") return value;
  const login = value.toLowerCase();
  const end = emailDomain === null ? "" : `@${emailDomain}`;
  return end && login.endsWith(end) ? login.slice(0, -end.length) : login;
}
