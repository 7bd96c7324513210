/** A customer follows an order without an account; whoever guesses numbers learns nothing. */
import assert from "node:assert/strict";
import { test } from "node:test";
import pino from "pino";
import * as issued from "../../../../contracts/orders/issued.ts";
import * as contract from "../../../../contracts/orders/my.ts";
import { deliverEvents } from "../../../foundation/listeners.ts";
import { smallestPng } from "../../../foundation/sample-input.ts";
import { loadStrategies } from "../../customers/index.ts";
import { orgs } from "../../identity/test-county.ts";
import { buildOrders } from "../testing.ts";
import { latestSealed } from "./notice-store.ts";
import { noticeListener, openNotice } from "./notices.ts";
import { sendNotice, sweepNotices } from "./send-notices.ts";
import { customerOf, ink, ok, stranger } from "./testing-my.ts";

const county = await buildOrders();
const clerk = await county.as("r-acc");
const phone = "13800138000";

let lastIp = 1;
/** From another address each time: the limit by address has its own test. */
const somebody = (ip = `10.0.0.${lastIp++ % 250}`) => county.caller({ "x-forwarded-for": ip });

const lastCode = async (): Promise<string> => {
  const texts = await county.run(async (ctx) =>
    (await latestSealed(ctx, 5)).map(({ id, sealed }) => openNotice(ctx, id, sealed).text),
  );
  return /验证码 (\d{6})/.exec(texts.find((text) => text.includes("验证码")) ?? "")?.[1] ?? "";
};

test("the receipt's code opens the order, with nothing personal beyond what was given", async () => {
  const order = await county.openOrder();
  const { customer } = await customerOf(county, order.id);
  const view = await ok(customer.call(contract.viewMyOrder));
  assert.equal(view.number, order.number);
  assert.ok(view.stages.some(({ state }) => state === "now"));
  assert.ok(view.stages.some(({ state }) => state === "next"));
  assert.ok(view.promises.some(({ dueAt }) => dueAt !== null));
  assert.equal(view.ask.hotline, "95598");
  const text = JSON.stringify(view);
  assert.equal(text.includes("陈禾") || text.includes(phone) || text.includes(order.address), false);
  assert.equal((await stranger(county).call(contract.viewMyOrder)).status, 404);
  assert.equal((await county.caller().call(contract.viewMyOrder)).status, 401);
  assert.equal((await clerk.call(contract.viewMyOrder)).status, 403);
});

test("number, phone and code open it; the code works once and the token ends", async () => {
  const order = await county.openOrder({ contactPhone: phone });
  const who = { orgId: orgs.county, number: order.number, phone };
  assert.deepEqual(await ok(somebody().call(contract.askOrderCode, { body: who })), { minutes: 10 });
  const code = await lastCode();
  assert.equal(code.length, 6);
  const { token } = await ok(somebody().call(contract.openMyOrder, { body: { ...who, code } }));
  const customer = county.caller({ authorization: `Ticket ${token}` });
  assert.equal((await ok(customer.call(contract.viewMyOrder))).number, order.number);
  assert.equal(
    (await somebody().call(contract.openMyOrder, { body: { ...who, code } })).code,
    "orders.code_wrong",
  );
  await ok(customer.call(contract.leaveMyOrder, { body: {} }));
  assert.equal((await customer.call(contract.viewMyOrder)).status, 404);
});

