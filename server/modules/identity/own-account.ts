/** What people do about their own sign-in: change the password, one-time codes, look through their sessions. */
import { createHash } from "node:crypto";
import { audit, type Context, publish, type StaffActor, staffOf } from "../../foundation/context.ts";
import { Problem } from "../../foundation/problem.ts";
import { type Call, command, type Platform } from "../../foundation/transaction.ts";
import { staffAccessChanged } from "./events.ts";
import { endSessionAddress, leaveSignOn } from "./leave-sign-on.ts";
import { hashPassword, type PasswordHash, verifyPassword } from "./password.ts";
import { checkHistory, checkPassword, type PersonalWords } from "./password-policy.ts";
import { identityRules, type Rules } from "./rules.ts";
import { hasDuty } from "./store/access.ts";
import { getCompanyName } from "./store/catalogue.ts";
import { clearAttempts, countAttempt, endSessions, getSessionState, saveDue } from "./store/sessions.ts";
import {
  acceptTotpStep,
  deleteTotp,
  findStaff,
  findTotp,
  insertPassword,
  insertTotp,
  listPasswords,
  lockStaff,
  type StaffRow,
} from "./store/staff.ts";
import { newTotpSecret, openTotp, sealTotp, totpInvitation, totpStep } from "./totp.ts";

const attemptKey = (staffId: string) => createHash("sha256").update(`own ${staffId}`).digest("base64url");

/** Checks the present password again before something that outlives the session; wrong tries are counted and paused. */
async function askPassword(platform: Platform, call: Call, actor: StaffActor, password: string) {
  const key = attemptKey(actor.id);
  const { paused, kept } = await command(platform, call, async (ctx) => {
    const { account } = await identityRules(ctx);
    const paused = await countAttempt(ctx, "account", key, account);
    const [kept] = await listPasswords(ctx, actor.id);
    return { paused, kept };
  });
  if (paused) throw pauseProblem(platform, paused);
  if (!kept || !(await verifyPassword(password, kept))) throw new Problem("identity.password_wrong");
  await command(platform, call, (ctx) => clearAttempts(ctx, "account", key));
}

function pauseProblem({ clock }: Platform, until: Temporal.Instant): Problem {
  const seconds = Math.max(1, Math.ceil(until.since(clock.now()).total("seconds")));
  return new Problem("identity.sign_in_paused", { seconds });
}

export function personalWords(
  staff: Pick<StaffRow, "name" | "login" | "staffNumber">,
  company: string[],
): PersonalWords {
  return [staff.name, staff.login, ...staff.login.split(/[._-]/), staff.staffNumber, ...company];
}

/** When a password set now must be changed again. */
export function passwordExpiry(ctx: Context, rules: Rules): Temporal.Instant | null {
  const { maxAgeDays } = rules.password;
  return maxAgeDays === null ? null : ctx.clock.now().add({ hours: maxAgeDays * 24 });
}

/** Changes one's password; the person's other sessions end. */
export async function changePassword(
  platform: Platform,
  call: Call,
  { current, next }: { current: string; next: string },
): Promise<void> {
  const actor = staffIn(call);
  await askPassword(platform, call, actor, current);
  const { rules, earlier, personal } = await command(platform, call, async (ctx) => {
    const staff = await findStaff(ctx, actor.id);
    const { zh, en } = await getCompanyName(ctx);
    if (!staff) throw new Problem("thing.not_found");
    return {
      rules: await identityRules(ctx),
      earlier: await listPasswords(ctx, actor.id),
      personal: personalWords(staff, [zh, en]),
    };
  });
  const policy = rules.password;
  checkPassword(policy, next, personal);
  await checkHistory(policy, next, earlier);
  const hash: PasswordHash = await hashPassword(next, rules.hash);
  await command(platform, call, async (ctx) => {
    await lockStaff(ctx, actor.id);
    // Between our look and now somebody may have reset it.
    const [present] = await listPasswords(ctx, actor.id);
    if (present?.version !== earlier[0]?.version) throw new Problem("identity.password_wrong");
    const { history } = policy;
    await insertPassword(ctx, actor.id, {
      ...hash,
      history,
      mustChange: false,
      expiresAt: passwordExpiry(ctx, rules),
    });
    await endSessions(ctx, { staffId: actor.id, except: actor.sessionId });
    audit(ctx, { action: "identity.password_changed", subject: `staff:${actor.id}` });
    publish(ctx, staffAccessChanged(actor.id));
  });
}

