/** The circle closed for the other kinds of order: a move, a solar plant, supply without a meter, an estate, a meter test. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { readAccount } from "../../../contracts/customers.ts";
import type { FormValues } from "../../../contracts/orders.ts";
import { closeAccountByOrder, customers } from "../customers/index.ts";
import { enteredTypes } from "./archive-order.ts";
import { untouchingTypes } from "./catalogue/order-archive.ts";
import { findForm } from "./catalogue/order-forms.ts";
import { orderTypes } from "./catalogue/order-types.ts";
import { checkForm } from "./order-form.ts";
import { filledForm } from "./testing.ts";
import { buildEntering, type EnteredAccount } from "./testing-entering.ts";

const county = await buildEntering(customers.routes);
const { accountOf, buildAccount, buildCustomer, buildMeter, enter, hangingAt, platform, rows, runAs } =
  county;
const { take, told } = county;
/** The account's page; whoever looks signs in anew, because the clock moves by months here. */
const pageOf = async (accountId: string, asOf?: string) => {
  const clerk = await county.signedIn("clerk");
  const { status, body } = await clerk.call(readAccount, {
    params: { accountId },
    query: asOf ? { asOf } : {},
  });
  assert.equal(status, 200, JSON.stringify(body));
  return body.account;
};
const swapPapers = ["id-card", "application", "business-licence", "commitment"].map((code) => ({
  code,
  documentId: null,
}));

const placeOf = async (accountId: string, on = "2100-01-01") =>
  (
    await rows<{ address: string }>(
      `select p.address from customers.accounts t
       cross join customers.accounts_on(t.org_id, array[t.id], $2::date) a
       join customers.premises p on p.org_id = a.org_id and p.id = a.premise_id where t.id = $1`,
      [accountId, on],
    )
  )[0]?.address;

test("an account moves to its new address with the meter that was fitted there; the place that it left, and every day before, stay", async () => {
  const customerId = await buildCustomer();
  const premise = { address: "青禾县旧街1号", levels: {} };
  const { accountId } = await buildAccount(customerId, { premise });
  const day = county.today();
  await buildMeter(accountId, { assetNumber: "QH-ADDR-1" });
  const [at] = await rows<{ id: string }>("select premise_id as id from customers.accounts where id = $1", [
    accountId,
  ]);
  const neighbour = await buildAccount(await buildCustomer(), { premise: { premiseId: at?.id ?? "" } });
  platform.clock.moveTo(platform.clock.now().add({ hours: 24 }));
  const ask = (form: FormValues) =>
    take(
      {
        typeCode: "CH-ADDR",
        customerId,
        accountId,
        passedOver: ["same-address", "open-order"].map((code) => ({ code, reason: "已核实" })),
      },
      form,
      "intake-change",
    );
  const order = await ask({ newAddress: "青禾县新街9号" });
  await enter(order.id, { meterNumber: "QH-ADDR-2", reading: 2, oldReading: 7 }, 2);
  assert.equal(await placeOf(accountId), "青禾县新街9号");
  assert.equal(await placeOf(accountId, day), "青禾县旧街1号", "as of the day before");
  assert.equal(await placeOf(neighbour.accountId), "青禾县旧街1号");
  assert.deepEqual(await hangingAt(accountId), [["QH-ADDR-2", 200]]);
  const first = (await told(order.id)).find(({ kind }) => kind === "archive-updated");
  assert.match(first?.text ?? "", /已迁至新址；已换表 QH-ADDR-1 → QH-ADDR-2/);
  const trail = await rows<{ text: string }>(
    "select after::text as text from foundation.audit where action = 'customers.account_moved' and subject = $1",
    [`account:${accountId}`],
  );
  assert.equal(trail.length, 1, "archived twice, moved once");
  assert.ok(!trail[0]?.text.includes("新街9号"), "the trail does not say where somebody lives");

  const nowhere = await ask({});
  await enter(nowhere.id);
  assert.match((await told(nowhere.id))[0]?.text ?? "", /没有填写新用电地址/);

  // Closed by hand meanwhile: refused by name, and the order stands where it stood.
  const stuck = await ask({ newAddress: "青禾县新街10号" });
  await rows(
    "update customers.installations set removed_on = installed_on, removed_reading = 0 where removed_on is null and point_id in (select id from customers.metering_points where account_id = $1)",
    [accountId],
  );
  await runAs("r-arc", (ctx) => closeAccountByOrder(ctx, accountId, "试验"));
  await assert.rejects(enter(stuck.id), { code: "customers.account_closed" });
  const open = await county.look(stuck.id);
  assert.deepEqual([open.order.state, open.tasks.length], ["open", 1]);
  assert.equal(await placeOf(accountId), "青禾县新街9号");
});

