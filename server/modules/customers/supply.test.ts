import assert from "node:assert/strict";
import { test } from "node:test";
import * as api from "../../../contracts/customers.ts";
import type { CallOf } from "../../../contracts/endpoint.ts";
import { newId } from "../../foundation/ids.ts";
import { commandsDone, untraced } from "../identity/test-county.ts";
import { testArchive } from "./testing-archive.ts";

const archive = await testArchive();
let { clerk } = archive;
const { platform, buildCustomer, buildAccount, buildMeter, today } = archive;
const codeOf = async (reply: Promise<{ status: number; code: string | undefined }>) => {
  const { status, code } = await reply;
  return status === 200 ? 200 : code;
};
/** Sessions do not outlast days. */
async function passDays(days: number): Promise<void> {
  platform.pass({ hours: 24 * days });
  clerk = await archive.signedIn("clerk");
}
const accountAt = async (accountId: string, asOf?: string) => {
  const { body, status } = await clerk.call(api.readAccount, {
    params: { accountId },
    query: asOf ? { asOf } : {},
  });
  assert.equal(status, 200, JSON.stringify(body));
  return body.account;
};
const newAccount = async () => buildAccount(await buildCustomer());

const supply = {
  role: "main" as const,
  voltageCode: "AC03802",
  capacityKva: 50,
  substation: "城东变",
  feeder: "东一线",
  transformer: "人民路1号台区",
  phase: "ABC" as const,
  hasOwnSource: false,
};
const point = {
  purpose: "settlement" as const,
  method: "LL" as const,
  ratio: 1,
  box: null,
  supplyPointId: null,
};
const install = (
  pointId: string,
  body: Partial<CallOf<typeof api.installMeter>["body"]> & { assetNumber: string },
) => clerk.call(api.installMeter, { params: { pointId }, body: { on: today(), reading: 0, ...body } });
const newPoint = async (accountId?: string) => {
  const to = accountId ?? (await newAccount()).accountId;
  const { body } = await clerk.call(api.saveMeteringPoint, { params: { accountId: to }, body: point });
  return { accountId: to, pointId: body.meteringPointId, number: body.number };
};

test("supply points are added and changed; the day before shows the former line", async () => {
  const { accountId } = await newAccount();
  const params = { accountId };
  const { body } = await clerk.call(api.saveSupplyPoint, { params, body: supply });
  const added = today();
  await passDays(3);
  const change = { ...supply, supplyPointId: body.supplyPointId, version: 1, feeder: "东二线" };
  const saved = await clerk.call(api.saveSupplyPoint, { params, body: change });
  assert.deepEqual(saved.body, { supplyPointId: body.supplyPointId, version: 2 });
  assert.equal(
    await codeOf(clerk.call(api.saveSupplyPoint, { params, body: change })),
    "customers.edited_meanwhile",
  );
  assert.deepEqual(
    (await accountAt(accountId, added)).supplyPoints.map(({ feeder }) => feeder),
    ["东一线"],
  );
  assert.deepEqual(
    (await accountAt(accountId)).supplyPoints.map(({ feeder }) => feeder),
    ["东二线"],
  );
  const unknown = { ...supply, voltageCode: "AC00000" };
  assert.equal(
    await codeOf(clerk.call(api.saveSupplyPoint, { params, body: unknown })),
    "customers.code_unknown",
  );
  const elsewhere = (await newAccount()).accountId;
  const theirs = { params: { accountId: elsewhere }, body: { ...change, version: 2 } };
  assert.equal(await codeOf(clerk.call(api.saveSupplyPoint, theirs)), "thing.not_found");
});

test("metering points are numbered after the account; a supply point of another account is refused", async () => {
  const { accountId, number } = await newAccount();
  const params = { accountId };
  const one = await newPoint(accountId);
  const two = await newPoint(accountId);
  assert.deepEqual([one.number, two.number], [`${number}01`, `${number}02`]);
  assert.equal(
    await codeOf(clerk.call(api.saveMeteringPoint, { params, body: { ...point, number: one.number } })),
    "customers.point_number",
  );
  const other = (await newAccount()).accountId;
  const { body } = await clerk.call(api.saveSupplyPoint, { params: { accountId: other }, body: supply });
  const strange = { ...point, supplyPointId: body.supplyPointId };
  assert.equal(
    await codeOf(clerk.call(api.saveMeteringPoint, { params, body: strange })),
    "customers.supply_elsewhere",
  );
});

