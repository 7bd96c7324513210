import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import * as api from "../../../contracts/identity.ts";
import { spanOf } from "./delegate.ts";
import { type Caller, commandsDone, orgs, testCounty, untraced } from "./test-county.ts";

const county = await testCounty();
const { platform, signedIn, people } = county;
const [hall = "", otherHall = ""] = county.county.halls;
const idOf = (login: string) => people.get(login) ?? "";
const at = (duration: Temporal.DurationLike) => platform.clock.now().add(duration).toString();

const now = { hours: 0 };

/** People of one hall, fresh for each test. */
let number = 0;
async function person(role: string, unitId = hall): Promise<{ login: string; staffId: string }> {
  const login = `p${++number}`;
  const staffId = await county.addStaff(orgs.county, {
    login,
    name: `人${number}`,
    unitId,
    roles: [{ role, unitId }],
  });
  return { login, staffId };
}
async function grantOf(staffId: string): Promise<string> {
  const security = await signedIn("security-admin");
  const { body } = await security.call(api.listGrants, { query: { staffId } });
  return body.grants[0]?.grantId ?? "";
}
const lend = (
  by: Caller,
  grantId: string,
  toStaffId: string,
  from: Temporal.DurationLike,
  to: Temporal.DurationLike,
) =>
  by.call(api.lendGrant, {
    body: { grantId, toStaffId, startsAt: at(from), endsAt: at(to), reason: "on leave" },
  });
const mayManage = async (by: Caller) =>
  (await by.call(api.listDevices, { params: { hallId: hall } })).status === 200;

test("a lent grant works from its start to its end, by the clock alone, and the trail names for whom", async () => {
  const boss = await person("hall-manager");
  const helper = await person("clerk");
  const [lender, borrower] = [await signedIn(boss.login), await signedIn(helper.login)];
  const grantId = await grantOf(boss.staffId);
  const made = await lend(lender, grantId, helper.staffId, { minutes: 10 }, { minutes: 40 });
  assert.equal(made.body.state, "coming");
  assert.equal(await mayManage(borrower), false, "it has not begun");
  platform.pass({ minutes: 10 });
  assert.equal(await mayManage(borrower), true, "the same session feels it");
  const { body: me } = await borrower.call(api.getMe);
  assert.deepEqual(
    me.grants.map(({ role, for: lentBy }) => [role, lentBy?.name ?? null]),
    [
      ["hall-manager", "人1"],
      ["clerk", null],
    ],
  );
  const { body: device } = await borrower.call(api.createDevice, {
    params: { hallId: hall },
    body: { kind: "pad", name: "代班登记" },
  });
  const auditor = await signedIn("auditor");
  const { body: trail } = await auditor.call(api.listAudit, { query: { limit: 200, actor: helper.staffId } });
  const row = trail.rows.find(({ subject }) => subject === `device:${device.device.deviceId}`);
  assert.match(row?.actingAs ?? "", new RegExp(`^staff:${boss.staffId} 人\\d+$`));
  const { body: listed } = await (await signedIn("system-admin")).call(api.getStaff, {
    params: { staffId: helper.staffId },
  });
  assert.deepEqual(
    listed.standsIn.map(({ role }) => role),
    ["hall-manager"],
  );
  platform.pass({ minutes: 14 });
  await borrower.call(api.getMe);
  platform.pass({ minutes: 14 });
  assert.equal(await mayManage(borrower), true);
  platform.pass({ minutes: 2 });
  assert.equal(await mayManage(borrower), false, "it has ended by itself");
  assert.equal((await borrower.call(api.getMe)).body.grants.length, 1);
});

test("whoever may do it anyway does it as himself", async () => {
  const [one, two] = [await person("hall-manager"), await person("hall-manager")];
  const [lender, borrower] = [await signedIn(one.login), await signedIn(two.login)];
  assert.equal((await lend(lender, await grantOf(one.staffId), two.staffId, now, { hours: 1 })).status, 200);
  await borrower.call(api.createDevice, { params: { hallId: hall }, body: { kind: "pad", name: "自己的" } });
  const auditor = await signedIn("auditor");
  const { body } = await auditor.call(api.listAudit, {
    query: { actor: two.staffId, action: "identity.device" },
  });
  assert.deepEqual(
    body.rows.map(({ actingAs }) => actingAs),
    [null],
  );
});

