import assert from "node:assert/strict";
import { test } from "node:test";
import type { CallOf } from "../../../../contracts/endpoint.ts";
import * as contract from "../../../../contracts/orders.ts";
import { newId } from "../../../foundation/ids.ts";
import { buildArchive } from "../../customers/testing-archive.ts";
import { orgs, testCounty } from "../../identity/test-county.ts";
import { readRoutes } from "../read-routes.ts";
import { orderRows } from "./testing-rows.ts";

const county = await testCounty({ routes: readRoutes });
const put = await orderRows(county);
const clerk = await county.signedIn("clerk");
const clerkId = county.people.get("clerk") ?? "";
const dispatcher = await county.signedIn("dispatcher");
const now = county.platform.clock.now();

const find = async (body: NonNullable<CallOf<typeof contract.findOrders>["body"]>, caller = clerk) => {
  const reply = await caller.call(contract.findOrders, { body });
  assert.equal(reply.status, 200, JSON.stringify(reply.body));
  return reply.body.orders.map(({ id }) => id);
};

test("an order is found by its number and its end, by phone, and by two characters of title, address or contact", async () => {
  const { id, number } = await put({
    title: "充电桩报装",
    address: "青禾县凤凰路88号",
    contactName: "欧阳明月",
    phone: "13712345678",
  });
  await put({ title: "更名", address: "青禾县人民路1号" });
  for (const text of [
    number,
    number.slice(-6),
    "137 1234 5678",
    "凤凰",
    "充电 凤凰路",
    "明月",
    "凤凰路８８",
    "欧阳明月",
  ])
    assert.deepEqual(await find({ text }), [id], text);
  for (const text of ["凤凰 更名", "路", "龙凤", "000000", "13700000000", ""])
    assert.deepEqual(await find({ text }), [], text);
  assert.equal((await find({ text: "青禾县" })).length, 2);
  assert.deepEqual(await find({ text: "青禾县", typeCode: "COMP" }), []);
  const cut = await clerk.call(contract.findOrders, { body: { text: "青禾县", limit: 1 } });
  assert.equal(cut.body.hasMore, true);
});

test("by account number, account and customer; done orders are left out on request", async () => {
  await buildArchive({ platform: county.platform, orgId: orgs.county, unitId: county.county.root });
  const [account] = await county.platform.asOwner(async (client) => {
    const found = await client.query<{ id: string; number: string; customer_id: string }>(
      "select id, number, customer_id from customers.accounts limit 1",
    );
    return found.rows;
  });
  assert.ok(account);
  const about = { customerId: account.customer_id, accountId: account.id };
  const open = await put(about);
  const done = await put({ ...about, state: "done", closedAt: now });
  assert.deepEqual((await find({ text: account.number })).toSorted(), [open.id, done.id].toSorted());
  assert.deepEqual(await find({ accountId: account.id, openOnly: true }), [open.id]);
  assert.deepEqual(
    (await find({ customerId: account.customer_id })).toSorted(),
    [open.id, done.id].toSorted(),
  );
  assert.deepEqual(await find({ customerId: newId() }), []);
});

test("what a secret order is about can be found; who it is from only by those who handle it", async () => {
  const { id } = await put({
    typeCode: "COMP",
    secrecy: "anonymous",
    title: "噪音扰民投诉",
    contactName: "司马青衫",
    phone: "13611112222",
  });
  assert.deepEqual(await find({ text: "噪音扰民" }), [id]);
  assert.deepEqual(await find({ text: "司马青衫" }), []);
  assert.deepEqual(await find({ text: "13611112222" }), []);
  const held = await put({
    secrecy: "anonymous",
    phone: "13611113333",
    steps: [{ assigneeId: clerkId, assigneeName: "clerk" }],
  });
  assert.deepEqual(await find({ text: "13611113333" }), [held.id]);
});

test("a complaint about the caller is not found, nor another company's order", async () => {
  const words = { title: "窗口态度恶劣", phone: "13522223333" };
  const about = await put({ ...words, typeCode: "COMP", accused: [clerkId] });
  const foreign = await put({ ...words, orgId: orgs.neighbour });
  for (const text of ["态度恶劣", about.number, about.number.slice(-6), "13522223333", foreign.number])
    assert.ok(!(await find({ text })).some((id) => id === about.id || id === foreign.id), text);
  assert.deepEqual(await find({ text: "态度恶劣" }, await county.signedIn("hall-manager")), [about.id]);
});

