/**
 * Signing in. Three transactions: count the attempt, (hash without one), decide. The attempt is counted before it is
 * tried and given back when right; a refusal therefore stays counted.
 *
 * A stranger learns nothing: an unknown name, a disabled person and a wrong password cost the same work and get the
 * same answer. Nobody can be locked out for good: pauses end by themselves, guessing on does not lengthen them, and
 * the person gets in meanwhile from an address used before, or with a one-time code.
 */
import { createHash } from "node:crypto";
import type { Me } from "../../../contracts/identity.ts";
import { audit, type Context } from "../../foundation/context.ts";
import { newId, newToken } from "../../foundation/ids.ts";
import { Problem } from "../../foundation/problem.ts";
import { type Call, command, type Platform } from "../../foundation/transaction.ts";
import { hashToken } from "./gate.ts";
import { describeMe } from "./me.ts";
import { nobodysHash, type PasswordHash, verifyPassword } from "./password.ts";
import { identityRules, type Rules } from "./rules.ts";
import { rightsAt } from "./standing.ts";
import { hasDuty } from "./store/access.ts";
import { findLineage } from "./store/catalogue.ts";
import {
  type AttemptKind,
  clearAttempts,
  countAttempt,
  type Due,
  findSessionActor,
  forgetOldAttempts,
  forgetOldSessions,
  insertSession,
  isUsualAddress,
  uncountAttempt,
} from "./store/sessions.ts";
import { findSignIn, type SignInRow } from "./store/sign-in.ts";
import { acceptTotpStep } from "./store/staff.ts";
import { openTotp, totpStep } from "./totp.ts";

export type SignInInput = {
  readonly orgId: number;
  readonly login: string;
  readonly password: string;
  readonly code?: string | undefined;
};
export type SignedIn = { readonly me: Me; readonly token: string };

const longUserAgent = 300;
/** Attempts older than this no longer matter to any rule. */
const attemptsKept = { hours: 24 } as const;

type Counted = {
  readonly rules: Rules;
  readonly person: SignInRow | undefined;
  readonly kind: AttemptKind;
  readonly key: string;
  readonly addressPaused: Temporal.Instant | undefined;
  readonly accountPaused: Temporal.Instant | undefined;
};

export async function signIn(
  platform: Platform,
  call: Call,
  input: SignInInput,
  userAgent: string,
): Promise<SignedIn> {
  if (!(await findLineage(platform.db, input.orgId))) throw new Problem("identity.sign_in_failed");
  const own: Call = {
    ...call,
    actor: { kind: "anyone" },
    orgId: input.orgId,
    scope: [input.orgId],
  };
  const counted = await command(platform, own, (ctx) => count(ctx, input.login.trim().toLowerCase()));
  // A pause of the account yields to a one-time code; one of the address does not.
  const paused = counted.addressPaused ?? (input.code ? undefined : counted.accountPaused);
  if (paused) throw pauseProblem(platform, paused);
  const kept: PasswordHash = counted.person?.password ?? nobodysHash(counted.rules.hash);
  const isRight = (await verifyPassword(input.password, kept)) && counted.person?.state === "active";
  const outcome = await command(platform, own, (ctx) => decide(ctx, counted, isRight, input.code, userAgent));
  if (outcome instanceof Problem) throw outcome;
  return outcome;
}

function pauseProblem({ clock }: Platform, until: Temporal.Instant): Problem {
  const seconds = Math.max(1, Math.ceil(until.since(clock.now()).total("seconds")));
  return new Problem("identity.sign_in_paused", { seconds });
}

async function count(ctx: Context, login: string): Promise<Counted> {
  const rules = await identityRules(ctx);
  const person = await findSignIn(ctx, login);
  const since = ctx.clock.now().subtract({ hours: rules.usualAddressDays * 24 });
  const usual = await isUsualAddress(ctx, person?.staffId ?? newId(), since);
  const kind = usual ? "usual" : "account";
  // What was typed as a name may be a password: only its hash is kept.
  const name = createHash("sha256").update(login).digest("base64url");
  const key = usual ? `${name} ${ctx.ip ?? ""}` : name;
  const addressPaused = await countAttempt(ctx, "address", ctx.ip ?? "", rules.address);
  const accountPaused = await countAttempt(ctx, kind, key, rules.account);
  return { rules, person, kind, key, addressPaused, accountPaused };
}

/** Returns a refusal rather than throwing it: its audit row must stay. */
async function decide(
  ctx: Context,
  counted: Counted,
  isRight: boolean,
  code: string | undefined,
  userAgent: string,
): Promise<SignedIn | Problem> {
  const { person, rules, kind, key } = counted;
  const now = ctx.clock.now();
  await forgetOldAttempts(ctx, now.subtract(attemptsKept));
  const refuse = (action: string, code: "identity.sign_in_failed" | "identity.code_needed") => {
    audit(ctx, { action, subject: person ? `staff:${person.staffId}` : "unknown", after: { kind } });
    return new Problem(code);
  };
  if (!isRight || !person) return refuse("identity.sign_in_failed", "identity.sign_in_failed");
  if (person.totp) {
    const secret = openTotp(ctx, person.staffId, person.totp);
    const step = code ? totpStep(secret, code, now) : undefined;
    if (step === undefined || !(await acceptTotpStep(ctx, person.staffId, step)))
      // Who is paused learns no more than that: else a code typed at random would tell that the password is right.
      return counted.accountPaused
        ? refuse("identity.sign_in_failed", "identity.sign_in_failed")
        : refuse("identity.code_asked", "identity.code_needed");
  } else if (counted.accountPaused) {
    return refuse("identity.sign_in_failed", "identity.sign_in_failed");
  }
  await clearAttempts(ctx, kind, key);
  await uncountAttempt(ctx, "address", ctx.ip ?? "");
  const due =
    !person.totp && rules.administratorsNeedCodes && (await hasDuty(ctx, person.staffId)) ? "enrol" : null;
  return openSession(ctx, person.staffId, rules, { userAgent, due, isSignOn: false });
}

type Coming = { readonly userAgent: string; readonly due: Due | null; readonly isSignOn: boolean };

/**
 * Opens a session. Administrators without one-time codes get one in which nothing but setting them up is possible
 * (GB/T 22239-2019 8.1.4.1: two factors).
 */
export async function openSession(
  ctx: Context,
  staffId: string,
  rules: Rules,
  { userAgent, due, isSignOn }: Coming,
): Promise<SignedIn> {
  const { idleMinutes, absoluteHours, keepDays } = rules.session;
  const now = ctx.clock.now();
  const token = newToken();
  const sessionId = newId();
  await forgetOldSessions(ctx, staffId, now.subtract({ hours: keepDays * 24 }));
  await insertSession(ctx, {
    sessionId,
    staffId,
    tokenHash: hashToken(token),
    expiresAt: now.add({ hours: absoluteHours }),
    idleMinutes,
    userAgent: userAgent.slice(0, longUserAgent),
    due,
    isSignOn,
  });
  const after = { sessionId, ...(isSignOn ? { by: "single sign-on" } : {}) };
  audit(ctx, { action: "identity.signed_in", subject: `staff:${staffId}`, after });
  const found = await findSessionActor(ctx.tx, ctx.orgId, hashToken(token), now);
  const orgIds = found ? rightsAt(found, ctx.orgId, now).orgIds : [ctx.orgId];
  const me = await describeMe(ctx, { staffId, sessionId, orgIds });
  return { me, token };
}