test("it is ended early by those it concerns, and sessions feel it at once", async () => {
  const boss = await person("hall-manager");
  const helper = await person("clerk");
  const [lender, borrower, outsider] = [
    await signedIn(boss.login),
    await signedIn(helper.login),
    await signedIn((await person("clerk", otherHall)).login),
  ];
  const grantId = await grantOf(boss.staffId);
  const enders = [lender, borrower, await signedIn("security-admin"), await signedIn("company-manager")];
  for (const ender of enders) {
    const { body } = await lend(lender, grantId, helper.staffId, now, { hours: 1 });
    assert.equal(await mayManage(borrower), true);
    const params = { delegationId: body.delegationId };
    assert.equal((await outsider.call(api.endDelegation, { params, body: {} })).code, "thing.not_found");
    assert.equal((await ender.call(api.endDelegation, { params, body: {} })).body.state, "over");
    assert.equal(await mayManage(borrower), false);
    assert.equal(
      (await lender.call(api.endDelegation, { params, body: {} })).code,
      "identity.delegation_over",
    );
  }
  const ofGrant = async (state: "running" | "over") =>
    (await lender.call(api.listDelegations, { query: { state } })).body.delegations.filter(
      (one) => one.grantId === grantId,
    );
  assert.deepEqual(await ofGrant("running"), []);
  assert.equal((await ofGrant("over")).length, enders.length);
  assert.deepEqual((await outsider.call(api.listDelegations)).body.delegations, []);
});

test("taking the grant back, or the lender leaving, ends it; the stand-in becoming an administrator too", async () => {
  const security = await signedIn("security-admin");
  const system = await signedIn("system-admin");
  const boss = await person("hall-manager");
  const helper = await person("clerk");
  const [lender, borrower] = [await signedIn(boss.login), await signedIn(helper.login)];
  const grantId = await grantOf(boss.staffId);
  await lend(lender, grantId, helper.staffId, now, { hours: 1 });
  const state = (to: "active" | "disabled") =>
    system.call(api.setStaffState, {
      params: { staffId: boss.staffId },
      body: { state: to, reason: "test" },
    });
  await state("disabled");
  assert.equal(await mayManage(borrower), false, "who may not work lends nothing");
  await state("active");
  assert.equal(await mayManage(borrower), true);
  const root = county.county.root;
  const { body: duty } = await security.call(api.giveGrant, {
    body: { staffId: helper.staffId, role: "auditor", unitId: root, reason: "test" },
  });
  assert.equal(await mayManage(await signedIn(helper.login)), false, "an administrator stands in for nobody");
  await security.call(api.takeGrant, { params: { grantId: duty.grantId } });
  const again = await signedIn(helper.login);
  assert.equal(await mayManage(again), true);
  await security.call(api.takeGrant, { params: { grantId } });
  assert.equal(await mayManage(again), false);
  const { body } = await again.call(api.listDelegations);
  assert.deepEqual(
    body.delegations.map(({ state }) => state),
    ["over"],
  );
  await security.call(api.giveGrant, {
    body: { staffId: boss.staffId, role: "hall-manager", unitId: hall, reason: "back" },
  });
  assert.equal(await mayManage(again), false, "a new grant is not the one that was lent");
});

