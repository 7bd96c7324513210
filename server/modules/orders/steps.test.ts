/** Working on steps: who may, who was first, what is refused, and that it is said well. Through HTTP, as people do it. */
import assert from "node:assert/strict";
import { test } from "node:test";
import * as api from "../../../contracts/orders.ts";
import { claimStep } from "./claim-step.ts";
import { coverPosts } from "./cover-posts.ts";
import { buildOrders, filledForm } from "./testing.ts";
import { paperOf } from "./testing-papers.ts";

const county = await buildOrders();
const { as, complete, look, openOrder, run, runAs, task } = county;
await county.addPerson("r-cm-2", "R-CM");

const at = async (orderId: string, nodeId?: string) => {
  const { id: stepId, version } = await task(orderId, nodeId);
  return { params: { orderId, stepId }, version };
};
const proof = { photos: ["photo-1"], position: "31.23,121.47", persons: "甲、乙", signature: ["sign-1"] };
const survey = filledForm("survey-lv");

test("an order is taken, claimed and done step by step over HTTP; the repeat of a command gets the same answer", async () => {
  const clerk = await as("r-acc");
  const customerId = await county.buildCustomer({ name: "陈小禾" });
  const body = {
    typeCode: "NI-RES",
    customerId,
    contactName: "陈小禾",
    contactPhone: "13800138000",
    address: "青禾县柳溪路8号",
    form: filledForm("intake-new", { use: "residential", capacity: 8, voltage: "220V" }),
    papers: [
      { code: "id-card", documentId: null },
      { code: "property-title", documentId: null },
    ],
  };
  const preview = await clerk.call(api.previewOrder, { body: { typeCode: "NI-RES", customerId } });
  assert.equal(preview.status, 200, JSON.stringify(preview.body));
  assert.ok(preview.body.papers.some(({ code, state }) => code === "id-card" && state === "owed"));
  assert.ok(preview.body.promises.some(({ ruleCode, dueAt }) => ruleCode === "NI.TOTAL" && dueAt !== null));
  const key = { "idempotency-key": "accept-once-0001" };
  const [first, again] = [
    await clerk.call(api.acceptOrder, { body }, key),
    await clerk.call(api.acceptOrder, { body }, key),
  ];
  assert.equal(first.status, 200, JSON.stringify(first.body));
  assert.deepEqual(again.body, first.body, "one order, whatever the network does");
  const { order } = first.body;
  assert.ok(first.body.clocks.some(({ layer, dueAt }) => layer === "promised" && dueAt !== null));

  const manager = await as("r-cm");
  const { params } = await at(order.id, "plan-reply");
  const claimed = await manager.call(api.claimStep, { params });
  assert.equal(claimed.body.line.assigneeName, "r-cm");
  const done = await manager.call(api.completeStep, {
    params,
    body: { version: claimed.body.line.version, form: { ...survey, ...proof } },
  });
  assert.equal(done.status, 200, JSON.stringify(done.body));
  assert.deepEqual(
    done.body.next.map(({ nodeId }) => nodeId),
    ["contract-sign"],
  );
  assert.equal((await look(order.id)).order.responsibleId, county.people.get("r-cm"), "his step, his order");
});

test("of two who claim or complete at once one wins; the other is told who", async () => {
  const { id } = await openOrder();
  const { params } = await at(id, "plan-reply");
  const both = await Promise.all(
    ["r-cm", "r-cm-2"].map(async (login) => (await as(login)).call(api.claimStep, { params })),
  );
  assert.deepEqual(both.map(({ status }) => status).sort(), [200, 409]);
  const loser = both.find(({ status }) => status === 409);
  assert.equal(loser?.code, "orders.step_taken");
  assert.match(JSON.stringify(loser?.body), /r-cm/);

  const holder = (await task(id, "plan-reply")).assigneeName ?? "";
  const caller = await as(holder);
  const body = { version: (await task(id, "plan-reply")).version, form: { ...survey, ...proof } };
  const twice = await Promise.all([1, 2].map(() => caller.call(api.completeStep, { params, body })));
  assert.deepEqual(twice.map(({ status }) => status).sort(), [200, 409]);
  assert.equal(twice.find(({ status }) => status === 409)?.code, "orders.step_closed");
  assert.equal((await look(id)).tasks.filter(({ nodeId }) => nodeId === "contract-sign").length, 1);
});

