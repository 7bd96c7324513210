import assert from "node:assert/strict";
import { test } from "node:test";
import pino from "pino";
import * as api from "../../../contracts/customers.ts";
import { deliverEvents } from "../../foundation/listeners.ts";
import { orgs } from "../identity/test-county.ts";
import { hashCardToken } from "./card-token.ts";
import { timelineListener } from "./hear-happenings.ts";
import { recogniseForHall } from "./recognise-at-hall.ts";
import { refreshSearch } from "./refresh-search.ts";
import { cardOf, testArchive } from "./testing-archive.ts";

const archive = await testArchive();
const { clerk, platform, buildCustomer, buildAccount, buildMeter, run } = archive;
const card = cardOf("1949-10-02", 31);
const id = await buildCustomer({
  name: "欧阳晓明",
  personalFields: [
    { kind: "id-card", value: card },
    { kind: "mobile", value: "13812340001" },
    { kind: "landline", value: "0512-66668888" },
  ],
});
const { accountId, number } = await buildAccount(id, { oldNumber: "OLD0042" });
await buildMeter(accountId, { assetNumber: "0000817733" });
const twin = await buildCustomer({
  name: "欧阳小明",
  personalFields: [{ kind: "mobile", value: "13812340001" }],
});
const firm = await buildCustomer({
  kind: "organisation",
  name: "青禾县机械厂",
  creditCode: "91350100M000100Y43",
});
const recognise = (value: string, more: object = {}, by = clerk) =>
  by.call(api.recognise, { body: { value, ...more } });
const search = async (text: string, limit?: number, by = clerk) => {
  const { body, status } = await by.call(api.searchCustomers, {
    body: { text, ...(limit ? { limit } : {}) },
  });
  assert.equal(status, 200, JSON.stringify(body));
  return body;
};
const found = async (text: string) => (await search(text)).hits.map(({ customer }) => customer.id);

test("a short number that is somebody's meter is also the end of somebody else's account", async () => {
  const one = await buildCustomer({ name: "短号甲" });
  const { number: whole } = await buildAccount(one);
  const other = await buildCustomer({ name: "短号乙" });
  const tail = whole.slice(-6);
  await buildMeter((await buildAccount(other)).accountId, { assetNumber: tail });
  const hits = await found(tail);
  assert.ok(hits.includes(one) && hits.includes(other), tail);
});

test("whatever is presented opens the whole customer", async () => {
  const presented = [
    card,
    card.toLowerCase(),
    `${card}\r\n`,
    ` ${card.slice(0, 6)} ${card.slice(6, 14)} ${card.slice(14)}`,
    [...card].map((letter) => String.fromCharCode(letter.charCodeAt(0) + 0xfee0)).join(""),
    `欧阳晓明|女|汉|19491002|青禾县人民路12号|${card}|青禾县公安局|20200101-20400101`,
    JSON.stringify({ name: "欧阳晓明", cardNo: card, address: "青禾县人民路12号" }),
    `idcard\t${card}\t`,
    "0512 6666 8888",
    number,
    "OLD0042",
    "0000817733",
    "  0000817733\n",
  ];
  for (const value of presented) {
    const { body, status } = await recognise(value);
    assert.equal(status, 200, `${value} ${JSON.stringify(body)}`);
    assert.equal(body.recognition?.customer.id, id, value);
  }
  const { body } = await recognise(card);
  assert.deepEqual(
    body.recognition?.accounts.map((account) => [account.number, account.meterNumbers, account.useName.zh]),
    [[number, ["0000817733"], "城镇居民生活用电"]],
  );
  assert.equal(body.recognition?.customer.phone, "138****0001");
  assert.equal(body.recognition?.customer.paper, `110***********${card.slice(-4)}`);
  assert.ok(!JSON.stringify(body).includes(card));
  assert.equal((await recognise("91350100M000100Y43")).body.recognition?.customer.id, firm);
  assert.equal(
    (await recognise("13812340001", { by: "phone", customerId: id })).body.recognition?.customer.id,
    id,
  );
});

test("two people with one phone are both named, and the caller says which one", async () => {
  const { body } = await recognise("138-1234-0001");
  assert.equal(body.recognition, null);
  assert.deepEqual(body.candidates.map((line) => line.id).sort(), [id, twin].sort());
  const chosen = await recognise("13812340001", { customerId: twin });
  assert.equal(chosen.body.recognition?.customer.id, twin);
  assert.equal((await recognise("13812340001", { customerId: firm })).code, "customers.unknown");
});

