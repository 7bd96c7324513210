import assert from "node:assert/strict";
import { test } from "node:test";
import pg from "pg";
import * as api from "../../../contracts/identity.ts";
import { audit } from "../../foundation/context.ts";
import { newId } from "../../foundation/ids.ts";
import { commandsDone, orgs, testCounty, testPassword, untraced } from "./test-county.ts";

const county = await testCounty();
const { platform, people, signedIn, caller } = county;
const [system, security, auditor] = await Promise.all([
  signedIn("system-admin"),
  signedIn("security-admin"),
  signedIn("auditor"),
]);
const idOf = (login: string) => people.get(login) ?? "";
const root = county.county.root;
const asApp = new pg.Client({ connectionString: platform.appUrl });
const asOwner = new pg.Client({ connectionString: platform.ownerUrl });
await Promise.all([asApp.connect(), asOwner.connect()]);
// The test kit removes the database under them.
for (const client of [asApp, asOwner]) client.on("error", () => {});

const give = (staffId: string, role: string, unitId = root) =>
  security.call(api.giveGrant, { body: { staffId, role, unitId, reason: "for the test" } });

test("the system administrator creates a colleague, who can do nothing until the security administrator grants", async () => {
  const { body: made } = await system.call(api.createStaff, {
    body: { login: "Newcomer", name: "新人", staffNumber: "A-1", post: "R-ACC", unitId: root },
  });
  const fresh = caller();
  const login = { orgId: orgs.county, login: "newcomer", password: made.initialPassword };
  assert.equal((await fresh.call(api.signIn, { body: login })).status, 200);
  const change = { current: made.initialPassword, next: "Quite-New-88" };
  assert.equal((await fresh.call(api.changePassword, { body: change })).status, 200);
  assert.equal((await fresh.call(api.getTree)).code, "access.denied");
  assert.equal(
    (
      await system.call(api.giveGrant, {
        body: { staffId: made.staffId, role: "clerk", unitId: root, reason: "try" },
      })
    ).code,
    "access.denied",
  );
  const { body: granted } = await give(made.staffId, "hall-manager");
  assert.equal(granted.grantedBy, "security-admin");
  assert.equal((await fresh.call(api.getTree)).status, 200, "a grant acts at once");
  await security.call(api.takeGrant, { params: { grantId: granted.grantId } });
  assert.equal((await fresh.call(api.getTree)).code, "access.denied", "taking it back too");
});

test("what staff administration refuses", async () => {
  const make = (more: object) =>
    system.call(api.createStaff, {
      body: { login: "someone", name: "某人", staffNumber: "B-1", post: "R-ACC", unitId: root, ...more },
    });
  assert.equal((await make({ login: "clerk" })).code, "identity.login_taken");
  assert.equal((await make({})).status, 200);
  assert.equal((await make({ login: "someone2" })).code, "identity.staff_number_taken");
  assert.equal(
    (await make({ login: "someone3", staffNumber: "B-3", post: "R-XYZ" })).code,
    "identity.post_unknown",
  );
  assert.equal(
    (await make({ login: "someone4", staffNumber: "B-4", unitId: newId() })).code,
    "thing.not_found",
  );
  assert.equal(
    (await make({ login: "someone5", staffNumber: "B-5", unitId: county.neighbour.root })).code,
    "thing.not_found",
  );
  assert.equal((await make({ login: "9 bad" })).code, "request.invalid");
  assert.equal((await make({ state: "active" })).code, "request.invalid");
  const self = { params: { staffId: idOf("system-admin") } };
  assert.equal(
    (await system.call(api.setStaffState, { ...self, body: { state: "disabled", reason: "self" } })).code,
    "identity.not_to_oneself",
  );
});

test("staff are listed in pages, found by text, edited, and those who left are signed out", async () => {
  const { body: first } = await system.call(api.listStaff, { query: { limit: 3 } });
  assert.equal(first.staff.length, 3);
  const { body: second } = await system.call(api.listStaff, { query: { limit: 3, after: first.next ?? "" } });
  assert.ok((second.staff[0]?.login ?? "") > (first.staff[2]?.login ?? "~"));
  const { body: found } = await system.call(api.listStaff, { query: { text: "GUID" } });
  assert.deepEqual(
    found.staff.map(({ login }) => login),
    ["guide"],
  );
  const guide = await signedIn("guide");
  const params = { staffId: idOf("guide") };
  const { body: edited } = await system.call(api.editStaff, { params, body: { name: "方 悦" } });
  assert.equal(edited.name, "方 悦");
  await system.call(api.setStaffState, { params, body: { state: "left", reason: "retired" } });
  assert.equal((await guide.call(api.getMe)).status, 401);
  await system.call(api.setStaffState, { params, body: { state: "active", reason: "came back" } });
  assert.equal((await signedIn("guide")).cookies.size, 1);
});