test("what lending refuses", async () => {
  const boss = await person("hall-manager");
  const helper = await person("clerk");
  const third = await person("clerk");
  const lender = await signedIn(boss.login);
  const grantId = await grantOf(boss.staffId);
  const codeOf = async (reply: Promise<{ code: string | undefined }>) => (await reply).code;
  const hour = { hours: 1 };
  assert.equal(await codeOf(lend(lender, grantId, boss.staffId, now, hour)), "identity.delegation_own");
  assert.equal(
    await codeOf(lend(lender, grantId, helper.staffId, { hours: 2 }, hour)),
    "identity.delegation_span",
  );
  assert.equal(
    await codeOf(lend(lender, grantId, helper.staffId, { hours: -2 }, { hours: -1 })),
    "identity.delegation_span",
  );
  assert.equal(
    await codeOf(lend(lender, grantId, helper.staffId, now, { hours: 24 * 31 })),
    "identity.delegation_span",
  );
  assert.equal(
    await codeOf(lend(lender, grantId, helper.staffId, { hours: 24 * 61 }, { hours: 24 * 62 })),
    "identity.delegation_span",
  );
  assert.equal(
    await codeOf(lend(lender, grantId, idOf("auditor"), now, hour)),
    "identity.delegation_administrator",
  );
  // Another company's people and grants do not exist.
  const theirs = people.get(`${orgs.neighbour}/clerk`) ?? "";
  assert.equal(await codeOf(lend(lender, grantId, theirs, now, hour)), "thing.not_found");
  const neighbour = await signedIn("hall-manager", orgs.neighbour);
  assert.equal(await codeOf(lend(neighbour, grantId, theirs, now, hour)), "thing.not_found");
  // The three administrators' duties cannot be lent, not even by themselves.
  const security = await signedIn("security-admin");
  const duty = await grantOf(idOf("security-admin"));
  assert.equal(await codeOf(lend(security, duty, helper.staffId, now, hour)), "identity.delegation_duty");
  // Strangers to the grant cannot, and what is lent is not lent on, also not by arranging.
  const borrower = await signedIn(helper.login);
  assert.equal(
    await codeOf(lend(borrower, grantId, third.staffId, now, hour)),
    "identity.delegation_not_yours",
  );
  assert.equal((await lend(lender, grantId, helper.staffId, now, { hours: 8 })).status, 200);
  assert.ok((await borrower.call(api.getMe)).body.capabilities.includes("identity.delegations.arrange"));
  assert.equal(
    await codeOf(lend(borrower, grantId, third.staffId, now, hour)),
    "identity.delegation_not_yours",
  );
  assert.deepEqual(
    (await borrower.call(api.listLendable)).body.grants.map(({ staffId }) => staffId),
    [helper.staffId],
  );
  assert.equal(await codeOf(lend(lender, grantId, third.staffId, now, hour)), "identity.delegation_present");
  // A disabled colleague helps nobody.
  const system = await signedIn("system-admin");
  await system.call(api.setStaffState, {
    params: { staffId: third.staffId },
    body: { state: "disabled", reason: "test" },
  });
  assert.equal(
    await codeOf(lend(lender, grantId, third.staffId, { hours: 9 }, { hours: 10 })),
    "identity.staff_inactive",
  );
});

test("whoever arranges a hall's work lends its people's grants, not to himself and not another hall's", async () => {
  const manager = await person("hall-manager");
  const [one, two, away] = [await person("clerk"), await person("clerk"), await person("clerk", otherHall)];
  const by = await signedIn(manager.login);
  const { body: lendable } = await by.call(api.listLendable);
  assert.ok(lendable.grants.some(({ staffId }) => staffId === one.staffId));
  assert.ok(!lendable.grants.some(({ staffId }) => staffId === away.staffId));
  const grantId = await grantOf(one.staffId);
  assert.equal((await lend(by, grantId, manager.staffId, now, { hours: 1 })).code, "identity.delegation_own");
  assert.equal((await lend(by, grantId, two.staffId, now, { hours: 1 })).status, 200);
  assert.equal(
    (await lend(by, await grantOf(away.staffId), two.staffId, now, { hours: 1 })).code,
    "identity.delegation_not_yours",
  );
  const { body: found } = await by.call(api.findColleagues, { query: { text: two.login } });
  assert.deepEqual(
    found.colleagues.map(({ staffId }) => staffId),
    [two.staffId],
  );
});

test("two who lend one grant at the same moment: one does", async () => {
  const boss = await person("hall-manager");
  const helpers = [await person("clerk"), await person("clerk")] as const;
  const [lender, manager] = [await signedIn(boss.login), await signedIn("company-manager")];
  const grantId = await grantOf(boss.staffId);
  for (let round = 0; round < 10; round++) {
    const answers = await Promise.all([
      lend(lender, grantId, helpers[0].staffId, now, { hours: 1 }),
      lend(manager, grantId, helpers[1].staffId, now, { hours: 2 }),
    ]);
    assert.deepEqual(answers.map(({ code }) => code ?? "lent").sort(), [
      "identity.delegation_present",
      "lent",
    ]);
    const delegationId = answers.find(({ status }) => status === 200)?.body.delegationId ?? "";
    await lender.call(api.endDelegation, { params: { delegationId }, body: {} });
  }
});

