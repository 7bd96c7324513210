import assert from "node:assert/strict";
import { test } from "node:test";
import * as contract from "../../../../contracts/orders.ts";
import { newId } from "../../../foundation/ids.ts";
import { orgs, testCounty } from "../../identity/test-county.ts";
import { orders } from "../index.ts";
import { orderRows } from "./testing-rows.ts";

const county = await testCounty({ routes: orders.routes });
const put = await orderRows(county);
const clerk = await county.signedIn("clerk");
const clerkId = county.people.get("clerk") ?? "";
const manager = await county.signedIn("hall-manager");
const managerId = county.people.get("hall-manager") ?? "";
const now = county.platform.clock.now();
const at = (text: string) => Temporal.Instant.from(text);

const read = async (orderId: string, caller = clerk) => {
  const reply = await caller.call(contract.readOrder, { params: { orderId } });
  assert.equal(reply.status, 200, JSON.stringify(reply.body));
  return reply.body;
};

test("the page says what was asked for, where it stands, and offers what would not be refused", async () => {
  const past = {
    nodeId: "accept",
    nameZh: "业务受理",
    nameEn: "Acceptance",
    duty: "accept",
    state: "done" as const,
    how: "completed",
    closedAt: now,
    closedBy: managerId,
    closedByName: "hall-manager",
  };
  const { id, stepIds, number } = await put({
    phone: "13800138000",
    responsibleId: clerkId,
    greenChannel: "重点项目",
    steps: [
      past,
      {
        nodeId: "survey",
        duty: "survey",
        assigneeId: clerkId,
        assigneeName: "clerk",
        form: { idNumber: "sealed:1:AAAA:320***********001X" },
      },
      { nodeId: "plan", nameZh: "方案拟定", nameEn: "Draft the plan", duty: "plan" },
    ],
    papers: [
      { code: "id-card", state: "received" },
      { code: "property", dueNode: "plan" },
    ],
    clocks: [{ dueAt: at("2026-03-11T09:30:00Z") }],
  });
  const page = await read(id);
  assert.equal(page.order.number, number);
  assert.equal(page.contact.name, "张三");
  assert.equal(page.contact.phoneMasked, "138****8000");
  assert.equal(page.order.responsibleName, "clerk");
  assert.deepEqual(
    page.steps.map(({ state }) => state),
    ["done", "live", "live"],
  );
  assert.equal(page.steps[1]?.form.idNumber, "320***********001X");
  const [mine, free] = page.offers;
  assert.equal(mine?.stepId, stepIds[1]);
  assert.equal(mine?.canComplete, true);
  assert.equal(mine?.canClaim, false);
  assert.equal(mine?.canAssign, true);
  assert.deepEqual(mine?.evidence, ["photo"]);
  assert.deepEqual(mine?.returnTo, [{ nodeId: "accept", name: { zh: "业务受理", en: "Acceptance" } }]);
  assert.equal(free?.canClaim, true);
  assert.equal(free?.canComplete, false);
  // The clerk may not skip, the hall manager may: the step allows it and the order is on the green channel.
  assert.equal(free?.canSkip, false);
  const seen = await read(id, manager);
  assert.equal(seen.offers.find(({ stepId }) => stepId === stepIds[2])?.canSkip, true);
  assert.equal(seen.offers.find(({ stepId }) => stepId === stepIds[1])?.canSkip, false);
  assert.match(seen.offers[0]?.refusal?.zh ?? "", /已领取/);
  assert.deepEqual(
    page.papers.map(({ code, state }) => [code, state]),
    [
      ["id-card", "received"],
      ["property", "owed"],
    ],
  );
  assert.deepEqual(
    page.papers.map(({ dueStep }) => dueStep?.zh ?? null),
    [null, "方案拟定"],
  );
  assert.equal(page.entries[0]?.kind, "opened");
  assert.deepEqual(page.process, {
    key: "F-TRY",
    version: 1,
    name: { zh: "试用流程", en: "A process to try" },
  });
  assert.equal(page.clocks[0]?.heat, "calm");
});

test("who is suspended, done or in another's hands is offered nothing; merged orders know each other", async () => {
  const main = await put({ state: "suspended", greenChannel: "x", steps: [{ assigneeId: clerkId }] });
  const child = await put({ state: "merged", mainId: main.id, closedAt: now });
  const page = await read(main.id);
  const [offer] = page.offers;
  assert.ok(offer && !offer.canClaim && !offer.canComplete && !offer.canAssign && !offer.canSkip);
  assert.equal(page.order.heat, "paused");
  assert.deepEqual(
    page.links.map(({ kind, order }) => [kind, order.id]),
    [["child", child.id]],
  );
  const [link] = (await read(child.id)).links;
  assert.deepEqual([link?.kind, link?.order.id], ["main", main.id]);
});