test("nobody is two of the three administrators, not even when two grants race or the database is asked directly", async () => {
  const staffId = await county.addStaff(orgs.county, { login: "ambitious" });
  const second = await county.addStaff(orgs.county, {
    login: "security-2",
    roles: [{ role: "security-admin" }],
  });
  const colleague = await signedIn("security-2");
  for (let round = 0; round < 10; round++) {
    const body = { staffId, unitId: root, reason: "race" };
    const answers = await Promise.all([
      security.call(api.giveGrant, { body: { ...body, role: "system-admin" } }),
      colleague.call(api.giveGrant, { body: { ...body, role: "auditor" } }),
    ]);
    assert.deepEqual(answers.map(({ code }) => code ?? "given").sort(), [
      "given",
      "identity.three_administrators",
    ]);
    const won = answers.find(({ status }) => status === 200)?.body.grantId ?? "";
    await security.call(api.takeGrant, { params: { grantId: won } });
  }
  await give(staffId, "auditor");
  await assert.rejects(
    asOwner.query(
      `insert into identity.grants select org_id, gen_random_uuid(), staff_id, 'system-admin', 'system', unit_id, granted_at, null
       from identity.grants where staff_id = $1`,
      [staffId],
    ),
    /three_administrators/,
  );
  // The duty follows the role by foreign key: a grant cannot call itself harmless.
  await assert.rejects(
    asOwner.query(
      `insert into identity.grants select org_id, gen_random_uuid(), staff_id, 'system-admin', 'none', unit_id, granted_at, null
       from identity.grants where staff_id = $1`,
      [staffId],
    ),
    /foreign key/,
  );
  assert.ok(second);
});

test("nobody grants to himself, takes from himself, or edits a role that he holds", async () => {
  assert.equal((await give(idOf("security-admin"), "clerk")).code, "identity.not_to_oneself");
  const { body: own } = await security.call(api.listGrants, { query: { staffId: idOf("security-admin") } });
  const grantId = own.grants[0]?.grantId ?? "";
  assert.equal((await security.call(api.takeGrant, { params: { grantId } })).code, "identity.not_to_oneself");
  const edit = {
    name: { zh: "安全", en: "Security" },
    capabilities: [],
    state: "active" as const,
    reason: "self",
  };
  assert.equal(
    (await security.call(api.editRole, { params: { role: "security-admin" }, body: edit })).code,
    "identity.not_to_oneself",
  );
  await assert.rejects(
    asOwner.query("update identity.grants set granted_by = staff_id where grant_id = $1", [grantId]),
    /not_to_oneself/,
  );
});

test("the administrators' powers stay apart in roles too", async () => {
  const name = { zh: "超级", en: "Super" };
  const create = (role: string, capabilities: api.Role["capabilities"]) =>
    security.call(api.createRole, { body: { role, name, capabilities } });
  assert.equal(
    (await create("super", ["identity.staff.manage", "audit.read"])).code,
    "identity.powers_separated",
  );
  assert.equal((await create("clerk", ["hall.call"])).code, "identity.role_taken");
  const { body: made } = await create("trainee", ["hall.floor.view", "anyone", "hall.floor.view"]);
  assert.deepEqual(made.capabilities, ["hall.floor.view"]);
  const edit = (role: string, capabilities: api.Role["capabilities"]) =>
    security.call(api.editRole, {
      params: { role },
      body: { name, capabilities, state: "active", reason: "test" },
    });
  assert.equal((await edit("trainee", ["identity.roles.grant"])).code, "identity.powers_separated");
  assert.equal(
    (await edit("system-admin", ["identity.staff.manage", "audit.read"])).code,
    "identity.powers_separated",
  );
  assert.equal((await edit("no-such-role", [])).code, "thing.not_found");
  assert.equal((await give(idOf("clerk"), "kiosk")).code, "identity.role_retired");
});