test("a solar plant has an account of its own beside the one that uses it, with its meter where it is paid; once", async () => {
  const customerId = await buildCustomer();
  const user = await buildAccount(customerId, { premise: { address: "青禾县阳光路3号", levels: {} } });
  await buildMeter(user.accountId, { assetNumber: "QH-USE-1" });
  const plant = (linkedAccount: string) =>
    take(
      {
        typeCode: "PV-NAT",
        customerId,
        address: "青禾县阳光路3号屋顶",
        passedOver: ["same-address", "open-order"].map((code) => ({ code, reason: "同址" })),
      },
      {
        projectKind: "household-person",
        feeding: "surplus",
        installedKw: 12,
        linkedAccount,
        gridVoltage: "220V",
      },
      "intake-solar",
    );
  const made = async (orderId: string) =>
    (
      await rows<EnteredAccount & { id: string; premise: string; note: string; purposes: string[] }>(
        `select a.id, a.use_code as use, a.contract_kva::float as contract, p.address as premise, a.note,
           array(select purpose from customers.metering_points m where m.account_id = a.id) as purposes
         from orders.orders o join customers.accounts a on a.id = o.account_id
         join customers.premises p on p.id = a.premise_id where o.id = $1`,
        [orderId],
      )
    )[0] ?? assert.fail();
  const order = await plant(user.number);
  await enter(order.id, { meterNumber: "QH-PV-1", reading: 0.5 }, 2);
  const account = await made(order.id);
  assert.notEqual(account.id, user.accountId);
  assert.deepEqual(
    [account.use, account.contract, account.premise, account.purposes],
    ["801", 12, "青禾县阳光路3号", ["generation"]],
  );
  assert.match(account.note, new RegExp(`余电上网；用电户 ${user.number}`));
  assert.deepEqual(await hangingAt(account.id), [["QH-PV-1", 50]]);
  assert.deepEqual(await hangingAt(user.accountId), [["QH-USE-1", 0]], "what is used is metered as before");
  const mine = await rows("select 1 from customers.accounts where customer_id = $1", [customerId]);
  assert.equal(mine.length, 2, "archived twice, opened once");

  const alone = await plant("9999999999999");
  await enter(alone.id, { meterNumber: "QH-PV-2", reading: 0 });
  assert.deepEqual((await told(alone.id)).map(({ kind }) => kind).toSorted(), [
    "archive-left",
    "archive-updated",
  ]);
  assert.equal((await made(alone.id)).premise, "青禾县阳光路3号屋顶");

  const close = await take(
    { typeCode: "CH-CLOSE", customerId, accountId: account.id },
    { lastDay: "2026-03-06", isLoadStopped: true },
    "intake-close",
  );
  await enter(close.id, { oldReading: 40 });
  assert.equal((await accountOf(account.id)).state, "closed");
});

test("supply without a meter is an account that ends on its day; an estate's homes are the developer's, one a line, once", async () => {
  const customerId = await buildCustomer();
  const short = await take(
    { typeCode: "TMP-N", customerId, address: "青禾县广场临时舞台" },
    { purpose: "event", capacity: 5, voltage: "220V", beginsOn: "2026-03-10", endsOn: "2026-03-12" },
    "intake-temporary",
  );
  await enter(short.id, { meterNumber: "无", reading: 0 }, 2);
  const opened = await rows<EnteredAccount & { temporary: string; points: number }>(
    `select temporary, temporary_until::text as until, contract_kva::float as contract,
       (select count(*)::int from customers.metering_points m where m.account_id = a.id) as points
     from customers.accounts a where customer_id = $1`,
    [customerId],
  );
  assert.deepEqual(opened, [{ temporary: "unmetered", until: "2026-03-12", contract: 5, points: 0 }]);

  const developer = await buildCustomer({ kind: "organisation" });
  const estate = (homes: string) =>
    take(
      {
        typeCode: "NI-RES-BATCH",
        customerId: developer,
        customerClass: "HV1",
        address: "青禾县明珠小区",
        passedOver: ["same-address", "open-order"].map((code) => ({ code, reason: "分期" })),
      },
      { use: "residential", capacity: 800, voltage: "10kV", homes, homeCapacity: 8 },
      "intake-estate",
    );
  const order = await estate("1幢101室\n1幢102室\n\n1幢101室；1幢201室");
  // The fitters name each home's meter; a line that is none is named, and the others are entered.
  const meters = "1幢101室 QH-HOME-101 1.5\n1幢102室，QH-HOME-102\n9幢901室 QH-HOME-901 0\n1幢201室 无表";
  await enter(order.id, { homeMeters: meters }, 2);
  const homes = await rows<{ address: string; sort: string; kva: number }>(
    `select p.address, a.sort_code as sort, a.contract_kva::float as kva from customers.accounts a
     join customers.premises p on p.id = a.premise_id where a.customer_id = $1 order by a.number`,
    [developer],
  );
  assert.deepEqual(
    homes,
    ["1幢101室", "1幢102室", "1幢201室"].map((home) => ({
      address: `青禾县明珠小区${home}`,
      sort: "03",
      kva: 8,
    })),
  );
  const done = (await told(order.id)).find(({ kind }) => kind === "archive-updated");
  assert.match(done?.text ?? "", /建户 3 户/);
  const hanging = await rows<{ address: string; meter: string; reading: number }>(
    `select p.address, t.asset_number as meter, i.installed_reading::float as reading from customers.accounts a
     join customers.premises p on p.id = a.premise_id join customers.metering_points m on m.account_id = a.id
     join customers.installations i on i.point_id = m.id and i.removed_on is null
     join customers.meters t on t.id = i.meter_id where a.customer_id = $1 order by a.number`,
    [developer],
  );
  assert.deepEqual(hanging, [
    { address: "青禾县明珠小区1幢101室", meter: "QH-HOME-101", reading: 150 },
    { address: "青禾县明珠小区1幢102室", meter: "QH-HOME-102", reading: 0 },
  ]);
  const said = (await told(order.id)).map(({ text }) => text).join("\n");
  assert.match(said, /各户已装表 2 只/);
  assert.match(said, /户表计 2 行未登记：9幢901室 QH-HOME-901 0；1幢201室 无表；还有 1 户没有表计/);
  const without = await estate("");
  await enter(without.id);
  assert.match((await told(without.id))[0]?.text ?? "", /没有户址清单/);
});

