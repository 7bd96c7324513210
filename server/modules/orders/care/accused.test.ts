/**
 * A complaint never reaches those it is about (§3.3, §2.10): every read and every write of the module is tried as somebody
 * whom it is about and who may otherwise do everything; so are lists, counts, routing, candidates and what others are told.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import * as api from "../../../../contracts/orders.ts";
import { sampleBody, sampleParam, sampleQuery, smallestPng } from "../../../foundation/sample-input.ts";
import { pathOf } from "../../identity/test-county.ts";
import { orders } from "../index.ts";
import { filledForm, type OrderWish } from "../testing.ts";
import { buildCare } from "./testing-care.ts";

const county = await buildCare();
const { openOrder, as, people, rows, settle, task, look } = county;
const id = (login: string) => people.get(login) ?? "";
await county.addPerson("villain", "R-DUTY", "company-manager");
await county.addPerson("r-duty-2", "R-DUTY", "duty-manager");
await county.addPerson("r-acc-2", "R-ACC");

const complaint = (wish: OrderWish = {}) =>
  openOrder(
    {
      typeCode: "COMP",
      title: "对值班经理态度的投诉",
      form: filledForm("intake-complaint", { note: "态度差" }),
      papers: [],
      ...wish,
    },
    "r-acc-2",
  );

/** What a stream still says until it ends, waited for a few seconds. */
async function restOf(stream: ReadableStreamDefaultReader<string> | undefined) {
  const late = new Promise<undefined>((resolve) => setTimeout(resolve, 5_000, undefined).unref());
  let text = "";
  for (;;) {
    const chunk = await Promise.race([stream?.read(), late]);
    if (!chunk || chunk.done) {
      if (!chunk) await stream?.cancel();
      return { isOver: chunk?.done === true, text };
    }
    text += chunk.value;
  }
}

const secret = await complaint({ accused: [id("villain")] });
await as("r-mgr").then((who) =>
  who.call(api.superviseOrder, {
    params: { orderId: secret.id },
    body: { level: "L2", reason: "客户情绪激动", demanded: "今日联系" },
  }),
);
await settle();
const step = await task(secret.id);
const { clocks } = await look(secret.id);

test("every route that names an order answers those it is about as if there were none", async () => {
  const villain = await as("villain");
  const named = orders.routes.filter(({ endpoint }) => endpoint.path.includes("{orderId}"));
  assert.ok(named.length > 15, "the module's routes are walked");
  const reached: string[] = [];
  for (const { endpoint } of named) {
    const names = [...endpoint.path.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => name);
    const known: Record<string, string> = {
      orderId: secret.id,
      stepId: step.id,
      clockId: clocks[0]?.id ?? "",
    };
    const params = Object.fromEntries(
      names.map((name) => [name, known[name] ?? sampleParam(endpoint, name)]),
    );
    const query = sampleQuery(endpoint);
    const reply = await villain.send(
      endpoint.method,
      pathOf(endpoint, { params, query }),
      endpoint.upload ? smallestPng : sampleBody(endpoint),
    );
    // A capability that he lacks, or a code for customers, keeps him out as well; nothing else may.
    const keptOut = reply.status === 404 || reply.code === "access.denied" || reply.code === "access.sign_in";
    if (!keptOut) reached.push(`${endpoint.method} ${endpoint.path}: ${reply.status} ${reply.code}`);
    assert.doesNotMatch(JSON.stringify(reply.body), /态度/, endpoint.path);
  }
  assert.deepEqual(reached, []);
  const other = await as("r-mgr");
  const shown = await other.call(api.explainClock, {
    params: { orderId: secret.id, clockId: clocks[0]?.id ?? "" },
  });
  assert.equal(shown.status, 200, "the control: another manager gets the same thing");
  assert.equal(
    (await other.call(api.readCare, { params: { orderId: secret.id } })).body.supervisions.length,
    1,
  );
});

test("no list shows or counts it to them, and it is the only difference", async () => {
  const villain = await as("villain");
  const other = await as("r-duty-2");
  const finds = async (who: typeof villain) => {
    const byNumber = await who.call(api.findOrders, { body: { text: secret.number } });
    const byWords = await who.call(api.findOrders, { body: { text: "值班经理" } });
    return [byNumber.body.orders.length, byWords.body.orders.length];
  };
  assert.deepEqual(await finds(villain), [0, 0]);
  assert.deepEqual(await finds(other), [1, 1]);
  for (const view of ["mine", "open", "team"] as const) {
    const { body } = await villain.call(api.listWork, { query: { view } });
    assert.equal(
      body.lines.some(({ order }) => order.id === secret.id),
      false,
      view,
    );
  }
  const total = async (login: string) => {
    const { body } = await (await as(login)).call(api.readBoard, { query: { board: "hotline" } });
    return body.totals.running;
  };
  assert.equal(await total("villain"), (await total("r-mgr")) - 1, "nor is it counted");
  const told = await villain.call(api.listSupervisions, { query: { view: "open" } });
  assert.equal(
    told.body.supervisions.some(({ order }) => order.id === secret.id),
    false,
  );
});

test("nobody can give it to them: not by assigning, not as a candidate, not as responsible", async () => {
  const dispatcher = await as("r-cmd");
  const params = { orderId: secret.id, stepId: step.id };
  const given = await dispatcher.call(api.assignStep, { params, body: { staffId: id("villain") } });
  assert.equal(given.code, "orders.staff_unknown");
  const { body } = await dispatcher.call(api.listCandidates, { params });
  assert.equal(
    body.candidates.some(({ staffId }) => staffId === id("villain")),
    false,
  );
  const handed = await dispatcher.call(api.handOver, {
    params: { orderId: secret.id },
    body: { staffId: id("villain"), reason: "请办理" },
  });
  assert.notEqual(handed.status, 200);
  await assert.rejects(
    rows("update orders.orders set responsible_id = $2 where id = $1", [secret.id, id("villain")]),
    /check/,
    "the database refuses it, too",
  );
});

