import assert from "node:assert/strict";
import { test } from "node:test";
import { changeRule, listRules } from "../../../contracts/catalogue.ts";
import * as api from "../../../contracts/identity.ts";
import { dateOf } from "../../foundation/clock.ts";
import { catalogue } from "../catalogue/index.ts";
import { Cookies } from "./cookies.ts";
import { signIn } from "./sign-in.ts";
import { findTotp } from "./store/staff.ts";
import { commandsDone, orgs, testCounty, testPassword, untraced } from "./test-county.ts";
import { openTotp, totpCode } from "./totp.ts";

const county = await testCounty({ routes: catalogue.routes });
const { platform, caller, signedIn } = county;
const body = (login: string, password = testPassword, more = {}) => ({
  body: { orgId: orgs.county, login, password, ...more },
});

test("a clerk signs in, is told who they are and what they may do, and signs out", async () => {
  const clerk = caller();
  const { status, body: me, cookies } = await clerk.call(api.signIn, body("CLERK "));
  assert.equal(status, 200);
  assert.equal(me.name, "clerk");
  assert.deepEqual(me.halls.map(({ hallId }) => hallId).sort(), [...county.county.halls].sort());
  assert.ok(me.capabilities.includes("hall.call"));
  assert.match(cookies.join(), /^mc_staff=990101\.[\w-]{22}; Path=\/; HttpOnly; SameSite=Strict$/);
  assert.equal((await clerk.call(api.getMe)).status, 200);
  const stolen = new Map(clerk.cookies);
  assert.equal((await clerk.call(api.signOut, { body: {} })).status, 200);
  for (const [name, value] of stolen) clerk.cookies.set(name, value);
  assert.equal((await clerk.call(api.getMe)).code, "access.sign_in");
});

test("a city manager sees the halls of its counties", async () => {
  const { body: me } = await (await signedIn("city-manager", orgs.city)).call(api.getMe);
  assert.equal(me.halls.length, 4);
});

test("each sign-in has a token of its own, and an old cookie does not stand in the way of a new sign-in", async () => {
  const someone = await signedIn("clerk");
  const first = [...someone.cookies.values()];
  await platform.pass({ minutes: 16 });
  assert.equal((await someone.call(api.getMe)).status, 401);
  assert.equal((await someone.call(api.signIn, body("clerk"))).status, 200);
  assert.notDeepEqual([...someone.cookies.values()], first);
});

test("a session ends after 15 idle minutes, lives while used, and ends after 12 hours all the same", async () => {
  const someone = await signedIn("guide");
  for (let minutes = 0; minutes < 12 * 60 - 10; minutes += 10) {
    assert.equal((await someone.call(api.getMe)).status, 200, `after ${minutes} minutes`);
    platform.pass({ minutes: 10 });
  }
  assert.equal((await someone.call(api.getMe)).status, 200);
  platform.pass({ minutes: 10 });
  assert.equal((await someone.call(api.getMe)).status, 401);
});

test("wrong name, wrong password, disabled person and wrong company get the same answer", async () => {
  await county.addStaff(orgs.county, { login: "gone" });
  const system = await signedIn("system-admin");
  const staffId = county.people.get("gone") ?? "";
  await system.call(api.setStaffState, { params: { staffId }, body: { state: "left", reason: "retired" } });
  const answers = await Promise.all([
    caller().call(api.signIn, body("nobody")),
    caller().call(api.signIn, body("clerk", "Wrong-Pane-72")),
    caller().call(api.signIn, body("gone")),
    caller().call(api.signIn, { body: { orgId: 77, login: "clerk", password: testPassword } }),
    caller().call(api.signIn, body("clerk' or 1=1 --")),
  ]);
  const seen = answers.map(({ status, body }) => JSON.stringify([status, { ...body, requestId: "" }]));
  assert.equal(new Set(seen).size, 1, seen.join("\n"));
  assert.equal(answers[0]?.status, 401);
});

test("ten thousand guesses stop at five, the pause ends by itself and is not lengthened by guessing on", async () => {
  await county.addStaff(orgs.county, { login: "victim" });
  platform.pass({ hours: 1 });
  // Counted straight: guesses from many addresses, as a network of them would make.
  const guesses = await Promise.all(
    Array.from({ length: 60 }, (_, n) => guess(platform, "victim", `10.0.0.${n}`)),
  );
  assert.equal(guesses.filter((code) => code === "identity.sign_in_failed").length, 5);
  assert.equal(guesses.filter((code) => code === "identity.sign_in_paused").length, 55);
  platform.pass({ minutes: 9 });
  assert.equal(await guess(platform, "victim", "10.0.1.1"), "identity.sign_in_paused");
  platform.pass({ minutes: 1, seconds: 1 });
  assert.equal((await caller().call(api.signIn, body("victim"))).status, 200);
});