test("what is wrong with a completion is refused by name, and nothing changes", async () => {
  const { id } = await openOrder({
    papers: [
      { code: "id-card", documentId: null },
      { code: "commitment", documentId: null },
    ],
  });
  const { params } = await at(id, "plan-reply");
  const [manager, other] = [await as("r-cm"), await as("r-cm-2")];
  const tryIt = async (form: Record<string, unknown>, caller = manager, version?: number) =>
    (
      await caller.call(api.completeStep, {
        params,
        body: { version: version ?? (await task(id, "plan-reply")).version, form: form as typeof survey },
      })
    ).code;
  assert.equal(await tryIt(survey), "orders.step_not_yours");
  await manager.call(api.claimStep, { params });
  assert.equal(await tryIt(survey, other), "orders.step_not_yours");
  assert.equal(await tryIt(survey, manager, 99), "orders.step_changed");
  const { approvedCapacity: _, ...without } = survey;
  assert.equal(await tryIt({ ...without, ...proof }), "orders.form_incomplete");
  assert.equal(await tryIt({ ...survey, ...proof, approvedCapacity: "viel" }), "orders.form_incomplete");
  assert.equal(await tryIt({ ...survey, ...proof, colour: "red" }), "orders.form_version");
  const paperless = await manager.call(api.completeStep, {
    params,
    body: { version: (await task(id, "plan-reply")).version, form: { ...survey, ...proof } },
  });
  assert.equal(paperless.code, "orders.paper_missing");
  assert.match(JSON.stringify(paperless.body), /产权|不动产/);
  await manager.call(api.settlePaper, {
    params: { orderId: id },
    body: { code: "property-title", state: "received" },
  });
  assert.equal(await tryIt({ ...survey, ...proof }), undefined);
  const { params: later } = await at(id, "contract-sign");
  await manager.call(api.claimStep, { params: later });
  const unsigned = await manager.call(api.completeStep, {
    params: later,
    body: { version: 2, form: { ...filledForm("contract-sign"), signature: null } },
  });
  assert.equal(unsigned.code, "orders.evidence_missing", JSON.stringify(unsigned.body));
});

test("a post that somebody covers is theirs to work on; any other is not", async () => {
  const { id } = await openOrder();
  const { params } = await at(id, "plan-reply");
  const fitter = await as("r-met");
  const refused = await fitter.call(api.claimStep, { params });
  assert.deepEqual([refused.status, refused.code], [403, "orders.post_wrong"]);
  await run((ctx) =>
    coverPosts(ctx, { staffId: county.people.get("r-met") ?? "", post: "R-CM", unitId: county.county.root }),
  );
  assert.equal((await fitter.call(api.claimStep, { params })).status, 200);
  const given = await fitter.call(api.releaseStep, { params, body: { reason: "试过了" } });
  assert.equal(given.body.line.assigneeId, null);
});

