import assert from "node:assert/strict";
import { test } from "node:test";
import { z } from "zod";
import { endpoint } from "../../../contracts/endpoint.ts";
import * as api from "../../../contracts/identity.ts";
import { route } from "../../foundation/http/route.ts";
import { type Caller, commandsDone, orgs, testCounty, untraced } from "./test-county.ts";

/** A page of another module, a file of it, and a command. */
const shape = {
  capability: "hall.call",
  scope: "unit",
  summary: { zh: "试", en: "Trial" },
  params: z.strictObject({ hallId: z.uuid() }),
  answer: z.object({ orgId: z.int() }),
} as const;
const look = endpoint({ ...shape, method: "get", path: "/api/test/halls/{hallId}/look" });
const scan = endpoint({ ...shape, method: "get", path: "/api/test/halls/{hallId}/scan", file: "text/plain" });
const act = endpoint({
  ...shape,
  method: "post",
  path: "/api/test/halls/{hallId}/act",
  body: z.strictObject({}),
});

const county = await testCounty({
  routes: [
    route(look, async (ctx) => ({ orgId: ctx.orgId })),
    route(scan as typeof scan & { file: string }, async () => ({ body: "a card", filename: "card.txt" })),
    route(act, async (ctx) => ({ orgId: ctx.orgId })),
  ],
});
const { platform, signedIn, people } = county;
const [hallId = "", otherHall = ""] = county.county.halls;
const params = { hallId };
const start = (by: Caller, role: string, unitId?: string) =>
  by.call(api.startPreview, { body: { role, ...(unitId ? { unitId } : {}) } });

test("an administrator sees the pages as a clerk would, and does nothing", async () => {
  const by = await signedIn("security-admin");
  assert.equal((await by.call(look, { params })).code, "access.denied");
  assert.equal((await start(by, "clerk", hallId)).status, 200);
  const { body: me } = await by.call(api.getMe);
  assert.deepEqual([me.preview?.role, me.preview?.unitId, me.name], ["clerk", hallId, "security-admin"]);
  assert.ok(me.capabilities.includes("hall.call") && !me.capabilities.includes("identity.roles.grant"));
  assert.deepEqual(
    me.halls.map((hall) => hall.hallId),
    [hallId],
  );
  assert.equal((await by.call(look, { params })).status, 200);
  assert.equal(
    (await by.call(look, { params: { hallId: otherHall } })).code,
    "thing.not_found",
    "only on that unit",
  );
  assert.equal((await by.call(act, { params, body: {} })).code, "access.preview");
  assert.equal((await by.call(scan, { params })).code, "access.preview", "nothing leaves as a file");
  assert.equal((await by.call(api.listStaff)).code, "access.denied", "the own powers rest");
  for (const refused of [
    await by.call(api.giveGrant, {
      body: { staffId: people.get("clerk") ?? "", role: "guide", unitId: hallId, reason: "no" },
    }),
    await by.call(api.changePassword, { body: { current: "x", next: "y" } }),
    await start(by, "guide"),
    await by.call(api.endMySession, { params: { sessionId: me.sessionId } }),
  ])
    assert.equal(refused.code, "access.preview");
  assert.equal((await by.call(api.endPreview, { body: {} })).status, 200);
  assert.equal((await by.call(look, { params })).code, "access.denied");
  assert.equal((await by.call(api.listStaff)).status, 200);
  assert.equal((await by.call(api.getMe)).body.preview, null);
});

test("it ends by itself, and other sessions of the same person are untouched", async () => {
  const [by, other] = [await signedIn("system-admin"), await signedIn("system-admin")];
  await start(by, "hall-manager");
  assert.equal((await other.call(api.getMe)).body.preview, null);
  platform.pass({ minutes: 14 });
  assert.equal((await by.call(look, { params })).status, 200);
  platform.pass({ minutes: 2 });
  assert.equal((await by.call(look, { params })).code, "access.denied");
  assert.equal((await by.call(api.getMe)).body.preview, null);
  assert.equal((await by.call(api.listStaff)).status, 200, "the own powers are back");
});

