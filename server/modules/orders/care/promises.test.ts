/** Promises that are clocks (§5), longer limits (§2.14), refused pauses (§2.15), expected against delivered. */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import * as api from "../../../../contracts/orders.ts";
import { signoffs } from "../catalogue/order-duties.ts";
import { readClock } from "../clock/read-clock.ts";
import { countyTime } from "../clock/testing-clocks.ts";
import { clockMark } from "../order-clock.ts";
import type { MarkRow } from "../store/rows.ts";
import { filledForm } from "../testing.ts";
import { paperOf as paperIn } from "../testing-papers.ts";
import { replayClocks } from "../testing-replay.ts";
import { extensionRight } from "./extension-rules.ts";
import { buildCare } from "./testing-care.ts";
import { shorterLimit } from "./undo-pause.ts";

const county = await buildCare();
const { openOrder, look, pass, as, rows, run, settle, task } = county;

const total = async (orderId: string, layer = "promised") => {
  const found = (await look(orderId)).clocks.find(
    (clock) => clock.ruleCode === "NI.TOTAL" && clock.layer === layer,
  );
  if (!found) throw new Error("no clock of the whole order");
  return found;
};
/** A paper in the archive, without its pages. */
const paperOf = (customerId: string | null) => paperIn(county, customerId ?? "");

/** A claimed first step: whoever has it in hand has to do with the order. */
async function inHand(login = "r-cm") {
  const order = await openOrder();
  const step = await task(order.id, "plan-reply");
  await (await as(login)).call(api.claimStep, { params: { orderId: order.id, stepId: step.id } });
  return order;
}

test("what is promised becomes a clock, and whether it was kept is read off that clock", async () => {
  const order = await inHand();
  const params = { orderId: order.id };
  const due = (await look(order.id)).order.dueAt;
  assert.ok(due);
  const manager = await as("r-cm");
  const soon = await manager.call(api.promiseCustomer, {
    params,
    body: { text: "明天上门", dueAt: county.platform.clock.now().add({ hours: 2 }).toString() },
  });
  assert.equal(soon.code, "orders.promise_soon");
  const past = await manager.call(api.promiseCustomer, {
    params,
    body: { text: "昨天上门", dueAt: county.platform.clock.now().subtract({ hours: 1 }).toString() },
  });
  assert.equal(past.code, "orders.promise_past");
  const clerk = await as("r-acc");
  const early = await clerk.call(api.promiseCustomer, {
    params,
    body: { text: "提前一小时装表", dueAt: due.subtract({ hours: 1 }).toString() },
  });
  assert.equal(early.code, "orders.promise_soon", "a clerk promises the limit and nothing sooner");
  const made = await manager.call(api.promiseCustomer, {
    params,
    body: { text: "按期装表", dueAt: due.subtract({ hours: 1 }).toString() },
  });
  assert.equal(made.status, 200, JSON.stringify(made.body));
  const running = (await look(order.id)).clocks.find(({ id }) => id === made.body.clockId);
  assert.deepEqual([running?.subject, running?.layer], ["commitment", "promised"]);
  const settling = { params: { ...params, commitmentId: made.body.commitmentId }, body: { note: "已装表" } };
  assert.equal((await manager.call(api.settlePromise, settling)).body.state, "kept");
  assert.equal((await manager.call(api.settlePromise, settling)).code, "orders.promise_settled");
  assert.equal(
    (
      await (
        await as("r-fee")
      ).call(api.promiseCustomer, { params, body: { text: "免费安装", dueAt: due.toString() } })
    ).code,
    "access.denied",
  );
});

test("a promise that is over was broken, even when it is taken back", async () => {
  const order = await inHand();
  const params = { orderId: order.id };
  const due = (await look(order.id)).order.dueAt;
  const made = await (await as("r-cm")).call(api.promiseCustomer, {
    params,
    body: { text: "按期装表", dueAt: due?.toString() ?? "" },
  });
  for (let days = 0; days < 9; days++) await pass({ hours: 24 });
  const { body } = await (await as("r-cm")).call(api.settlePromise, {
    params: { ...params, commitmentId: made.body.commitmentId },
    body: { isWithdrawn: true, note: "客户同意改期" },
  });
  assert.equal(body.state, "broken");
  const care = await (await as("r-cm")).call(api.readCare, { params });
  assert.ok(
    care.body.supervisions.some(({ reason }) => reason.zh.includes("承诺")),
    "and it was escalated like any other",
  );
});

