import assert from "node:assert/strict";
import { test } from "node:test";
import { sql } from "kysely";
import * as api from "../../../../contracts/orders.ts";
import { commandsDone, orgs, pathOf, untraced } from "../../identity/test-county.ts";
import { hotlineKinds } from "../catalogue/order-hotline.ts";
import { buildOrders } from "../testing.ts";
import { replayClocks } from "../testing-replay.ts";
import { handedOrder, systemCaller } from "./testing-keys.ts";

const orders = await buildOrders();
const { platform } = orders;
const hotline = await systemCaller(orders);
const count = async () =>
  (
    await orders.run((ctx) =>
      sql<{ n: number }>`select count(*)::int as n from orders.orders where org_id = ${ctx.orgId}`.execute(
        ctx.tx,
      ),
    )
  ).rows[0]?.n ?? -1;

test("every kind of the list is taken by the business type that it names", async () => {
  const { kinds } = (await hotline.call(api.listHotlineKinds)).body;
  assert.equal(kinds.length, hotlineKinds.length);
  for (const { kind, name, words, typeCode } of kinds)
    for (const typed of [kind, name.zh, ...words]) {
      const { status, body } = await hotline.call(api.handInOrder, { body: handedOrder({ kind: typed }) });
      assert.equal(status, 200, `${typed}: ${JSON.stringify(body)}`);
      assert.deepEqual(
        [body.typeCode, body.state, body.source, body.isNew],
        [typeCode, "open", "12345", true],
      );
      assert.ok(body.steps.length > 0, typed);
    }
});

test("the same again is the same order, also eight times at once; another content is refused", async () => {
  const order = handedOrder({ ref: "2026/0301-0007" });
  const before = await count();
  const answers = await Promise.all(
    Array.from({ length: 8 }, () => hotline.call(api.handInOrder, { body: order })),
  );
  assert.equal(new Set(answers.map(({ body }) => body.number)).size, 1);
  assert.equal(answers.filter(({ body }) => body.isNew).length, 1);
  assert.equal(await count(), before + 1);
  const changed = await hotline.call(api.handInOrder, { body: { ...order, demand: "又来电：仍未来电。" } });
  assert.equal(changed.code, "orders.source_differs");
  const params = { source: "12345", ref: order.ref };
  const added = await hotline.call(api.addToHandedIn, { params, body: { text: "又来电：仍未来电。" } });
  assert.equal(added.body.number, answers[0]?.body.number);
  const page = await (await orders.as("r-cmd")).call(api.readOrder, {
    params: { orderId: added.body.orderId },
  });
  assert.match(JSON.stringify(page.body), /来单补充：又来电：仍未来电。/);
});

test("its state is read by reference: by its own system, within its units, by nobody else", async () => {
  const order = handedOrder();
  const { body } = await hotline.call(api.handInOrder, { body: order });
  const params = { source: "12345", ref: order.ref };
  const seen = await hotline.call(api.handedInStatus, { params });
  assert.deepEqual([seen.body.number, seen.body.state], [body.number, "open"]);
  const other = await systemCaller(orders, { system: "95598" });
  assert.equal((await other.call(api.handedInStatus, { params })).code, "thing.not_found");
  assert.equal(
    (await other.call(api.addToHandedIn, { params, body: { text: "试" } })).code,
    "thing.not_found",
  );
  const narrow = await systemCaller(orders, { unitId: orders.county.halls[0] ?? "" });
  assert.equal((await narrow.call(api.handedInStatus, { params })).code, "thing.not_found");
  const own = await narrow.call(api.handInOrder, { body: handedOrder() });
  assert.equal(own.status, 200, "its own unit answers for what it hands in");
  const outside = { ...handedOrder(), unitId: orders.county.root };
  assert.equal((await narrow.call(api.handInOrder, { body: outside })).code, "thing.not_found");
  const reader = await systemCaller(orders, { capabilities: ["orders.read"] });
  assert.equal((await reader.call(api.handInOrder, { body: handedOrder() })).code, "access.denied");
  assert.equal((await reader.call(api.handedInStatus, { params })).status, 200);
});