test("proposals come with the reason on a phone that is the customer's own, and with no receipt or other person's phone", async () => {
  const own = "13800138031";
  const withPhone = (value: string) => county.buildCustomer({ personalFields: [{ kind: "mobile", value }] });
  const [customerId, represented] = [await withPhone(own), await withPhone("13800138033")];
  await county.run((ctx) =>
    loadStrategies(ctx, { id: county.people.get("company-manager") ?? "", name: "试验" }),
  );
  const openedBy = async (contactPhone: string, of = customerId) => {
    const { id, number } = await county.openOrder({ customerId: of, contactPhone });
    const who = { orgId: orgs.county, number, phone: contactPhone };
    await ok(somebody().call(contract.askOrderCode, { body: who }));
    const code = await lastCode();
    const { token } = await ok(somebody().call(contract.openMyOrder, { body: { ...who, code } }));
    return { id, customer: county.caller({ authorization: `Ticket ${token}` }) };
  };
  const { id, customer } = await openedBy(own);
  const others = [
    (await customerOf(county, id)).customer,
    (await openedBy("13800138032", represented)).customer,
  ];
  await county.platform.asOwner((owner) =>
    owner.query(
      `insert into customers.matters (org_id, customer_id, key, kind, title_zh, title_en, state_zh, state_en, opened_at, told_seq)
       select $1, unnest($2::uuid[]), 'test:arrears', 'arrears', '欠费', 'Arrears', '未缴', 'open', now(), 1`,
      [orgs.county, [customerId, represented]],
    ),
  );
  const shown = async (by = customer) =>
    (await ok(by.call(contract.showOrderProposals, { body: {} }))).proposals;
  const [first] = await shown();
  assert.deepEqual([first?.title.zh, first?.reason?.zh], ["有欠费，可当场缴清", "在办事项中有欠费 1 笔"]);
  const answer = (by = customer) =>
    by.call(contract.answerOrderProposal, {
      params: { showingId: first?.showingId ?? "" },
      body: { answer: "declined" },
    });
  for (const other of others) {
    assert.deepEqual(await shown(other), []);
    assert.equal((await answer(other)).status, 404);
  }
  assert.equal((await answer()).status, 200);
  assert.deepEqual(await shown(), []);
});

test("whether a number, a phone or a code is wrong, the answers are the same, byte for byte", async () => {
  const order = await county.openOrder({ contactPhone: "13800138001" });
  const right = { orgId: orgs.county, number: order.number, phone: "13800138001" };
  const cases = [
    right,
    { ...right, phone: "13800138002" },
    { ...right, number: "2603040099999" },
    { ...right, number: "abc", phone: "xyz" },
  ];
  const plain = (body: unknown) => JSON.stringify(body).replace(/"requestId":"[^"]+"/, "");
  const asked = [];
  for (const body of cases) asked.push(await somebody().call(contract.askOrderCode, { body }));
  assert.equal(new Set(asked.map(({ status, body }) => `${status} ${plain(body)}`)).size, 1);
  const tried = [];
  for (const body of cases)
    tried.push(await somebody().call(contract.openMyOrder, { body: { ...body, code: "000001" } }));
  assert.equal(new Set(tried.map(({ status, body }) => `${status} ${plain(body)}`)).size, 1);
  assert.equal(tried[0]?.code, "orders.code_wrong");
  // Each of them left a row that counts, and only the right one a message.
  const { rows } = await county.platform.asOwner((owner) =>
    owner.query(
      "select count(*)::int as codes, count(order_id)::int as real from orders.codes where asked_at >= $1",
      [county.platform.clock.now().toString()],
    ),
  );
  assert.ok(rows[0].codes >= 4);
});

test("a code bears five tries and ten minutes, also when it is right at last", async () => {
  const order = await county.openOrder({ contactPhone: "13800138003" });
  const who = { orgId: orgs.county, number: order.number, phone: "13800138003" };
  await ok(somebody().call(contract.askOrderCode, { body: who }));
  const code = await lastCode();
  const wrong = code === "000001" ? "000002" : "000001";
  for (let n = 0; n < 5; n++) await somebody().call(contract.openMyOrder, { body: { ...who, code: wrong } });
  assert.equal(
    (await somebody().call(contract.openMyOrder, { body: { ...who, code } })).code,
    "orders.code_wrong",
  );
  await ok(somebody().call(contract.askOrderCode, { body: who }));
  const fresh = await lastCode();
  county.platform.pass({ minutes: 11 });
  const late = await somebody().call(contract.openMyOrder, { body: { ...who, code: fresh } });
  assert.equal(late.code, "orders.code_wrong");
});

