/** Return visits (§3.8) and refusals RT1–RT6 (§3.7), done through the steps of the shipped processes. */
import assert from "node:assert/strict";
import { test } from "node:test";
import * as api from "../../../../contracts/orders.ts";
import { filledForm } from "../testing.ts";
import { buildCare } from "./testing-care.ts";

const county = await buildCare();
const { openOrder, complete, look, pass, rows, as, platform } = county;

const complaint = () =>
  openOrder({ typeCode: "COMP", form: filledForm("intake-complaint", { note: "态度差" }), papers: [] });
const nodes = async (orderId: string) => (await look(orderId)).tasks.map(({ nodeId }) => nodeId).sort();
const care = async (orderId: string) =>
  (await (await as("r-cmd")).call(api.readCare, { params: { orderId } })).body;
const refuses = (work: Promise<unknown>, code: string) =>
  assert.rejects(work, (error: { code?: string }) => error.code === code);

/** To the return visit. */
async function toVisit(orderId: string): Promise<void> {
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
    await complete(orderId, node, node === "responsibility" ? { isFounded: false } : {});
}

/** Into working hours: calls are refused at noon and at night. */
async function at(hour: number): Promise<void> {
  const now = platform.clock.now().toZonedDateTimeISO("Asia/Shanghai");
  const wanted = now.hour < hour ? now : now.add({ days: 1 });
  platform.clock.moveTo(wanted.with({ hour, minute: 5, second: 0 }).toInstant());
}

test("refused twice an order goes on being sent, the third time the dispatcher has decided", async () => {
  const { id } = await complaint();
  for (const code of ["RT1", "RT2"]) {
    await complete(id, "dispatch");
    await complete(id, "take", { isTaken: false, refusal: code, note: "不属于本单位" });
    assert.deepEqual(await nodes(id), ["dispatch"]);
  }
  await complete(id, "dispatch");
  const third = { isTaken: false, refusal: "RT1", note: "不属于本单位" };
  await refuses(complete(id, "take", third), "orders.refuse_used_up");
  await complete(id, "take");
  assert.deepEqual(
    (await care(id)).refusals.map(({ code }) => code),
    ["RT1", "RT2"],
  );
});

test("refusing needs a reason of one's post, words, calls where data is missing, and comes in time", async () => {
  const { id } = await complaint();
  await complete(id, "dispatch");
  const take = (given: Record<string, string | number>) => complete(id, "take", { isTaken: false, ...given });
  await refuses(take({ refusal: "RT4", note: "重复工单" }), "orders.refuse_reason");
  await refuses(take({ note: "不想办" }), "orders.refuse_reason");
  await refuses(take({ refusal: "RT1" }), "orders.refuse_words");
  await refuses(take({ refusal: "RT3", note: "联系不上", calls: 1 }), "orders.refuse_calls");
  await pass({ minutes: 121 });
  await refuses(take({ refusal: "RT3", note: "联系不上", calls: 2 }), "orders.refuse_late");
  assert.deepEqual(await nodes(id), ["take"], "nothing of a refusal that was refused stays");
  assert.deepEqual((await care(id)).refusals, []);
});

test("an answer sent back once is work, twice it is supervised", async () => {
  const { id } = await complaint();
  for (const node of [
    "dispatch",
    "take",
    "contact",
    "investigate",
    "responsibility",
    "remedy",
    "reply",
    "unit-sign",
  ])
    await complete(id, node);
  await complete(id, "audit", { isAuditPassed: false, returned: "RT5", note: "没有逐条回应" });
  assert.equal(
    (await care(id)).supervisions.some(({ trigger }) => trigger === "returned"),
    false,
  );
  await complete(id, "reply");
  await complete(id, "unit-sign");
  await complete(id, "audit", { isAuditPassed: false, returned: "RT5", note: "证据不全" });
  const { supervisions } = await care(id);
  assert.ok(supervisions.some(({ trigger, level }) => trigger === "returned" && level === "L2"));
});

test("sent back by the other way it counts as well: the second time it is supervised", async () => {
  const { id } = await complaint();
  const begun = ["dispatch", "take", "contact", "investigate", "responsibility", "remedy"];
  for (const node of [...begun, "reply", "unit-sign"]) await complete(id, node);
  const dispatcher = await as("r-cmd");
  const back = async () => {
    const step = await county.task(id, "audit");
    const params = { orderId: id, stepId: step.id };
    const body = { version: step.version, toNodeId: "reply", reasonCode: "RT5", reason: "没有逐条回应" };
    return (await dispatcher.call(api.returnStep, { params, body })).status;
  };
  const returned = async () =>
    (await care(id)).supervisions.filter(({ trigger }) => trigger === "returned").map(({ level }) => level);
  assert.equal(await back(), 200);
  assert.deepEqual(await returned(), []);
  for (const node of ["reply", "unit-sign"]) await complete(id, node);
  assert.equal(await back(), 200);
  assert.deepEqual(await returned(), ["L2"]);
  assert.deepEqual(
    (await care(id)).refusals.map(({ code }) => code),
    ["RT5", "RT5"],
  );
});