test("an unknown name is paused just as a known one", async () => {
  platform.pass({ hours: 1 });
  const codes: (string | undefined)[] = [];
  for (let n = 0; n < 7; n++) codes.push(await guess(platform, "no-such-person", `10.0.2.${n}`));
  assert.deepEqual(codes.slice(4), [
    "identity.sign_in_failed",
    "identity.sign_in_paused",
    "identity.sign_in_paused",
  ]);
});

test("a stranger's guesses do not lock out a person at an address used before", async () => {
  platform.pass({ hours: 1 });
  assert.equal(await guess(platform, "duty-manager", "10.9.9.9", testPassword), undefined);
  for (let n = 0; n < 8; n++) await guess(platform, "duty-manager", `10.0.3.${n}`);
  assert.equal(await guess(platform, "duty-manager", "10.0.3.99", testPassword), "identity.sign_in_paused");
  assert.equal(await guess(platform, "duty-manager", "10.9.9.9", testPassword), undefined);
});

test("an address that guesses at many names is paused; others are not", async () => {
  platform.pass({ hours: 1 });
  const codes: (string | undefined)[] = [];
  for (let n = 0; n < 42; n++) codes.push(await guess(platform, `name-${n}`, "10.6.6.6"));
  assert.equal(codes.at(-1), "identity.sign_in_paused");
  assert.equal(await guess(platform, "guide", "10.6.6.7", testPassword), undefined);
});

test("one-time codes: set up, asked for, each accepted once, also when two come at once", async () => {
  await county.addStaff(orgs.county, { login: "careful" });
  const careful = await signedIn("careful");
  const { body: invitation } = await careful.call(api.startTotp, { body: { password: testPassword } });
  assert.match(invitation.uri, /^otpauth:\/\/totp\/Mingchuang:careful/);
  const secret = Buffer.from(await secretOf("careful"));
  const code = () => totpCode(secret, platform.clock.now());
  assert.equal(
    (await careful.call(api.confirmTotp, { body: { code: "000000" } })).code,
    "identity.code_wrong",
  );
  assert.equal((await careful.call(api.confirmTotp, { body: { code: code() } })).status, 200);

  assert.equal((await caller().call(api.signIn, body("careful"))).code, "identity.code_needed");
  assert.equal(
    (await caller().call(api.signIn, body("careful", testPassword, { code: code() }))).code,
    "identity.code_needed",
    "the code of the confirmation is used up",
  );
  platform.pass({ seconds: 30 });
  const two = await Promise.all(
    [1, 2].map(() => caller().call(api.signIn, body("careful", testPassword, { code: code() }))),
  );
  assert.deepEqual(two.map(({ status }) => status).sort(), [200, 401]);

  // Locked by a stranger, the person still gets in with a code; a wrong one tells nothing.
  platform.pass({ hours: 1 });
  for (let n = 0; n < 8; n++) await guess(platform, "careful", `10.0.4.${n}`);
  const paused = await caller().call(api.signIn, body("careful", testPassword, { code: "123456" }));
  assert.equal(paused.code, "identity.sign_in_failed");
  assert.equal(
    (await caller().call(api.signIn, body("careful", testPassword, { code: code() }))).status,
    200,
  );
});

async function secretOf(login: string): Promise<Uint8Array> {
  const staffId = county.people.get(login) ?? "";
  return platform.command(orgs.county, async (ctx) => {
    const { sealed } = (await findTotp(ctx, staffId)) ?? { sealed: Buffer.alloc(0) };
    const secret = openTotp(ctx, staffId, sealed);
    assert.equal(sealed.includes(secret), false, "the table alone gives no codes");
    return secret;
  });
}