test("duties of one order are kept apart by what was done, whoever has which post", async () => {
  const customerId = await county.buildCustomer({ kind: "organisation", name: "石坪粮油" });
  const order = await openOrder({
    typeCode: "NI-HV1",
    customerId,
    form: filledForm("intake-new", { use: "industrial", capacity: 315, voltage: "10kV" }),
    papers: ["id-card", "business-licence", "application"].map((code) => ({ code, documentId: null })),
  });
  const planner = county.people.get("r-plan") ?? "";
  for (const post of ["R-APP", "R-FIN"])
    await run((ctx) => coverPosts(ctx, { staffId: planner, post, unitId: county.county.root }));
  await complete(order.id, "survey", { hasWorks: true });
  for (const { code, state } of (await look(order.id)).papers)
    if (state === "owed")
      await (await as("r-cmd")).call(api.settlePaper, {
        params: { orderId: order.id },
        body: { code, state: "received" },
      });
  await complete(order.id, "plan-draft");
  const { params } = await at(order.id, "plan-approve");
  const refused = await (await as("r-plan")).call(api.claimStep, { params });
  assert.deepEqual([refused.status, refused.code], [403, "orders.segregation"]);
  const dispatcher = await as("r-cmd");
  const assigned = await dispatcher.call(api.assignStep, { params, body: { staffId: planner } });
  assert.equal(assigned.code, "orders.segregation", "not by assignment, either");
  const { body } = await dispatcher.call(api.listCandidates, { params });
  assert.deepEqual(
    body.candidates.map(({ name, refusal }) => [name, refusal !== null]),
    [
      ["r-app", false],
      ["r-plan", true],
    ],
  );
  const bulk = { stepIds: [params.stepId], staffId: planner, reason: "", isPreview: false };
  const all = await dispatcher.call(api.bulkAssign, { body: bulk });
  assert.deepEqual([all.body.done, all.body.changes[0]?.refusal !== null], [0, true]);
  const approver = { ...bulk, staffId: county.people.get("r-app") ?? "" };
  const shown = await dispatcher.call(api.bulkAssign, { body: { ...approver, isPreview: true } });
  assert.deepEqual(
    [shown.body.done, shown.body.changes[0]?.to, (await task(order.id)).assigneeId],
    [0, "r-app", null],
  );
  assert.equal((await dispatcher.call(api.bulkAssign, { body: approver })).body.done, 1);
});

test("a step goes back only to where the order has been, with a reason of the list, and is done again", async () => {
  const { id } = await openOrder();
  await complete(id, "plan-reply");
  await complete(id, "contract-sign");
  const { params } = await at(id, "energise");
  const fitter = await as("r-met");
  await fitter.call(api.claimStep, { params });
  const back = async (toNodeId: string, reasonCode: string) =>
    fitter.call(api.returnStep, { params, body: { version: 2, toNodeId, reasonCode, reason: "表位不符" } });
  assert.equal((await back("plan-reply", "no-such")).code, "orders.reason_unknown");
  assert.equal((await back("archive", "data-wrong")).code, "orders.return_target");
  const returned = await back("plan-reply", "data-wrong");
  assert.equal(returned.status, 200, JSON.stringify(returned.body));
  assert.deepEqual(
    returned.body.next.map(({ nodeId }) => nodeId),
    ["plan-reply"],
  );
  assert.equal((await fitter.call(api.claimStep, { params })).code, "orders.step_closed");
});

test("an acceptance that comes back lies with whoever accepted, whatever his post; a clerk's goes to the clerks", async () => {
  const take = async (login: string, phone: string) => {
    const customerId = await county.buildCustomer({ name: "陈小禾" });
    const accepted = await (await as(login)).call(api.acceptOrder, {
      body: {
        ...{ typeCode: "NI-RES", customerId, contactName: "陈小禾", contactPhone: phone },
        ...{ address: `青禾县柳溪路${login}号`, channel: "phone" },
        form: filledForm("intake-new", { use: "residential", capacity: 8, voltage: "220V" }),
        papers: ["id-card", "property-title"].map((code) => ({ code, documentId: null })),
      },
    });
    assert.equal(accepted.status, 200, JSON.stringify(accepted.body));
    const { id } = accepted.body.order;
    const { params } = await at(id, "plan-reply");
    const manager = await as("r-cm");
    const { body } = await manager.call(api.claimStep, { params });
    const back = { toNodeId: "accept", reasonCode: "data-wrong", reason: "地址不对" };
    const returned = await manager.call(api.returnStep, {
      params,
      body: { version: body.line.version, ...back },
    });
    assert.equal(returned.status, 200, JSON.stringify(returned.body));
    return { id, step: await task(id, "accept") };
  };
  const byClerk = await take("r-acc", "13900007001");
  assert.equal(byClerk.step.assigneeId, null);
  const bySeat = await take("r-cmd", "13900007002");
  assert.deepEqual([bySeat.step.assigneeName, bySeat.step.idleAt], ["r-cmd", null]);
  const { params, version } = await at(bySeat.id, "accept");
  const seat = await as("r-cmd");
  const mine = await seat.call(api.listWork, { query: { view: "mine" } });
  assert.ok(mine.body.lines.some(({ stepId }) => stepId === params.stepId));
  const form = { isNoticeGiven: true };
  assert.equal((await (await as("r-cm")).call(api.claimStep, { params })).code, "orders.step_taken");
  const done = await seat.call(api.completeStep, { params, body: { version, form } });
  assert.equal(done.status, 200, JSON.stringify(done.body));
  const other = await at(byClerk.id, "accept");
  assert.equal(
    (await seat.call(api.claimStep, { params: other.params })).code,
    "orders.post_wrong",
    "not his",
  );
});

