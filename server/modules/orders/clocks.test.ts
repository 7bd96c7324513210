/** Clocks in rows: paused with proof, changed mid-life, warned of once, never by night; and every one replayed from its marks. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { sql } from "kysely";
import * as api from "../../../contracts/orders.ts";
import { newId } from "../../foundation/ids.ts";
import { checkPause } from "./check-pause.ts";
import { listPauses } from "./store/pauses.ts";
import { resumeOrder, suspendOrder } from "./suspend-order.ts";
import { sweepOrders } from "./sweep.ts";
import { buildOrders, filledForm } from "./testing.ts";
import { replayClocks } from "./testing-replay.ts";

const county = await buildOrders();
const { complete, look, openOrder, platform, run, runAs, task } = county;
const clock = async (orderId: string, rule: string) => {
  const found = (await look(orderId)).clocks.find(
    ({ ruleCode, layer }) => ruleCode === rule && layer !== "statutory",
  );
  if (!found) throw new Error(`no clock ${rule}`);
  return found;
};
const events = (type: string, orderId: string) =>
  platform.asOwner(async (client) => {
    const { rows } = await client.query(
      "select payload from foundation.events where type = $1 and topic = $2 order by seq",
      [type, orderId],
    );
    return rows.map(({ payload }) => payload as Record<string, unknown>);
  });

test("the clocks stop only with a reason of the list, where it asks for it with a proof that exists", async () => {
  const { id, customerId } = await openOrder();
  const params = { orderId: id };
  const manager = await county.signedIn("r-cmd");
  const pause = async (reasonCode: string, proofId: string | null = null) =>
    (await manager.call(api.suspendOrder, { params, body: { reasonCode, reason: "客户要求", proofId } }))
      .code;
  assert.equal(await pause("no-such"), "orders.reason_unknown");
  assert.equal(await pause("customer-not-ready"), "orders.reason_unknown", "a reason of another stage");
  assert.equal(await pause("survey-later"), "orders.proof_missing");
  assert.equal(await pause("survey-later", newId()), "orders.proof_missing", "a proof that nobody has");
  const proofId = await paperOf(customerId ?? "");
  assert.equal(await pause("survey-later", proofId), undefined);
  const { clocks, order } = await look(id);
  assert.equal(order.state, "suspended");
  assert.ok(clocks.length >= 3);
  assert.deepEqual(
    [...new Set(clocks.map(({ state }) => state))],
    ["paused"],
    "every clock of the company's",
  );
  assert.deepEqual(clocks.flatMap(({ marks }) => marks.at(-1)?.proofId ?? []).length, clocks.length);
  assert.equal(await pause("survey-later", proofId), "orders.not_open");
  const { params: step } = { params: { orderId: id, stepId: (await task(id)).id } };
  assert.equal(
    (await (await county.signedIn("r-cm")).call(api.claimStep, { params: step })).code,
    "orders.not_open",
  );
});

/** A paper in the archive, without its pages. */
const paperOf = (customerId: string) =>
  platform.asOwner(async (client) => {
    const { rows } = await client.query(
      `insert into customers.documents select * from jsonb_populate_record(null::customers.documents, $1) returning id`,
      [
        JSON.stringify({
          org_id: 990101,
          id: newId(),
          customer_id: customerId,
          type: "commitment",
          state: "incomplete",
          is_single: false,
          is_long_term: false,
          added_at: "2026-03-01T00:00:00Z",
          added_by_name: "甲",
          version: 1,
        }),
      ],
    );
    return String(rows[0].id);
  });

test("a pause takes out its days, a changed class keeps what is used, and a check is another's", async () => {
  const { id } = await openOrder({
    typeCode: "EV-PUB",
    customerClass: "LVN",
    form: filledForm("intake-charging", { piles: 4, pileKw: 7, voltage: "380V" }),
  });
  const before = (await clock(id, "NI.TOTAL")).dueAt;
  platform.pass({ hours: 24 });
  await runAs("r-cmd", (ctx) =>
    suspendOrder(ctx, id, { reasonCode: "plan-answer", reason: "等客户确认", proofId: null }),
  );
  assert.equal((await clock(id, "NI.TOTAL")).dueAt, null);
  platform.pass({ hours: 24 * 5 });
  assert.deepEqual(await events("orders.clock-warned", id), [], "a clock that stands warns nobody");
  await sweepOrders(platform);
  assert.deepEqual(await events("orders.clock-warned", id), []);
  await runAs("r-cmd", (ctx) => resumeOrder(ctx, id, "客户已确认"));
  const after = await clock(id, "NI.TOTAL");
  assert.equal(before?.toString(), "2026-03-12T09:30:00Z");
  assert.equal(
    after.dueAt?.toString(),
    "2026-03-17T09:30:00Z",
    "Thursday to Tuesday: three working days stood still",
  );
  await run(replayClocks);
});

