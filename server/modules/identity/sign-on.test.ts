import assert from "node:assert/strict";
import { test } from "node:test";
import { Secret } from "otpauth";
import * as api from "../../../contracts/identity.ts";
import { claimedValue } from "./finish-sign-on.ts";
import { type Caller, commandsDone, orgs, testCounty, testPassword, untraced } from "./test-county.ts";
import { client, testProvider } from "./test-provider.ts";
import { totpCode } from "./totp.ts";

const origin = "http://localhost:8080";
const county = await testCounty();
const { platform, signedIn, caller, people } = county;
const provider = await testProvider(`${origin}/sign-on/`, `${origin}/`);
const security = await signedIn("security-admin");
const idOf = (login: string) => people.get(login) ?? "";

type Settings = Parameters<typeof security.call<typeof api.configureSignOn>>[1];
const settings = {
  isOn: true,
  name: { zh: "统一身份", en: "Company sign-on" },
  issuer: provider.issuer,
  clientId: client.id as string,
  clientSecret: client.secret as string | null | undefined,
  claim: "preferred_username",
  matches: "login" as api.SignOnSettings["matches"],
  emailDomain: null as string | null,
  acr: null as string | null,
  reason: "test",
};
const configure = (change: Partial<typeof settings> = {}, by = security) => {
  const { clientSecret, ...body } = { ...settings, ...change };
  const input: Settings = { body: { ...body, ...(clientSecret === undefined ? {} : { clientSecret }) } };
  return by.call(api.configureSignOn, input);
};
const begin = (by: Caller, orgId: number = orgs.county, returnTo = "/manage/#/staff") =>
  by.call(api.beginSignOn, { body: { orgId, returnTo } });
const finish = (by: Caller, query: string) => by.call(api.finishSignOn, { body: { query } });

/** There and back, as the browser goes. */
async function signOn(person: typeof provider.person, by = caller()) {
  provider.person = person;
  const { status, body, code } = await begin(by);
  assert.equal(status, 200, code ?? "");
  return { by, reply: await finish(by, await provider.visit(body.goTo)) };
}
const clerk = { sub: "account-1", preferred_username: "clerk" };

test("nobody is offered what is not configured; the pages say what is", async () => {
  assert.equal((await begin(caller())).code, "identity.sign_on_off");
  assert.equal((await begin(caller(), 12345)).code, "identity.sign_on_off");
  const { body: before } = await security.call(api.getSignOn);
  assert.deepEqual([before.settings, before.redirectUri], [null, `${origin}/sign-on/`]);
  const { body: checked } = await security.call(api.checkSignOn, {
    body: { issuer: provider.issuer, clientId: client.id },
  });
  assert.equal(checked.issuer, provider.issuer);
  assert.equal(checked.canEndSessions, true);
  const { body: saved } = await configure();
  assert.equal(saved.hasSecret, true);
  assert.ok(!JSON.stringify(saved).includes(client.secret));
  const { body } = await caller().call(api.listCompanies);
  assert.deepEqual(
    body.companies.filter(({ signOn }) => signOn).map(({ orgId, signOn }) => [orgId, signOn?.zh]),
    [[orgs.county, "统一身份"]],
  );
});

test("a person who works here signs in; the session is one of ours", async () => {
  const { by, reply } = await signOn(clerk);
  assert.equal(reply.status, 200, JSON.stringify(reply.body));
  assert.equal(reply.body.returnTo, "/manage/#/staff");
  assert.deepEqual(
    [reply.body.me.staffId, reply.body.me.due, reply.body.me.mustChangePassword],
    [idOf("clerk"), null, false],
  );
  assert.ok(
    reply.cookies.some((cookie) =>
      /^mc_staff=990101\.[\w-]{22}; Path=\/; HttpOnly; SameSite=Strict$/.test(cookie),
    ),
  );
  assert.equal((await by.call(api.getMe)).body.name, "clerk");
  assert.equal((await by.call(api.listStaff)).code, "access.denied", "no right beyond the person's own");
  platform.pass({ minutes: 16 });
  assert.equal((await by.call(api.getMe)).status, 401, "it rests as long as any other, no longer");
});

