/** One matter reported several times (§3.6): suggested, merged, followed, split. */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import * as api from "../../../../contracts/orders.ts";
import { problems } from "../../../../contracts/problems.ts";
import { orderLikeness } from "../catalogue/order-likeness.ts";
import { filledForm, type OrderWish } from "../testing.ts";
import { likenessOf, type Matter, shareOf } from "./likeness.ts";
import { buildCare } from "./testing-care.ts";

const county = await buildCare();
const { openOrder, pass, as, complete, look, rows, settle } = county;

const fault = (wish: OrderWish = {}) =>
  openOrder({
    typeCode: "FAULT",
    form: filledForm("intake-fault", { note: "没电了" }),
    papers: [],
    channel: "phone",
    ...wish,
  });
const same = { reasonCode: "same-cause", reason: "同一台变压器", proof: "柳溪 3 号变熔丝熔断" };
const merge = async (orderId: string, mainId: string, body: Partial<typeof same> = {}) =>
  (await as("r-cmd")).call(api.mergeOrder, { params: { orderId }, body: { mainId, ...same, ...body } });
const split = async (orderId: string, reasonCode = "found-different") =>
  (await as("r-cmd")).call(api.splitOrder, { params: { orderId }, body: { reasonCode, reason: "现场核实" } });
const nodes = async (orderId: string) => (await look(orderId)).tasks.map(({ nodeId }) => nodeId).sort();
const link = async (orderId: string) =>
  await rows<Record<string, unknown>>("select * from orders.links where order_id = $1 order by at, id", [
    orderId,
  ]);

/** From the dispatch to the checked answer. */
async function repair(orderId: string): Promise<void> {
  for (const node of [
    "dispatch",
    "command-accept",
    "crew-accept",
    "leave",
    "call-customer",
    "arrive",
    "estimate",
    "repair",
    "feedback",
    "audit",
  ])
    await complete(orderId, node);
  await settle();
}

test("a child keeps number and clock, gets the main one's times and its own return visit", async () => {
  const main = await fault();
  const child = await fault();
  const due = (await look(child.id)).order.dueAt;
  assert.equal((await merge(child.id, main.id)).status, 200);
  const merged = await look(child.id);
  assert.deepEqual(
    [merged.order.state, merged.order.mainId, merged.order.number],
    ["merged", main.id, child.number],
  );
  assert.deepEqual(merged.order.dueAt, due, "its clock goes on");
  const { body } = await (await as("r-cmd")).call(api.listWork, { query: { view: "team", limit: 200 } });
  assert.equal(
    body.lines.some(({ order }) => order.id === child.id),
    false,
    "nobody works on it",
  );
  await pass({ minutes: 12 });
  await repair(main.id);
  const [row] = await link(child.id);
  assert.equal(row?.counts_as, "own");
  assert.ok(row?.arrived_at && row?.restored_at && row?.followed_at);
  const arrived = await rows<{ state: string; ended_at: Date }>(
    "select state, ended_at from orders.clocks where order_id = $1 and rule_code = 'FAULT.ARRIVE' and layer <> 'statutory'",
    [child.id],
  );
  assert.deepEqual(
    arrived.map(({ state }) => state),
    ["met"],
  );
  assert.deepEqual(arrived[0]?.ended_at, row?.arrived_at, "the main one's arrival");
  assert.deepEqual(await nodes(child.id), ["visit/call-1"]);
  await complete(child.id, "visit/call-1", { satisfaction: "satisfied" });
  assert.deepEqual([(await look(child.id)).order.state, (await look(main.id)).order.state], ["done", "open"]);
  assert.equal((await split(child.id)).code, "orders.not_merged", "what is archived stays as it is");
});

test("split, it stands where it stood; one reported after the crew was sent counts as merged", async () => {
  const main = await fault();
  await complete(main.id, "dispatch");
  await pass({ minutes: 1 });
  const child = await fault();
  const before = await nodes(child.id);
  await merge(child.id, main.id);
  assert.equal((await link(child.id))[0]?.counts_as, "merged");
  assert.equal((await split(child.id)).status, 200);
  const open = await look(child.id);
  assert.deepEqual([open.order.state, open.order.mainId, await nodes(child.id)], ["open", null, before]);
  assert.ok(
    open.clocks.every(({ nextAt, state }) => nextAt !== null || state !== "running"),
    "its clocks warn again",
  );
  await complete(child.id, "dispatch");
  assert.equal((await merge(child.id, main.id)).status, 200, "and it may be merged again");
  assert.equal((await link(child.id)).length, 2, "both acts stay on record");
});

test("still without supply when the main one is restored: a matter of its own, linked as a recurrence", async () => {
  const main = await fault();
  const child = await fault();
  await merge(child.id, main.id);
  await repair(main.id);
  assert.equal((await split(child.id, "still-out")).status, 200);
  assert.deepEqual(await nodes(child.id), ["dispatch"]);
  const links = await link(child.id);
  assert.deepEqual(links.map(({ kind }) => kind).sort(), ["merged", "recurrence"]);
  assert.ok((await look(child.id)).order.dueAt, "with a clock of its own from now on");
});

