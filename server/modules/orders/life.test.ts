/** Whole lives of orders through the shipped processes, with everybody's step done by somebody of its post. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { sql } from "kysely";
import { findForm } from "./catalogue/order-forms.ts";
import { openOrder as lockOrder } from "./open-order.ts";
import { freshLines } from "./read/fresh-lines.ts";
import { orderLines, workLines } from "./read/lines.ts";
import { receiveMessage } from "./receive-message.ts";
import { settlePaper as settle } from "./settle-paper.ts";
import { sweepOrders } from "./sweep.ts";
import { buildOrders, filledForm } from "./testing.ts";
import { replayClocks } from "./testing-replay.ts";

const county = await buildOrders();
const { complete, look, openOrder, run, runAs, platform } = county;
const nodes = async (orderId: string) => (await look(orderId)).tasks.map(({ nodeId }) => nodeId).sort();
const promised = async (orderId: string) =>
  (await look(orderId)).clocks.find(({ subject, layer }) => subject === "order" && layer === "promised");
const hear = (orderId: string, message: string) =>
  runAs("r-cmd", (ctx) => receiveMessage(ctx, orderId, { message, note: "" }));
const consultedTwo = () =>
  (findForm("plan")?.fields.find(({ key }) => key === "consulted")?.options ?? [])
    .slice(0, 2)
    .map(({ value }) => value);
/** What a command answers of an order without reading it back is what is read. */
const answersAsRead = (orderId: string) =>
  runAs("r-cmd", async (ctx) => {
    const open = await lockOrder(ctx, orderId);
    const stepIds = open.tasks.map(({ id }) => id);
    const [order] = await orderLines(ctx, [orderId]);
    assert.deepEqual(await freshLines(ctx, open), { order, next: await workLines(ctx, stepIds) });
    return stepIds.length;
  });
const nextDay = (days = 1) => platform.pass({ hours: 24 * days });

test("a new connection at low voltage goes from the counter to the archive", async () => {
  const order = await openOrder();
  assert.match(order.number, /^260304\d{7}$/);
  assert.deepEqual(await nodes(order.id), ["plan-reply"], "who accepts does not say so twice");
  // Five working days from Wednesday 4 March 2026.
  const due = await promised(order.id);
  assert.equal(due?.dueAt?.toString(), "2026-03-11T09:30:00Z");
  nextDay();
  assert.equal(await answersAsRead(order.id), 1);
  await complete(order.id, "plan-reply");
  assert.equal(await answersAsRead(order.id), 1, "with a clock that is paused");
  assert.deepEqual(await nodes(order.id), ["contract-sign"]);
  assert.equal((await promised(order.id))?.state, "paused", "it waits for the customer's signature");
  nextDay(4);
  await complete(order.id, "contract-sign");
  assert.equal((await promised(order.id))?.state, "running");
  await complete(order.id, "energise");
  assert.equal(
    await promised(order.id),
    undefined,
    "the promise is kept with the supply, not with the last signature",
  );
  assert.deepEqual(await nodes(order.id), ["archive", "visit/call-1"]);
  assert.equal(await answersAsRead(order.id), 2);
  const { order: energised } = await look(order.id);
  assert.notEqual(energised.accountId, null, "the account was opened by the order");
  await complete(order.id, "archive");
  await complete(order.id, "visit/call-1", { satisfaction: "satisfied" });
  const { order: over, tasks, clocks } = await look(order.id);
  assert.deepEqual([over.state, over.result, tasks.length, clocks.length], ["done", "done", 0, 0]);
  assert.deepEqual(await states(order.id, "NI.TOTAL"), ["met"]);
  assert.ok((await run(replayClocks)) > 5);
});

const states = (orderId: string, rule: string) =>
  run(async (ctx) => {
    const { rows } = await sql<{ state: string }>`select state from orders.clocks
      where org_id = ${ctx.orgId} and order_id = ${orderId} and rule_code = ${rule} and layer <> 'statutory'
      order by started_at`.execute(ctx.tx);
    return rows.map(({ state }) => state);
  });

test("a connection at high voltage: plan, objection, contract beside works, inspection, supply", async () => {
  const customerId = await county.buildCustomer({ kind: "organisation", name: "青禾纺织厂" });
  const order = await openOrder({
    typeCode: "NI-HV1",
    customerId,
    form: filledForm("intake-new", { use: "industrial", capacity: 630, voltage: "10kV" }),
    papers: [{ code: "id-card" }, { code: "business-licence" }, { code: "application" }].map((paper) => ({
      ...paper,
      documentId: null,
    })),
  });
  assert.equal(order.processKey, "F-HV");
  assert.deepEqual(await nodes(order.id), ["survey"]);
  await complete(order.id, "survey", { hasWorks: true });
  for (const paper of (await look(order.id)).papers.filter(({ state }) => state === "owed"))
    await runAs("r-cmd", (ctx) =>
      settle(ctx, order.id, { code: paper.code, state: "received", documentId: null, reason: "" }),
    );
  nextDay();
  await complete(order.id, "plan-draft", { needsConsult: true, consulted: consultedTwo() });
  assert.deepEqual(await nodes(order.id), ["consult", "consult"]);
  assert.equal(await answersAsRead(order.id), 2);
  await complete(order.id, "consult");
  assert.equal(await answersAsRead(order.id), 1, "beside what others have done");
  await complete(order.id, "consult");
  await complete(order.id, "plan-approve");
  await complete(order.id, "plan-reply");
  assert.deepEqual(await nodes(order.id), [], "now it is the customer's turn");
  assert.equal((await promised(order.id))?.state, "paused");
  nextDay(10);
  await hear(order.id, "plan-objected");
  assert.deepEqual(await nodes(order.id), ["plan-draft"]);
  assert.equal((await promised(order.id))?.state, "running");
  await complete(order.id, "plan-draft");
  await complete(order.id, "plan-approve");
  await complete(order.id, "plan-reply");
  await hear(order.id, "plan-accepted");
  assert.deepEqual(await nodes(order.id), ["contract-draft"]);
  await complete(order.id, "contract-draft");
  await complete(order.id, "contract-approve");
  await complete(order.id, "contract-sign");
  nextDay(30);
  await hear(order.id, "works-done");
  await complete(order.id, "final-inspection");
  await complete(order.id, "energise");
  await complete(order.id, "archive");
  await complete(order.id, "visit/call-1", { isReached: false });
  assert.deepEqual(await nodes(order.id), [], "nobody answered; the next call is later");
  platform.pass({ hours: 3 });
  await sweepOrders(platform);
  await complete(order.id, "visit/call-2", { satisfaction: "satisfied" });
  const { order: over } = await look(order.id);
  assert.equal(over.state, "done");
  assert.deepEqual(await states(order.id, "NI.TOTAL"), ["met"], "forty days passed, but not ours");
  assert.deepEqual(await states(order.id, "NI.PLAN"), ["met", "met"], "an objection begins the plan anew");
  await run(replayClocks);
});
