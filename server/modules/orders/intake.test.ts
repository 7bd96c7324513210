/** Taking orders: one ID in, the rest from the archive; checks that explain themselves; numbers that notice a slip. */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { FormValues } from "../../../contracts/orders.ts";
import * as api from "../../../contracts/orders.ts";
import { closeAccountByOrder } from "../customers/index.ts";
import { acceptOrder } from "./accept-order.ts";
import { findOrderType } from "./catalogue/order-types.ts";
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

const papers = ["id-card", "property-title", "commitment", "application", "payment-proof"].map((code) => ({
  code,
  documentId: null,
}));
const wishes = {
  "CH-TRANS": () => ({
    newName: "顾青禾",
    newId: "110101199003070134",
    newPhone: "13951746999",
    isBothSigned: true,
    isOwnerChanged: true,
  }),
  "CH-CLOSE": () => ({ lastDay: "2026-03-04", isLoadStopped: true }),
} as const;
/** Asked for at the counter; what is warned of beside exclusion was read. */
const askFor = async (
  typeCode: string,
  accountId: string,
  passes: readonly string[] = [],
  by = "r-acc",
  more: FormValues = {},
) => {
  const own = { ...wishes[typeCode as keyof typeof wishes]?.(), ...more };
  const form = filledForm(findOrderType(typeCode)?.form ?? null, own);
  const passedOver = ["open-order", ...passes].map((code) => ({ code, reason: "已核实" }));
  const contact = { contactName: "陈禾", contactPhone: "13900004444" };
  const body = { typeCode, accountId, papers, form, passedOver, ...contact };
  return {
    preview: { typeCode, accountId, form },
    reply: await (await as(by)).call(api.acceptOrder, { body }),
  };
};
const freshAccount = async () =>
  (await county.buildAccount(await county.buildCustomer({ name: "陈禾" }))).accountId;

test("an account is not closed with a change of it open, nor changed while it is being closed; the other order is named", async () => {
  const clerk = await as("r-acc");
  const accountId = await freshAccount();
  const { reply: transfer } = await askFor("CH-TRANS", accountId);
  assert.equal(transfer.status, 200, JSON.stringify(transfer.body));
  const { id, number } = transfer.body.order;
  const { preview, reply: closing } = await askFor("CH-CLOSE", accountId, ["open-conflict"]);
  assert.deepEqual([closing.status, closing.code], [409, "orders.finding_stops"], "no reason passes it over");
  assert.match(JSON.stringify(closing.body), new RegExp(`${number}（过户）.*先办结或终止前一张`));
  const { findings } = (await clerk.call(api.previewOrder, { body: preview })).body;
  const found = findings.find(({ code }) => code === "open-conflict");
  assert.deepEqual([found?.level, found?.orderId], ["stop", id]);
  assert.match(found?.text.en ?? "", new RegExp(`Order ${number} is open on account \\d+: `));
  assert.match(found?.reason.en ?? "", /finish or end the first one/);
  // Done with the transfer it can be closed, and then nothing of it changes.
  await county.complete(id, "review", { isDebtFree: true, isPassed: true });
  const { reply: closed } = await askFor("CH-CLOSE", accountId);
  assert.equal(closed.status, 200, JSON.stringify(closed.body));
  const refused = async (typeCode: string, passes: readonly string[] = []) =>
    (await askFor(typeCode, accountId, passes)).reply.code;
  for (const typeCode of ["CH-NAME", "CH-PAY", "IC-RES", "MT-TEST", "CORR", "VAT", "CH-CLOSE"])
    assert.equal(await refused(typeCode), "orders.finding_stops", typeCode);
  assert.equal(await refused("MT-DATA"), "orders.finding_open", "this one a clerk may pass over");
  assert.equal(await refused("MT-DATA", ["open-conflict"]), undefined);
  await run((ctx) => closeAccountByOrder(ctx, accountId, "试验"));
  const { reply: late } = await askFor("CH-NAME", accountId);
  assert.equal(late.code, "orders.finding_stops");
  assert.match(JSON.stringify(late.body), /已销户/);
});

test("an account is not passed to whom it belongs already: that is found when it is asked for, not at the review", async () => {
  const accountId = await freshAccount();
  const { reply: transfer } = await askFor("CH-TRANS", accountId);
  await county.complete(transfer.body.order.id, "review", { isDebtFree: true, isPassed: true });
  const { preview, reply: again } = await askFor("CH-TRANS", accountId, ["same-holder"]);
  assert.deepEqual([again.status, again.code], [409, "orders.finding_stops"]);
  const { findings } = (await (await as("r-acc")).call(api.previewOrder, { body: preview })).body;
  assert.match(findings.find(({ code }) => code === "same-holder")?.text.zh ?? "", /现户主/);
  const { reply: other } = await askFor("CH-TRANS", accountId, [], "r-acc", { newId: "11010519491231002X" });
  assert.equal(other.status, 200, JSON.stringify(other.body));
});