test("class and area change what is allowed, not what is used", async () => {
  const { id, version } = await openOrder({
    typeCode: "FAULT",
    customerClass: "RES",
    form: faultForm(),
    papers: [],
  });
  const arrive = await clock(id, "FAULT.ARRIVE");
  assert.deepEqual([arrive.limitValue, arrive.unit], [45, "MIN"]);
  platform.pass({ minutes: 30 });
  const caller = await county.signedIn("r-cmd");
  const wish = { areaType: "RURAL", reason: "其实在村里" } as const;
  const params = { orderId: id };
  const stale = await caller.call(api.reclassifyOrder, { params, body: { ...wish, version: version + 5 } });
  assert.equal(stale.code, "orders.changed");
  assert.equal((await caller.call(api.reclassifyOrder, { params, body: { ...wish, version } })).status, 200);
  const moved = await clock(id, "FAULT.ARRIVE");
  assert.equal(moved.limitValue, 90);
  assert.equal(moved.dueAt?.since(moved.startedAt).total("minutes"), 90, "counted from the call, as before");
  await run(replayClocks);
});

const faultForm = () => filledForm("intake-fault", { note: "一户停电" });

test("each share of a limit is warned of once, the highest of several that have passed", async () => {
  const { id } = await openOrder({ typeCode: "FAULT", customerClass: "RES", form: faultForm(), papers: [] });
  const shares = async () =>
    (await events("orders.clock-warned", id))
      .filter(({ ruleCode, layer }) => ruleCode === "FAULT.ARRIVE" && layer === "promised")
      .map(({ share }) => share);
  platform.pass({ minutes: 20 });
  await sweepOrders(platform);
  assert.deepEqual(await shares(), []);
  platform.pass({ minutes: 3 });
  await Promise.all([sweepOrders(platform), sweepOrders(platform)]);
  await sweepOrders(platform);
  assert.deepEqual(await shares(), [50]);
  platform.pass({ minutes: 30 });
  await sweepOrders(platform);
  assert.deepEqual(await shares(), [50, 100], "80 and 100 have passed; one is told");
  platform.pass({ minutes: 60 });
  await sweepOrders(platform);
  assert.deepEqual(await shares(), [50, 100, 150]);
  await run(replayClocks);
});

test("what fell due before anybody swept is told by whoever stands the clock still, once", async () => {
  const { id } = await openOrder();
  const told = async () =>
    (await events("orders.clock-warned", id))
      .filter(({ ruleCode, layer }) => ruleCode === "NI.TOTAL" && layer === "promised")
      .map(({ share }) => share);
  platform.clock.moveTo((await clock(id, "NI.TOTAL")).dueAt?.add({ minutes: 1 }) ?? platform.clock.now());
  const because = { reasonCode: "plan-answer", reason: "等客户确认", proofId: null };
  await runAs("r-mgr", (ctx) => suspendOrder(ctx, id, because));
  assert.deepEqual(await told(), [100], "it was over a minute ago, and the clock stands now");
  await sweepOrders(platform);
  platform.pass({ hours: 24 });
  await sweepOrders(platform);
  await runAs("r-mgr", (ctx) => resumeOrder(ctx, id, "客户已确认"));
  await sweepOrders(platform);
  assert.deepEqual(await told(), [100], "told once");
  const { rows } = await platform.asOwner((client) =>
    client.query(
      `select detail ->> 'share' as share from orders.entries where order_id = $1 and kind = 'clock-warned'
         and detail ->> 'ruleCode' = 'NI.TOTAL' and detail ->> 'layer' = 'promised'`,
      [id],
    ),
  );
  assert.deepEqual(rows, [{ share: "100" }], "and it stands in the order's story");
  await run(replayClocks);
});