test("an order is late by what was promised beside its limits, too", async () => {
  const order = await inHand();
  const params = { orderId: order.id };
  const due = (await look(order.id)).order.dueAt;
  assert.ok(due);
  const promised = due.subtract({ hours: 1 });
  const made = await (await as("r-cm")).call(api.promiseCustomer, {
    params,
    body: { text: "提前装表", dueAt: promised.toString() },
  });
  assert.equal(made.status, 200, JSON.stringify(made.body));
  const state = async () => {
    const { body } = await (await as("r-cm")).call(api.readOrder, { params });
    const [step] = await rows<{ late: boolean }>(
      "select is_order_late as late from orders.steps where order_id = $1 and state = 'live' and post is not null",
      [order.id],
    );
    return [body.order.heat === "over", step?.late];
  };
  const { clock } = county.platform;
  await pass({ minutes: clock.now().until(promised).total("minutes") - 5 });
  assert.deepEqual(await state(), [false, false]);
  await pass({ minutes: 20 });
  assert.deepEqual(await state(), [true, true], "on its page and on the list of what is over");
  assert.ok(Temporal.Instant.compare(clock.now(), due) < 0, "its own limit is not over");
});

test("of what can only be explained nothing is promised, and it is closed with its grounds", async () => {
  const order = await openOrder({
    typeCode: "OPIN",
    form: filledForm("intake-complaint", { note: "希望降电价" }),
    papers: [],
  });
  const params = { orderId: order.id };
  const clerk = await as("r-acc");
  const none = await clerk.call(api.promiseCustomer, {
    params,
    body: {
      text: "一定降价",
      dueAt: county.platform.clock
        .now()
        .add({ hours: 24 * 30 })
        .toString(),
    },
  });
  assert.equal(none.code, "orders.promise_right");
  assert.equal(
    (await clerk.call(api.noteExpected, { params, body: { expected: "电价降一半", on: "2026-04-01" } }))
      .status,
    200,
  );
  const bare = await clerk.call(api.noteDelivered, {
    params,
    body: { delivered: "说明电价政策", on: "2026-04-05" },
  });
  assert.equal(bare.code, "orders.grounds_missing");
  await clerk.call(api.noteDelivered, {
    params,
    body: { delivered: "说明电价政策", on: "2026-04-05", grounds: "省级电价文件" },
  });
  const { body } = await clerk.call(api.readCare, { params });
  assert.deepEqual([body.outcome?.expected, body.outcome?.daysLate], ["电价降一半", 4]);
});

test("a limit is made longer by whoever may, for as long as he may, never one of the law", async () => {
  const order = await inHand();
  const params = { orderId: order.id, clockId: (await total(order.id)).id };
  const extend = async (login: string, days: number, more: object = {}) =>
    (await as(login)).call(api.extendLimit, {
      params,
      body: { days, reasonCode: "complex", reason: "现场复杂", ...more },
    });
  assert.equal((await extend("r-cm", 1)).code, "orders.extend_right");
  assert.equal((await extend("r-hall", 2)).code, "orders.extend_most");
  assert.equal((await extend("r-hall", 1)).code, "orders.proof_missing");
  assert.equal((await extend("r-hall", 1, { reasonCode: "just-so" })).code, "orders.reason_unknown");
  const floor = (await look(order.id)).clocks.find(({ layer }) => layer === "statutory");
  if (floor) {
    const law = await (await as("r-mgr")).call(api.extendLimit, {
      params: { ...params, clockId: floor.id },
      body: { days: 1, reasonCode: "complex", reason: "现场复杂" },
    });
    assert.equal(law.code, "orders.extend_statutory");
  }
  const proofId = await paperOf(order.customerId);
  const before = await total(order.id);
  const longer = await extend("r-hall", 1, { proofId });
  assert.equal(longer.status, 200, JSON.stringify(longer.body));
  const after = await total(order.id);
  assert.equal(after.limitValue, before.limitValue + 1);
  assert.ok(before.dueAt && after.dueAt && Temporal.Instant.compare(after.dueAt, before.dueAt) > 0);
  assert.equal(
    (await extend("r-hall", 1, { proofId })).code,
    "orders.extend_most",
    "what was given before counts",
  );
  assert.equal((await extend("r-mgr", 2, { proofId })).status, 200);
  await run(replayClocks);
  for (let days = 0; days < 20; days++) await pass({ hours: 24 });
  assert.equal((await extend("r-mgr", 1, { proofId })).code, "orders.extend_late");
});

test("whose extension it is: the station head a day, a manager more, by the band of the order", () => {
  const right = (posts: string[], band: "lv" | "hv-large") =>
    extensionRight(
      signoffs,
      (condition) => (band === "lv" ? condition === "!isHighVoltage" : condition === "isHighVoltage"),
      new Set(posts),
    );
  assert.deepEqual(right(["R-HALL"], "lv"), { post: "R-HALL", mostDays: 1 });
  assert.deepEqual(right(["R-MGR"], "lv"), { post: "R-MGR", mostDays: 3 });
  assert.deepEqual(right(["R-MGR"], "hv-large"), { post: "R-MGR", mostDays: 5 });
  assert.equal(right(["R-HALL"], "hv-large"), undefined);
  assert.equal(right(["R-CM"], "lv"), undefined);
});

