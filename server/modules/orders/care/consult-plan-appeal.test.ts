/** Joint consultation (协同会商), backward planning (倒排工期) and appeals (申诉). */
import assert from "node:assert/strict";
import { test } from "node:test";
import * as api from "../../../../contracts/orders.ts";
import { newId } from "../../../foundation/ids.ts";
import { countyTime } from "../clock/testing-clocks.ts";
import { tryDefinition } from "../read/testing-rows.ts";
import { filledForm } from "../testing.ts";
import { planBackwards } from "./backward-plan.ts";
import { buildCare } from "./testing-care.ts";

const county = await buildCare();
const { openOrder, complete, look, pass, as, people, rows, platform } = county;
const id = (login: string) => people.get(login) ?? "";
await county.addPerson("r-app-2", "R-APP");

test("several are asked by one deadline; who is late stays visible; one sums up", async () => {
  const order = await openOrder();
  const params = { orderId: order.id };
  const clerk = await as("r-acc");
  const none = await clerk.call(api.consultColleagues, { params, body: { question: "能否接入" } });
  assert.equal(none.code, "orders.consult_nobody");
  const asked = await clerk.call(api.consultColleagues, {
    params,
    body: { question: "台区容量能否满足", staffIds: [id("r-sur")], posts: ["R-APP"] },
  });
  assert.equal(asked.status, 200, JSON.stringify(asked.body));
  const on = { ...params, consultationId: asked.body.consultationId };
  const mine = await (await as("r-sur")).call(api.listConsultations, {});
  assert.equal(mine.body.consultations[0]?.order.id, order.id);
  const stranger = await (await as("r-fee")).call(api.answerConsultation, {
    params: on,
    body: { answer: "可以" },
  });
  assert.equal(stranger.code, "orders.consult_not_asked");
  const twice = await Promise.all(
    [1, 2].map(async () =>
      (await as("r-sur")).call(api.answerConsultation, { params: on, body: { answer: "可以接入" } }),
    ),
  );
  assert.deepEqual(twice.map(({ status }) => status).sort(), [200, 409]);
  for (let days = 0; days < 5; days++) await pass({ hours: 24 });
  const late = await (await as("r-app")).call(api.answerConsultation, {
    params: on,
    body: { answer: "同意" },
  });
  assert.equal(late.body.isLate, true);
  const closed = await (await as("r-acc")).call(api.closeConsultation, {
    params: on,
    body: { summary: "可以接入" },
  });
  assert.deepEqual(closed.body.unanswered, ["r-app-2"]);
  const after = await (await as("r-app-2")).call(api.answerConsultation, {
    params: on,
    body: { answer: "不同意" },
  });
  assert.equal(after.code, "orders.consult_closed");
  const { body } = await (await as("r-acc")).call(api.readCare, { params });
  const answers = body.consultations[0]?.answers ?? [];
  assert.deepEqual(
    answers.map(({ staffName, isLate }) => [staffName, isLate]),
    [
      ["r-app", true],
      ["r-app-2", true],
      ["r-sur", false],
    ],
  );
  const [clock] = await rows<{ state: string }>(
    "select state from orders.clocks where order_id = $1 and subject = 'consultation'",
    [order.id],
  );
  assert.equal(clock?.state, "missed");
});

test("nobody is asked whom the order is about", async () => {
  const order = await openOrder({
    typeCode: "COMP",
    form: filledForm("intake-complaint", { note: "态度差" }),
    papers: [],
    accused: [id("r-app")],
  });
  const clerk = await as("r-acc");
  const params = { orderId: order.id };
  const named = await clerk.call(api.consultColleagues, {
    params,
    body: { question: "怎么看", staffIds: [id("r-app")] },
  });
  assert.equal(named.code, "orders.staff_unknown");
  const byPost = await clerk.call(api.consultColleagues, {
    params,
    body: { question: "怎么看", posts: ["R-APP"] },
  });
  assert.equal(byPost.status, 200);
  const { body } = await clerk.call(api.readCare, { params });
  assert.deepEqual(
    body.consultations[0]?.answers.map(({ staffName }) => staffName),
    ["r-app-2"],
  );
});

test("an order with a wanted day is planned back from it: limits in a row, what comes after supply has no day", async () => {
  const order = await openOrder({ wantedOn: "2026-04-30" });
  const plan = async () => (await as("r-acc")).call(api.readPlan, { params: { orderId: order.id } });
  const { body, status } = await plan();
  assert.equal(status, 200, JSON.stringify(body));
  const nodes = body.steps.map(({ nodeId }) => nodeId);
  assert.deepEqual(nodes.slice(0, 1), ["plan-reply"]);
  assert.ok(nodes.includes("energise") && !nodes.includes("archive"), nodes.join());
  assert.equal(body.isFeasible, true);
  for (const [at, step] of body.steps.entries()) {
    assert.ok(step.startBy <= step.doneBy);
    const next = body.steps[at + 1];
    if (next) assert.ok(step.startBy <= next.startBy);
  }
  assert.equal(body.steps.at(-1)?.doneBy.slice(0, 10), "2026-04-30");
  const wanted = Temporal.Instant.from("2026-05-20T01:00:00Z");
  await pass({ milliseconds: wanted.epochMilliseconds - platform.clock.now().epochMilliseconds });
  const late = (await plan()).body;
  assert.equal(late.isFeasible, false);
  assert.ok((late.steps.find(({ isLive }) => isLive)?.lateMinutes ?? 0) > 0);
  const undated = await openOrder();
  const refused = await (await as("r-acc")).call(api.readPlan, { params: { orderId: undated.id } });
  assert.equal(refused.code, "orders.plan_undated");
});

