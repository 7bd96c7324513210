import assert from "node:assert/strict";
import { test } from "node:test";
import { Secret } from "otpauth";
import * as api from "../../../contracts/identity.ts";
import { type Caller, commandsDone, orgs, testCounty, testPassword, untraced } from "./test-county.ts";
import { totpCode } from "./totp.ts";

const county = await testCounty({ needsCodes: true });
const { platform, signedIn, caller, people } = county;
const idOf = (login: string) => people.get(login) ?? "";
const codeOf = (secret: string) => totpCode(Secret.fromBase32(secret).bytes, platform.clock.now());
const signIn = (login: string, code?: string, by = caller()) =>
  by.call(api.signIn, {
    body: { orgId: orgs.county, login, password: testPassword, ...(code ? { code } : {}) },
  });

/** Signs in and sets codes up, as the page does it. */
async function enrolled(login: string): Promise<{ by: Caller; secret: string }> {
  const by = await signedIn(login);
  const { body } = await by.call(api.startTotp, { body: {} });
  assert.equal((await by.call(api.confirmTotp, { body: { code: codeOf(body.secret) } })).status, 200);
  // Each code works once: the next sign-in needs the next one.
  platform.pass({ seconds: 30 });
  return { by, secret: body.secret };
}

test("an administrator can do nothing before setting codes up, and everything after it", async () => {
  const by = await signedIn("security-admin");
  const { body: me } = await by.call(api.getMe);
  assert.deepEqual([me.due, me.totpRequired, me.totp], ["enrol", true, false]);
  assert.equal((await by.call(api.listStaff)).code, "identity.totp_due");
  assert.equal((await by.call(api.listMySessions)).code, "identity.totp_due");
  assert.equal((await by.call(api.listGrants)).code, "identity.totp_due");
  const { body: setup } = await by.call(api.startTotp, { body: {} });
  assert.equal((await by.call(api.confirmTotp, { body: { code: "000000" } })).code, "identity.code_wrong");
  assert.equal((await by.call(api.listStaff)).code, "identity.totp_due", "a wrong code opens nothing");
  assert.equal((await by.call(api.confirmTotp, { body: { code: codeOf(setup.secret) } })).status, 200);
  assert.equal((await by.call(api.listStaff)).status, 200, "the session feels it at once");
  assert.equal((await by.call(api.getMe)).body.due, null);
  assert.equal(
    (await by.call(api.removeTotp, { body: { password: testPassword } })).code,
    "identity.totp_required",
  );
});

test("whoever else knew the password is out when the codes are set up", async () => {
  const thief = await signedIn("system-admin");
  const owner = await signedIn("system-admin");
  const { body } = await owner.call(api.startTotp, { body: {} });
  assert.equal((await owner.call(api.confirmTotp, { body: { code: codeOf(body.secret) } })).status, 200);
  assert.equal((await thief.call(api.getMe)).status, 401);
  assert.equal((await signIn("system-admin")).code, "identity.code_needed");
  platform.pass({ seconds: 30 });
  assert.equal((await signIn("system-admin", codeOf(body.secret))).body.due, null);
});

test("a code is accepted once, also by two at the same moment; the step before it never again", async () => {
  const { secret } = await enrolled("auditor");
  const code = codeOf(secret);
  const answers = await Promise.all([signIn("auditor", code), signIn("auditor", code)]);
  assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 401]);
  assert.equal((await signIn("auditor", code)).code, "identity.code_needed", "a replay");
  platform.pass({ seconds: 30 });
  const next = codeOf(secret);
  assert.equal((await signIn("auditor", next)).status, 200);
  platform.pass({ seconds: 30 });
  assert.equal((await signIn("auditor", next)).status, 401, "used, though within the clocks' drift");
});

test("people without a duty sign in as before; a new duty asks for codes at once", async () => {
  const clerk = await signedIn("clerk");
  assert.deepEqual(
    [(await clerk.call(api.getMe)).body.due, (await clerk.call(api.getMe)).body.totpRequired],
    [null, false],
  );
  await county.addStaff(orgs.county, { login: "newcomer" });
  const before = await signedIn("newcomer");
  const { by: security } = await reSigned("security-admin");
  const given = await security.call(api.giveGrant, {
    body: { staffId: idOf("newcomer"), role: "auditor", unitId: county.county.root, reason: "new duty" },
  });
  assert.equal(given.status, 200);
  assert.equal((await before.call(api.getMe)).status, 401, "powers begin with a fresh sign-in");
  const after = await signedIn("newcomer");
  assert.equal((await after.call(api.listAudit)).code, "identity.totp_due");
});

/** Takes the person's codes away as the database's owner and sets new ones up. */
async function reSigned(login: string) {
  await platform.asOwner((owner) =>
    owner.query("delete from identity.totp where staff_id = $1", [idOf(login)]),
  );
  return enrolled(login);
}

test("the security administrator removes a lost phone's codes, never the own ones; it is audited", async () => {
  const { by: security } = await reSigned("security-admin");
  const { by: system } = await reSigned("system-admin");
  const remove = (by: Caller, login: string) =>
    by.call(api.removeStaffTotp, { params: { staffId: idOf(login) }, body: { reason: "phone lost" } });
  assert.equal((await remove(security, "security-admin")).code, "identity.not_to_oneself");
  assert.equal(
    (await remove(system, "auditor")).code,
    "access.denied",
    "not the system administrator's business",
  );
  assert.equal((await remove(security, "clerk")).code, "identity.totp_absent");
  const strangers = people.get(`${orgs.neighbour}/system-admin`) ?? "";
  assert.equal(
    (await security.call(api.removeStaffTotp, { params: { staffId: strangers }, body: { reason: "no" } }))
      .code,
    "thing.not_found",
  );
  assert.equal((await remove(security, "system-admin")).status, 200);
  assert.equal((await system.call(api.getMe)).status, 401, "their sessions end");
  assert.equal((await signIn("system-admin")).body.due, "enrol");
  const { rows } = await platform.asOwner((owner) =>
    owner.query("select subject, reason from foundation.audit where action = 'identity.totp_taken'"),
  );
  assert.deepEqual(rows, [{ subject: `staff:${idOf("system-admin")}`, reason: "phone lost" }]);
});

test("without a session that waits for it, setting up asks for the password", async () => {
  const clerk = await signedIn("clerk");
  assert.equal((await clerk.call(api.startTotp, { body: {} })).code, "identity.password_wrong");
  assert.equal((await clerk.call(api.giveCode, { body: { code: "123456" } })).code, "identity.code_not_due");
});

test("every command that was done is on the audit trail", async () => {
  assert.ok(commandsDone.length > 10);
  assert.deepEqual(await untraced(platform), []);
});