test("signing out ends the provider's session too", async () => {
  for (const [name, value] of (await signedIn("security-admin")).cookies) security.cookies.set(name, value);
  const { by } = await signOn(clerk);
  const { body } = await by.call(api.signOut, { body: {} });
  assert.match(body.continueAt ?? "", /id_token_hint=/);
  assert.equal(await provider.leave(body.continueAt ?? ""), `${origin}/`);
  assert.equal((await by.call(api.getMe)).status, 401);
  const plain = await signedIn("clerk");
  assert.equal((await plain.call(api.signOut, { body: {} })).body.continueAt, null);
});

test("nobody is let in who does not work here, is disabled, or has left", async () => {
  assert.equal(
    (await signOn({ sub: "x", preferred_username: "stranger" })).reply.code,
    "identity.sign_on_unknown",
  );
  assert.equal((await signOn({ sub: "x" })).reply.code, "identity.sign_on_unknown", "without the claim");
  assert.equal(
    (await signOn({ sub: "x", preferred_username: ["clerk"] })).reply.code,
    "identity.sign_on_unknown",
  );
  const system = await signedIn("system-admin");
  const state = (to: api.StaffState) =>
    system.call(api.setStaffState, {
      params: { staffId: idOf("clerk") },
      body: { state: to, reason: "test" },
    });
  for (const to of ["disabled", "left"] as const) {
    const { by } = await state("active").then(() => signOn(clerk));
    await state(to);
    assert.equal((await by.call(api.getMe)).status, 401, "the session ends at once");
    assert.equal((await signOn(clerk)).reply.code, "identity.sign_on_unknown");
  }
  await state("active");
  const { rows } = await platform.asOwner((owner) =>
    owner.query<{ n: number }>("select count(*)::int as n from identity.staff where login = 'stranger'"),
  );
  assert.equal(rows[0]?.n, 0, "nobody is created");
});

test("the account decides once it is linked: a name given to somebody else over there opens nothing", async () => {
  assert.equal((await signOn(clerk)).reply.status, 200);
  const other = { sub: "account-2", preferred_username: "clerk" };
  assert.equal((await signOn(other)).reply.code, "identity.sign_on_unknown");
  const renamed = { sub: "account-1", preferred_username: "auditor" };
  assert.equal((await signOn(renamed)).reply.body.me.staffId, idOf("clerk"), "still the same person");
  // Forgetting the link is the security administrator's, never for oneself.
  const unlink = (login: string, by = security) =>
    by.call(api.unlinkSignOn, { params: { staffId: idOf(login) } });
  assert.equal((await unlink("clerk", await signedIn("system-admin"))).code, "access.denied");
  assert.equal((await unlink("security-admin")).code, "identity.not_to_oneself");
  assert.equal((await unlink("clerk")).status, 200);
  assert.equal((await signOn(other)).reply.body.me.staffId, idOf("clerk"));
  await unlink("clerk");
});

test("two accounts that claim one person at the same moment: one gets in", async () => {
  const journeys = await Promise.all(
    ["race-1", "race-2"].map(async (sub) => {
      const by = caller();
      const { body } = await begin(by);
      return { by, sub, goTo: body.goTo };
    }),
  );
  const queries: string[] = [];
  for (const { sub, goTo } of journeys) {
    provider.person = { sub, preferred_username: "guide" };
    queries.push(await provider.visit(goTo));
  }
  const answers = await Promise.all(journeys.map(({ by }, n) => finish(by, queries[n] ?? "")));
  assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 401]);
});

test("what comes back counts once, in the browser that left, with its own state, in time", async () => {
  provider.person = clerk;
  const by = caller();
  const query = await provider.visit((await begin(by)).body.goTo);
  assert.equal((await finish(caller(), query)).code, "identity.sign_on_failed", "another browser");
  const other = caller();
  await begin(other);
  assert.equal((await finish(other, query)).code, "identity.sign_on_failed", "another state");
  const cookies = new Map(by.cookies);
  assert.equal((await finish(by, query)).status, 200);
  const again = caller();
  for (const [name, value] of cookies) again.cookies.set(name, value);
  assert.equal((await finish(again, query)).code, "identity.sign_on_failed", "a replay");
  const late = caller();
  const lateQuery = await provider.visit((await begin(late)).body.goTo);
  platform.pass({ minutes: 11 });
  assert.equal((await finish(late, lateQuery)).code, "identity.sign_on_failed", "too late");
  for (const [name, value] of (await signedIn("security-admin")).cookies) security.cookies.set(name, value);
});