test("planned back by hand: three working days in a row before the close of the wanted day", () => {
  const target = Temporal.Instant.from("2026-03-13T09:30:00Z").epochMilliseconds;
  const steps = planBackwards({
    definition: tryDefinition,
    live: ["survey"],
    target,
    isGoal: (nodeId) => nodeId === "approve",
    limitOf: ({ id: nodeId }) => ({ value: nodeId === "plan" ? 2 : 1, unit: "WD" }),
    holds: () => true,
    time: countyTime,
  });
  const day = (ms: number) =>
    Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO("Asia/Shanghai").toPlainDate().toString();
  assert.deepEqual(
    steps.map(({ node, startBy, doneBy }) => [node.id, day(startBy), day(doneBy)]),
    [
      ["survey", "2026-03-09", "2026-03-10"],
      ["plan", "2026-03-10", "2026-03-12"],
      ["approve", "2026-03-12", "2026-03-13"],
    ],
  );
});

/** A complaint through to its end, by the people of the posts. */
async function closedComplaint(): Promise<{ id: string; customerId: string | null }> {
  const order = await openOrder({
    typeCode: "COMP",
    form: filledForm("intake-complaint", { note: "态度差" }),
    papers: [],
  });
  for (const node of [
    "dispatch",
    "take",
    "contact",
    "investigate",
    "responsibility",
    "remedy",
    "reply",
    "unit-sign",
    "audit",
  ])
    await complete(order.id, node, node === "responsibility" ? { isFounded: false } : {});
  await complete(order.id, "visit/call-1", { satisfaction: "satisfied", isAskedTime: true });
  assert.equal((await look(order.id)).order.state, "done");
  return order;
}

const paperOf = async (customerId: string | null): Promise<string> => {
  const paperId = newId();
  const row = {
    org_id: county.county.orgId,
    id: paperId,
    customer_id: customerId,
    type: "commitment",
    state: "incomplete",
    is_single: false,
    is_long_term: false,
    added_at: "2026-03-01T00:00:00Z",
    added_by_name: "甲",
    version: 1,
  };
  await rows(
    "insert into customers.documents select * from jsonb_populate_record(null::customers.documents, $1)",
    [JSON.stringify(row)],
  );
  return paperId;
};

test("whoever handled a complaint appeals within two working days, with three proofs; another decides", async () => {
  const order = await closedComplaint();
  const params = { orderId: order.id };
  const proofs = [
    await paperOf(order.customerId),
    await paperOf(order.customerId),
    await paperOf(order.customerId),
  ];
  const body = {
    kind: "responsibility",
    ground: "现场录音显示已告知",
    purpose: "改判不属实",
    proofs,
  } as const;
  const [one = ""] = proofs;
  const few = await (await as("r-duty")).call(api.appealOrder, {
    params,
    body: { ...body, proofs: [one, one, one] },
  });
  assert.equal(few.code, "orders.appeal_proofs", "one proof three times is one");
  const made = await (await as("r-duty")).call(api.appealOrder, { params, body });
  assert.equal(made.status, 200, JSON.stringify(made.body));
  assert.equal(
    (await (await as("r-duty")).call(api.appealOrder, { params, body })).code,
    "orders.appeal_twice",
  );
  assert.equal(
    (await (await as("r-cmd")).call(api.appealOrder, { params, body })).code,
    "orders.appeal_not_handler",
  );
  const on = { ...params, appealId: made.body.appealId };
  const verdict = { isUpheld: true, note: "录音属实" };
  assert.equal(
    (await (await as("r-duty")).call(api.decideAppeal, { params: on, body: verdict })).code,
    "orders.appeal_own",
  );
  assert.equal((await (await as("r-mgr")).call(api.decideAppeal, { params: on, body: verdict })).status, 200);
  assert.equal(
    (await (await as("r-mgr")).call(api.decideAppeal, { params: on, body: verdict })).code,
    "orders.appeal_decided",
  );
  const late = await closedComplaint();
  for (let days = 0; days < 6; days++) await pass({ hours: 24 });
  assert.equal(
    (await (await as("r-duty")).call(api.appealOrder, { params: { orderId: late.id }, body })).code,
    "orders.appeal_late",
  );
  const open = await openOrder({
    typeCode: "COMP",
    form: filledForm("intake-complaint", { note: "态度差" }),
    papers: [],
  });
  assert.equal(
    (await (await as("r-duty")).call(api.appealOrder, { params: { orderId: open.id }, body })).code,
    "orders.appeal_open",
  );
});
