/** What time brings about: timers once whoever comes, claims that lie, papers that are owed, and silence by night. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { claimStep } from "./claim-step.ts";
import { completeStep } from "./complete-step.ts";
import { settlePaper } from "./settle-paper.ts";
import { sweepOrders } from "./sweep.ts";
import { buildOrders, filledForm } from "./testing.ts";
import { replayClocks } from "./testing-replay.ts";

const county = await buildOrders();
const { complete, look, openOrder, platform, run, runAs, task } = county;
const entries = (orderId: string, kind: string) =>
  platform.asOwner(async (client) => {
    const { rows } = await client.query(
      "select at, text_zh, detail from orders.entries where order_id = $1 and kind = $2 order by at, id",
      [orderId, kind],
    );
    return rows.map(({ at, text_zh }) => ({
      at: Temporal.Instant.from((at as Date).toISOString())
        .toZonedDateTimeISO("Asia/Shanghai")
        .toString()
        .slice(0, 16),
      zh: String(text_zh),
    }));
  });
/** Sweeps every hour, as a process that runs all the time. */
async function pass(hours: number): Promise<void> {
  for (let hour = 0; hour < hours; hour++) {
    platform.pass({ hours: 1 });
    await sweepOrders(platform);
  }
}
const provisional = () =>
  openOrder({
    papers: [
      { code: "id-card", documentId: null },
      { code: "commitment", documentId: null },
    ],
  });

test("a timer fires once: swept twice at one moment, and swept while its step is completed", async () => {
  const { id } = await openOrder();
  await complete(id, "plan-reply");
  const reminded = async () => (await entries(id, "notice")).filter(({ zh }) => zh === "提醒客户").length;
  platform.pass({ hours: 24 * 6 });
  await Promise.all([1, 2, 3].map(() => sweepOrders(platform)));
  await sweepOrders(platform);
  assert.equal(await reminded(), 1, "the first reminder, three working days after");

  platform.pass({ hours: 24 * 3 });
  const step = await task(id, "contract-sign");
  await runAs("r-cm", (ctx) => claimStep(ctx, id, step.id));
  const form = { ...filledForm("contract-sign"), signature: ["s"] };
  const completion = { version: step.version + 1, form, note: "", doneAt: null };
  const both = await Promise.allSettled([
    sweepOrders(platform),
    runAs("r-cm", (ctx) => completeStep(ctx, id, step.id, completion)),
    sweepOrders(platform),
  ]);
  assert.deepEqual(
    both.map(({ status }) => status),
    ["fulfilled", "fulfilled", "fulfilled"],
  );
  assert.ok((await reminded()) <= 2, "before the completion or not at all");
  const { tasks, steps } = await look(id);
  assert.deepEqual(
    tasks.map(({ nodeId }) => nodeId),
    ["energise"],
  );
  assert.equal(steps.filter(({ kind }) => kind === "timer").length, 0, "no timer outlives its step");
  await run(replayClocks);
});

test("who is waited for too long is told so, and the order ends", async () => {
  const { id } = await openOrder();
  await complete(id, "plan-reply");
  await pass(24 * 25);
  const { order } = await look(id);
  assert.deepEqual([order.state, order.result], ["terminated", "contract-sign-ended"]);
  const told = (await entries(id, "notice")).map(({ zh }) => zh);
  assert.deepEqual(told, ["提醒客户", "提醒客户", "终止通知"]);
  await run(replayClocks);
});

test("papers that are owed: two reminders, never by night, then the end with a notice", async () => {
  const { id, isProvisional } = await provisional();
  assert.equal(isProvisional, true);
  const { papers } = await look(id);
  assert.deepEqual(
    papers.filter(({ state }) => state === "owed").map(({ code }) => code),
    ["property-title"],
  );
  await pass(24 * 24);
  const told = (await entries(id, "notice")).filter(({ zh }) => /补|资料/.test(zh));
  assert.deepEqual(
    told.map(({ zh }) => zh.slice(0, 4)),
    ["提醒补交", "提醒补交", "资料逾期"],
  );
  for (const { at } of told) {
    const hour = Number(at.slice(11, 13));
    assert.ok(hour >= 8 && hour < 21 && (hour < 12 || hour >= 14), at);
  }
  const { order } = await look(id);
  assert.deepEqual([order.state, order.result], ["terminated", "papers-late"]);
  await run(replayClocks);
});