test("a meter is installed, exchanged and removed; each day has the meter that hung there", async () => {
  const { accountId, pointId } = await newPoint();
  assert.equal((await install(pointId, { assetNumber: "A1", reading: 10 })).status, 200);
  const first = today();
  await passDays(10);
  const exchanged = today();
  assert.equal((await install(pointId, { assetNumber: "A2" })).code, "customers.meter_hangs");
  assert.equal(
    (await install(pointId, { assetNumber: "A2", removedReading: 12_345, reason: "到期轮换" })).status,
    200,
  );
  await passDays(10);
  const removed = today();
  const body = { on: removed, reading: 500, reason: "销户" };
  assert.equal(await codeOf(clerk.call(api.removeMeter, { params: { pointId }, body })), 200);
  assert.equal(
    await codeOf(clerk.call(api.removeMeter, { params: { pointId }, body })),
    "customers.no_meter",
  );

  const hanging = async (day: string) =>
    (await accountAt(accountId, day)).meteringPoints
      .flatMap(({ installations }) => installations)
      .map(({ assetNumber, removedOn, removedReading }) => [assetNumber, removedOn, removedReading]);
  assert.deepEqual(await hanging(first), [["A1", null, null]]);
  assert.deepEqual(await hanging(exchanged), [
    ["A2", null, null],
    ["A1", exchanged, 12_345],
  ]);
  assert.deepEqual(await hanging(removed), [
    ["A2", removed, 500],
    ["A1", exchanged, 12_345],
  ]);
});

test("two installations of a meter or at a point never overlap, also with one that is over", async () => {
  const start = today();
  const [here, there] = [await newPoint(), await newPoint()];
  await install(here.pointId, { assetNumber: "B1" });
  assert.equal((await install(there.pointId, { assetNumber: "B1" })).code, "customers.meter_elsewhere");
  await passDays(10);
  const removal = { on: today(), reading: 9, reason: "换址" };
  await clerk.call(api.removeMeter, { params: { pointId: here.pointId }, body: removal });
  const between = Temporal.PlainDate.from(start).add({ days: 5 }).toString();
  assert.equal(
    (await install(there.pointId, { assetNumber: "B1", on: between })).code,
    "customers.meter_days",
  );
  assert.equal(
    (await install(here.pointId, { assetNumber: "B2", on: between })).code,
    "customers.meter_days",
  );
  assert.equal(
    (await install(there.pointId, { assetNumber: "B1" })).status,
    200,
    "the day of removal is free",
  );
  const early = { ...removal, on: between };
  assert.equal(
    await codeOf(clerk.call(api.removeMeter, { params: { pointId: there.pointId }, body: early })),
    "customers.meter_days",
  );
});

test("one meter that two install at the same moment hangs once; two meters at one point too", async () => {
  const points = await Promise.all([newPoint(), newPoint(), newPoint(), newPoint()]);
  for (let round = 0; round < 6; round++) {
    const replies = await Promise.all(points.map(({ pointId }) => install(pointId, { assetNumber: "C1" })));
    assert.deepEqual(replies.map(({ code }) => code ?? 200).sort(), [
      200,
      ...Array(3).fill("customers.meter_elsewhere"),
    ]);
    const { pointId } = points[replies.findIndex(({ status }) => status === 200)] ?? { pointId: "" };
    const body = { on: today(), reading: 1, reason: "换址" };
    assert.equal(await codeOf(clerk.call(api.removeMeter, { params: { pointId }, body })), 200);
  }
  const free = await newPoint();
  const both = await Promise.all(
    ["C2", "C3", "C4"].map((assetNumber) => install(free.pointId, { assetNumber })),
  );
  assert.deepEqual(both.map(({ code }) => code ?? 200).sort(), [
    200,
    "customers.meter_hangs",
    "customers.meter_hangs",
  ]);
});

test("two points that exchange their meters at the same moment do not lose one", async () => {
  const { accountId } = await newAccount();
  const [one, two] = [await buildMeter(accountId), await buildMeter(accountId)];
  for (let round = 0; round < 5; round++) {
    const replies = await Promise.all([
      install(one.pointId, { assetNumber: two.assetNumber, removedReading: 1 }),
      install(two.pointId, { assetNumber: one.assetNumber, removedReading: 1 }),
    ]);
    for (const { code } of replies)
      assert.ok(code === undefined || code === "customers.meter_elsewhere", String(code));
  }
  const { meteringPoints } = await accountAt(accountId);
  const hanging = meteringPoints.flatMap(({ installations }) =>
    installations.filter(({ removedOn }) => !removedOn),
  );
  assert.deepEqual(
    hanging.map(({ assetNumber }) => assetNumber).sort(),
    [one.assetNumber, two.assetNumber].sort(),
  );
});

