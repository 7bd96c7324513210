/** Warnings and escalation up the line (§3.5), through the sweep and the listener. */
import assert from "node:assert/strict";
import { test } from "node:test";
import * as api from "../../../../contracts/orders.ts";
import { orderUrging } from "../catalogue/order-urging.ts";
import { filledForm, type OrderWish } from "../testing.ts";
import { chooseReceivers } from "./receivers.ts";
import { buildCare } from "./testing-care.ts";

const county = await buildCare();
const { openOrder, pass, rows, as, people, settle } = county;

const complaint: OrderWish = {
  typeCode: "COMP",
  form: filledForm("intake-complaint", { note: "态度差" }),
  papers: [],
};
type Sheet = {
  level: string;
  trigger: string;
  cause: string;
  receivers: string[];
  notify_at: Date;
  at: Date;
  answer_by: Date | null;
};
const sheets = (orderId: string) =>
  rows<Sheet>("select * from orders.supervisions where order_id = $1 order by at, id", [orderId]);
const id = (login: string) => people.get(login) ?? "";

test("half a limit reminds the handler, four fifths warn the team leader, over it a sheet goes to the head and the deputy", async () => {
  const order = await openOrder();
  const step = await county.task(order.id, "plan-reply");
  const cm = await as("r-cm");
  assert.equal(
    (await cm.call(api.claimStep, { params: { orderId: order.id, stepId: step.id } })).status,
    200,
  );
  await settle();
  for (let days = 0; days < 12; days++) await pass({ hours: 24 });
  const found = await sheets(order.id);
  const ofStep = found.filter(({ cause }) => cause.includes(`step:${step.id}`));
  assert.deepEqual(
    [...new Set(ofStep.map(({ level }) => level))].slice(0, 1),
    ["L0"],
    JSON.stringify(found.map(({ level, cause }) => [level, cause])),
  );
  assert.deepEqual(ofStep[0]?.receivers, [id("r-cm")]);
  const warned = found.find(({ level }) => level === "L1");
  assert.ok(warned?.receivers.includes(id("r-hall")));
  const over = found.find(({ level }) => level === "L2");
  assert.deepEqual(new Set(over?.receivers).isSupersetOf(new Set([id("r-hall"), id("r-duty")])), true);
  assert.ok(over?.answer_by);
  const causes = found.map(({ cause }) => cause);
  assert.equal(new Set(causes).size, causes.length, "each cause raises one");
});

test("nothing rings at night, but what is escalated at night stands there at once", async () => {
  const found = await rows<Sheet & { type_code: string }>(
    `select s.*, o.type_code from orders.supervisions s join orders.orders o on o.org_id = s.org_id and o.id = s.order_id
     where s.level <> 'L4' and o.type_code <> 'FAULT'`,
  );
  assert.ok(found.length > 0);
  for (const { notify_at } of found) {
    const hour = Temporal.Instant.fromEpochMilliseconds(notify_at.getTime()).toZonedDateTimeISO(
      "Asia/Shanghai",
    ).hour;
    assert.ok((hour >= 8 && hour < 12) || (hour >= 14 && hour < 21), `rings at ${hour}`);
  }
});

test("an order passed on by 12345 is supervised from the first moment; heard twice it is one sheet", async () => {
  const order = await openOrder({ ...complaint, channel: "hotline", source: { name: "12345", ref: "T-1" } });
  await settle();
  await settle();
  const found = await sheets(order.id);
  assert.deepEqual(
    found.map(({ level, trigger }) => [level, trigger]),
    [["L2", "source"]],
  );
});

test("a severe complaint goes to the top within the hour", async () => {
  const order = await openOrder({ ...complaint, grade: "major" });
  await settle();
  const [sheet] = await sheets(order.id);
  assert.equal(sheet?.level, "L4");
  assert.ok(sheet?.receivers.includes(id("r-mgr")));
});

test("a sheet is answered by whoever received it, verified by another, and goes up when it is rejected", async () => {
  const order = await openOrder();
  const params = { orderId: order.id };
  const supervisor = await as("r-mgr");
  const raised = await supervisor.call(api.superviseOrder, {
    params,
    body: { level: "L2", reason: "客户反复来电", demanded: "今日内联系客户" },
  });
  assert.equal(raised.status, 200, JSON.stringify(raised.body));
  const on = { ...params, supervisionId: raised.body.supervision.id };
  const stranger = await (await as("r-cm")).call(api.answerSupervision, {
    params: on,
    body: { answer: "已联系" },
  });
  assert.equal(stranger.code, "orders.supervision_not_yours");
  const early = await supervisor.call(api.verifySupervision, {
    params: on,
    body: { result: "accepted", note: "好的" },
  });
  assert.equal(early.code, "orders.supervision_unanswered");
  const head = await as("r-hall");
  const deputy = await as("r-duty");
  const both = await Promise.all(
    [head, deputy].map((who) =>
      who.call(api.answerSupervision, { params: on, body: { answer: "已联系客户，明日上门" } }),
    ),
  );
  assert.deepEqual(both.map(({ status }) => status).sort(), [200, 409], "of two answers one is first");
  const answerer = both[0]?.status === 200 ? head : deputy;
  const own = await answerer.call(api.verifySupervision, {
    params: on,
    body: { result: "accepted", note: "好的" },
  });
  assert.equal(own.code, "orders.supervision_own");
  const verdict = await supervisor.call(api.verifySupervision, {
    params: on,
    body: { result: "rejected", note: "客户说没有联系" },
  });
  assert.equal(verdict.status, 200);
  const found = await sheets(order.id);
  assert.deepEqual(
    found.map(({ level, trigger }) => [level, trigger]),
    [
      ["L2", "by-hand"],
      ["L3", "rejected"],
    ],
  );
  const neighbour = await county.signedIn("hall-manager", county.neighbour.orgId);
  const foreign = await neighbour.call(api.answerSupervision, { params: on, body: { answer: "不是我们的" } });
  assert.equal(foreign.status, 404, "strangers see nothing");
});

test("a sheet that nobody answers goes to the vice manager", async () => {
  const order = await openOrder();
  const supervisor = await as("r-mgr");
  await supervisor.call(api.superviseOrder, {
    params: { orderId: order.id },
    body: { level: "L2", reason: "客户反复来电", demanded: "今日内联系客户" },
  });
  await settle();
  await pass({ hours: 30 });
  const found = await sheets(order.id);
  assert.ok(
    found.some(({ level, trigger }) => level === "L3" && trigger === "unanswered"),
    JSON.stringify(found.map((s) => [s.level, s.trigger])),
  );
});

test("where the head of a unit is concerned, it goes one level up", () => {
  const holders = [
    { id: "head", name: "厅长", post: "R-HALL" },
    { id: "duty", name: "值班", post: "R-DUTY" },
    { id: "manager", name: "经理", post: "R-MGR" },
  ];
  const ids = (accused: string[], level: "L0" | "L1" | "L2" | "L3" = "L2") =>
    chooseReceivers(orderUrging.levels, level, holders, {
      handlers: [{ id: "clerk", name: "柜员" }],
      accused,
    }).map((one) => one.id);
  assert.deepEqual(ids([]), ["head", "duty"]);
  assert.deepEqual(ids(["head"]), ["duty", "manager"]);
  assert.deepEqual(ids(["head", "duty"]), ["manager"]);
  assert.deepEqual(ids(["clerk"], "L0"), ["head"], "not the accused handler: the team leader");
  assert.deepEqual(ids(["head", "duty", "manager"]), [], "nobody is left: the company above must be asked");
});