test("codes are not asked for without end: by number, by phone, known or not, the same limit", async () => {
  const order = await county.openOrder({ contactPhone: "13800138004" });
  const ask = async (number: string, to: string) => {
    const codes: (string | undefined)[] = [];
    for (let n = 0; n < 8; n++)
      codes.push(
        (await somebody().call(contract.askOrderCode, { body: { orgId: orgs.county, number, phone: to } }))
          .code,
      );
    return codes;
  };
  const known = await ask(order.number, "13800138004");
  const unknown = await ask("2603040099998", "13800138005");
  assert.deepEqual(known, unknown);
  assert.equal(known.filter((one) => one === "orders.code_too_many").length, 4);
});

test("a customer urges, signs and refuses, and cannot sign for the company", async () => {
  const order = await county.openOrder();
  const { customer, paperId } = await customerOf(county, order.id);
  const urged = await ok(customer.call(contract.urgeMyOrder, { body: { said: "请快一点" } }));
  assert.notEqual(urged.urgedAt, null);
  const params = { paperId };
  await ok(customer.call(contract.tellPaperRead, { params, body: {} }));
  await ok(customer.call(contract.tellPaperRead, { params, body: {} }));
  const { hash, line } = await ok(customer.call(contract.readMyPaper, { params }));
  assert.deepEqual(
    line.deliveries.map(({ kind }) => kind),
    ["read"],
  );
  const body = { signerName: "陈禾", documentHash: hash, ...ink };
  assert.equal(
    (await customer.call(contract.signMyPaper, { params, body: { ...body, slot: "clerk" } })).code,
    "orders.signature_slot",
  );
  const signed = await ok(
    customer.call(contract.signMyPaper, { params, body: { ...body, slot: "customer" } }),
  );
  assert.deepEqual(
    signed.signatures.map(({ way, isValid }) => [way, isValid]),
    [["own-phone", true]],
  );
  const refused = await ok(customer.call(contract.refuseMyPaper, { params, body: { reason: "内容有误" } }));
  assert.equal(refused.line.deliveries.at(-1)?.kind, "refused");
  // Another customer's paper is not there.
  const other = await customerOf(county, (await county.openOrder()).id);
  assert.equal((await other.customer.call(contract.readMyPaper, { params })).status, 404);
});

test("a paper that is owed is sent as a picture; another kind of file and a paper that nobody wants are refused", async () => {
  const order = await county.openOrder({
    papers: [
      { code: "id-card", documentId: null },
      { code: "commitment", documentId: null },
    ],
  });
  const { customer } = await customerOf(county, order.id);
  const view = await ok(customer.call(contract.viewMyOrder));
  const owed = view.owed.find(({ canSend }) => canSend);
  assert.ok(owed, JSON.stringify(view.owed));
  const send = (code: string, bytes: Uint8Array<ArrayBuffer>, name = "产权证.png") =>
    customer.send<{ owed: { code: string }[] }>(
      "post",
      `/api/my/order/papers?${new URLSearchParams({ name, code, longTerm: "yes" })}`,
      bytes,
    );
  assert.equal((await send("foreign-paper", smallestPng)).code, "orders.paper_unknown");
  assert.ok((await send(owed.code, new Uint8Array(Buffer.from("<script>alert(1)</script>")))).status >= 400);
  const sent = await send(owed.code, smallestPng);
  assert.equal(sent.status, 200, JSON.stringify(sent.body));
  assert.equal(
    sent.body.owed.some(({ code }) => code === owed.code),
    false,
  );
});