test("a step done after its limit, before any sweep, tells that it was late; the wait that begins hides nothing", async () => {
  const { id } = await openOrder();
  platform.pass({ hours: 24 * 14 });
  await complete(id, "plan-reply");
  const told = (await events("orders.clock-warned", id)).map(({ ruleCode, layer, share }) => [
    `${ruleCode} ${layer}`,
    share,
  ]);
  assert.deepEqual(Object.fromEntries(told), {
    "NI.PLAN internal": 150,
    "NI.PLAN statutory": 150,
    "NI.TOTAL promised": 150,
  });
  await sweepOrders(platform);
  assert.equal((await events("orders.clock-warned", id)).length, told.length, "and nobody tells it again");
  await run(replayClocks);
});

test("an order in working days warns two of them before it is due, in words", async () => {
  const { id } = await openOrder();
  const total = (await clock(id, "NI.TOTAL")).dueAt;
  assert.ok(total);
  const said = async () =>
    (await events("orders.clock-warned", id))
      .filter(({ ruleCode, layer }) => ruleCode === "NI.TOTAL" && layer === "promised")
      .map(({ share }) => share);
  platform.clock.moveTo(workdayBefore(total, 2).subtract({ seconds: 1 }));
  await sweepOrders(platform);
  assert.deepEqual(await said(), [50]);
  platform.clock.moveTo(workdayBefore(total, 2));
  await sweepOrders(platform);
  await sweepOrders(platform);
  assert.deepEqual(await said(), [50, 60], "three of five are used up");
  const { rows } = await platform.asOwner((client) =>
    client.query(
      "select text_zh from orders.entries where order_id = $1 and kind = 'clock-warned' and text_zh like '%还剩 2 个工作日%'",
      [id],
    ),
  );
  assert.equal(rows.length, 1);
});

/** The close of business so many working days before; no holiday lies in these weeks. */
function workdayBefore(due: Temporal.Instant, days: number): Temporal.Instant {
  let at = due.toZonedDateTimeISO("Asia/Shanghai");
  for (let left = days; left > 0; ) {
    at = at.subtract({ days: 1 });
    if (at.dayOfWeek <= 5) left--;
  }
  return at.toInstant();
}

test("a check of a pause is somebody else's, once", async () => {
  const { id, customerId } = await openOrder();
  const proofId = await paperOf(customerId ?? "");
  await runAs("r-mgr", (ctx) =>
    suspendOrder(ctx, id, { reasonCode: "force-majeure", reason: "洪水", proofId }),
  );
  const [pause] = await run((ctx) => listPauses(ctx, id));
  assert.equal(pause?.needsCheck, true);
  const check = (login: string) =>
    runAs(login, (ctx) => checkPause(ctx, id, pause?.id ?? "", { isJustified: true, note: "有公告" }));
  await assert.rejects(check("r-mgr"), { code: "orders.pause_own" });
  await check("r-hall");
  await assert.rejects(check("r-hall"), { code: "orders.pause_checked" });
  const shown = await (await county.signedIn("r-acc")).call(api.listPauses, { params: { orderId: id } });
  assert.deepEqual(
    shown.body.pauses.map(({ reasonCode, checkedByName }) => [reasonCode, checkedByName]),
    [["force-majeure", "r-hall"]],
  );
});

test("an order that is given up has broken no promise, unless it had broken it before", async () => {
  const [early, late] = [await openOrder(), await openOrder()];
  const give = async (id: string) => {
    const { order } = await look(id);
    const body = { reasonCode: "not-feasible", reason: "暂不具备条件", version: order.version };
    return (await county.signedIn("r-mgr")).call(api.terminateOrder, { params: { orderId: id }, body });
  };
  assert.equal((await give(early.id)).status, 200);
  assert.equal((await give(early.id)).code, "orders.not_open");
  platform.pass({ hours: 24 * 20 });
  assert.equal((await give(late.id)).status, 200);
  const total = (id: string) =>
    run(async (ctx) => {
      const { rows } = await sql<{ state: string }>`select state from orders.clocks
        where org_id = ${ctx.orgId} and order_id = ${id} and rule_code = 'NI.TOTAL' and layer = 'promised'`.execute(
        ctx.tx,
      );
      return rows.map(({ state }) => state);
    });
  assert.deepEqual([await total(early.id), await total(late.id)], [["void"], ["missed"]]);
  assert.deepEqual(
    [(await look(late.id)).order.result, (await look(late.id)).tasks.length],
    ["not-feasible", 0],
  );
  assert.ok((await run(replayClocks)) > 20);
});