function changed(query: URLSearchParams, name: string, value: string): string {
  query.set(name, value);
  return query.toString();
}

test("a changed code, a refusal over there, and nonsense are failures, not faults", async () => {
  provider.person = clerk;
  const tries: ((query: URLSearchParams) => string)[] = [
    (query) => changed(query, "code", "made-up"),
    (query) =>
      `error=access_denied&state=${query.get("state")}&iss=${encodeURIComponent(query.get("iss") ?? "")}`,
    (query) => changed(query, "iss", "https://evil.example"),
    (query) => `${query}&state=second`,
    () => "",
    () => "%%%&&&===\u0000",
  ];
  for (const change of tries) {
    const by = caller();
    const query = new URLSearchParams(await provider.visit((await begin(by)).body.goTo));
    const { status, code } = await finish(by, change(query));
    assert.equal(status, 401, `${change} ${code}`);
    assert.ok(!by.cookies.has("mc_staff"));
  }
  for (const returnTo of [
    "https://evil.example/",
    "//evil.example",
    "/\\evil.example",
    "javascript:alert(1)",
  ])
    assert.equal((await begin(caller(), orgs.county, returnTo)).code, "request.invalid", returnTo);
});

test("one-time codes are asked for here too, unless the provider was asked for a strength and states it", async () => {
  const manager = { sub: "boss", preferred_username: "hall-manager" };
  const own = await signedIn("hall-manager");
  const { body: setup } = await own.call(api.startTotp, { body: { password: testPassword } });
  const code = () => totpCode(Secret.fromBase32(setup.secret).bytes, platform.clock.now());
  await own.call(api.confirmTotp, { body: { code: code() } });
  const used = code();
  const { by, reply } = await signOn(manager);
  assert.equal(reply.body.me.due, "code");
  assert.equal((await by.call(api.listStaff)).code, "identity.code_due");
  assert.equal(
    (await by.call(api.giveCode, { body: { code: used } })).code,
    "identity.code_needed",
    "a replay",
  );
  platform.pass({ seconds: 30 });
  assert.equal((await by.call(api.giveCode, { body: { code: code() } })).status, 200);
  assert.equal((await by.call(api.listStaff)).status, 200);

  await configure({ acr: "urn:strong" });
  provider.acr = "urn:weak";
  assert.equal((await signOn(manager)).reply.code, "identity.sign_on_weak");
  provider.acr = undefined;
  assert.equal((await signOn(manager)).reply.code, "identity.sign_on_weak");
  provider.acr = "urn:strong";
  assert.equal((await signOn(manager)).reply.body.me.due, null);
  provider.acr = undefined;
  await configure();
});

test("wrong codes are counted and paused", async () => {
  const manager = { sub: "boss", preferred_username: "hall-manager" };
  const { by } = await signOn(manager);
  const seen: string[] = [];
  for (let n = 0; n < 7; n++)
    seen.push((await by.call(api.giveCode, { body: { code: "000000" } })).code ?? "in");
  assert.ok(seen.includes("identity.sign_in_paused"), seen.join());
  platform.pass({ minutes: 11 });
});