test("two who lend to each other at once do not wait for each other", async () => {
  const [one, two] = [await person("hall-manager"), await person("hall-manager")];
  const [a, b] = [await signedIn(one.login), await signedIn(two.login)];
  const [first, second] = [await grantOf(one.staffId), await grantOf(two.staffId)];
  const answers = await Promise.all([
    lend(a, first, two.staffId, now, { hours: 1 }),
    lend(b, second, one.staffId, now, { hours: 1 }),
  ]);
  assert.deepEqual(
    answers.map(({ status }) => status),
    [200, 200],
  );
});

test("ending while the stand-in acts: each act is done whole or refused, and after the end none is done", async () => {
  const boss = await person("hall-manager");
  const helper = await person("clerk");
  const [lender, borrower] = [await signedIn(boss.login), await signedIn(helper.login)];
  const { body } = await lend(lender, await grantOf(boss.staffId), helper.staffId, now, { hours: 1 });
  const acts = Array.from({ length: 12 }, (_, n) =>
    borrower.call(api.createDevice, { params: { hallId: hall }, body: { kind: "pad", name: `并行${n}` } }),
  );
  const ended = lender.call(api.endDelegation, { params: { delegationId: body.delegationId }, body: {} });
  const statuses = (await Promise.all(acts)).map(({ status }) => status);
  assert.ok(
    statuses.every((status) => status === 200 || status === 403),
    statuses.join(),
  );
  assert.equal((await ended).status, 200);
  assert.equal(await mayManage(borrower), false);
});

test("the database lends no duty, nothing twice, and nothing to oneself", async () => {
  const boss = await person("hall-manager");
  const helper = await person("clerk");
  const grantId = await grantOf(boss.staffId);
  const insert = (values: string) =>
    platform.asOwner((owner) =>
      owner.query(
        `insert into identity.delegations (org_id, delegation_id, grant_id, role, duty, unit_id, from_staff_id, to_staff_id,
           starts_at, ends_at, reason, made_by, made_at)
         select g.org_id, gen_random_uuid(), g.grant_id, g.role, ${values}, now(), now() + interval '1 hour', 'x', g.staff_id, now()
         from identity.grants g where g.grant_id = $1`,
        [grantId],
      ),
    );
  await assert.rejects(insert(`'none', g.unit_id, g.staff_id, g.staff_id`), /delegation_not_to_oneself/);
  await assert.rejects(insert(`'system', g.unit_id, g.staff_id, '${helper.staffId}'`), /check constraint/);
  await assert.rejects(
    insert(`'none', g.unit_id, '${helper.staffId}', g.staff_id`),
    /only a grant that its holder has/,
  );
  await insert(`'none', g.unit_id, g.staff_id, '${helper.staffId}'`);
  await assert.rejects(insert(`'none', g.unit_id, g.staff_id, '${helper.staffId}'`), /lent already/);
});

test("spans: whatever is accepted lies ahead, in order, and within the limits", () => {
  const begin = platform.clock.now();
  const hours = fc.integer({ min: -100, max: 2_400 });
  fc.assert(
    fc.property(hours, hours, (from, to) => {
      const asked = {
        startsAt: begin.add({ hours: from }).toString(),
        endsAt: begin.add({ hours: to }).toString(),
      };
      const start = Math.max(from, 0);
      const isRight = to > start && to - start <= 30 * 24 && start <= 60 * 24;
      try {
        const span = spanOf(begin, asked, { daysMax: 30, daysAhead: 60 });
        return isRight && Temporal.Instant.compare(span.startsAt, begin) >= 0;
      } catch {
        return !isRight;
      }
    }),
  );
});

test("every command that was done is on the audit trail", async () => {
  assert.ok(commandsDone.length > 10);
  assert.deepEqual(await untraced(platform), []);
});
