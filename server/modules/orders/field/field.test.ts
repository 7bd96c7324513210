/** Work on site: who sees which visit, pictures that are sent twice, and an act that is sent again after a lost answer. */
import assert from "node:assert/strict";
import { test } from "node:test";
import * as contract from "../../../../contracts/orders/field.ts";
import { readOrder, terminateOrder } from "../../../../contracts/orders/page.ts";
import type { FormValues } from "../../../../contracts/orders/shapes.ts";
import { claimStep, completeStep } from "../../../../contracts/orders/steps.ts";
import { smallestPng } from "../../../foundation/sample-input.ts";
import { orgs, pathOf } from "../../identity/test-county.ts";
import { ok } from "../my/testing-my.ts";
import { buildOrders, filledForm } from "../testing.ts";

const county = await buildOrders();
const surveyor = await county.as("r-cm");

const addPicture = (orderId: string, by = surveyor, bytes = smallestPng) =>
  by.send<{ pictureId: string }>(
    "post",
    pathOf(contract.addPicture, { params: { orderId }, query: { name: "site.png" } }),
    bytes,
  );

test("a visit comes with its form and what it must prove; the whole address is for whoever has it in hand", async () => {
  const order = await county.openOrder();
  const before = (await ok(surveyor.call(contract.listVisits))).visits.find(
    ({ line }) => line.order.id === order.id,
  );
  assert.ok(before);
  assert.equal(before.isMine, false);
  assert.deepEqual([...before.evidence].sort(), ["photo", "position", "signature"]);
  assert.ok(before.form?.fields.some(({ kind }) => kind === "signature"));
  const params = { orderId: order.id, stepId: before.line.stepId };
  await ok(surveyor.call(claimStep, { params, body: {} }));
  const after = (await ok(surveyor.call(contract.listVisits))).visits.find(
    ({ line }) => line.order.id === order.id,
  );
  assert.deepEqual([after?.isMine, after?.address], [true, order.address]);
  assert.equal(JSON.stringify(after).match(/1\d{10}(?!\d)/), null);
  const fitter = await county.as("r-met");
  const others = (await ok(fitter.call(contract.listVisits))).visits;
  assert.equal(
    others.some(({ line }) => line.order.id === order.id),
    false,
  );
});

test("a picture that is sent twice is one; strangers bring and see none", async () => {
  const order = await county.openOrder();
  const first = await addPicture(order.id);
  assert.equal(first.status, 200, JSON.stringify(first.body));
  assert.equal((await addPicture(order.id)).body.pictureId, first.body.pictureId);
  const { pictures } = await ok(surveyor.call(contract.listPictures, { params: { orderId: order.id } }));
  assert.equal(pictures.length, 1);
  const path = pathOf(contract.readPicture, {
    params: { orderId: order.id, pictureId: first.body.pictureId },
  });
  const seen = await surveyor.send("get", path);
  assert.deepEqual([seen.status, seen.headers.get("content-type")], [200, "image/png"]);
  const fitter = await county.as("r-met");
  assert.equal((await addPicture(order.id, fitter)).status, 403);
  const neighbour = await county.signedIn("clerk", orgs.neighbour);
  assert.equal((await neighbour.send("get", path)).status, 404);
});

test("a phone that finds the network when the order is over loses no picture", async () => {
  const { id: orderId } = await county.openOrder();
  const { pictureId: proofId } = (await addPicture(orderId)).body;
  await county.complete(orderId, "plan-reply");
  const manager = await county.as("r-mgr");
  const { version } = await ok(manager.call(readOrder, { params: { orderId } }));
  const why = { reasonCode: "withdrawn", reason: "客户撤回申请", proofId, version };
  await ok(manager.call(terminateOrder, { params: { orderId }, body: why }));
  const later = await addPicture(orderId, await county.as("r-cm"), Uint8Array.of(...smallestPng, 1));
  assert.equal(later.status, 200, JSON.stringify(later.body));
  assert.notEqual(later.body.pictureId, proofId);
  const stranger = await addPicture(orderId, await county.as("r-met"), Uint8Array.of(...smallestPng, 2));
  assert.equal(stranger.code, "access.denied", "who had nothing to do with it brings none afterwards");
});

test("work that was done without a network counts from when it was done, once, however often it is sent", async () => {
  const order = await county.openOrder();
  const task = await county.task(order.id, "plan-reply");
  const params = { orderId: order.id, stepId: task.id };
  const { line } = await ok(surveyor.call(claimStep, { params, body: {} }));
  county.platform.pass({ hours: 2 });
  // The session of the morning has ended meanwhile.
  const back = await county.signedIn("r-cm");
  const doneAt = county.platform.clock.now().subtract({ minutes: 50 }).toString();
  const { pictureId } = (await addPicture(order.id, back)).body;
  const form = {
    ...filledForm("survey-lv"),
    photos: [pictureId],
    signature: pictureId,
    hasWorks: false,
    hasGridWorks: false,
  };
  const body = { version: line.version, form, note: "", doneAt };
  const key = { "idempotency-key": "field-act-0001" };
  const sent = [
    await back.call(completeStep, { params, body }, key),
    await back.call(completeStep, { params, body }, key),
  ];
  assert.deepEqual(
    sent.map(({ status }) => status),
    [200, 200],
    JSON.stringify(sent[0]?.body),
  );
  assert.deepEqual(sent[0]?.body, sent[1]?.body);
  const { rows } = await county.platform.asOwner((owner) =>
    owner.query("select closed_at, how from orders.steps where id = $1", [task.id]),
  );
  assert.equal(rows.length, 1);
  assert.equal(new Date(rows[0].closed_at).toISOString(), new Date(doneAt).toISOString());
  // Under another key it is another act: told that it is over.
  assert.equal((await back.call(completeStep, { params, body })).code, "orders.step_closed");
});

test("a phone that gives no position needs a reason instead", async () => {
  const order = await county.openOrder();
  const task = await county.task(order.id, "plan-reply");
  const params = { orderId: order.id, stepId: task.id };
  const again = await county.signedIn("r-cm");
  const { line } = await ok(again.call(claimStep, { params, body: {} }));
  const { position: _, ...form }: FormValues = {
    ...filledForm("survey-lv"),
    photos: ["p"],
    hasWorks: false,
    hasGridWorks: false,
  };
  const send = (more: object) =>
    again.call(completeStep, {
      params,
      body: { version: line.version, form: { ...form, ...more }, note: "", doneAt: null },
    });
  assert.equal((await send({})).code, "orders.form_incomplete");
  assert.equal((await send({ positionRefused: "地下室无信号" })).status, 200);
});