test("found out later, whoever it is about loses what he has in hand, and it hides from then on", async () => {
  const order = await complaint({ contactName: "刘敏" });
  await county.complete(order.id, "dispatch");
  const take = await task(order.id, "take");
  const holder = await as("r-duty");
  await holder.call(api.claimStep, { params: { orderId: order.id, stepId: take.id } });
  const watched = await holder.open(`${pathOf(api.readOrder, { params: { orderId: order.id } })}/live`);
  const stream = watched.body?.pipeThrough(new TextDecoderStream()).getReader();
  assert.match((await stream?.read())?.value ?? "", /刘敏/, "he has the page open");
  const dispatcher = await as("r-cmd");
  const named = await dispatcher.call(api.nameAccused, {
    params: { orderId: order.id },
    body: { names: ["r-duty", "没有此人"], reason: "调查发现" },
  });
  assert.deepEqual([named.status, named.body.accused, named.body.unknown], [200, 1, ["没有此人"]]);
  assert.equal((await holder.call(api.readOrder, { params: { orderId: order.id } })).status, 404);
  assert.deepEqual(await restOf(stream), { isOver: true, text: "" }, "his open page is told nothing more");
  const again = await holder.open(`${pathOf(api.readOrder, { params: { orderId: order.id } })}/live`);
  assert.equal(again.status, 404, "and coming back it is told that there is no such order");
  const open = await look(order.id);
  assert.deepEqual(
    [open.step(take.id)?.assigneeId, open.order.responsibleId === id("r-duty")],
    [null, false],
  );
  const next = await as("r-duty-2");
  assert.equal(
    (await next.call(api.claimStep, { params: { orderId: order.id, stepId: take.id } })).status,
    200,
  );
  const stranger = await (await as("r-acc")).call(api.nameAccused, {
    params: { orderId: order.id },
    body: { staffIds: [id("r-hall")], reason: "我看不惯" },
  });
  assert.equal(stranger.code, "access.denied");
});

test("a unit that is accused means everybody in it, and the unit above answers", async () => {
  const [hall = ""] = county.county.halls;
  const head = await county.addStaff(county.county.orgId, {
    login: "hall-head",
    post: "R-HALL",
    unitId: hall,
    roles: [{ role: "hall-manager", unitId: hall }],
  });
  await county.addStaff(county.county.orgId, {
    login: "hall-clerk",
    post: "R-ACC",
    unitId: hall,
    roles: [{ role: "clerk", unitId: hall }],
  });
  const clerk = await as("r-acc");
  const { body } = await clerk.call(api.resolveAccused, { body: { unitIds: [hall] } });
  const accused = body.people.map(({ staffId }) => staffId);
  assert.deepEqual(new Set(accused), new Set([head, id("hall-clerk")]));
  const order = await complaint({ accused, unitId: hall });
  assert.equal(order.unitId, county.county.root, "not to the hall it is about");
  const plain = await complaint({ accused: [id("hall-clerk")], unitId: hall });
  assert.equal(plain.unitId, hall, "a clerk's own head may look into it");
});

test("a clerk takes down a complaint about himself, answers for nothing and sees no more of it", async () => {
  const order = await openOrder(
    {
      typeCode: "COMP",
      form: filledForm("intake-complaint", { note: "态度差" }),
      papers: [],
      accused: [id("r-acc")],
    },
    "r-acc",
  );
  assert.equal(order.responsibleId, null);
  const self = await (await as("r-acc")).call(api.readOrder, { params: { orderId: order.id } });
  assert.equal(self.status, 404);
  await settle();
  const [sheet] = await rows<{ accused: string[] }>(
    "select accused from orders.steps where order_id = $1 limit 1",
    [order.id],
  );
  assert.deepEqual(sheet?.accused, [id("r-acc")]);
});

test("what is told to the customer's page and to listeners says nothing of it", async () => {
  const told = await rows<{ payload: unknown }>("select payload from foundation.events where topic = $1", [
    secret.id,
  ]);
  assert.ok(told.length > 0);
  assert.doesNotMatch(JSON.stringify(told), /态度|villain/);
  const others = await rows("select 1 from foundation.events where payload::text like $1", [
    `%${secret.number}%`,
  ]);
  assert.deepEqual(others, [], "nor does any other event, the customer's page included");
});

test("the reporter's name is known to those who handle the report and to nobody else", async () => {
  const order = await complaint({
    secrecy: "secret",
    contactName: "匿名人甲",
    form: filledForm("intake-complaint", { note: "吃拿卡要" }),
  });
  const { body } = await (await as("r-mgr")).call(api.readOrder, { params: { orderId: order.id } });
  assert.doesNotMatch(JSON.stringify(body), /匿名人甲/);
  assert.equal(body.order.customerId, null);
});

test("the grade follows from source and size, and a clerk can only set it higher", async () => {
  const graded = async (wish: OrderWish) => (await complaint(wish)).grade;
  const people = (customersAffected: number) => ({
    form: filledForm("intake-complaint", { note: "停电", customersAffected }),
  });
  assert.equal(await graded({}), "normal");
  assert.equal(await graded(people(12)), "important");
  assert.equal(await graded(people(40)), "major");
  assert.equal(await graded({ ...people(40), grade: "normal" }), "major");
  assert.equal(await graded({ grade: "important" }), "important");
  assert.equal(await graded({ channel: "hotline", source: { name: "12345", ref: "G-1" } }), "important");
});
