/** What the desk adds to an order: handing over with acceptance, proofs, outages, what waits for one's answer, pauses looked at. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { CallOf } from "../../../contracts/endpoint.ts";
import * as api from "../../../contracts/orders.ts";
import { smallestPng } from "../../foundation/sample-input.ts";
import { pathOf } from "../identity/test-county.ts";
import { buildCare } from "./care/testing-care.ts";
import { sweepHandOvers } from "./sweep-hand-overs.ts";
import { filledForm } from "./testing.ts";
import { paperOf } from "./testing-papers.ts";

const county = await buildCare();
const { as, look, openOrder, platform, rows } = county;
await county.addPerson("r-cm-2", "R-CM");
const idOf = (login: string) => county.people.get(login) ?? "";
const responsible = async (orderId: string) => (await look(orderId)).order.responsibleId;
const storyOf = async (orderId: string) =>
  (
    await rows<{ kind: string }>("select kind from orders.entries where order_id = $1 order by at, id", [
      orderId,
    ])
  ).map(({ kind }) => kind);

const offer = async (orderId: string, to: string, by = "r-acc") =>
  (await as(by)).call(api.handOver, {
    params: { orderId },
    body: { staffId: idOf(to), reason: "明天起休假" },
  });
const answer = async (orderId: string, who: string, isAccepted: boolean, reason = "") =>
  (await as(who)).call(api.answerHandOver, { params: { orderId }, body: { isAccepted, reason } });

test("responsibility passes when the receiver takes it; until then both see that it is offered", async () => {
  const { id } = await openOrder();
  assert.equal((await offer(id, "r-cm", "r-met")).code, "orders.not_responsible");
  assert.equal((await offer(id, "r-acc")).code, "orders.hand_over_has");
  const offered = await offer(id, "r-cm");
  assert.equal(offered.status, 200, JSON.stringify(offered.body));
  assert.equal(await responsible(id), idOf("r-acc"), "not yet");
  assert.equal((await offer(id, "r-cm-2")).code, "orders.hand_over_open");
  for (const [who, isMine] of [
    ["r-acc", false],
    ["r-cm", true],
  ] as const) {
    const { body } = await (await as(who)).call(api.readOrder, { params: { orderId: id } });
    assert.deepEqual([body.handOver?.toName, body.handOver?.isMine], ["r-cm", isMine], who);
  }
  const waiting = await (await as("r-cm")).call(api.listWaiting, {});
  assert.deepEqual(
    waiting.body.handOvers.map(({ order, handOver }) => [order.id, handOver.reason]),
    [[id, "明天起休假"]],
  );
  const given = await (await as("r-acc")).call(api.listWaiting, {});
  assert.deepEqual([given.body.handOvers.length, given.body.offered.map(({ order }) => order.id)], [0, [id]]);
  const list = await (await as("r-cm")).call(api.listWork, {});
  assert.equal(list.body.counts.waiting, 1);
  assert.equal((await answer(id, "r-met", true)).code, "orders.hand_over_none", "not his to take");
  assert.equal((await answer(id, "r-cm", true)).status, 200);
  assert.equal(await responsible(id), idOf("r-cm"));
  assert.equal((await answer(id, "r-cm", true)).code, "orders.hand_over_none", "once");
  assert.deepEqual(
    (await storyOf(id)).filter((kind) => kind === "responsible" || kind.startsWith("hand-over")),
    ["hand-over-offered", "responsible"],
  );
});

test("declined with a reason, withdrawn or unanswered in time, it stays where it was", async () => {
  const { id } = await openOrder();
  await offer(id, "r-cm");
  assert.equal((await answer(id, "r-cm", false)).code, "orders.hand_over_why");
  assert.equal((await answer(id, "r-cm", false, "手上已有八张")).status, 200);
  assert.equal(await responsible(id), idOf("r-acc"));
  const notices = await rows<{ receivers: string[] }>(
    "select payload -> 'receivers' as receivers from foundation.events where topic = $1 and type = 'orders.staff-notice' and payload ->> 'kind' = 'hand-over' order by seq",
    [id],
  );
  assert.deepEqual(
    notices.map(({ receivers }) => receivers),
    [[idOf("r-cm")], [idOf("r-acc")]],
    "the receiver is asked, the giver is told",
  );

  await offer(id, "r-cm-2");
  const withdraw = async (who: string) =>
    (await as(who)).call(api.withdrawHandOver, { params: { orderId: id }, body: {} });
  assert.equal((await withdraw("r-met")).code, "orders.not_responsible");
  assert.equal((await withdraw("r-acc")).status, 200);
  assert.equal((await withdraw("r-acc")).code, "orders.hand_over_none");

  await offer(id, "r-cm-2");
  const { body } = await (await as("r-cm-2")).call(api.listWaiting, {});
  const [{ handOver } = assert.fail()] = body.handOvers;
  platform.clock.moveTo(Temporal.Instant.from(handOver.answerBy).add({ seconds: 1 }));
  // Before the sweep comes by, and after.
  assert.equal((await answer(id, "r-cm-2", true)).code, "orders.hand_over_none");
  await Promise.all([sweepHandOvers(platform), sweepHandOvers(platform)]);
  assert.equal(await responsible(id), idOf("r-acc"));
  assert.deepEqual(
    (await storyOf(id)).filter((kind) => kind.startsWith("hand-over")),
    [
      ...["hand-over-offered", "hand-over-declined"],
      ...["hand-over-offered", "hand-over-withdrawn"],
      ...["hand-over-offered", "hand-over-lapsed"],
    ],
  );
  assert.equal((await (await as("r-acc")).call(api.listWaiting, {})).body.offered.length, 0);
});

test("of two who answer and withdraw at once one is told that it is over; a dispatcher who takes it himself has accepted", async () => {
  const { id } = await openOrder();
  await offer(id, "r-cm");
  const [taken, gone] = await Promise.all([
    answer(id, "r-cm", true),
    (await as("r-acc")).call(api.withdrawHandOver, { params: { orderId: id }, body: {} }),
  ]);
  assert.deepEqual([taken.status, gone.status].toSorted(), [200, 409]);
  assert.equal(await responsible(id), idOf(taken.status === 200 ? "r-cm" : "r-acc"));
  assert.equal((await offer(id, "r-cmd", "r-cmd")).status, 200);
  assert.equal(await responsible(id), idOf("r-cmd"));
});

test("whoever is found to be one of those it is about is offered it no longer, and never sees that it was", async () => {
  const { id } = await openOrder({ typeCode: "COMP", form: filledForm("intake-complaint"), papers: [] });
  await offer(id, "r-duty");
  const named = await (await as("r-cmd")).call(api.nameAccused, {
    params: { orderId: id },
    body: { staffIds: [idOf("r-duty")], reason: "调查发现" },
  });
  assert.equal(named.status, 200, JSON.stringify(named.body));
  assert.equal((await answer(id, "r-duty", true)).status, 404);
  assert.equal((await (await as("r-duty")).call(api.listWaiting, {})).body.handOvers.length, 0);
  assert.equal((await (await as("r-duty")).call(api.listWork, {})).body.counts.waiting, 0);
  assert.deepEqual(
    await rows("select 1 from orders.hand_overs where order_id = $1 and state = 'offered'", [id]),
    [],
  );
});

test("an order is given up with the proof that its reason asks for, and not without", async () => {
  const { id, version, customerId } = await openOrder();
  const manager = await as("r-mgr");
  const give = (body: { reasonCode: string; proofId?: string | null }) =>
    manager.call(api.terminateOrder, {
      params: { orderId: id },
      body: { reason: "客户撤回申请", version, ...body },
    });
  assert.equal((await give({ reasonCode: "withdrawn" })).code, "orders.proof_missing");
  assert.equal((await give({ reasonCode: "withdrawn", proofId: id })).code, "orders.proof_missing");
  const proofId = await paperOf(county, customerId ?? "");
  const ended = await give({ reasonCode: "withdrawn", proofId });
  assert.equal(ended.status, 200, JSON.stringify(ended.body));
  const [told] = await rows<{ proof: string }>(
    "select detail ->> 'proofId' as proof from orders.entries where order_id = $1 and kind = 'terminated'",
    [id],
  );
  assert.equal(told?.proof, proofId);
  const [closed] = await rows<{ zh: string }>(
    "select text_zh as zh from orders.entries where order_id = $1 and kind = 'closed'",
    [id],
  );
  assert.equal(closed?.zh, "工单终止", "the customer reads no code");
});

test("an order without a customer is given up with a picture of its own, not with another order's", async () => {
  const wish = { typeCode: "FAULT", customerId: null, papers: [], form: filledForm("intake-fault") };
  const take = async () => {
    const body = { ...wish, contactName: "路人", contactPhone: "13911112222", customerClass: "RES" as const };
    const passedOver = [{ code: "open-order", reason: "另一处" }];
    const reply = await (await as("r-cmd")).call(api.acceptOrder, { body: { ...body, passedOver } });
    assert.equal(reply.status, 200, JSON.stringify(reply.body));
    return reply.body.order.id;
  };
  const picture = async (orderId: string) => {
    const params = { params: { orderId }, query: { name: "withdrawal.png" } };
    const path = pathOf(api.addPicture, params);
    const { body } = await (await as("r-cmd")).send<{ pictureId: string }>("post", path, smallestPng);
    return body.pictureId;
  };
  const [id, other] = [await take(), await take()];
  const { version, customerId } = (await look(id)).order;
  assert.equal(customerId, null);
  const give = async (proofId: string | null) =>
    (await as("r-mgr")).call(api.terminateOrder, {
      params: { orderId: id },
      body: { reasonCode: "withdrawn", reason: "报修人说已自行恢复", version, proofId },
    });
  assert.equal((await give(null)).code, "orders.proof_missing");
  assert.equal((await give(await picture(other))).code, "orders.proof_missing", "another order's");
  const proofId = await picture(id);
  const ended = await give(proofId);
  assert.equal(ended.status, 200, JSON.stringify(ended.body));
  assert.equal((await look(id)).order.result, "withdrawn");
  const [told] = await rows<{ proof: string }>(
    "select detail ->> 'proofId' as proof from orders.entries where order_id = $1 and kind = 'terminated'",
    [id],
  );
  assert.equal(told?.proof, proofId);
});

test("whoever may give it away is told of the colleagues who could take it, by name; nobody else is", async () => {
  const { id } = await openOrder();
  const ask = async (who: string) => (await as(who)).call(api.listReceivers, { params: { orderId: id } });
  const { body } = await ask("r-acc");
  const offered = body.receivers.map(({ staffId }) => staffId);
  for (const who of ["r-cm", "r-met", "r-hall"]) assert.ok(offered.includes(idOf(who)), who);
  assert.ok(!offered.includes(idOf("r-acc")), "who has it");
  assert.ok(!offered.includes(idOf("auditor")), "who works on no order");
  assert.deepEqual([...new Set(body.receivers.flatMap((one) => Object.keys(one)))].toSorted(), [
    "name",
    "staffId",
  ]);
  assert.equal((await ask("r-met")).code, "orders.not_responsible");
  assert.equal((await ask("r-cmd")).status, 200, "a dispatcher may");
  assert.equal((await offer(id, "r-met")).status, 200, "and every one of them can be asked");
  const about = await openOrder({
    typeCode: "COMP",
    form: filledForm("intake-complaint"),
    accused: [idOf("r-hall")],
    papers: [],
  });
  const { body: others } = await (await as("r-acc")).call(api.listReceivers, {
    params: { orderId: about.id },
  });
  assert.ok(!others.receivers.some(({ staffId }) => staffId === idOf("r-hall")), "never whom it is about");
});

test("a fault of a known outage waits for supply with it, is found by its number and told to others", async () => {
  const fault = (form: api.FormValues = {}) =>
    openOrder({ typeCode: "FAULT", form: filledForm("intake-fault", form), papers: [] }, "r-cmd");
  const known = await fault({ outageRef: " td2603-07 " });
  assert.equal(known.outageRef, "TD2603-07");
  const { steps } = await look(known.id);
  assert.ok(
    steps.some(({ nodeId }) => nodeId === "await-restored"),
    "no crew is sent twice",
  );
  const unknown = await fault();
  assert.equal(unknown.outageRef, null);
  const dispatcher = await as("r-cmd");
  for (const outageRef of ["听说全镇停电", "TD1", "TD-FAULT", "TD2603_07"]) {
    const form = filledForm("intake-fault", { outageRef });
    const taken = await dispatcher.call(api.acceptOrder, { body: { typeCode: "FAULT", form } });
    assert.equal(taken.code, "orders.form_format", outageRef);
    assert.match(JSON.stringify(taken.body), /例如 TD2603-07.*such as TD2603-07/s);
  }
  const find = async () =>
    (await dispatcher.call(api.findOrders, { body: { text: "td2603-07" } })).body.orders.map(({ id }) => id);
  assert.deepEqual(await find(), [known.id]);
  // Judged later: the second belongs to it as well.
  await county.complete(unknown.id, "dispatch", { isInternal: false, outageRef: "TD2603-07" });
  assert.deepEqual((await find()).toSorted(), [known.id, unknown.id].toSorted());
  const page = await dispatcher.call(api.readOrder, { params: { orderId: unknown.id } });
  assert.equal(page.body.outageRef, "TD2603-07");
  assert.equal(page.body.entries.filter(({ kind }) => kind === "outage-linked").length, 1);
  const events = await rows<{ ref: string }>(
    "select payload ->> 'outageRef' as ref from foundation.events where type = 'orders.outage-linked' and topic = any ($1)",
    [[known.id, unknown.id]],
  );
  assert.deepEqual(
    events.map(({ ref }) => ref),
    ["TD2603-07", "TD2603-07"],
  );
});

test("pauses across orders: the suspicious first, with why; filtered; nobody sees those of what is about him", async () => {
  const suspend = async (orderId: string, reasonCode: string, proofId: string | null = null) => {
    const reply = await (await as("r-cmd")).call(api.suspendOrder, {
      params: { orderId },
      body: { reasonCode, reason: "客户要求", proofId },
    });
    assert.equal(reply.status, 200, JSON.stringify(reply.body));
  };
  const resume = async (orderId: string) =>
    (await as("r-cmd")).call(api.resumeOrder, { params: { orderId }, body: { reason: "恢复" } });
  const plain = await openOrder();
  await suspend(plain.id, "plan-answer");
  const about = await openOrder({
    typeCode: "COMP",
    form: filledForm("intake-complaint"),
    accused: [idOf("r-hall")],
    papers: [],
  });
  await suspend(about.id, "customer-away", await paperOf(county, await county.buildCustomer()));
  const late = await openOrder();
  const { dueAt } = await look(late.id).then(({ order }) => order);
  platform.clock.moveTo(dueAt?.subtract({ minutes: 20 }) ?? assert.fail());
  await suspend(late.id, "plan-answer");
  for (let again = 0; again < 2; again++) {
    await resume(late.id);
    await suspend(late.id, "plan-answer");
  }
  type Query = CallOf<typeof api.listQualityPauses>["query"];
  const ask = async (query: Query = {}, who = "r-mgr") =>
    (await as(who)).call(api.listQualityPauses, { query });
  const all = await ask();
  assert.equal(all.status, 200, JSON.stringify(all.body));
  assert.equal(all.body.pauses[0]?.order.id, late.id);
  assert.deepEqual(all.body.pauses[0]?.marks, ["near", "many"]);
  assert.ok((all.body.pauses[0]?.usedShare ?? 0) >= 85);
  assert.deepEqual(all.body.pauses.find(({ order }) => order.id === plain.id)?.marks, []);
  assert.equal(all.body.totals.pauses, all.body.pauses.length);
  assert.equal(all.body.totals.standing, 3);
  assert.equal(all.body.totals.suspicious, 3);
  const only = async (query: Query) => (await ask(query)).body.pauses.map(({ order }) => order.id);
  assert.deepEqual(await only({ mark: "near", state: "standing" }), [late.id]);
  assert.deepEqual(await only({ reason: "customer-away" }), [about.id]);
  assert.deepEqual(await only({ who: "r-met" }), []);
  const seen = await ask({}, "r-hall");
  assert.equal(
    seen.body.pauses.some(({ order }) => order.id === about.id),
    false,
  );
  assert.equal(seen.body.totals.pauses, all.body.totals.pauses - 1, "nor is it counted for him");
  assert.equal((await ask({}, "r-acc")).code, "access.denied");
  const inspector = await ask({}, "r-qa");
  assert.equal(inspector.status, 200, "checking is what the inspector is for");
  assert.equal(inspector.body.totals.pauses, all.body.totals.pauses);
  assert.equal((await ask({ from: "2020-01-01" })).code, "orders.range_too_long");
  assert.equal((await ask({ unitId: county.neighbour.root })).code, "thing.not_found");
  platform.clock.moveTo(platform.clock.now().add({ hours: 24 * 16 }));
  assert.deepEqual((await ask({ reason: "plan-answer", state: "standing" })).body.pauses[0]?.marks, [
    "near",
    "long",
    "many",
  ]);
});