test("editing a role changes what its holders may do at once", async () => {
  const clerk = await signedIn("company-manager");
  assert.equal((await clerk.call(api.getTree)).status, 200);
  const { body } = await security.call(api.listRoles);
  const role = body.roles.find((one) => one.role === "company-manager");
  assert.ok(role);
  const edit = {
    name: role.name,
    state: role.state,
    reason: "test",
    capabilities: ["hall.floor.view" as const],
  };
  await security.call(api.editRole, { params: { role: role.role }, body: edit });
  assert.equal((await clerk.call(api.getTree)).code, "access.denied");
});

test("an administrator's password is reset by the security administrator alone", async () => {
  const reset = (staffId: string) => ({ params: { staffId }, body: { reason: "forgotten" } });
  assert.equal(
    (await system.call(api.resetPassword, reset(idOf("auditor")))).code,
    "identity.administrator_protected",
  );
  assert.equal(
    (await security.call(api.resetAdministrator, reset(idOf("clerk")))).code,
    "identity.not_administrator",
  );
  assert.equal(
    (await security.call(api.resetAdministrator, reset(idOf("security-admin")))).code,
    "identity.not_to_oneself",
  );
  const clerk = await signedIn("clerk");
  const { body } = await system.call(api.resetPassword, reset(idOf("clerk")));
  assert.equal((await clerk.call(api.getMe)).status, 401);
  const again = await caller().call(api.signIn, {
    body: { orgId: orgs.county, login: "clerk", password: body.initialPassword },
  });
  assert.equal(again.body.mustChangePassword, true);
});

test("sessions: one's own are listed and ended; another's only by the security administrator", async () => {
  const [here, there] = [await signedIn("duty-manager"), await signedIn("duty-manager")];
  const { body } = await here.call(api.listMySessions);
  assert.equal(body.sessions.filter(({ current }) => current).length, 1);
  const other = (await there.call(api.getMe)).body.sessionId;
  assert.equal((await here.call(api.endMySession, { params: { sessionId: other } })).status, 200);
  assert.equal((await there.call(api.getMe)).status, 401);
  const mine = (await here.call(api.getMe)).body.sessionId;
  assert.equal(
    (await system.call(api.endMySession, { params: { sessionId: mine } })).code,
    "thing.not_found",
  );
  const staffId = idOf("duty-manager");
  assert.equal((await system.call(api.endStaffSessions, { params: { staffId } })).code, "access.denied");
  assert.equal((await security.call(api.endStaffSessions, { params: { staffId } })).body.ended, 1);
  assert.equal((await here.call(api.getMe)).status, 401);
});

test("units are created where they belong, renamed, and closed only when nothing uses them", async () => {
  const create = (unitId: string, kind: "hall" | "station" | "team", caller = system) =>
    caller.call(api.createUnit, { params: { unitId }, body: { kind, name: { zh: "新", en: "New" } } });
  const { body: station } = await create(root, "station");
  const { body: team } = await create(station.unitId, "team");
  assert.equal(team.parentId, station.unitId);
  assert.equal((await create(team.unitId, "hall")).code, "identity.unit_misplaced");
  assert.equal((await create(county.neighbour.root, "hall")).code, "thing.not_found");
  const close = (unitId: string) =>
    system.call(api.closeUnit, { params: { unitId }, body: { reason: "not needed" } });
  assert.equal((await close(station.unitId)).code, "identity.unit_in_use");
  assert.equal((await close(root)).code, "identity.unit_in_use");
  assert.equal((await close(team.unitId)).body.state, "closed");
  assert.equal((await close(station.unitId)).body.state, "closed");
  assert.equal((await close(station.unitId)).code, "identity.unit_closed");
  assert.equal((await create(station.unitId, "team")).code, "identity.unit_closed");
  const { rows } = await asOwner.query<{ ok: boolean }>(
    `select bool_and(u.path[:cardinality(u.path) - 1] = p.path) as ok from identity.units u
     join identity.units p on p.unit_id = u.parent_id`,
  );
  assert.equal(rows[0]?.ok, true, "each path is the parent's and itself");
  await assert.rejects(
    asOwner.query("update identity.units set parent_id = unit_id where unit_id = $1", [team.unitId]),
    /does not move/,
  );
});