test("a meter that is tested away is exchanged, and the result is on record once", async () => {
  const customerId = await buildCustomer();
  const { accountId } = await buildAccount(customerId);
  await buildMeter(accountId, { assetNumber: "QH-TEST-1" });
  const order = await take(
    { typeCode: "MT-TEST", customerId, accountId },
    { meterNumber: "QH-TEST-1", symptom: "fast", note: "电费偏高" },
    "intake-meter",
  );
  await enter(
    order.id,
    {
      ...{ testedWhere: "laboratory", errorPercent: 3.2, isOutOfTolerance: true, certificate: "JD-2026-7" },
      ...{ newMeterNumber: "QH-TEST-2", newReading: 0, oldReading: 15 },
    },
    2,
  );
  assert.deepEqual(await hangingAt(accountId), [["QH-TEST-2", 0]]);
  const first = (await told(order.id)).find(({ kind }) => kind === "archive-updated");
  assert.match(first?.text ?? "", /已换表 QH-TEST-1 → QH-TEST-2；检定结果已记入用电记录：超差，误差 3.2%/);
  const lines = await rows<{ key: string }>(
    "select distinct payload -> 'entry' ->> 'key' as key from foundation.events where payload -> 'entry' ->> 'kind' = 'meter' and payload -> 'entry' ->> 'accountId' = $1",
    [accountId],
  );
  assert.deepEqual(lines, [{ key: `orders:order:${order.id}:meter-test` }]);
});