test("only what is over is rated, once; only what is awaited is answered", async () => {
  const order = await county.openOrder();
  const { customer } = await customerOf(county, order.id);
  assert.equal(
    (await customer.call(contract.rateMyOrder, { body: { level: 5 } })).code,
    "orders.not_rated_yet",
  );
  assert.equal(
    (await customer.call(contract.answerMyOrder, { body: { message: "paid" } })).code,
    "orders.not_awaited",
  );
  await county.platform.asOwner((owner) =>
    owner.query("update orders.orders set state = 'done', closed_at = $2, result = 'done' where id = $1", [
      order.id,
      county.platform.clock.now().toString(),
    ]),
  );
  assert.equal((await ok(customer.call(contract.rateMyOrder, { body: { level: 4 } }))).rating, 4);
  assert.equal(
    (await customer.call(contract.rateMyOrder, { body: { level: 1 } })).code,
    "orders.rated_already",
  );
  county.platform.pass({ hours: 24 * 91 });
  assert.equal((await customer.call(contract.viewMyOrder)).status, 404);
});

test("a message waits for the end of quiet hours and is kept as not sent without a gateway; masked to staff", async () => {
  const order = await county.openOrder({ contactPhone: "13800138009" });
  await county.run(async (ctx) => {
    const { announce } = await import("../notify-customer.ts");
    const { openOrder } = await import("../open-order.ts");
    const open = await openOrder(ctx, order.id);
    announce(ctx, open, { nodeId: "x", zh: "装表完成", en: "Meter fitted" });
    await open.save(ctx);
  });
  await deliverEvents(county.platform, [noticeListener], pino({ level: "silent" }));
  await sweepNotices(county.platform);
  const dispatcher = await county.as("r-cmd");
  const { notices, isSending } = await ok(dispatcher.call(issued.listNotices));
  const mine = notices.find(({ orderId }) => orderId === order.id);
  assert.equal(isSending, false);
  assert.equal(mine?.phoneMasked, "138****8009");
  assert.ok(mine && (mine.state === "unsent" || mine.state === "waiting"));
  assert.equal((await (await county.as("r-met")).call(issued.listNotices)).status, 403);
});

test("with a gateway it is sent once under its id, tried again when it fails, and the number is gone afterwards", async () => {
  const { createServer } = await import("node:http");
  const got: { id: string; to: string }[] = [];
  let fails = 1;
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => {
      response.statusCode = fails-- > 0 ? 503 : 200;
      if (response.statusCode === 200) got.push(JSON.parse(Buffer.concat(parts).toString()));
      response.end("{}");
    });
  }).listen(0);
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  const outside = { publicUrl: "http://localhost", smsUrl: `http://localhost:${port}/sms`, isSample: false };
  const platform = { ...county.platform, outside };
  const order = await county.openOrder({ contactPhone: "13800138010" });
  await ok(
    somebody().call(contract.askOrderCode, {
      body: { orgId: orgs.county, number: order.number, phone: "13800138010" },
    }),
  );
  await sweepNotices(platform);
  const { rows } = await county.platform.asOwner((owner) =>
    owner.query("select id, state from orders.notices where order_id = $1", [order.id]),
  );
  assert.deepEqual(
    rows.map(({ state }) => state),
    ["sending"],
  );
  const payload = { orgId: orgs.county, noticeId: rows[0].id };
  await assert.rejects(sendNotice(platform, payload));
  await sendNotice(platform, payload);
  await sendNotice(platform, payload);
  server.close();
  assert.deepEqual(
    got.map(({ id, to }) => [id, to]),
    [[rows[0].id, "13800138010"]],
  );
  const after = await county.platform.asOwner((owner) =>
    owner.query("select state, sealed from orders.notices where id = $1", [rows[0].id]),
  );
  assert.deepEqual(after.rows, [{ state: "sent", sealed: null }]);
});

test("there is no stand-in phone where people work for real", async () => {
  assert.equal((await county.caller().call(contract.readSampleInbox)).status, 404);
});