test("a grant on one hall does not reach the other", async () => {
  const [one = "", two = ""] = county.county.halls;
  await county.addStaff(orgs.county, { login: "local", roles: [{ role: "hall-manager", unitId: one }] });
  const local = await signedIn("local");
  assert.equal((await local.call(api.listDevices, { params: { hallId: one } })).status, 200);
  assert.equal((await local.call(api.listDevices, { params: { hallId: two } })).code, "thing.not_found");
  assert.deepEqual(
    (await local.call(api.getMe)).body.halls.map(({ hallId }) => hallId),
    [one],
  );
});

test("the auditor reads the trail, filtered and in pages, and reading is itself on it", async () => {
  const { body: first } = await auditor.call(api.listAudit, {
    query: { limit: 5, action: "identity.granted" },
  });
  assert.equal(first.rows.length, 5);
  assert.ok(first.rows.every(({ action }) => action === "identity.granted"));
  const { body: next } = await auditor.call(api.listAudit, { query: { limit: 5, after: first.next ?? "" } });
  assert.ok((next.rows[0]?.seq ?? 0) < (first.rows[4]?.seq ?? 0));
  const { body: reads } = await auditor.call(api.listAudit, { query: { action: "identity.audit_read" } });
  assert.equal(reads.rows[0]?.actorName, "auditor");
  assert.equal((await auditor.call(api.listStaff)).code, "access.denied");
  assert.equal((await system.call(api.listAudit)).code, "access.denied");
  const text = JSON.stringify((await auditor.call(api.listAudit, { query: { limit: 200 } })).body);
  assert.ok(
    !text.includes(testPassword) && !/initialPassword|pairingCode/.test(text),
    "no secret on the trail",
  );
});

test("the application role cannot write, edit or delete audit rows, nor speak for another company", async () => {
  await asApp.query("begin");
  await asApp.query(`set local app.orgs = '${orgs.county}'`);
  const refused = async (statement: string) => {
    await asApp.query("savepoint s");
    await assert.rejects(
      asApp.query(statement),
      /permission denied|out of scope|must be (owner|superuser)/,
      statement,
    );
    await asApp.query("rollback to s");
  };
  await refused("update foundation.audit set action = 'x'");
  await refused("delete from foundation.audit");
  await refused("truncate foundation.audit");
  await refused("insert into foundation.audit select * from foundation.audit limit 1");
  await refused("update foundation.journals set audit_seq = 0");
  await refused("delete from foundation.events");
  await refused(`select foundation.journal_append(${orgs.neighbour}, '[]', '[]')`);
  await refused("create table identity.x (a int)");
  await refused("alter table identity.staff disable row level security");
  await refused("copy foundation.audit to program 'cat'");
  await asApp.query("rollback");
  // Without a scope nothing is seen at all.
  for (const table of [
    "orgs",
    "units",
    "staff",
    "passwords",
    "totp",
    "roles",
    "grants",
    "sessions",
    "devices",
    "attempts",
  ]) {
    const { rows } = await asApp.query<{ n: number }>(`select count(*)::int as n from identity.${table}`);
    assert.equal(rows[0]?.n, 0, table);
  }
});

test("when the audit row cannot be written, the command is not done", async () => {
  await asOwner.query("revoke execute on function foundation.journal_append from mingchuang_app");
  try {
    const params = { staffId: idOf("clerk") };
    const before = await system.call(api.getStaff, { params });
    assert.equal((await system.call(api.editStaff, { params, body: { name: "不留痕" } })).status, 500);
    assert.equal((await system.call(api.getStaff, { params })).body.name, before.body.name);
    await assert.rejects(
      platform.command(orgs.county, async (ctx) => audit(ctx, { action: "x", subject: "y" })),
    );
  } finally {
    await asOwner.query("grant execute on function foundation.journal_append to mingchuang_app");
  }
});

test("every command that was done is on the audit trail", async () => {
  assert.ok(commandsDone.length > 10);
  assert.deepEqual(await untraced(platform), []);
});

test("one key, one effect: a repeated creation gets the same answer and makes one person", async () => {
  const body = { login: "twice", name: "两次", staffNumber: "C-1", post: "R-ACC", unitId: root };
  const key = { "idempotency-key": newId() };
  const answers = await Promise.all([1, 2, 3].map(() => system.call(api.createStaff, { body }, key)));
  assert.equal(new Set(answers.map(({ body }) => JSON.stringify(body))).size, 1);
  assert.equal(
    (await system.call(api.createStaff, { body: { ...body, name: "三次" } }, key)).code,
    "request.key_reused",
  );
});