test("of two clerks who take a transfer and a closing of one account at once one is refused", async () => {
  for (let again = 0; again < 4; again++) {
    const accountId = await freshAccount();
    const both = await Promise.all([
      askFor("CH-TRANS", accountId),
      askFor("CH-CLOSE", accountId, [], "clerk"),
    ]);
    const codes = both.map(({ reply }) => reply.code ?? "taken").toSorted();
    assert.deepEqual(codes, ["orders.finding_stops", "taken"]);
  }
});

test("whoever is on a register is told of with what that register asks, each in words of its own", async () => {
  const customerId = await county.buildCustomer({ name: "陈禾" });
  const ask = async () => {
    const said = { typeCode: "NI-RES", customerId, form: filledForm("intake-new") };
    const { status, body } = await (await as("r-acc")).call(api.previewOrder, { body: said });
    assert.equal(status, 200, JSON.stringify(body));
    return body.findings.filter(({ code }) => code === "on-register" || code === "important-customer");
  };
  assert.deepEqual(await ask(), []);
  const enter = (register: string, level: string) =>
    platform.asOwner((client) =>
      client.query(
        `insert into customers.register_entries (org_id, id, customer_id, register, level, reason, source, state, proposed_at,
           proposed_by, proposed_by_name, reviewed_at, reviewed_by, reviewed_by_name, valid_from)
         values (990101, gen_random_uuid(), $1, $2, $3, 'x', 'x', 'in-force', now(), gen_random_uuid(), '甲', now(),
           gen_random_uuid(), '乙', '2026-01-01')`,
        [customerId, register, level],
      ),
    );
  await enter("care", "disability");
  const [care, ...more] = await ask();
  assert.deepEqual([care?.code, care?.level, more], ["on-register", "note", []]);
  assert.match(`${care?.text.zh} ${care?.reason.zh}`, /特需客户：.* 优先办理.*资料不再要/);
  assert.match(care?.reason.en ?? "", /served first/);
  await enter("important", "first");
  await enter("sensitive", "S1");
  const reasons = new Map((await ask()).map(({ text, reason }) => [text.zh, reason.zh]));
  assert.equal(reasons.size, 3);
  assert.equal(new Set(reasons.values()).size, 3, "none borrows another one's reason");
  assert.match(reasons.get("客户在重要电力用户名册") ?? "", /备用电源/);
});

/** Another account of the same customer: what is asked for names it by its number. */
const twoAccounts = async () => {
  const customerId = await county.buildCustomer({ name: "陈禾" });
  const [main, other] = [await county.buildAccount(customerId), await county.buildAccount(customerId)];
  return { main, other };
};
const merge = (accountId: string, otherAccounts: string, by = "r-acc") =>
  askFor("CH-MERGE", accountId, ["open-conflict"], by, { otherAccounts, shares: "合并", isAgreed: true });

test("an account that another one is to take up excludes what is open on it, whichever is asked for first", async () => {
  const { main, other } = await twoAccounts();
  const { reply: transfer } = await askFor("CH-TRANS", other.accountId);
  const { id, number } = transfer.body.order;
  const numbers = `${other.number}、不存在`;
  const { preview, reply: merging } = await merge(main.accountId, numbers);
  assert.equal(merging.code, "orders.finding_stops", "no reason passes it over");
  assert.match(
    JSON.stringify(merging.body),
    new RegExp(`户 ${other.number} 有在办工单 ${number}（过户）.*并完即销`),
  );
  const { findings } = (await (await as("r-acc")).call(api.previewOrder, { body: preview })).body;
  assert.equal(findings.find(({ code }) => code === "open-conflict")?.orderId, id);
  await county.complete(id, "review", { isDebtFree: true, isPassed: true });
  const { reply: merged } = await merge(main.accountId, numbers);
  assert.equal(merged.status, 200, JSON.stringify(merged.body));
  for (const typeCode of ["CH-TRANS", "CH-CLOSE", "CH-NAME"]) {
    const { reply } = await askFor(typeCode, other.accountId, ["open-conflict"]);
    assert.equal(reply.code, "orders.finding_stops", typeCode);
    assert.match(
      JSON.stringify(reply.body),
      new RegExp(`在办工单 ${merged.body.order.number}（并户）涉及户 ${other.number}`),
    );
  }
  assert.equal((await merge(other.accountId, main.number)).reply.code, "orders.finding_stops", "round about");
  const { reply: kept } = await askFor("CH-TRANS", main.accountId, ["open-conflict"]);
  assert.equal(kept.status, 200, "the one that stays is only warned of");
  await run((ctx) => closeAccountByOrder(ctx, other.accountId, "试验"));
  const third = await freshAccount();
  assert.match(JSON.stringify((await merge(third, other.number)).reply.body), /已销户/);
});

test("of two clerks who take a merge and a transfer of the account that it ends, or two merges round about, one is refused", async () => {
  for (let again = 0; again < 4; again++) {
    const { main, other } = await twoAccounts();
    const second = () =>
      again % 2 === 0
        ? askFor("CH-TRANS", other.accountId, [], "clerk")
        : merge(other.accountId, main.number, "clerk");
    const both = await Promise.all([merge(main.accountId, other.number), second()]);
    const codes = both.map(({ reply }) => reply.code ?? "taken").toSorted();
    assert.deepEqual(codes, ["orders.finding_stops", "taken"]);
  }
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