test("a suspended order is paused by a promise that stands still, and late by one that goes on", async () => {
  const heat = async (clock: { state: "running" | "paused"; dueAt: Temporal.Instant | null }) => {
    const { id } = await put({ state: "suspended", steps: [{}], clocks: [clock] });
    return (await read(id)).order.heat;
  };
  assert.equal(await heat({ state: "paused", dueAt: null }), "paused");
  assert.equal(await heat({ state: "running", dueAt: now.subtract({ hours: 1 }) }), "over");
});

test("the diagram: what is live, done and late; steps of a called process stand at the activity that calls it", async () => {
  const done = { state: "done" as const, closedAt: now, post: "R-ACC" };
  const { id } = await put({
    steps: [
      { nodeId: "accept", ...done },
      { nodeId: "survey/inner", ...done },
      { nodeId: "plan", dueAt: now.subtract({ minutes: 1 }) },
      { nodeId: "final", dueAt: now.add({ minutes: 1 }) },
    ],
  });
  const { body } = await clerk.call(contract.readOrderDiagram, { params: { orderId: id } });
  assert.deepEqual(body, {
    xml: "<definitions/>",
    live: ["plan", "final"],
    done: ["accept", "survey"],
    late: ["plan"],
  });
});

test("a clock explains itself from its marks, and worked out anew it is what was stored", async () => {
  const startedAt = at("2026-03-02T02:00:00Z");
  const { id, clockIds } = await put({
    clocks: [
      {
        startedAt,
        dueAt: at("2026-03-10T09:30:00Z"),
        marks: [
          { kind: "start", at: startedAt, limitValue: 5, unit: "WD", byName: "clerk" },
          { kind: "pause", at: at("2026-03-03T02:00:00Z"), reason: "customer" },
          { kind: "resume", at: at("2026-03-04T00:00:00Z") },
        ],
      },
    ],
  });
  const params = { orderId: id, clockId: clockIds[0] ?? "" };
  const { status, body } = await clerk.call(contract.explainClock, { params });
  assert.equal(status, 200, JSON.stringify(body));
  // The second of March is the start day; the third was taken out by the pause.
  assert.equal(body.recomputedDueAt, "2026-03-10T09:30:00Z");
  assert.equal(body.recomputedDueAt, body.clock.dueAt);
  assert.match(body.sentences.map(({ zh }) => zh).join(""), /等待客户/);
  assert.deepEqual(
    body.marks.map(({ kind }) => kind),
    ["start", "pause", "resume"],
  );
  assert.equal(body.marks[0]?.who, "clerk");
  assert.match(body.source, /承诺/);
  const other = await clerk.call(contract.explainClock, { params: { ...params, clockId: newId() } });
  assert.equal(other.code, "thing.not_found");
});

test("a complaint about the caller is not there: page, diagram, clock; its caller stays unknown to all but its handlers", async () => {
  const { id, clockIds } = await put({
    typeCode: "COMP",
    secrecy: "secret",
    accused: [clerkId],
    phone: "13900139000",
    form: { who: "王五" },
    responsibleId: managerId,
    steps: [{}],
    clocks: [{ dueAt: now }],
  });
  const params = { orderId: id };
  assert.equal((await clerk.call(contract.readOrder, { params })).code, "thing.not_found");
  assert.equal((await clerk.call(contract.readOrderDiagram, { params })).code, "thing.not_found");
  const clock = { params: { orderId: id, clockId: clockIds[0] ?? "" } };
  assert.equal((await clerk.call(contract.explainClock, clock)).code, "thing.not_found");

  const page = await read(id, manager);
  assert.equal(page.can.seePictures, true);
  assert.equal(page.contact.name, "张三");
  assert.equal(page.contact.phoneMasked, "139****9000");
  const other = await read(id, await county.signedIn("duty-manager"));
  assert.deepEqual(other.contact, { name: "***", phoneMasked: null });
  assert.equal(other.order.customerName, "***");
  assert.deepEqual([other.can.seePictures, other.can.readPapers], [false, false]);
  assert.deepEqual(other.form, {});
});

test("strangers: another company's order is not there, and nobody reads without signing in", async () => {
  const { id } = await put({ orgId: orgs.neighbour });
  const params = { orderId: id };
  assert.equal((await clerk.call(contract.readOrder, { params })).code, "thing.not_found");
  assert.equal((await clerk.call(contract.readOrderDiagram, { params })).code, "thing.not_found");
  assert.equal((await county.caller().call(contract.readOrder, { params })).code, "access.sign_in");
  const admin = await county.signedIn("auditor");
  assert.equal((await admin.call(contract.readOrder, { params })).code, "access.denied");
});

test("the kinds of order that can be asked for, with their forms", async () => {
  const { body } = await clerk.call(contract.listTypes);
  assert.ok(body.types.some(({ code }) => code === "NI-HV1"));
  assert.ok(body.types.every(({ form }) => form === null || body.forms.some(({ key }) => key === form)));
});