test("a reminder that falls into the night waits for the morning", async () => {
  const { id } = await provisional();
  // As if the worker had been away until eleven at night.
  const night = platform.clock
    .now()
    .toZonedDateTimeISO("Asia/Shanghai")
    .add({ days: 10 })
    .with({ hour: 23, minute: 0 });
  platform.clock.moveTo(night.toInstant());
  await sweepOrders(platform);
  assert.equal((await entries(id, "notice")).length, 0);
  platform.pass({ hours: 9 });
  await sweepOrders(platform);
  assert.equal((await entries(id, "notice")).filter(({ zh }) => zh.startsWith("提醒补交")).length, 1);
});

test("papers that come in time end the wait; the order is an ordinary one", async () => {
  const { id } = await provisional();
  const bring = (code: string, state: "received" | "waived" = "received") =>
    runAs("r-acc", (ctx) => settlePaper(ctx, id, { code, state, documentId: null, reason: "" }));
  await assert.rejects(bring("id-card", "waived"), { code: "orders.paper_never_waived" });
  await assert.rejects(bring("passport"), { code: "orders.paper_unknown" });
  await bring("property-title");
  const { order, clocks } = await look(id);
  assert.deepEqual([order.isProvisional, clocks.some(({ subject }) => subject === "paper")], [false, false]);
  await pass(24 * 24);
  assert.equal((await entries(id, "notice")).length, 0);
});

test("a claim that nobody works on goes back to the pool after its hall hours", async () => {
  const { id } = await openOrder();
  const step = await task(id, "plan-reply");
  await runAs("r-cm", (ctx) => claimStep(ctx, id, step.id));
  assert.notEqual((await task(id)).idleAt, null);
  await sweepOrders(platform);
  assert.equal((await task(id)).assigneeName, "r-cm");
  await pass(24 * 3);
  assert.equal((await task(id)).assigneeName, null);
  assert.match((await entries(id, "idle"))[0]?.zh ?? "", /r-cm.*退回待领/);
});

test("a step in time knows that its order is late as a whole from the end of the limit on, until the clock stops", async () => {
  const { id, dueAt } = await openOrder();
  assert.ok(dueAt);
  platform.clock.moveTo(dueAt.subtract({ minutes: 40 }));
  await complete(id, "plan-reply");
  await complete(id, "contract-sign");
  const live = () =>
    platform.asOwner(async (client) => {
      const { rows } = await client.query(
        "select node_id as node, is_order_late as late, due_at > $2 as in_time from orders.steps where order_id = $1 and state = 'live' and post is not null order by seq",
        [id, platform.clock.now().toString()],
      );
      return rows.map(({ node, late, in_time }) => [node, late, in_time]);
    });
  assert.deepEqual(await live(), [["energise", false, true]]);
  platform.clock.moveTo((await look(id)).order.dueAt ?? assert.fail());
  await sweepOrders(platform);
  assert.deepEqual(
    await live(),
    [["energise", true, true]],
    "at the very end: no sweep may come after it for days",
  );
  await complete(id, "energise", { meterNumber: "QH-LATE-1", reading: 0 });
  const after = await live();
  assert.ok(
    after.length > 0 && after.every(([, late]) => late === false),
    "the supply is on; nothing runs any more",
  );
});

test("one order that cannot be swept does not hold up the others, and is tried again", async () => {
  const [sick, well] = [await provisional(), await provisional()];
  await platform.asOwner((client) =>
    client.query("update orders.papers set remind_at = '2026-01-01' where order_id = any ($1)", [
      [sick.id, well.id],
    ]),
  );
  // A mark that cannot be: the clock's history is damaged.
  await platform.asOwner((client) =>
    client.query(
      `update orders.marks set kind = 'stop', limit_value = null where clock_id in
        (select id from orders.clocks where order_id = $1 and subject = 'paper')`,
      [sick.id],
    ),
  );
  await platform.asOwner((client) =>
    client.query(
      "update orders.clocks set next_at = '2026-01-01' where order_id = $1 and subject = 'paper'",
      [sick.id],
    ),
  );
  platform.clock.moveTo(
    platform.clock.now().toZonedDateTimeISO("Asia/Shanghai").add({ days: 1 }).with({ hour: 10 }).toInstant(),
  );
  await assert.rejects(sweepOrders(platform), /some orders could not be swept/);
  assert.equal((await entries(well.id, "notice")).length, 1);
  assert.equal((await entries(sick.id, "notice")).length, 0);
});