test("the first password must be changed before anything else, and a password expires after 90 days", async () => {
  const system = await signedIn("system-admin");
  const { body: made } = await system.call(api.createStaff, {
    body: { login: "fresh", name: "新来的", staffNumber: "N1", post: "R-GUIDE", unitId: county.county.root },
  });
  const fresh = caller();
  const { body: me } = await fresh.call(api.signIn, body("fresh", made.initialPassword));
  assert.equal(me.mustChangePassword, true);
  assert.equal((await fresh.call(api.listPosts)).code, "identity.password_change_due");
  const change = (next: string, current = made.initialPassword) =>
    fresh.call(api.changePassword, { body: { current, next } });
  assert.equal((await change("short1A")).code, "identity.password_short");
  assert.equal((await change(made.initialPassword)).code, "identity.password_reused");
  assert.equal((await change("Good-Enough-9", "wrong")).code, "identity.password_wrong");
  assert.equal((await change("Good-Enough-9")).status, 200);
  assert.equal((await fresh.call(api.listPosts)).status, 200);
  platform.pass({ hours: 24 * 90 });
  const later = caller();
  assert.equal((await later.call(api.signIn, body("fresh", "Good-Enough-9"))).body.mustChangePassword, true);
  assert.equal((await later.call(api.listPosts)).code, "identity.password_change_due");
});

test("a company may choose the international profile: long, no composition, no forced change", async () => {
  const admin = await signedIn("system-admin", orgs.neighbour);
  const { rules } = (await admin.call(listRules, { query: { prefix: "PASSWORD.DENGBAO" } })).body;
  const ruleId = rules.find(({ ruleCode }) => ruleCode === "PASSWORD.DENGBAO")?.id ?? "";
  const choose = (value: number) =>
    admin.call(changeRule, {
      params: { ruleId },
      body: { value, validFrom: dateOf(platform.clock.now()).toString(), reason: "总部要求" },
    });
  assert.equal((await choose(2)).code, "catalogue.rule_value");
  assert.equal((await choose(0)).status, 200);
  const clerk = await signedIn("clerk", orgs.neighbour);
  assert.equal((await clerk.call(api.passwordRules)).body.profile, "international");
  const change = (next: string) => clerk.call(api.changePassword, { body: { current: testPassword, next } });
  assert.equal((await change("Short-9a")).code, "identity.password_short");
  assert.equal((await change("四个词语连在一起就够长了")).status, 200);
  assert.equal((await clerk.call(api.getMe)).body.passwordExpiresAt, null);
});

test("changing the password ends the person's other sessions; wrong ones are counted", async () => {
  await county.addStaff(orgs.county, { login: "mover" });
  const [here, there] = [await signedIn("mover"), await signedIn("mover")];
  const change = (current: string, next: string) =>
    here.call(api.changePassword, { body: { current, next } });
  assert.equal((await change(testPassword, "Other-Pane-73")).status, 200);
  assert.equal((await here.call(api.getMe)).status, 200);
  assert.equal((await there.call(api.getMe)).status, 401);
  for (let n = 0; n < 5; n++) await change("Wrong", "Next-Pane-74");
  assert.equal((await change("Other-Pane-73", "Next-Pane-74")).code, "identity.sign_in_paused");
});

test("cookies: Secure and __Host- behind https and where a browser trusts localhost", async () => {
  const local = await caller().call(api.signIn, body("clerk"), { "sec-fetch-site": "same-origin" });
  assert.match(local.cookies.join(), /^__Host-mc_staff=.*; Path=\/; HttpOnly; SameSite=Strict; Secure$/);
  const behind = new Cookies("https://hall.example");
  const token = "A".repeat(22);
  const plain = new Request("http://10.1.1.1/", { headers: { cookie: `mc_staff=1.${token}` } });
  assert.equal(behind.ofStaff(plain), undefined, "a neighbouring host's cookie does not count");
  assert.match(behind.forStaff(plain, { orgId: 1, token }).join(), /^__Host-.*Secure$/);
  assert.doesNotMatch(new Cookies().forStaff(plain, { orgId: 1, token }).join(), /__Host-|Secure/);
});

/** One attempt from an address of its own; returns the refusal's code. */
async function guess(on: typeof platform, login: string, ip: string, password = "Wrong-Guess-1") {
  const call = { actor: { kind: "anyone" }, orgId: 0, requestId: "a-test-request", ip } as const;
  return signIn(on, call, { orgId: orgs.county, login, password }, "test").then(
    () => undefined,
    (error: { code?: string }) => error.code,
  );
}

test("every command that was done is on the audit trail", async () => {
  assert.ok(commandsDone.length > 10);
  assert.deepEqual(await untraced(platform), []);
});
