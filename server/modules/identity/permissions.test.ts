import assert from "node:assert/strict";
import { test } from "node:test";
import * as api from "../../../contracts/identity.ts";
import { orgs, testCounty } from "./test-county.ts";

const county = await testCounty();
const { platform, signedIn, people } = county;
const [hallId = "", otherHall = ""] = county.county.halls;
const { root } = county.county;
const idOf = (login: string) => people.get(login) ?? "";
const system = await signedIn("system-admin");
const who = async (capability: Parameters<typeof ask>[0], unitId = hallId) =>
  (await ask(capability, unitId)).body;
const ask = (capability: "hall.call" | "hall.figures.view" | "hall.display" | "audit.read", unitId: string) =>
  system.call(api.whoMay, { query: { capability, unitId } });

test("who may call in this hall, and why: roles on the hall and above it, nobody else", async () => {
  await county.addStaff(orgs.county, { login: "here", roles: [{ role: "clerk", unitId: hallId }] });
  await county.addStaff(orgs.county, { login: "there", roles: [{ role: "clerk", unitId: otherHall }] });
  const { people: found } = await who("hall.call");
  const logins = found.map(({ login }) => login);
  assert.ok(logins.includes("here") && logins.includes("clerk") && !logins.includes("there"));
  assert.ok(!logins.includes("guide"));
  const here = found.find(({ login }) => login === "here");
  assert.deepEqual(
    here?.paths.map(({ role, unitId, for: lentBy, until, by }) => [role, unitId, lentBy, until, by]),
    [["clerk", hallId, null, null, null]],
  );
  // What the page says is what the edge does.
  for (const login of ["here", "there", "clerk", "guide"]) {
    const { body: me } = await (await signedIn(login)).call(api.getMe);
    const reaches = me.capabilities.includes("hall.call") && me.halls.some((hall) => hall.hallId === hallId);
    assert.equal(logins.includes(login), reaches, login);
  }
});

test("asked about the company, those of its halls are told too, after those of all of it", async () => {
  const { people: found } = await who("hall.call", root);
  const ways = found.map(({ login, paths }) => [login, paths.map(({ isPart }) => isPart)] as const);
  assert.deepEqual(ways.find(([login]) => login === "clerk")?.[1], [false]);
  assert.deepEqual(ways.find(([login]) => login === "there")?.[1], [true]);
  const parts = ways.map(([, [isPart]]) => isPart);
  assert.deepEqual(
    parts,
    [...parts].sort((a, b) => Number(a) - Number(b)),
  );
});

test("people of the company above are named where their grant reaches down", async () => {
  const { people: found } = await who("hall.figures.view");
  const city = found.find(({ orgId }) => orgId === orgs.city);
  assert.deepEqual([city?.login, city?.paths[0]?.role], ["city-manager", "city-manager"]);
  assert.ok(!found.some(({ orgId }) => orgId === orgs.neighbour));
});

test("a stand-in is named with the colleague and the end, while it lasts", async () => {
  const lender = await signedIn("hall-manager");
  const { body: lendable } = await lender.call(api.listLendable);
  const grantId = lendable.grants.find(({ staffId }) => staffId === idOf("hall-manager"))?.grantId ?? "";
  const startsAt = platform.clock.now().toString();
  const endsAt = platform.clock.now().add({ minutes: 10 }).toString();
  const body = { grantId, toStaffId: idOf("guide"), startsAt, endsAt, reason: "leave" };
  await lender.call(api.lendGrant, { body });
  const ofGuide = async () =>
    (await who("hall.call")).people.find(({ login }) => login === "guide")?.paths ?? [];
  const [path] = await ofGuide();
  assert.deepEqual(
    [path?.for, path?.by, path?.until],
    ["hall-manager", "hall-manager", "2026-03-04T00:10:00Z"],
  );
  const { body: guide } = await system.call(api.permissionsOf, { params: { staffId: idOf("guide") } });
  const hall = guide.modules.find(({ module }) => module === "hall");
  const ways = (capability: string) =>
    hall?.capabilities
      .find((one) => one.capability === capability)
      ?.from.map((n) => guide.paths[n]?.for ?? null);
  assert.deepEqual(ways("hall.call"), ["hall-manager"]);
  assert.deepEqual(ways("hall.floor.view"), [null, "hall-manager"], "held twice: both are told");
  platform.pass({ minutes: 11 });
  assert.deepEqual(await ofGuide(), []);
});

test("what somebody may do, by module, from which grant and by whom; the disabled are marked", async () => {
  const security = await signedIn("security-admin");
  await county.addStaff(orgs.county, { login: "two-roles", roles: [{ role: "clerk", unitId: hallId }] });
  const staffId = idOf("two-roles");
  await security.call(api.giveGrant, { body: { staffId, role: "guide", unitId: otherHall, reason: "test" } });
  const of = async () => (await system.call(api.permissionsOf, { params: { staffId } })).body;
  const { paths, modules, state, needsCodes } = await of();
  assert.deepEqual(
    paths.map(({ role, by }) => [role, by]),
    [
      ["clerk", null],
      ["guide", "security-admin"],
    ],
  );
  const view = modules
    .flatMap(({ capabilities }) => capabilities)
    .find(({ capability }) => capability === "hall.floor.view");
  assert.deepEqual([view?.from, state, needsCodes], [[0, 1], "active", false]);
  await system.call(api.setStaffState, { params: { staffId }, body: { state: "disabled", reason: "test" } });
  assert.equal((await of()).state, "disabled");
  const inHall = (await who("hall.call")).people.find(({ login }) => login === "two-roles");
  assert.equal(inHall?.state, "disabled");
});

test("devices that may are counted, those of the hall alone", async () => {
  await county.paired("display", hallId);
  await county.paired("kiosk", otherHall);
  assert.equal((await who("hall.display", hallId)).devices, 1);
  assert.equal((await who("hall.display", root)).devices, 2);
});

test("strangers: no capability, another company", async () => {
  for (const login of ["clerk", "auditor", "guide"]) {
    const by = await signedIn(login);
    const params = { staffId: idOf("clerk") };
    assert.equal((await by.call(api.permissionsOf, { params })).code, "access.denied");
    assert.equal(
      (await by.call(api.whoMay, { query: { capability: "hall.call", unitId: hallId } })).code,
      "access.denied",
    );
  }
  const theirs = people.get(`${orgs.neighbour}/clerk`) ?? "";
  assert.equal(
    (await system.call(api.permissionsOf, { params: { staffId: theirs } })).code,
    "thing.not_found",
  );
  assert.equal((await ask("hall.call", county.neighbour.halls[0] ?? "")).code, "thing.not_found");
  assert.equal((await ask("hall.call", county.city.root)).code, "thing.not_found", "nor the company above");
});