test("by staff number, by e-mail address, and only from the company's domain", async () => {
  for (const [name, value] of (await signedIn("security-admin")).cookies) security.cookies.set(name, value);
  await county.addStaff(orgs.county, { login: "li.lei", staffNumber: "N-77" });
  await configure({ claim: "employee", matches: "staff_number" });
  assert.equal((await signOn({ sub: "n77", employee: "N-77" })).reply.body.me.staffId, idOf("li.lei"));
  await security.call(api.unlinkSignOn, { params: { staffId: idOf("li.lei") } });
  await configure({ claim: "email", emailDomain: "power.example" });
  const mail = (email: string, email_verified: unknown = true) =>
    signOn({ sub: "mail", email, email_verified }).then(({ reply }) => reply);
  assert.equal((await mail("li.lei@power.example", false)).code, "identity.sign_on_unknown");
  assert.equal((await mail("li.lei@evil.example")).code, "identity.sign_on_unknown");
  assert.equal((await mail("li.lei@evilpower.example")).code, "identity.sign_on_unknown");
  assert.equal((await mail("Li.Lei@Power.example")).body.me.staffId, idOf("li.lei"));
  await configure();
});

test("what a claim means, alone", () => {
  const rule = { claim: "email", matches: "login" as const, emailDomain: null };
  assert.equal(claimedValue(rule, { email: "a@b.cn", email_verified: true }), "a@b.cn");
  assert.equal(claimedValue(rule, { email: "a@b.cn" }), undefined);
  assert.equal(claimedValue({ ...rule, claim: "upn" }, { upn: " Clerk " }), "clerk");
  assert.equal(claimedValue({ ...rule, claim: "upn" }, { upn: " " }), undefined);
  assert.equal(claimedValue({ ...rule, claim: "constructor" }, {}), undefined);
});

test("the settings: whose they are, what they refuse, and that the secret stays with its provider", async () => {
  for (const login of ["system-admin", "auditor", "company-manager", "clerk"])
    assert.equal((await configure({}, await signedIn(login))).code, "access.denied", login);
  for (const issuer of [
    "http://127.0.0.1:9/",
    "https://10.0.0.1/",
    "https://169.254.169.254/",
    "https://[::1]/",
    "https://intranet/",
    "http://login.example.com/",
    "https://a:b@login.example.com/",
  ])
    assert.equal((await configure({ issuer })).code, "identity.sign_on_address", issuer);
  const address = { issuer: "http://localhost:1/", clientId: client.id };
  assert.equal(
    (await security.call(api.checkSignOn, { body: address })).code,
    "identity.sign_on_unreachable",
  );
  const nothing = { issuer: `${provider.issuer}/nothing`, clientId: client.id };
  assert.equal((await security.call(api.checkSignOn, { body: nothing })).code, "identity.sign_on_unfit");
  assert.equal((await configure({ clientSecret: undefined })).status, 200, "the secret kept stays");
  assert.equal((await signOn(clerk)).reply.status, 200);
  assert.equal(
    (await configure({ clientSecret: undefined, clientId: "other" })).code,
    "identity.sign_on_secret",
  );
  const { rows } = await platform.asOwner((owner) =>
    owner.query<{ text: string }>(`select (s.*)::text as text from identity.sign_on s
      union all select (a.*)::text from foundation.audit a union all select (e.*)::text from foundation.events e
      union all select (t.*)::text from identity.sign_on_attempts t`),
  );
  assert.ok(rows.length > 20);
  assert.ok(
    rows.every(({ text }) => !text.includes(client.secret)),
    "no secret in clear",
  );
  const neighbour = await signedIn("security-admin", orgs.neighbour);
  assert.equal((await neighbour.call(api.getSignOn)).body.settings, null, "another company's");
});

test("switched off it is off, also for those under way; it can be switched off while the provider is away", async () => {
  const by = caller();
  provider.person = clerk;
  const query = await provider.visit((await begin(by)).body.goTo);
  await provider.stop();
  assert.equal((await configure({ clientSecret: undefined })).code, "identity.sign_on_unreachable");
  assert.equal((await configure({ isOn: false, clientSecret: undefined })).status, 200);
  assert.equal((await finish(by, query)).code, "identity.sign_on_off");
  assert.equal((await begin(caller())).code, "identity.sign_on_off");
});

test("every command that was done is on the audit trail", async () => {
  assert.ok(commandsDone.length > 10);
  const quiet = await untraced(platform);
  assert.deepEqual(
    [...new Set(quiet)],
    ["post /api/identity/sign-on/begin"],
    "leaving alone changes nothing",
  );
});