test("a step is skipped only on the green channel, where the drawing allows it, by who may, with its proof; and it stays visible", async () => {
  const { id, version, customerId } = await openOrder();
  const { params } = await at(id, "plan-reply");
  const manager = await as("r-mgr");
  const proofId = await paperOf(county, customerId ?? "");
  const given = { version: 1, reasonCode: "emergency", reason: "应急保供", proofId };
  const skip = (change: Partial<Omit<typeof given, "proofId">> & { proofId?: string | null } = {}) =>
    manager.call(api.skipStep, { params, body: { ...given, ...change } });
  assert.equal((await skip()).code, "orders.not_skippable");
  const body = { version, greenChannel: "防汛抢险", reason: "应急" };
  assert.equal((await manager.call(api.reclassifyOrder, { params: { orderId: id }, body })).status, 200);
  assert.equal((await (await as("r-cm")).call(api.skipStep, { params, body: given })).status, 403);
  assert.equal((await skip({ reasonCode: "withdrawn" })).code, "orders.reason_unknown");
  assert.equal((await skip({ proofId: null })).code, "orders.proof_missing");
  assert.equal((await skip({ proofId: id })).code, "orders.proof_missing", "not a paper of the archive");
  const skipped = await skip();
  assert.equal(skipped.status, 200, JSON.stringify(skipped.body));
  const { past } = await look(id);
  assert.deepEqual(
    past.filter(({ how }) => how === "skipped").map(({ nodeId, closedByName }) => [nodeId, closedByName]),
    [["plan-reply", "r-mgr"]],
  );
  const page = await manager.call(api.readOrder, { params: { orderId: id } });
  const entry = page.body.entries.find(({ kind }) => kind === "skipped");
  assert.match(entry?.text.zh ?? "", /应急抢险保供/);
  assert.equal(entry?.detail.proofId, proofId);
});

test("a stranger's order number opens nothing", async () => {
  const { id } = await openOrder();
  const neighbour = await county.signedIn("clerk", county.neighbour.orgId);
  const { params: step } = await at(id);
  assert.equal((await neighbour.call(api.claimStep, { params: step })).status, 404);
  assert.equal(
    (await neighbour.call(api.noteOrder, { params: { orderId: id }, body: { text: "你好" } })).status,
    404,
  );
});

test("work recorded without a network counts from when it was done, within what can be", async () => {
  const { id } = await openOrder();
  const { params } = await at(id, "plan-reply");
  await runAs("r-cm", (ctx) => claimStep(ctx, id, params.stepId));
  county.platform.pass({ hours: 5 });
  const doneAt = county.platform.clock.now().subtract({ hours: 2 }).toString();
  const { version } = await task(id, "plan-reply");
  // Five hours without a call end a session.
  const done = await (await county.signedIn("r-cm")).call(api.completeStep, {
    params,
    body: { version, form: { ...survey, ...proof }, doneAt },
  });
  assert.equal(done.status, 200);
  const { past } = await look(id);
  const step = past.find(({ nodeId }) => nodeId === "plan-reply");
  assert.equal(await closedAt(step?.id ?? ""), doneAt);
});

const closedAt = (stepId: string) =>
  county.platform.asOwner(async (client) => {
    const { rows } = await client.query("select closed_at from orders.steps where id = $1", [stepId]);
    return Temporal.Instant.from((rows[0].closed_at as Date).toISOString()).toString();
  });