test("what installing refuses besides", async () => {
  const { accountId, pointId } = await newPoint();
  assert.equal(
    (await install(pointId, { assetNumber: "D1", reading: 100_000_000 })).code,
    "customers.meter_reading",
  );
  assert.equal(
    (await install(pointId, { assetNumber: "D1", on: "2020-01-01" })).code,
    "customers.before_opening",
  );
  assert.equal(
    (await install(pointId, { assetNumber: "D1", on: "2099-01-01" })).code,
    "customers.future_day",
  );
  assert.equal((await install(newId(), { assetNumber: "D1" })).code, "thing.not_found");
  await install(pointId, { assetNumber: "D1" });
  const closing = { ...point, meteringPointId: pointId, version: 1, isClosed: true };
  assert.equal(
    await codeOf(clerk.call(api.saveMeteringPoint, { params: { accountId }, body: closing })),
    "customers.meter_hangs",
  );
  await clerk.call(api.removeMeter, {
    params: { pointId },
    body: { on: today(), reading: 1, reason: "停用" },
  });
  await platform.asOwner((client) =>
    client.query("update customers.meters set state = 'scrapped' where asset_number = 'D1'"),
  );
  assert.equal((await install(pointId, { assetNumber: "D1" })).code, "customers.meter_scrapped");
  assert.equal(
    await codeOf(clerk.call(api.saveMeteringPoint, { params: { accountId }, body: closing })),
    200,
  );
  assert.equal((await install(pointId, { assetNumber: "D2" })).code, "customers.point_closed");
});

const contract = (
  parties: { customerId: string; role: "consumer" | "owner" | "payer" }[],
  more: object = {},
) => ({
  number: `HT-${newId()}`,
  kind: "residential" as const,
  signedOn: today(),
  startsOn: "2026-01-01",
  endsOn: "2026-12-31",
  state: "in-force" as const,
  note: null,
  parties,
  ...more,
});

test("a contract and its parties change; the past keeps both", async () => {
  const [tenant, owner] = [await buildCustomer({ name: "租户" }), await buildCustomer({ name: "房主" })];
  const { accountId } = await buildAccount(tenant);
  const params = { accountId };
  const body = contract([
    { customerId: tenant, role: "consumer" },
    { customerId: owner, role: "owner" },
  ]);
  const { body: made } = await clerk.call(api.saveContract, { params, body });
  const signed = today();
  await passDays(5);
  const change = {
    ...body,
    ...made,
    state: "terminated" as const,
    parties: [
      { customerId: owner, role: "owner" as const },
      { customerId: owner, role: "payer" as const },
    ],
  };
  assert.equal((await clerk.call(api.saveContract, { params, body: change })).body.version, 2);
  assert.equal(
    await codeOf(clerk.call(api.saveContract, { params, body: change })),
    "customers.edited_meanwhile",
  );
  const shown = async (day: string) =>
    (await accountAt(accountId, day)).contracts.map(({ state, parties }) => [
      state,
      parties.map(({ name, role }) => `${role} ${name}`),
    ]);
  assert.deepEqual(await shown(signed), [["in-force", ["consumer 租户", "owner 房主"]]]);
  assert.deepEqual(await shown(today()), [["terminated", ["owner 房主", "payer 房主"]]]);
});

test("contracts in force do not overlap, also when two are saved at the same moment", async () => {
  const customerId = await buildCustomer();
  const { accountId } = await buildAccount(customerId);
  const params = { accountId };
  const parties = [{ customerId, role: "consumer" as const }];
  const save = (more: object) =>
    codeOf(clerk.call(api.saveContract, { params, body: contract(parties, more) }));
  const both = await Promise.all([save({}), save({}), save({})]);
  assert.deepEqual(both.sort(), [200, "customers.contract_overlap", "customers.contract_overlap"]);
  assert.equal(
    await save({ startsOn: "2026-12-31", endsOn: null }),
    "customers.contract_overlap",
    "both ends belong to it",
  );
  assert.equal(await save({ startsOn: "2025-01-01", endsOn: null }), "customers.contract_overlap");
  assert.equal(await save({ state: "draft" }), 200);
  assert.equal(await save({ startsOn: "2027-01-01", endsOn: null }), 200);
  assert.equal(await save({ startsOn: "2027-01-01", endsOn: "2026-12-31" }), "customers.days_order");
  assert.equal(
    await save({ state: "draft", parties: [{ customerId: newId(), role: "owner" }] }),
    "customers.party_unknown",
  );
  const taken = contract(parties, { state: "draft" });
  assert.equal(await codeOf(clerk.call(api.saveContract, { params, body: taken })), 200);
  assert.equal(
    await codeOf(clerk.call(api.saveContract, { params, body: taken })),
    "customers.contract_number",
  );
});

test("every command is on the audit trail", async () => {
  assert.ok(commandsDone.length > 30);
  assert.deepEqual(await untraced(platform), []);
});