test("when the main one is given up, its children are orders of their own again", async () => {
  const main = await fault();
  const child = await fault();
  await merge(child.id, main.id);
  const version = (await look(main.id)).order.version;
  const ended = await (await as("r-mgr")).call(api.terminateOrder, {
    params: { orderId: main.id },
    body: { reasonCode: "wrong-order", reason: "重复登记", version },
  });
  assert.equal(ended.status, 200, JSON.stringify(ended.body));
  await settle();
  assert.equal((await look(child.id)).order.state, "open");
});

test("of two who merge them into each other at once, one is refused", async () => {
  for (let round = 0; round < 4; round++) {
    const [a, b] = [await fault(), await fault()];
    const replies = await Promise.all([merge(a.id, b.id), merge(b.id, a.id)]);
    assert.deepEqual(replies.map(({ status }) => status).sort(), [200, 409]);
    const states = [(await look(a.id)).order.state, (await look(b.id)).order.state].sort();
    assert.deepEqual(states, ["merged", "open"]);
  }
});

test("no chain and no circle, in the database as well", async () => {
  const [a, b, c] = [await fault(), await fault(), await fault()];
  await merge(b.id, a.id);
  const offered = async (id: string, who = "r-cmd") =>
    (await (await as(who)).call(api.readOrder, { params: { orderId: id } })).body.can.merge.refusal?.zh;
  assert.equal(await offered(a.id), problems["orders.merge_has_children"].zh, "the page offers no more");
  assert.equal(await offered(b.id), problems["orders.not_open"].zh);
  assert.equal(await offered(c.id), undefined);
  assert.equal(await offered(c.id, "r-acc"), problems["access.denied"].zh);
  assert.equal(await offered((await openOrder()).id), problems["orders.merge_kind"].zh);
  assert.equal((await merge(c.id, b.id)).code, "orders.merge_main");
  assert.equal((await merge(a.id, c.id)).code, "orders.merge_has_children");
  assert.equal((await merge(a.id, a.id)).code, "orders.merge_self");
  await assert.rejects(
    rows("update orders.orders set main_id = $2, state = 'merged', closed_at = now() where id = $1", [
      c.id,
      b.id,
    ]),
    /chain/,
  );
});

test("faults are merged with proof, demands of one kind alone, by dispatchers alone, in one company", async () => {
  const [a, b] = [await fault(), await fault()];
  assert.equal((await merge(a.id, b.id, { proof: "" })).code, "orders.merge_proof");
  assert.equal((await merge(a.id, b.id, { reasonCode: "same-matter" })).code, "orders.reason_unknown");
  const other = await openOrder();
  assert.equal((await merge(other.id, a.id)).code, "orders.merge_kind");
  const clerk = await (await as("r-acc")).call(api.mergeOrder, {
    params: { orderId: a.id },
    body: { mainId: b.id, ...same },
  });
  assert.equal(clerk.code, "access.denied");
  const stranger = await county.signedIn("dispatcher", county.neighbour.orgId);
  const foreign = await stranger.call(api.mergeOrder, {
    params: { orderId: a.id },
    body: { mainId: b.id, ...same },
  });
  assert.equal(foreign.status, 404);
});

test("orders that are alike are suggested, the likeliest first, with what says so", async () => {
  const a = await fault({ address: "青禾县柳溪镇朝阳路12号3单元", demand: "整栋楼停电，变压器冒烟" });
  const b = await fault({ address: "青禾县柳溪镇朝阳路12号5单元", demand: "整栋楼没电，变压器有火花" });
  const far = await fault({ address: "石坪镇东风村8组", demand: "电表跳闸" });
  const { body } = await (await as("r-cmd")).call(api.listSimilarOrders, { params: { orderId: a.id } });
  assert.equal(body.similar[0]?.order.id, b.id);
  assert.ok(body.similar[0]?.because.includes("sameAddress"));
  assert.equal(
    body.similar.some(({ order }) => order.id === far.id),
    false,
  );
});

test("likeness: the same from both sides, more in common never counts less, and strangers at one moment are strangers", () => {
  const at = Temporal.Instant.from("2026-03-04T01:00:00Z");
  const text = fc.string({ unit: fc.constantFrom(..."停电路灯变压器冒烟一二三四"), maxLength: 12 });
  const matter: fc.Arbitrary<Matter> = fc.record({
    accountId: fc.constantFrom(null, "a", "b"),
    customerId: fc.constantFrom(null, "a", "b"),
    phone: fc.constantFrom(null, "1", "2"),
    outageId: fc.constantFrom(null, "x"),
    address: text,
    text,
    at: fc.integer({ min: 0, max: 90 }).map((minutes) => at.add({ minutes })),
  });
  const score = (a: Matter, b: Matter) => likenessOf(a, b, orderLikeness).score;
  fc.assert(
    fc.property(matter, matter, (a, b) => {
      assert.equal(score(a, b), score(b, a));
      assert.ok(
        score(a, { ...b, accountId: "a" }) <= score({ ...a, accountId: "a" }, { ...b, accountId: "a" }),
      );
    }),
  );
  assert.equal(
    score(
      {
        accountId: null,
        customerId: null,
        phone: null,
        outageId: null,
        address: "东街一号",
        text: "跳闸",
        at,
      },
      {
        accountId: null,
        customerId: null,
        phone: null,
        outageId: null,
        address: "西村八组",
        text: "冒烟",
        at,
      },
    ),
    0,
  );
  assert.equal(shareOf("停电", "停电", 25), 1);
  assert.equal(shareOf("", "停电", 25), 0);
});