test("an order is refused only so often by any way: the list of refusals cannot be gone round by returning it", async () => {
  const { id } = await complaint();
  const refused = async () => {
    await complete(id, "dispatch");
    const step = await county.task(id, "take");
    const params = { orderId: id, stepId: step.id };
    const body = { version: step.version, toNodeId: "dispatch", reasonCode: "RT1", reason: "不属于本单位" };
    return (await (await as("r-cmd")).call(api.returnStep, { params, body })).code;
  };
  assert.deepEqual([await refused(), await refused()], [undefined, undefined]);
  assert.equal(await refused(), "orders.refuse_used_up");
});

test("dissatisfied for a good reason, it is done again once with half the limit; dissatisfied again goes higher", async () => {
  const { id } = await complaint();
  await toVisit(id);
  await at(9);
  const unhappy = { satisfaction: "dissatisfied", isReasonable: true };
  await refuses(complete(id, "visit/call-1", unhappy), "orders.visit_why");
  await complete(id, "visit/call-1", { ...unhappy, why: "没有人来过" });
  assert.deepEqual(await nodes(id), ["rework"]);
  const [clock] = (await look(id)).clocks.filter(({ ruleCode }) => ruleCode === "RETURN.VISIT.SHARE");
  assert.deepEqual([clock?.limitValue, clock?.unit, clock?.subject], [2, "WD", "step"]);
  await complete(id, "rework", { isReworked: true });
  await at(9);
  await complete(id, "visit/call-1", { ...unhappy, why: "还是不满意" });
  const { visits, refusals, supervisions } = await care(id);
  assert.deepEqual(
    visits.map(({ satisfaction, attempt }) => [satisfaction, attempt]),
    [
      ["dissatisfied", 1],
      ["dissatisfied", 2],
    ],
  );
  assert.deepEqual(
    refusals.map(({ code }) => code),
    ["RT6"],
    "once",
  );
  assert.equal((await look(id)).order.state, "done");
  const levels = supervisions.filter(({ trigger }) => trigger === "visit").map(({ level }) => level);
  assert.ok(levels.includes("L3"), JSON.stringify(levels));
});

test("nobody is called at noon or at night, unless he asked for it; three calls two hours apart, then a link", async () => {
  const { id } = await complaint();
  await toVisit(id);
  await at(12);
  const missed = { isReached: false };
  await refuses(complete(id, "visit/call-1", missed), "orders.visit_quiet");
  await complete(id, "visit/call-1", { ...missed, isAskedTime: true });
  assert.deepEqual(await nodes(id), [], "the next call waits");
  await pass({ minutes: 119 });
  assert.deepEqual(await nodes(id), []);
  await pass({ minutes: 2 });
  assert.deepEqual(await nodes(id), ["visit/call-2"]);
  await complete(id, "visit/call-2", missed);
  await pass({ minutes: 121 });
  await complete(id, "visit/call-3", missed);
  const over = await look(id);
  assert.equal(over.order.state, "done");
  assert.deepEqual(
    (await care(id)).visits.map(({ isReached }) => isReached),
    [false, false, false],
  );
  const notices = await rows("select 1 from orders.entries where order_id = $1 and kind = 'notice'", [id]);
  assert.ok(notices.length >= 2, "the link is sent");
});

test("whoever handled an order does not make its visit", async () => {
  const { id } = await complaint();
  await county.addPerson("r-both", "R-DUTY", "duty-manager");
  await rows(
    `insert into orders.covers (org_id, staff_id, post, unit_id, valid_from) values ($1, $2, 'R-VIS', $3, '2026-01-01')`,
    [county.county.orgId, county.people.get("r-both"), county.county.root],
  );
  await complete(id, "dispatch");
  await complete(id, "take", {}, "r-both");
  for (const node of ["contact", "investigate", "responsibility", "remedy", "reply", "unit-sign", "audit"])
    await complete(id, node, node === "responsibility" ? { isFounded: false } : {});
  await at(9);
  await refuses(complete(id, "visit/call-1", {}, "r-both"), "orders.segregation");
});