test("a card's QR opens its customer until it is revoked", async () => {
  const token = "aB3-xY_9kLm2nOp4qRs6tU";
  await platform.asOwner((owner) =>
    owner.query(
      "insert into customers.cards (org_id, id, customer_id, token_hash, issued_at, issued_by) values ($1, gen_random_uuid(), $2, $3, now(), 'test')",
      [orgs.county, id, hashCardToken(token)],
    ),
  );
  for (const value of [token, `https://hall.example/card/${token}`])
    assert.equal((await recognise(value)).body.recognition?.customer.id, id, value);
  await platform.asOwner((owner) => owner.query("update customers.cards set revoked_at = now()"));
  assert.equal((await recognise(token)).body.recognition, null);
});

test("a wrong ID says which character; an unknown one is nobody; a name is looked for", async () => {
  const wrong = `${card.slice(0, 10)}${(Number(card[10]) + 1) % 10}${card.slice(11)}`;
  assert.match((await recognise(wrong)).code ?? "", /^customers\.id_/);
  assert.match((await recognise("1380000", { by: "phone" })).code ?? "", /^customers\.phone_/);
  const { body } = await recognise(cardOf("1980-01-01", 5));
  assert.deepEqual([body.recognition, body.candidates], [null, []]);
  assert.equal((await recognise("晓明")).body.recognition?.customer.id, id);
  assert.equal((await recognise("欧阳")).body.candidates.length, 2);
  assert.equal((await recognise("-")).code, "customers.search_short");
});

test("every recognition leaves one row on the trail and one look in the customer's record", async () => {
  const before = await rows();
  const { headers } = await recognise(card);
  const after = await rows();
  assert.equal(after.length, before.length + 1);
  const added = after.find(({ request }) => request === headers.get("x-request-id"));
  assert.deepEqual([added?.action, added?.subject], ["customers.recognised", `customer:${id}`]);
  assert.ok(!JSON.stringify(after).includes(card));
  const { rows: looks } = await platform.asOwner((owner) =>
    owner.query("select 1 from customers.accesses where customer_id = $1 and kind = 'looked'", [id]),
  );
  assert.equal(looks.length, 1, "one line per person and hour");
});
const rows = async () =>
  (
    await platform.asOwner((owner) =>
      owner.query<{ action: string; subject: string; request: string }>(
        "select action, subject, request_id as request from foundation.audit",
      ),
    )
  ).rows;

test("the hall learns what to do and not who somebody is", async () => {
  const known = await run((ctx) => recogniseForHall(ctx, { by: "any", value: card }, "kiosk"));
  assert.equal(known?.customerId, id);
  assert.equal(known?.maskedName, "欧*");
  assert.equal(await run((ctx) => recogniseForHall(ctx, { by: "any", value: "13812340001" }, "kiosk")), null);
  assert.equal(await run((ctx) => recogniseForHall(ctx, { by: "any", value: "欧阳晓明" }, "kiosk")), null);
});

test("a card that a reader read stands on the timeline once a day; a phone is no card, and no number is kept", async () => {
  const seen = { kind: "id-card", expiresOn: "2026-01-01" } as const;
  for (let turn = 0; turn < 2; turn++) await recognise(card, { card: seen });
  await recognise("0512 6666 8888", { card: seen });
  await run((ctx) =>
    recogniseForHall(ctx, { by: "any", value: card, card: { ...seen, expiresOn: null } }, "kiosk"),
  );
  await deliverEvents(platform, [timelineListener], pino({ level: "silent" }));
  const { body } = await clerk.call(api.customerTimeline, {
    params: { customerId: id },
    query: { kinds: "document" as never },
  });
  assert.deepEqual(body.entries.map(({ title, result, who }) => [title.zh, result, who !== null]).sort(), [
    ["读卡器读取了居民身份证", "证件在有效期内", false],
    ["读卡器读取了居民身份证", "证件已于 2026-01-01 到期", true],
  ]);
  assert.ok(!JSON.stringify(body).includes(card));
});

