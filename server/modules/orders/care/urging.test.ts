/** Urging (催办, §3.4): what counts, what becomes supervision, who answers. */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import * as api from "../../../../contracts/orders.ts";
import { filledForm } from "../testing.ts";
import { buildCare } from "./testing-care.ts";
import { judgeUrge } from "./urge-rules.ts";

const county = await buildCare();
const { openOrder, pass, as, people } = county;
const id = (login: string) => people.get(login) ?? "";
await county.addPerson("r-acc-2", "R-ACC");

const urge = async (orderId: string, isInsisted = true) =>
  (await as("r-acc")).call(api.urgeOrder, {
    params: { orderId },
    body: { channel: "phone", said: "什么时候能办好", isInsisted },
  });
const fault = () =>
  openOrder({
    typeCode: "FAULT",
    form: filledForm("intake-fault", { note: "没电了" }),
    papers: [],
    channel: "phone",
  });

test("of a fault the first urge counts at once, the second after half an hour, the third is supervision", async () => {
  const { id: orderId } = await fault();
  const first = await urge(orderId, false);
  assert.equal(first.status, 200, JSON.stringify(first.body));
  assert.deepEqual([first.body.urge.situation, first.body.urge.isCounted], ["fault", true]);
  assert.match(first.body.progress.zh, /当前环节/);
  await pass({ minutes: 10 });
  const soon = await urge(orderId);
  assert.deepEqual([soon.body.urge.isCounted, soon.body.supervision], [false, null]);
  assert.match(soon.body.urge.because.zh, /不足 30 分钟/);
  await pass({ minutes: 25 });
  assert.equal((await urge(orderId)).body.urge.isCounted, true);
  await pass({ minutes: 31 });
  const third = await urge(orderId);
  assert.equal(third.body.urge.isCounted, true);
  const { body } = await (await as("r-acc")).call(api.readCare, { params: { orderId } });
  assert.equal(body.urges.length, 4, "every call is kept");
  const isSupervised =
    third.body.supervision?.level === "L2" || body.supervisions.some(({ level }) => level >= "L2");
  assert.ok(isSupervised, JSON.stringify(body.supervisions));
});

test("inside the limit a call counts only when the customer insists, a day apart", async () => {
  const { id: orderId } = await openOrder();
  const explained = await urge(orderId, false);
  assert.deepEqual([explained.body.urge.situation, explained.body.urge.isCounted], ["inside", false]);
  assert.equal((await urge(orderId)).body.urge.isCounted, true);
  const again = await urge(orderId);
  assert.equal(again.body.urge.isCounted, false);
  assert.equal(again.body.urge.isRepeat, true, "the same customer within 72 hours");
});

test("an order that is over its limit is supervised with the first urge", async () => {
  const { id: orderId } = await openOrder();
  for (let days = 0; days < 12; days++) await pass({ hours: 24 });
  const late = await urge(orderId, false);
  assert.deepEqual([late.body.urge.situation, late.body.urge.isCounted], ["overdue", true]);
  const { body } = await (await as("r-acc")).call(api.readCare, { params: { orderId } });
  assert.ok(body.supervisions.some(({ level }) => level === "L2"));
});

test("whoever has the order answers, once, and the clock of the urge ends", async () => {
  const { id: orderId } = await openOrder();
  const step = await county.task(orderId, "plan-reply");
  const manager = await as("r-cm");
  await manager.call(api.claimStep, { params: { orderId, stepId: step.id } });
  const { body } = await urge(orderId);
  assert.equal(body.urge.receiverNames, "r-cm");
  const params = { orderId, urgeId: body.urge.id };
  const running = (await county.look(orderId)).clocks.find(({ subject }) => subject === "urge");
  assert.equal(running?.ruleCode, "URGE.ANSWER");
  const stranger = await (await as("r-fee")).call(api.answerUrge, { params, body: { answer: "明天" } });
  assert.equal(stranger.code, "orders.urge_not_yours");
  assert.equal((await manager.call(api.answerUrge, { params, body: { answer: "明天上门" } })).status, 200);
  const twice = await manager.call(api.answerUrge, { params, body: { answer: "明天上门" } });
  assert.equal(twice.code, "orders.urge_answered");
  assert.equal(
    (await county.look(orderId)).clocks.some(({ subject }) => subject === "urge"),
    false,
  );
  assert.ok(id("r-cm"));
});

test("whoever an order is about cannot urge it, see its urges or its supervision", async () => {
  const { id: orderId } = await openOrder(
    {
      typeCode: "COMP",
      form: filledForm("intake-complaint", { note: "态度差" }),
      papers: [],
      accused: [id("r-acc"), id("r-hall")],
    },
    "r-acc-2",
  );
  for (const login of ["r-acc", "r-hall"]) {
    const who = await as(login);
    assert.equal((await who.call(api.readCare, { params: { orderId } })).status, 404);
    assert.equal(
      (await who.call(api.urgeOrder, { params: { orderId }, body: { said: "怎么样了" } })).status,
      404,
    );
  }
});

test("any history: at most two count before supervision, and never two within the gap", () => {
  const gap = Temporal.Duration.from({ minutes: 30 });
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 90 }), { maxLength: 30 }), (waits) => {
      let now = Temporal.Instant.from("2026-03-04T01:00:00Z");
      const counted: Temporal.Instant[] = [];
      for (const wait of waits) {
        now = now.add({ minutes: wait });
        const verdict = judgeUrge({ situation: "fault", isInsisted: false, counted, now, gap, most: 2 });
        const last = counted.at(-1);
        assert.equal(verdict.isCounted, !last || now.since(last).total("minutes") >= 30);
        assert.equal(verdict.isSupervised, verdict.isCounted && counted.length >= 2);
        if (verdict.isCounted) counted.push(now);
      }
    }),
  );
});