test("who may preview what", async () => {
  const by = await signedIn("security-admin");
  for (const role of ["system-admin", "security-admin", "auditor", "kiosk"])
    assert.equal((await start(by, role)).code, "identity.preview_refused", role);
  assert.equal((await start(by, "no-such-role")).code, "thing.not_found");
  assert.equal((await start(by, "clerk", county.neighbour.root)).code, "thing.not_found");
  for (const login of ["auditor", "hall-manager", "company-manager", "clerk"])
    assert.equal((await start(await signedIn(login), "guide")).code, "access.denied", login);
  // A system administrator of one hall alone looks at that hall alone.
  await county.addStaff(orgs.county, {
    login: "local-admin",
    roles: [{ role: "system-admin", unitId: hallId }],
  });
  const local = await signedIn("local-admin");
  assert.equal((await start(local, "clerk", otherHall)).code, "identity.preview_refused");
  assert.equal(
    (await start(local, "clerk")).code,
    "identity.preview_refused",
    "the company is more than the hall",
  );
  assert.equal((await start(local, "clerk", hallId)).status, 200);
});

test("ordinary roles cannot be given the right to preview", async () => {
  const by = await signedIn("security-admin");
  const body = {
    role: "peeper",
    name: { zh: "窥", en: "Peeper" },
    capabilities: ["identity.preview" as const],
  };
  assert.equal((await by.call(api.createRole, { body })).code, "identity.powers_separated");
  const other = { ...body, capabilities: ["identity.sign-on.configure" as const] };
  assert.equal((await by.call(api.createRole, { body: other })).code, "identity.powers_separated");
});

test("a preview ends with the right to it, and with the role", async () => {
  const security = await signedIn("security-admin");
  const staffId = await county.addStaff(orgs.county, { login: "short", roles: [{ role: "system-admin" }] });
  const by = await signedIn("short");
  await start(by, "clerk", hallId);
  assert.equal((await by.call(look, { params })).status, 200);
  const { body } = await security.call(api.listGrants, { query: { staffId } });
  await security.call(api.takeGrant, { params: { grantId: body.grants[0]?.grantId ?? "" } });
  assert.equal((await by.call(look, { params })).code, "access.denied");
  const system = await signedIn("system-admin");
  await security.call(api.createRole, {
    body: { role: "brief", name: { zh: "短", en: "Brief" }, capabilities: ["hall.call"] },
  });
  await start(system, "brief");
  assert.equal((await system.call(look, { params })).status, 200);
  await security.call(api.editRole, {
    params: { role: "brief" },
    body: { name: { zh: "短", en: "Brief" }, capabilities: [], state: "retired", reason: "over" },
  });
  assert.equal((await system.call(look, { params })).code, "access.denied");
});

test("the trail says that it was a preview", async () => {
  const auditor = await signedIn("auditor");
  const { body } = await auditor.call(api.listAudit, { query: { limit: 200, action: "identity.preview" } });
  const started = body.rows.find(
    ({ action, subject }) => action === "identity.preview_started" && subject === "role:clerk",
  );
  assert.equal(started?.actingAs, null);
  const ended = body.rows.find(({ action }) => action === "identity.preview_ended");
  assert.equal(ended?.actingAs, "role:clerk");
});

test("signing out works from within", async () => {
  const by = await signedIn("system-admin");
  await start(by, "clerk");
  assert.equal((await by.call(api.signOut, { body: {} })).status, 200);
  assert.equal((await by.call(api.getMe)).status, 401);
});

test("every command that was done is on the audit trail", async () => {
  const quiet = (await untraced(platform)).filter((one) => !one.includes("/api/test/"));
  assert.ok(commandsDone.length > 8);
  assert.deepEqual(quiet, []);
});