test("why a limit was missed is said only of one that was, with a reason of the list", async () => {
  const order = await inHand();
  const params = { orderId: order.id, clockId: (await total(order.id)).id };
  const say = async (reasonCode: string, login = "r-cm") =>
    (await as(login)).call(api.explainOverdue, { params, body: { reasonCode, reason: "变压器未到货" } });
  assert.equal((await say("material")).code, "orders.not_overdue");
  for (let days = 0; days < 12; days++) await pass({ hours: 24 });
  assert.equal((await say("bad-luck")).code, "orders.reason_unknown");
  // The claim has gone back to the pool: who took the order still answers for it.
  assert.equal((await say("material", "r-acc")).status, 200);
  const { body } = await (await as("r-acc")).call(api.readCare, { params: { orderId: order.id } });
  assert.deepEqual(
    body.overdueReasons.map(({ reasonCode }) => reasonCode),
    ["material"],
  );
});

test("a pause that was not justified is undone: the clocks end as if it had not been, and a replay says so", async () => {
  const order = await inHand();
  const before = (await total(order.id)).dueAt;
  const cmd = await as("r-mgr");
  const suspended = await cmd.call(api.suspendOrder, {
    params: { orderId: order.id },
    body: { reasonCode: "plan-answer", reason: "等客户确认方案" },
  });
  assert.equal(suspended.status, 200, JSON.stringify(suspended.body));
  await rows("update orders.pauses set needs_check = true where order_id = $1", [order.id]);
  for (let days = 0; days < 2; days++) await pass({ hours: 24 });
  const still = await total(order.id);
  assert.equal(still.dueAt, null, JSON.stringify([still.marks, (await look(order.id)).order.state]));
  const mine = await (await as("r-mgr")).call(api.listOwedChecks, {});
  assert.equal(
    mine.body.pauses.some(({ order: { id } }) => id === order.id),
    false,
    "one's own is another's to check",
  );
  const manager = await as("r-hall");
  const owed = await manager.call(api.listOwedChecks, {});
  const pause = owed.body.pauses.find(({ order: { id } }) => id === order.id);
  assert.ok(pause);
  const checked = await manager.call(api.checkPause, {
    params: { orderId: order.id, pauseId: pause.id },
    body: { isJustified: false, note: "客户早已确认" },
  });
  assert.equal(checked.status, 200, JSON.stringify(checked.body));
  const after = await total(order.id);
  assert.equal((await look(order.id)).order.state, "open", "it runs on");
  assert.deepEqual(after.dueAt, before);
  assert.deepEqual(after.marks.map(({ kind, reason }) => [kind, reason]).slice(-1), [
    ["limit", "pause-refused"],
  ]);
  await run(replayClocks);
  await settle();
  assert.equal(
    (await manager.call(api.listOwedChecks, {})).body.pauses.some(({ id }) => id === pause.id),
    false,
  );
});

test("any pause in any unit: undone, the clock ends when it would have ended, or later by less than one unit", () => {
  const start = Temporal.Instant.from("2026-03-04T01:00:00Z");
  const units = ["MIN", "HOUR", "ND", "WD", "BH"] as const;
  fc.assert(
    fc.property(
      fc.constantFrom(...units),
      fc.integer({ min: 1, max: 60 }),
      fc.integer({ min: 0, max: 4_000 }),
      fc.integer({ min: 1, max: 12_000 }),
      (unit, limitValue, until, lasting) => {
        const at = (minutes: number) => start.add({ minutes });
        const none = { limitValue: null, unit: null, reason: null, proofId: null, byName: null };
        const marks: MarkRow[] = [
          { ...none, seq: 1, kind: "start", at: start, limitValue, unit },
          { ...none, seq: 2, kind: "pause", at: at(until), reason: "flood" },
          { ...none, seq: 3, kind: "resume", at: at(until + lasting) },
        ];
        const [first] = marks;
        assert.ok(first);
        const read = (list: MarkRow[]) =>
          readClock(
            list.map((mark) => clockMark(mark, "order")),
            countyTime,
          );
        const due = (list: MarkRow[]) => {
          const { dueAt, lapsedAt } = read(list);
          return (dueAt ?? lapsedAt)?.epochMilliseconds ?? 0;
        };
        const now = at(until + lasting);
        const clock = { marks, subject: "order" as const, limitValue, unit };
        const shorter = shorterLimit(clock, { reasonCode: "flood", at: at(until) }, now, countyTime);
        const value = shorter ?? limitValue;
        const undone = [
          ...marks,
          { ...none, seq: 4, kind: "limit" as const, at: now, limitValue: value, unit },
        ];
        assert.ok(due(undone) >= due([first]), "never earlier than without the pause");
        if (value > 0)
          assert.ok(
            due([...marks, { ...none, seq: 4, kind: "limit", at: now, limitValue: value - 1, unit }]) <
              due([first]),
            "and no shorter limit would do",
          );
      },
    ),
    { numRuns: 300 },
  );
});