test("the source's limit is a clock from when it was taken there; a shorter one of its header goes before", async () => {
  const now = platform.clock.now();
  const receivedAt = now.subtract({ hours: 5 }).toString();
  const plain = await hotline.call(api.handInOrder, { body: handedOrder({ kind: "投诉", receivedAt }) });
  const clocks = async (orderId: string) =>
    (
      await orders.run((ctx) =>
        sql<{ code: string; unit: string; value: number; at: Temporal.Instant; due: Temporal.Instant }>`
          select rule_code as code, unit, limit_value as value, started_at as at, due_at as due from orders.clocks
          where org_id = ${ctx.orgId} and order_id = ${orderId} and step_id is null`.execute(ctx.tx),
      )
    ).rows;
  const ruled = (await clocks(plain.body.orderId)).find(({ code }) => code === "T12345.CLOSE");
  assert.deepEqual([ruled?.value, ruled?.unit, ruled?.at.toString()], [7, "ND", receivedAt]);
  const dueAt = now.add({ hours: 20 }).round("minute").toString();
  const short = await hotline.call(api.handInOrder, {
    body: handedOrder({ kind: "投诉", receivedAt, dueAt }),
  });
  const header = (await clocks(short.body.orderId)).find(({ code }) => code === "HOTLINE.HEADER");
  assert.ok(header && Math.abs(header.due.since(Temporal.Instant.from(dueAt)).total("minutes")) <= 1);
  assert.equal(short.body.dueAt, header.due.toString());
  const regulator = await systemCaller(orders, { system: "12398" });
  const theirs = await regulator.call(api.handInOrder, { body: handedOrder({ kind: "投诉" }) });
  const tenDays = (await clocks(theirs.body.orderId)).find(({ code }) => code === "T12398.CLOSE");
  assert.deepEqual([tenDays?.value, tenDays?.unit], [10, "WD"]);
  // From the future it is from now: nobody gains time by a wrong clock.
  const late = now.add({ hours: 48 }).toString();
  const future = await hotline.call(api.handInOrder, {
    body: handedOrder({ kind: "投诉", receivedAt: late }),
  });
  const counted = (await clocks(future.body.orderId)).find(({ code }) => code === "T12345.CLOSE");
  assert.ok(counted && Temporal.Instant.compare(counted.at, platform.clock.now()) <= 0);
  assert.ok((await orders.run((ctx) => replayClocks(ctx))) > 0);
});

test("what is refused says what to do, and leaves nothing behind", async () => {
  const before = await count();
  const refused = async (wish: Parameters<typeof handedOrder>[0]) =>
    (await hotline.call(api.handInOrder, { body: handedOrder(wish) })).code;
  assert.equal(await refused({ kind: "算命" }), "orders.kind_unknown");
  assert.equal(await refused({ accountNumber: "000" }), "orders.account_number");
  assert.equal(await refused({ contactName: "" }), "orders.contact_missing");
  assert.equal(await refused({ source: "95598" }), "orders.source_foreign");
  assert.match((await refused({ contactPhone: "12" })) ?? "", /phone/);
  assert.equal(await refused({ ref: "' or 1=1" }), "request.invalid");
  assert.equal(await refused({ demand: "" }), "request.invalid");
  const person = await orders.as("r-cmd");
  assert.equal((await person.call(api.handInOrder, { body: handedOrder() })).code, "orders.source_missing");
  assert.equal(await count(), before);
});

test("figures are read by a key that may, within its units; the orders behind them are for people", async () => {
  const insight = await systemCaller(orders, { system: "insight", capabilities: ["orders.figures.view"] });
  const call = {
    params: { orgId: String(orgs.county) },
    query: { from: "2026-03-01", to: "2026-03-31" },
  };
  for (const endpoint of [api.readScoreboard, api.readTenPromises, api.readOrderMetrics]) {
    const reply = await insight.send("get", pathOf(endpoint, call));
    assert.equal(reply.status, 200, `${endpoint.path}: ${JSON.stringify(reply.body)}`);
  }
  const behind = await insight.send("get", pathOf(api.listFigureOrders, call));
  assert.equal(behind.code, "access.not_for_keys");
  assert.equal((await hotline.send("get", pathOf(api.readScoreboard, call))).code, "access.denied");
});

test("nobody sees a warning before a machine: an anonymous report is taken, and stays unnamed", async () => {
  const { status, body } = await hotline.call(api.handInOrder, {
    body: handedOrder({ kind: "举报", contactName: "", contactPhone: "", secrecy: "anonymous" }),
  });
  assert.equal(status, 200, JSON.stringify(body));
  assert.doesNotMatch(JSON.stringify(body), /人民路|陈禾/);
});

test("every command that was done is on the audit trail, under the key's name", async () => {
  assert.ok(commandsDone.length > 10);
  assert.equal(
    (await untraced(platform)).filter((one) => !one.includes("/api/integration/orders")).length,
    0,
  );
  const { rows } = await orders.run((ctx) =>
    sql<{ name: string }>`
      select distinct actor_name as name from foundation.audit where org_id = ${orgs.county} and action = 'orders.accepted'
        and actor like 'key:%'`.execute(ctx.tx),
  );
  assert.deepEqual(rows, [{ name: "市12345平台" }]);
});