export async function startTotp(
  platform: Platform,
  call: Call,
  password: string | undefined,
): Promise<{ secret: string; uri: string }> {
  const actor = staffIn(call);
  if (password === undefined) await command(platform, call, mustBeDue);
  else await askPassword(platform, call, actor, password);
  return command(platform, call, async (ctx) => {
    const staff = await lockStaff(ctx, actor.id);
    if ((await findTotp(ctx, actor.id))?.confirmedAt) throw new Problem("identity.totp_present");
    const secret = newTotpSecret();
    await insertTotp(ctx, actor.id, sealTotp(ctx, actor.id, secret));
    audit(ctx, { action: "identity.totp_started", subject: `staff:${actor.id}` });
    return totpInvitation(secret, `${staff?.login ?? ""}@${ctx.orgId}`);
  });
}

/** A session that waits for the codes has just been signed in to, and can do nothing else: no password need be repeated. */
async function mustBeDue(ctx: Context): Promise<void> {
  const { due } = await getSessionState(ctx, staffOf(ctx).sessionId);
  if (due !== "enrol") throw new Problem("identity.password_wrong");
}

export async function confirmTotp(ctx: Context, code: string): Promise<void> {
  const actor = staffOf(ctx);
  await lockStaff(ctx, actor.id);
  const totp = await findTotp(ctx, actor.id);
  if (!totp) throw new Problem("identity.totp_absent");
  if (totp.confirmedAt) throw new Problem("identity.totp_present");
  const step = totpStep(openTotp(ctx, actor.id, totp.sealed), code, ctx.clock.now());
  if (step === undefined || !(await acceptTotpStep(ctx, actor.id, step)))
    throw new Problem("identity.code_wrong");
  await saveDue(ctx, actor.sessionId, null);
  // Sessions that began without the codes end: who knew the password alone may be in one of them.
  await endSessions(ctx, { staffId: actor.id, except: actor.sessionId });
  audit(ctx, { action: "identity.totp_confirmed", subject: `staff:${actor.id}` });
  publish(ctx, staffAccessChanged(actor.id));
}

/** The second factor of a session that came by single sign-on. Wrong codes are counted and paused like passwords. */
export async function giveCode(platform: Platform, call: Call, code: string): Promise<void> {
  const actor = staffIn(call);
  const key = attemptKey(`${actor.id} code`);
  const paused = await command(platform, call, async (ctx) => {
    const { due } = await getSessionState(ctx, actor.sessionId);
    if (due !== "code") throw new Problem("identity.code_not_due");
    return countAttempt(ctx, "account", key, (await identityRules(ctx)).account);
  });
  if (paused) throw pauseProblem(platform, paused);
  await command(platform, call, async (ctx) => {
    await lockStaff(ctx, actor.id);
    const totp = await findTotp(ctx, actor.id);
    const step = totp && totpStep(openTotp(ctx, actor.id, totp.sealed), code, ctx.clock.now());
    if (step === undefined || !(await acceptTotpStep(ctx, actor.id, step)))
      throw new Problem("identity.code_needed");
    await clearAttempts(ctx, "account", key);
    await saveDue(ctx, actor.sessionId, null);
    audit(ctx, { action: "identity.code_given", subject: `staff:${actor.id}` });
    publish(ctx, staffAccessChanged(actor.id));
  });
}

export async function removeTotp(platform: Platform, call: Call, password: string): Promise<void> {
  const actor = staffIn(call);
  await askPassword(platform, call, actor, password);
  await command(platform, call, async (ctx) => {
    await lockStaff(ctx, actor.id);
    if (!(await findTotp(ctx, actor.id))) throw new Problem("identity.totp_absent");
    const { administratorsNeedCodes } = await identityRules(ctx);
    if (administratorsNeedCodes && (await hasDuty(ctx, actor.id)))
      throw new Problem("identity.totp_required");
    await deleteTotp(ctx, actor.id);
    audit(ctx, { action: "identity.totp_removed", subject: `staff:${actor.id}` });
  });
}

/**
 * Ends the present session.
 * @returns where the browser goes to end the provider's session too, when it came by single sign-on
 */
export async function signOut(platform: Platform, call: Call, backTo: string): Promise<string | null> {
  const { actor } = call;
  if (actor.kind !== "staff") return null;
  const own = { ...call, orgId: actor.orgId, scope: [actor.orgId] };
  const leaving = await command(platform, own, async (ctx) => {
    const leaving = await leaveSignOn(ctx, actor.sessionId);
    await endSessions(ctx, { staffId: actor.id, sessionId: actor.sessionId });
    audit(ctx, {
      action: "identity.signed_out",
      subject: `staff:${actor.id}`,
      before: { sessionId: actor.sessionId },
    });
    return leaving;
  });
  return leaving && endSessionAddress(platform, actor.orgId, leaving, backTo);
}

function staffIn({ actor }: Call): StaffActor {
  if (actor.kind !== "staff") throw new TypeError(`a ${actor.kind} reached a command for staff`);
  return actor;
}