test("strangers find and recognise nobody", async () => {
  const theirs = await archive.signedIn("clerk", orgs.neighbour);
  for (const value of [card, "13812340001", number, "0000817733", "欧阳晓明"]) {
    const { body } = await recognise(value, {}, theirs);
    assert.deepEqual([body.recognition, body.candidates], [null, []], value);
    assert.deepEqual((await search(value, 20, theirs)).hits, []);
  }
  assert.equal(
    (await theirs.call(api.recogniseKnown, { params: { customerId: id } })).code,
    "thing.not_found",
  );
  const guide = await archive.signedIn("guide");
  assert.equal((await guide.call(api.searchCustomers, { body: { text: "欧阳" } })).code, "access.denied");
});

test("the one box finds by name, sound, address and numbers, the best first", async () => {
  for (const text of [
    "欧阳晓明",
    "晓明",
    "ouyangxm",
    "oyxm",
    "人民路12号",
    "8888",
    "66668888",
    card,
    card.slice(-6),
    number.slice(-5),
    "OLD0042",
    "817733",
    "欧阳 人民路",
    "晓明 0001",
  ])
    assert.ok((await found(text)).includes(id), text);
  assert.deepEqual(
    (await search("ouyangxiaoming")).hits.map(({ customer }) => customer.id).sort(),
    [id, twin].sort(),
  );
  const { understoodAs, hits } = await search("0001");
  assert.ok(understoodAs.includes("phone-tail"));
  assert.deepEqual(hits[0]?.matched, ["phone-tail"]);
  const former = await buildCustomer({ name: "欧阳晓明", stage: "former" });
  assert.deepEqual(
    (await search("欧阳晓明")).hits.map(({ customer }) => customer.id),
    [id, former],
  );
  const one = await search("欧阳", 1);
  assert.deepEqual([one.hits.length, one.hasMore], [1, true]);
});

test("a whole account number is found, however many share its end", async () => {
  const holders: string[] = [];
  for (let n = 0; n < 50; n++) {
    const holder = await buildCustomer({ name: `同尾${n}` });
    await buildAccount(holder, { number: `${String(7_000_000 + n)}551234` });
    holders.push(holder);
  }
  for (const n of [0, 25, 49])
    assert.equal((await found(`${String(7_000_000 + n)}551234`))[0], holders[n], String(n));
});

test("a search row follows every change, also two at once", async () => {
  const moving = await buildCustomer({ name: "迁居者" });
  const home = (address: string) => buildAccount(moving, { premise: { address } });
  await Promise.all([home("白塔镇柳林村3组7号"), home("东门街道学府路55号")]);
  for (const text of ["柳林村", "学府路55"]) assert.deepEqual(await found(text), [moving], text);
  await run((ctx) => refreshSearch(ctx, [moving, moving]));
  assert.deepEqual(await found("迁居者"), [moving]);
});

test("likely duplicates are named with their reasons while a new customer is typed", async () => {
  const check = async (body: object) => (await clerk.call(api.checkCustomer, { body })).body.matches;
  const [certain] = await check({ name: "别的名字", personalFields: [{ kind: "id-card", value: card }] });
  assert.deepEqual([certain?.customer.id, certain?.isCertain, certain?.score], [id, true, 100]);
  const likely = await check({
    name: "欧阳晓鸣",
    personalFields: [{ kind: "mobile", value: "13812340001" }],
  });
  assert.deepEqual(
    likely.map(({ customer, reasons }) => [customer.id, reasons.map(({ code }) => code)]).sort(),
    [
      [id, ["same-phone", "same-sound"]],
      [twin, ["same-phone", "same-sound"]],
    ].sort(),
  );
  assert.deepEqual(await check({ name: "欧阳晓明" }), [], "a name alone is chance");
  const neighbours = await check({ name: "欧阳大明", address: "青禾县人民路12号3栋2单元501室" });
  assert.deepEqual(
    neighbours.find(({ customer }) => customer.id === id)?.reasons.map(({ code }) => code),
    ["near-name", "same-address"],
  );
  assert.deepEqual(await check({ name: "", personalFields: [{ kind: "mobile", value: "138" }] }), []);
  const itself = await check({
    name: "别的",
    exceptId: id,
    personalFields: [{ kind: "id-card", value: card }],
  });
  assert.deepEqual(itself, []);
});
