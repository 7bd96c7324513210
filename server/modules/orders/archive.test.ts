/** An order closes the circle: what each kind of order brings about stands in the customer's archive, entered by the order. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { FormValues } from "../../../contracts/orders.ts";
import { buildEntering, residentId } from "./testing-entering.ts";

const county = await buildEntering();
const { accountOf, buildAccount, buildCustomer, buildMeter, complete, enter, hangingAt, openOrder, rows } =
  county;
const { take, told } = county;

test("an account passes to a new owner whom the archive does not know, through the whole course of the order", async () => {
  const customerId = await buildCustomer({ name: "陈禾" });
  const { accountId } = await buildAccount(customerId);
  const newId = residentId();
  const order = await take(
    { typeCode: "CH-TRANS", customerId, accountId },
    { newName: "顾青禾", newId, newPhone: "13951746999", isBothSigned: true, isOwnerChanged: true },
    "intake-name",
  );
  await complete(order.id, "review", { isDebtFree: true, isPassed: true });
  const { customer } = await accountOf(accountId);
  assert.notEqual(customer, customerId);
  const [owner] = await rows<{ name: string }>("select name from customers.customers where id = $1", [
    customer,
  ]);
  assert.equal(owner?.name, "顾青禾");
  const [line] = await told(order.id);
  assert.equal(line?.kind, "archive-updated");
  assert.match(line?.text ?? "", /已过户给 顾/);
  assert.ok(!line?.text.includes(newId) && !line?.text.includes("顾青禾"), "no name or number in the clear");
  // The same paper again: the customer is found, not made a second time.
  const second = await buildAccount(customerId);
  const again = await take(
    { typeCode: "CH-TRANS", customerId, accountId: second.accountId },
    { newName: "顾青禾", newId, newPhone: "13951746999", isBothSigned: true, isOwnerChanged: true },
    "intake-name",
  );
  await complete(again.id, "review", { isDebtFree: true, isPassed: true });
  assert.equal((await accountOf(second.accountId)).customer, customer);
});

test("two accounts that pass to one newcomer at the same moment pass to one customer", async () => {
  for (let round = 0; round < 4; round++) {
    const newId = residentId();
    const form = {
      newName: "顾双禾",
      newId,
      newPhone: "13951746990",
      isBothSigned: true,
      isOwnerChanged: true,
    };
    const passing: { accountId: string; orderId: string }[] = [];
    for (let n = 0; n < 2; n++) {
      const customerId = await buildCustomer();
      const { accountId } = await buildAccount(customerId);
      const { id: orderId } = await take(
        { typeCode: "CH-TRANS", customerId, accountId },
        form,
        "intake-name",
      );
      passing.push({ accountId, orderId });
    }
    const review = { isDebtFree: true, isPassed: true };
    await Promise.all(passing.map(({ orderId }) => complete(orderId, "review", review)));
    const owners = await Promise.all(
      passing.map(async ({ accountId }) => (await accountOf(accountId)).customer),
    );
    assert.equal(new Set(owners).size, 1);
  }
});

test("a paper that is none is left to the archivist, and the account stays where it was", async () => {
  const customerId = await buildCustomer();
  const { accountId } = await buildAccount(customerId);
  const order = await take(
    { typeCode: "CH-TRANS", customerId, accountId },
    {
      newName: "某人",
      newId: "军官证 0071",
      newPhone: "13951746998",
      isBothSigned: true,
      isOwnerChanged: true,
    },
    "intake-name",
  );
  await complete(order.id, "review", { isDebtFree: true, isPassed: true });
  assert.equal((await accountOf(accountId)).customer, customerId);
  const [line] = await told(order.id);
  assert.equal(line?.kind, "archive-left");
  assert.match(line?.text ?? "", /请先建客户再过户/);
});

test("corrected data, ways of paying and invoices are entered as they were chosen, and nothing else changes", async () => {
  const customerId = await buildCustomer({ name: "陈河" });
  const { accountId } = await buildAccount(customerId);
  const newId = residentId();
  const corrected = await take(
    { typeCode: "CORR", customerId, accountId },
    { item: "identity", newValue: "见右", newName: "陈禾", newId, newPhone: "13951746997" },
    "intake-data",
  );
  await complete(corrected.id, "review", { isDebtFree: true, isPassed: true });
  const [person] = await rows<{ name: string }>("select name from customers.customers where id = $1", [
    customerId,
  ]);
  assert.equal(person?.name, "陈禾");
  const kinds = await rows<{ kind: string; by: string }>(
    "select kind, verified_by as by from customers.personal_fields where customer_id = $1 and valid_to is null order by kind",
    [customerId],
  );
  assert.deepEqual(kinds, [
    { kind: "id-card", by: "order" },
    { kind: "mobile", by: "order" },
  ]);
  const before = await accountOf(accountId);
  const pay = await take(
    { typeCode: "CH-PAY", customerId, accountId },
    { item: "payment", newValue: "改分期", settleBy: "01" },
    "intake-data",
  );
  await complete(pay.id, "review", { isDebtFree: true, isPassed: true });
  const vat = await take(
    { typeCode: "VAT", customerId, accountId },
    { item: "invoice", newValue: "开专票", invoiceKind: "vat" },
    "intake-data",
  );
  await complete(vat.id, "review", { isDebtFree: true, isPassed: true });
  assert.deepEqual(await accountOf(accountId), { ...before, settle: "01", invoice: "vat" });
});

test("capacity is split off to a new account and merged back; the sum stays, and a meter that hangs stops it", async () => {
  const customerId = await buildCustomer();
  const { accountId } = await buildAccount(customerId, { contractKva: 500, runningKva: 500 });
  const number = (await accountOf(accountId)).number;
  const split = await take(
    { typeCode: "CH-SPLIT", customerId, accountId },
    { otherAccounts: number, shares: "300+200", splitCapacity: 200, isAgreed: true },
    "intake-split",
  );
  await enter(split.id, {}, 2);
  const [made] = await rows<{ id: string; number: string; contract: number }>(
    "select id, number, contract_kva::float as contract from customers.accounts where customer_id = $1 and id <> $2",
    [customerId, accountId],
  );
  assert.equal(made?.contract, 200);
  assert.deepEqual([(await accountOf(accountId)).contract, (await accountOf(accountId)).running], [300, 300]);

  const merge = async () =>
    take(
      {
        typeCode: "CH-MERGE",
        customerId,
        accountId,
        passedOver: ["open-order", "open-conflict"].map((code) => ({ code, reason: "分并同办" })),
      },
      { otherAccounts: made?.number ?? "", shares: "500", isAgreed: true },
      "intake-split",
    );
  await buildMeter(made?.id ?? "");
  const stopped = await merge();
  await enter(stopped.id);
  assert.match((await told(stopped.id))[0]?.text ?? "", /还没有拆，未并户/);
  assert.equal((await accountOf(accountId)).contract, 300, "nothing was half done");
  await rows(
    "update customers.installations set removed_on = installed_on, removed_reading = 0 where point_id in (select id from customers.metering_points where account_id = $1)",
    [made?.id],
  );
  await assert.rejects(merge(), { code: "orders.finding_stops" }, "the first one still waits to be entered");
  await rows("update orders.orders set state = 'terminated', closed_at = now() where id = $1", [stopped.id]);
  const merged = await merge();
  await enter(merged.id, {}, 2);
  assert.match((await told(merged.id)).at(-1)?.text ?? "", /此前已登记/);
  assert.equal((await accountOf(made?.id ?? "")).state, "closed");
  assert.deepEqual([(await accountOf(accountId)).contract, (await accountOf(accountId)).running], [500, 500]);

  const tooMuch = await take(
    {
      typeCode: "CH-SPLIT",
      customerId,
      accountId,
      passedOver: ["open-order", "open-conflict"].map((code) => ({ code, reason: "再分" })),
    },
    { otherAccounts: number, shares: "全部", splitCapacity: 500, isAgreed: true },
    "intake-split",
  );
  await enter(tooMuch.id);
  assert.equal((await told(tooMuch.id))[0]?.kind, "archive-left");
  assert.equal((await accountOf(accountId)).contract, 500);
});

test("the meter of a new connection is entered with its account; a closed account gives its meter back", async () => {
  const order = await openOrder();
  await complete(order.id, "plan-reply");
  await complete(order.id, "contract-sign");
  await complete(order.id, "energise", { meterNumber: "QH20260001", reading: 1.5 });
  const [{ accountId } = assert.fail()] = await rows<{ accountId: string }>(
    'select account_id as "accountId" from orders.orders where id = $1',
    [order.id],
  );
  assert.deepEqual(await hangingAt(accountId), [["QH20260001", 150]], "0.01 kWh");
  const close = await take(
    { typeCode: "CH-CLOSE", customerId: order.customerId, accountId },
    { lastDay: "2026-03-04", isLoadStopped: true },
    "intake-close",
  );
  await enter(close.id, { oldReading: 88 }, 2);
  assert.deepEqual(await hangingAt(accountId), []);
  assert.equal((await accountOf(accountId)).state, "closed");
});

test("an exchanged meter needs its last reading; one that hangs elsewhere is said, not entered twice", async () => {
  const customerId = await buildCustomer();
  const [here, there] = [await buildAccount(customerId), await buildAccount(customerId)];
  await buildMeter(here.accountId, { assetNumber: "QH-OLD-1" });
  await buildMeter(there.accountId, { assetNumber: "QH-ELSE-1" });
  const move = async (filled: FormValues) => {
    const order = await take(
      {
        typeCode: "CH-METERMOVE",
        customerId,
        accountId: here.accountId,
        passedOver: [{ code: "open-order", reason: "续办" }],
      },
      { changeReason: "移表" },
      "intake-change",
    );
    await enter(order.id, filled);
    return (await told(order.id))[0];
  };
  assert.match((await move({ newMeterNumber: "QH-NEW-1", newReading: 0 }))?.text ?? "", /未登记拆回示数/);
  assert.match(
    (await move({ newMeterNumber: "QH-ELSE-1", newReading: 0, oldReading: 12 }))?.text ?? "",
    /未重复登记/,
  );
  assert.match(
    (await move({ newMeterNumber: "？？", newReading: 0, oldReading: 12 }))?.text ?? "",
    /不能识别/,
  );
  assert.deepEqual(await hangingAt(here.accountId), [["QH-OLD-1", 0]]);
  const done = await move({ newMeterNumber: "QH-NEW-1", newReading: 3, oldReading: 12 });
  assert.deepEqual([done?.kind, done?.text], ["archive-updated", "已换表 QH-OLD-1 → QH-NEW-1"]);
  assert.deepEqual(await hangingAt(here.accountId), [["QH-NEW-1", 300]]);
});

test("capacity that goes down goes down once, however often the order is archived", async () => {
  const customerId = await buildCustomer({ kind: "organisation" });
  const { accountId } = await buildAccount(customerId, { sortCode: "01", contractKva: 500, runningKva: 500 });
  const order = await take(
    {
      ...{ typeCode: "CH-RED", customerId, accountId },
      passedOver: ["open-order", "important-customer"].map((code) => ({ code, reason: "已核实" })),
    },
    { capacityAffected: 200, transformers: "1#", beginsOn: "2026-03-20" },
    "intake-capacity",
  );
  await enter(order.id, {}, 2);
  assert.deepEqual([(await accountOf(accountId)).contract, (await accountOf(accountId)).running], [500, 300]);
});
