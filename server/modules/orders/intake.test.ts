/** Taking orders: one ID in, the rest from the archive; checks that explain themselves; numbers that notice a slip. */
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { test } from "node:test";
import fc from "fast-check";
import * as api from "../../../contracts/orders.ts";
import { Vault } from "../../foundation/vault.ts";
import { customers } from "../customers/index.ts";
import { acceptOrder } from "./accept-order.ts";
import { loadProcesses } from "./load-orders.ts";
import { checkDigit, isOrderNumber, orderNumberOf } from "./order-number.ts";
import { buildOrders, filledForm } from "./testing.ts";

const county = await buildOrders();
const { as, look, openOrder, platform, run, runAs } = county;

test("one ID is enough: class, address, contact and phone come from the archive, the phone sealed", async () => {
  const customerId = await county.buildCustomer({
    name: "许见山",
    personalFields: [{ kind: "mobile", value: "13812345678", label: null, isPrimary: true }],
  });
  const { accountId } = await county.buildAccount(customerId, { sortCode: "02", area: "rural" });
  const order = await runAs("r-acc", async (ctx) => {
    const body = api.acceptOrder.body?.parse({
      typeCode: "MT-TEST",
      accountId,
      papers: [{ code: "id-card" }],
      form: filledForm("intake-meter"),
    });
    if (!body) throw new TypeError("no body");
    return (await acceptOrder(ctx, body)).order;
  });
  const { customerClass, areaType, address, contactName } = order;
  assert.deepEqual(
    [order.customerId, customerClass, areaType, contactName],
    [customerId, "LVN", "RURAL", "许见山"],
  );
  assert.match(address, /人民路12号/);
  const kept = await platform.asOwner(async (client) => {
    const { rows } = await client.query(
      "select row_to_json(o)::text as text from orders.orders o where id = $1",
      [order.id],
    );
    return String(rows[0].text);
  });
  assert.doesNotMatch(kept, /13812345678/);
  assert.match(kept, /key_version":\d/);
});

test("each check says what it found and why it matters; a warning is passed over only with a reason", async () => {
  const clerk = await as("r-acc");
  const owner = await county.buildCustomer({ name: "欠费人" });
  const { accountId, number } = await county.buildAccount(owner, {
    premise: { address: "青禾县石坪路1号", levels: {} },
  });
  await platform.asOwner((client) =>
    client.query(
      `insert into customers.matters (org_id, customer_id, key, kind, account_id, title_zh, title_en, state_zh, state_en,
        opened_at, told_seq) values (990101, $1, 'billing:1', 'arrears', $2, '欠费', 'Arrears', '欠 82.40 元', '82.40 yuan', now(), 1)`,
      [owner, accountId],
    ),
  );
  const tenant = await county.buildCustomer({ name: "租客" });
  const said = {
    typeCode: "NI-RES",
    customerId: tenant,
    address: "青禾县石坪路1号",
    form: {
      ...filledForm("intake-new", { use: "residential", capacity: 8, voltage: "220V" }),
      isTenant: true,
    },
  };
  const { body } = await clerk.call(api.previewOrder, { body: said });
  const codes = body.findings.map(({ code }) => code);
  assert.deepEqual(codes, ["same-address", "arrears-premises", "tenant-guarantee", "contact-incomplete"]);
  for (const { text, reason } of body.findings) assert.ok(text.zh && text.en && reason.zh && reason.en);
  assert.match(body.findings[0]?.text.zh ?? "", new RegExp(number));

  const papers = ["id-card", "property-title", "landlord-guarantee"].map((code) => ({
    code,
    documentId: null,
  }));
  const whole = { ...said, contactName: "租客", contactPhone: "13900002222", papers };
  const refused = await clerk.call(api.acceptOrder, { body: whole });
  assert.deepEqual([refused.status, refused.code], [409, "orders.finding_open"]);
  assert.match(JSON.stringify(refused.body), /已有户号/);
  const guarantee = await clerk.call(api.acceptOrder, { body: { ...whole, papers: papers.slice(0, 2) } });
  assert.equal(guarantee.code, "orders.paper_missing", "the consent of whoever is charged is never owed");
  const passedOver = ["same-address", "arrears-premises"].map((code) => ({
    code,
    reason: "分户，旧欠归原户",
  }));
  const taken = await clerk.call(api.acceptOrder, { body: { ...whole, passedOver } });
  assert.equal(taken.status, 200, JSON.stringify(taken.body));
});

test("what cannot be is refused by name", async () => {
  const clerk = await as("r-acc");
  const customerId = await county.buildCustomer();
  const form = filledForm("intake-new", { use: "residential", capacity: 8, voltage: "220V" });
  const base = {
    typeCode: "NI-RES",
    customerId,
    address: "青禾县南街9号",
    contactName: "甲",
    contactPhone: "13900003333",
    form,
  };
  const code = async (more: object) =>
    (await clerk.call(api.acceptOrder, { body: { ...base, ...more } })).code;
  assert.equal(await code({ typeCode: "NO-SUCH" }), "orders.type_unknown");
  assert.equal(await code({ channel: "field" }), "orders.channel_closed");
  assert.equal(await code({ typeCode: "MT-TEST" }), "orders.account_needed");
  assert.equal(await code({ customerClass: "HV2" }), "orders.class_wrong");
  assert.equal(await code({ form: {} }), "orders.form_incomplete");
  assert.equal(await code({}), "orders.paper_missing");
  assert.equal(await code({ customerId: null, contactName: "" }), "orders.contact_missing");
  assert.equal(await code({ customerId: crypto.randomUUID() }), "customers.unknown");
  assert.equal(
    await code({ contactPhone: "123", papers: [{ code: "id-card" }, { code: "property-title" }] }),
    "customers.phone_length",
  );
});

test("another system's order comes once, however often it is sent", async () => {
  const wish = {
    typeCode: "SRV-OTH",
    channel: "hotline" as const,
    customerClass: "RES" as const,
    papers: [],
    form: filledForm("intake-service"),
    source: { name: "12345", ref: "A-77" },
  };
  const order = await openOrder(wish);
  assert.deepEqual([order.source, order.sourceRef], ["12345", "A-77"]);
  assert.deepEqual(
    (await look(order.id)).tasks.map(({ nodeId }) => nodeId),
    ["accept"],
    "a clerk looks at it first",
  );
  await assert.rejects(openOrder(wish), /order_source_once/);
});

test("shipped processes are loaded once, and a company's own version is not taken out of force", async () => {
  const versions = () =>
    platform.asOwner(async (client) => {
      const { rows } = await client.query(
        "select process_key || ' ' || version || ' ' || state as line from orders.definitions where org_id = 990101 and process_key in ('F-ADM', 'F-LV') order by 1",
      );
      return rows.map(({ line }) => String(line));
    });
  const before = await versions();
  assert.deepEqual(before, ["F-ADM 1 published", "F-LV 1 published"]);
  await Promise.all([1, 2, 3].map(() => run((ctx) => loadProcesses(ctx))));
  assert.deepEqual(await versions(), before);
  // What an older release shipped, and what the company published itself.
  await platform.asOwner((client) =>
    client.query("update orders.definitions set hash = 'old' where process_key = 'F-ADM'"),
  );
  await platform.asOwner((client) =>
    client.query("update orders.definitions set hash = 'own', edited_by = $1 where process_key = 'F-LV'", [
      county.people.get("clerk"),
    ]),
  );
  await run((ctx) => loadProcesses(ctx));
  assert.deepEqual(await versions(), [
    "F-ADM 1 retired",
    "F-ADM 2 published",
    "F-LV 1 published",
    "F-LV 2 retired",
  ]);
});

test("an order number says so when a digit is wrong or two have changed places", () => {
  const day = Temporal.PlainDate.from("2026-02-28");
  assert.equal(orderNumberOf(day, 7).slice(0, 12), "260228000007");
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 999_999 }),
      fc.nat(12),
      fc.integer({ min: 1, max: 9 }),
      (running, place, by) => {
        const number = orderNumberOf(day, running);
        assert.ok(isOrderNumber(number));
        const digits = [...number];
        digits[place] = String((Number(digits[place]) + by) % 10);
        assert.ok(!isOrderNumber(digits.join("")));
        const [a, b] = [number[place] ?? "", number[place + 1] ?? ""];
        const swapped = number.slice(0, place) + b + a + number.slice(place + 2);
        if (place < 12 && a !== b && !["09", "90"].includes(a + b)) assert.ok(!isOrderNumber(swapped));
      },
    ),
  );
  assert.equal(checkDigit("7992739871"), "3", "the example of ISO/IEC 7812-1");
  assert.throws(() => orderNumberOf(day, 1_000_000), RangeError);
});

test("a change of keys finds the phones of orders, too", async () => {
  const order = await openOrder();
  const newest = {
    ...platform,
    vault: new Vault({ secret: platform.secret, keys: [{ version: 7, key: randomBytes(32) }] }),
  };
  await customers.sweep?.(newest);
  const versions = await platform.asOwner(async (client) => {
    const { rows } = await client.query(
      "select distinct key_version from orders.orders where sealed is not null",
    );
    return rows.map((row) => Number(row.key_version));
  });
  assert.deepEqual(versions, [newest.vault.currentVersion]);
  const { sealed } = await platform.asOwner(async (client) => {
    const { rows } = await client.query("select sealed from orders.orders where id = $1", [order.id]);
    return rows[0] as { sealed: Buffer };
  });
  assert.match(newest.vault.open(990101, `orders.orders/${order.id}`, sealed), /^139\d{8}$/);
});
