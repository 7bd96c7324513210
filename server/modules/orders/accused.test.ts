/** A complaint never reaches those it is about: not by list, page, search, count, claim or assignment, and not by a race. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { sql } from "kysely";
import * as api from "../../../contracts/orders.ts";
import { claimStep } from "./claim-step.ts";
import { buildOrders, filledForm } from "./testing.ts";

const county = await buildOrders();
const { as, complete, look, openOrder, platform, runAs, task } = county;
const accusedId = await county.addPerson("r-duty-2", "R-DUTY");
await county.addPerson("r-acc-2", "R-ACC");

const complain = (accused: string[], login = "r-acc") =>
  openOrder(
    {
      typeCode: "COMP",
      customerClass: "RES",
      accused,
      title: "窗口人员态度恶劣",
      demand: "值班经理大声训斥",
      form: filledForm("intake-complaint"),
      papers: [],
    },
    login,
  );

test("the accused clerk finds nothing of it, whichever way he tries", async () => {
  const order = await complain([accusedId]);
  await complete(order.id, "dispatch", { toUnit: "营业厅" });
  const step = await task(order.id, "take");
  assert.equal(step.post, "R-DUTY", "it is his post's turn");
  const [he, other] = [await as("r-duty-2"), await as("r-duty")];
  const params = { orderId: order.id };
  const onStep = { orderId: order.id, stepId: step.id };

  for (const view of ["mine", "open", "team"] as const) {
    const { body } = await he.call(api.listWork, { query: { view } });
    assert.ok(!JSON.stringify(body).includes(order.id), view);
  }
  const seen = await other.call(api.listWork, { query: { view: "open" } });
  assert.ok(JSON.stringify(seen.body).includes(order.id), "a colleague has it on his list");
  const mine = (await he.call(api.listWork, { query: { view: "open" } })).body.counts.open;
  assert.equal(seen.body.counts.open - mine, 1, "he does not count it, either");

  assert.equal((await he.call(api.readOrder, { params })).status, 404);
  const found = await he.call(api.findOrders, { body: { text: order.number } });
  assert.deepEqual([found.status, found.body.orders], [200, []]);
  assert.equal((await he.call(api.readBoard, { query: {} })).body.totals.running, 0);
  for (const reply of [
    await he.call(api.claimStep, { params: onStep }),
    await he.call(api.completeStep, { params: onStep, body: { version: 1 } }),
    await he.call(api.assignStep, { params: onStep, body: { staffId: accusedId } }),
    await he.call(api.listCandidates, { params: onStep }),
    await he.call(api.noteOrder, { params, body: { text: "我没有" } }),
    await he.call(api.suspendOrder, { params, body: { reasonCode: "plan-answer", reason: "拖一拖" } }),
    await he.call(api.listPauses, { params }),
  ])
    assert.equal(reply.status, 404);
  const bulk = { stepIds: [step.id], staffId: null, reason: "", isPreview: false };
  assert.deepEqual((await he.call(api.bulkAssign, { body: bulk })).body, { changes: [], done: 0 });

  const dispatcher = await as("r-cmd");
  const assigned = await dispatcher.call(api.assignStep, { params: onStep, body: { staffId: accusedId } });
  assert.equal(assigned.code, "orders.staff_unknown", "nobody puts it into his hands");
  const { body } = await dispatcher.call(api.listCandidates, { params: onStep });
  assert.deepEqual(
    body.candidates.map(({ name }) => name),
    ["r-duty"],
  );
  const handed = await dispatcher.call(api.handOver, {
    params,
    body: { staffId: accusedId, reason: "你来" },
  });
  assert.equal(handed.code, "orders.staff_unknown");
});

test("nor by a race: while others work on it he never holds it, and the database would not let him", async () => {
  const order = await complain([accusedId]);
  await complete(order.id, "dispatch", { toUnit: "营业厅" });
  const step = await task(order.id, "take");
  const tries = await Promise.allSettled([
    runAs("r-duty-2", (ctx) => claimStep(ctx, order.id, step.id)),
    runAs("r-duty", (ctx) => claimStep(ctx, order.id, step.id)),
    runAs("r-duty-2", (ctx) => claimStep(ctx, order.id, step.id)),
  ]);
  assert.deepEqual(
    tries.map(({ status }) => status),
    ["rejected", "fulfilled", "rejected"],
  );
  assert.equal((await task(order.id, "take")).assigneeName, "r-duty");
  const byHand = platform.command(county.county.orgId, (ctx) =>
    sql`update orders.steps set assignee_id = ${accusedId} where org_id = ${ctx.orgId} and id = ${step.id}`.execute(
      ctx.tx,
    ),
  );
  await assert.rejects(byHand, /check constraint/);
});

test("who takes down a complaint about himself gets its number and no more", async () => {
  const clerkId = county.people.get("r-acc-2") ?? "";
  const clerk = await as("r-acc-2");
  const customerId = await county.buildCustomer();
  const body = {
    typeCode: "COMP",
    customerId,
    customerClass: "RES" as const,
    contactName: "陈禾",
    contactPhone: "13900001111",
    accused: [clerkId],
    form: filledForm("intake-complaint"),
  };
  const taken = await clerk.call(api.acceptOrder, { body });
  assert.equal(taken.status, 200, JSON.stringify(taken.body));
  const { order } = taken.body;
  assert.match(order.number, /^\d{13}$/);
  assert.equal((await clerk.call(api.readOrder, { params: { orderId: order.id } })).status, 404);
  const open = await look(order.id);
  assert.equal(open.order.responsibleId, null, "nobody answers for a complaint about himself");
  assert.deepEqual(
    open.tasks.map(({ nodeId }) => nodeId),
    ["accept"],
    "and somebody else looks at what was taken down",
  );
});

test("events and the customer's page say nothing of what it is about", async () => {
  const order = await complain([accusedId]);
  const told = await platform.asOwner(async (client) => {
    const { rows } = await client.query(
      "select type, payload::text as payload from foundation.events where payload::text like $1 or topic = $2",
      [`%${order.id}%`, order.id],
    );
    return rows.map(({ type, payload }) => ({ type: String(type), payload: String(payload) }));
  });
  assert.ok(told.length > 2);
  for (const { type, payload } of told) {
    assert.notEqual(type, "customer.happening");
    assert.doesNotMatch(payload, /态度|训斥|陈禾/);
  }
});