test("the board: everything that runs by stage, with totals and people; nothing of what is about the caller", async () => {
  await county.platform.asOwner((client) =>
    client.query("truncate orders.orders, orders.steps, orders.clocks, orders.marks, orders.search cascade"),
  );
  const dispatcherId = county.people.get("dispatcher") ?? "";
  const due = (minutes: number) => now.add({ minutes });
  await put({
    dueAt: due(-10),
    steps: [{ dueAt: due(-10), assigneeId: clerkId, assigneeName: "clerk" }],
  });
  await put({
    dueAt: due(60),
    steps: [
      {
        stage: "plan",
        dueAt: due(15),
        clock: { unit: "MIN", limitValue: 100, warned: 80, dueAt: due(15) },
      },
      { stage: "survey", dueAt: due(500) },
    ],
  });
  await put({ state: "suspended", steps: [{ stage: "plan" }] });
  await put({ typeCode: "FAULT", dueAt: due(5), steps: [{ stage: null }] });
  await put({ typeCode: "NI-RES", accused: [dispatcherId], dueAt: due(1), steps: [{ dueAt: due(1) }] });
  await put({ state: "done", closedAt: now, steps: [{ state: "done", closedAt: now }] });

  const { status, body } = await dispatcher.call(contract.readBoard);
  assert.equal(status, 200, JSON.stringify(body));
  assert.deepEqual(
    body.stages.map(({ key, count, warm, over, lines }) => [key, count, warm, over, lines.length]),
    [
      ["survey", 2, 0, 1, 2],
      ["plan", 2, 1, 0, 2],
    ],
  );
  assert.deepEqual(body.totals, { running: 4, orders: 3, warm: 1, over: 1, paused: 1, unassigned: 3 });
  const columns = (name: "count" | "warm" | "over") =>
    body.stages.reduce((sum, stage) => sum + stage[name], 0);
  assert.deepEqual(
    [columns("count"), columns("warm"), columns("over")],
    [body.totals.running, body.totals.warm, body.totals.over],
    "the totals are what the columns add up to",
  );
  const names = new Set(body.people.map(({ staffId }) => staffId));
  assert.ok(names.has(clerkId));
  for (const login of ["system-admin", "security-admin", "auditor"])
    assert.equal(names.has(county.people.get(login) ?? ""), false, `${login} works on no order`);
  assert.deepEqual(
    body.people
      .filter(({ openSteps }) => openSteps > 0)
      .map(({ staffId, openSteps, over }) => [staffId, openSteps, over]),
    [[clerkId, 1, 1]],
  );
  const warm = await dispatcher.call(contract.readBoard, { query: { heat: "warm" } });
  assert.deepEqual(
    warm.body.stages.map(({ lines }) => lines.length),
    [0, 1],
  );
  const hotline = await dispatcher.call(contract.readBoard, { query: { board: "hotline" } });
  assert.deepEqual(
    hotline.body.stages.map(({ key, count }) => [key, count]),
    [["other", 1]],
  );
});

test("the board and the list count alike what is over: late itself, or of an order that is late as a whole", async () => {
  const empty = "truncate orders.orders, orders.steps, orders.clocks, orders.marks, orders.search cascade";
  await county.platform.asOwner((client) => client.query(empty));
  const hours = (n: number) => now.add({ hours: n });
  const hand = { assigneeId: clerkId, assigneeName: "clerk" };
  await put({ title: "in time", dueAt: hours(40), steps: [{ dueAt: hours(3), warned: 80 }] });
  await put({ title: "whole", dueAt: hours(-2), steps: [{ dueAt: hours(5), warned: 80 }] });
  await put({ title: "undated", dueAt: hours(-2), steps: [hand] });
  await put({ title: "step", dueAt: hours(40), steps: [{ dueAt: hours(-1) }] });
  await put({ title: "paused", state: "suspended", steps: [{}] });
  const { body } = await dispatcher.call(contract.readBoard);
  const [stage] = body.stages;
  assert.deepEqual(
    stage?.lines.map(({ order }) => order.title),
    ["step", "whole", "undated", "in time", "paused"],
    "what is over comes first",
  );
  assert.deepEqual([stage?.over, stage?.warm, body.totals.over, body.totals.warm], [3, 1, 3, 1]);
  assert.equal(body.people.find(({ staffId }) => staffId === clerkId)?.over, 1);
  const query = { view: "team", heat: "over" } as const;
  const list = await county.signedIn("clerk").then((caller) => caller.call(contract.listWork, { query }));
  const over = await dispatcher.call(contract.readBoard, { query: { heat: "over" } });
  const titles = (lines: readonly { order: { title: string } }[] = []) =>
    lines.map(({ order }) => order.title).toSorted();
  assert.deepEqual(titles(over.body.stages[0]?.lines), titles(list.body.lines));
});

test("the board is for dispatchers, within their units", async () => {
  assert.equal((await clerk.call(contract.readBoard)).code, "access.denied");
  assert.equal((await county.caller().call(contract.readBoard)).code, "access.sign_in");
  const query = { unitId: county.neighbour.root };
  assert.equal((await dispatcher.call(contract.readBoard, { query })).code, "thing.not_found");
});