test("capacity is charged by demand from the month that was asked for: the archive has it ahead of its day, and as of every day", async () => {
  const customerId = await buildCustomer({ kind: "organisation" });
  const { accountId } = await buildAccount(customerId, {
    sortCode: "01",
    contractKva: 1000,
    runningKva: 1000,
  });
  const before = await accountOf(accountId);
  const ask = (form: FormValues) =>
    take(
      {
        typeCode: "CH-DEMAND",
        customerId,
        accountId,
        passedOver: ["open-order", "important-customer"].map((code) => ({ code, reason: "续办" })),
      },
      form,
      "intake-demand",
    );
  const demand = { from: "capacity", to: "demand-contract", fromMonth: "2026-06-15" };
  await assert.rejects(ask(demand), { code: "orders.form_incomplete" }, "a demand without its kilowatts");
  const order = await ask({ ...demand, demandKw: 650 });
  await enter(order.id, {}, 2);
  const termsOn = async (asOf?: string) =>
    (await pageOf(accountId, asOf)).demandTerms.map(({ startsOn, basis, demandKw, isInForce }) => [
      ...[startsOn, basis, demandKw, isInForce],
    ]);
  const ahead = ["2026-06-01", "demand-contract", 650];
  assert.deepEqual(await termsOn(), [[...ahead, false]]);
  assert.match(
    (await told(order.id)).find(({ kind }) => kind === "archive-updated")?.text ?? "",
    /自 2026-06-01 起按合同最大需量计收基本电费，核定 650 千瓦/,
  );
  const trail = await rows("select 1 from foundation.audit where action = 'customers.demand_agreed'");
  assert.equal(trail.length, 1, "archived twice, agreed once");

  // Less than the floor is raised to it, and a month that is too near gives way to the next one.
  const low = await ask({ ...demand, fromMonth: "2026-03-01", demandKw: 100 });
  await enter(low.id);
  assert.match(
    (await told(low.id))[0]?.text ?? "",
    /自 2026-04-01 起.*核定 400 千瓦（申请 100 千瓦，按下限提高）/,
  );
  assert.deepEqual(await termsOn(), [
    ["2026-04-01", "demand-contract", 400, false],
    [...ahead, false],
  ]);
  const yesterday = county.today();
  platform.clock.moveTo(Temporal.Instant.from("2026-06-20T02:00:00Z"));
  assert.deepEqual(await termsOn(), [[...ahead, true]]);
  assert.deepEqual(await termsOn("2026-05-31"), [
    ["2026-04-01", "demand-contract", 400, true],
    [...ahead, false],
  ]);
  assert.deepEqual((await termsOn(yesterday)).length, 2, "as it was known then");

  // Taken by an older form: refused by name, and the order stands where it stood.
  const old = await ask({ ...demand, demandKw: 700 });
  await rows("update orders.orders set form = form - 'demandKw' where id = $1", [old.id]);
  await assert.rejects(enter(old.id), { code: "orders.archive_value_missing" });
  const open = await county.look(old.id);
  assert.deepEqual([open.order.state, open.tasks.length], ["open", 1]);
  assert.deepEqual(await accountOf(accountId), before, "what is contracted stays");
});

test("a swapped transformer is charged for its time only, with the meter that came with it; archived twice it is once", async () => {
  const customerId = await buildCustomer({ kind: "organisation" });
  const { accountId } = await buildAccount(customerId, { sortCode: "01", contractKva: 500, runningKva: 500 });
  await buildMeter(accountId, { assetNumber: "QH-SWAP-1" });
  const before = await accountOf(accountId);
  const form = { transformers: "1 号变", removedKva: 500, beginsOn: "2026-07-20", endsOn: "2026-09-10" };
  const wish = {
    typeCode: "CH-SWAP",
    customerId,
    accountId,
    passedOver: ["ahead", "open-order"].map((code) => ({ code, reason: "变压器故障" })),
  };
  const filled = (own: FormValues) => filledForm("intake-swap", { ...form, ...own });
  const without = filled({ installedKva: null });
  await assert.rejects(county.openOrder({ ...wish, papers: swapPapers, form: without }), {
    code: "orders.form_incomplete",
  });
  const order = await county.openOrder({ ...wish, papers: swapPapers, form: filled({ installedKva: 630 }) });
  // The fitters exchange the meter as well: without both readings the step is not done.
  const fitted = { newMeterNumber: "QH-SWAP-2", sealedAt: "2026-07-21T10:00:00+08:00" };
  assert.throws(() => checkForm(findForm("field-seal"), filledForm("field-seal", fitted)), {
    code: "orders.form_incomplete",
  });
  await enter(order.id, { ...fitted, newReading: 0, oldReading: 321.5 }, 2);
  assert.deepEqual(await hangingAt(accountId), [["QH-SWAP-2", 0]]);
  const [off] = await rows<{ reading: number }>(
    "select i.removed_reading::float as reading from customers.installations i join customers.meters m on m.id = i.meter_id where m.asset_number = 'QH-SWAP-1'",
  );
  assert.equal(off?.reading, 32_150);
  assert.match(
    (await told(order.id)).find(({ kind }) => kind === "archive-updated")?.text ?? "",
    /暂换 630 千伏安，2026-07-21 起，2026-09-10 换回，合同容量不变；已换表 QH-SWAP-1 → QH-SWAP-2/,
  );
  const swaps = async () =>
    (await pageOf(accountId)).swaps.map(({ kva, formerKva, startsOn, endsOn, isInForce }) => [
      kva,
      formerKva,
      startsOn,
      endsOn,
      isInForce,
    ]);
  assert.deepEqual(await swaps(), [[630, 500, "2026-07-21", "2026-09-10", false]]);
  platform.clock.moveTo(Temporal.Instant.from("2026-09-10T02:00:00Z"));
  assert.deepEqual(await swaps(), [], "on the day on which it goes back");
  assert.deepEqual(await accountOf(accountId), before);
});

test("every kind of order either enters the archive or says why it leaves it as it is", () => {
  assert.deepEqual([...enteredTypes, ...untouchingTypes].sort(), orderTypes.map(({ code }) => code).sort());
});
