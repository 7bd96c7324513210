/** A paper before the customer: on the window's pad, and on the crew's phone without a network; what then may be signed. */
import assert from "node:assert/strict";
import { test } from "node:test";
import * as field from "../../../../contracts/orders/field.ts";
import * as contract from "../../../../contracts/orders/issued.ts";
import * as pad from "../../../../contracts/orders/pad-signing.ts";
import { dayOfMoment } from "../../../../contracts/orders/paper-text.ts";
import type { FormValues } from "../../../../contracts/orders/shapes.ts";
import { fillSheet } from "../../../../contracts/orders/site-sheets.ts";
import { claimStep, completeStep } from "../../../../contracts/orders/steps.ts";
import { buildHall } from "../../hall/testing.ts";
import { ink, ok } from "../my/testing-my.ts";
import { documentHash } from "../papers/index.ts";
import { buildOrders, filledForm } from "../testing.ts";

const county = await buildOrders();
let clerk = await county.as("r-acc");
const hall = await buildHall(county);
const [window, other] = hall.windows;
assert.ok(window && other);
const { hallId } = hall;

/** The clerk sits down at the window. */
const sit = (windowId: string) =>
  county.platform.asOwner(async (owner) => {
    await owner.query("update hall.windows set staff_id = null, state = 'closed' where staff_id = $1", [
      county.actor("r-acc").id,
    ]);
    await owner.query("update hall.windows set staff_id = $1, state = 'open' where id = $2", [
      county.actor("r-acc").id,
      windowId,
    ]);
  });
await county.runAs("r-acc", async () => {});

const issue = async (orderId: string, template: "receipt" | "application-lv" = "application-lv") =>
  ok(clerk.call(contract.issuePaper, { params: { orderId }, body: { template } }));

async function issued() {
  const order = await county.openOrder();
  const paper = await issue(order.id);
  const params = { orderId: order.id, paperId: paper.line.id };
  const slot = paper.line.slots.find((one) => one.slot === "customer" || one.slot === "applicant")?.slot;
  return { order, paper, params, body: { slot: slot ?? "", signerName: "陈禾", documentHash: paper.hash } };
}

test("without a window, or at one without a pad, it says so and nothing is laid before anybody", async () => {
  const { params, body } = await issued();
  assert.equal((await clerk.call(pad.askOnPad, { params, body })).code, "orders.no_pad");
  await sit(other.id);
  assert.equal((await clerk.call(pad.askOnPad, { params, body })).code, "orders.no_pad");
});

test("the pad of the clerk's window shows the paper, and its ink is bound to what it showed", async () => {
  const device = await county.paired("pad", hallId, window.id);
  const stranger = await county.paired("pad", hallId, other.id);
  await sit(window.id);
  const { params, body } = await issued();
  const at = { hallId, windowId: window.id };
  const other404 = (await stranger.call(pad.viewPadSigning, { params: at })).status;
  assert.equal(other404, 404, "another window's pad sees nothing");
  assert.equal((await clerk.call(pad.viewPadSigning, { params: at })).status, 403);
  assert.equal((await ok(device.call(pad.viewPadSigning, { params: at }))).ask, null);
  const wrong = { ...body, documentHash: "0".repeat(64) };
  assert.equal(
    (await clerk.call(pad.askOnPad, { params, body: wrong })).code,
    "orders.signature_other_document",
  );
  const asked = await ok(clerk.call(pad.askOnPad, { params, body }));
  assert.deepEqual([asked.line.ask?.state, asked.line.ask?.windowNumber], ["asked", window.number]);
  const { ask } = await ok(device.call(pad.viewPadSigning, { params: at }));
  assert.ok(ask);
  assert.equal(documentHash(ask.document), body.documentHash);
  assert.deepEqual(
    (await ok(stranger.call(pad.viewPadSigning, { params: { ...at, windowId: other.id } }))).ask,
    null,
  );
  const on = { ...at, askId: ask.askId };
  const sign = (hash: string, by = device) =>
    by.call(pad.signOnPad, { params: on, body: { documentHash: hash, ...ink } });
  assert.equal((await sign(ask.hash, stranger)).status, 404);
  assert.equal((await sign("0".repeat(64))).code, "orders.signature_other_document");
  // Two taps: one is the signature.
  const replies = await Promise.all([sign(ask.hash), sign(ask.hash)]);
  assert.deepEqual(replies.map(({ status }) => status).sort(), [200, 409]);
  const seen = await ok(clerk.call(contract.readIssued, { params }));
  assert.deepEqual(
    seen.signatures.map(({ signature, way, byName, isValid }) => [
      signature.signerName,
      way,
      byName,
      isValid,
    ]),
    [["陈禾", "before-staff", county.actor("r-acc").name, true]],
  );
  assert.equal(seen.line.ask?.state, "signed");
  assert.equal((await ok(device.call(pad.viewPadSigning, { params: at }))).ask, null);
  assert.equal((await clerk.call(pad.askOnPad, { params, body })).code, "orders.signature_twice");
});

test("it is taken back, declined, replaced, and goes by itself; what was issued anew is not signed there", async () => {
  const device = await county.paired("pad", hallId, window.id);
  await sit(window.id);
  const at = { hallId, windowId: window.id };
  const onPad = async () => (await ok(device.call(pad.viewPadSigning, { params: at }))).ask;
  const first = await issued();
  await ok(clerk.call(pad.askOnPad, first));
  const early = await onPad();
  await ok(clerk.call(pad.takeFromPad, { params: first.params, body: {} }));
  assert.equal(await onPad(), null);
  const late = {
    params: { ...at, askId: early?.askId ?? "" },
    body: { documentHash: first.body.documentHash, ...ink },
  };
  assert.equal((await device.call(pad.signOnPad, late)).code, "orders.pad_over");
  await ok(clerk.call(pad.askOnPad, first));
  const second = await issued();
  await ok(clerk.call(pad.askOnPad, second));
  assert.equal((await onPad())?.hash, second.body.documentHash, "one paper lies on a pad");
  const ask = await onPad();
  await ok(device.call(pad.declineOnPad, { params: { ...at, askId: ask?.askId ?? "" }, body: {} }));
  const declined = await ok(clerk.call(contract.readIssued, { params: second.params }));
  assert.deepEqual([declined.line.ask?.state, declined.signatures.length], ["declined", 0]);
  await ok(clerk.call(pad.askOnPad, second));
  county.platform.pass({ minutes: 11 });
  assert.equal(await onPad(), null);
  // Half an hour without a call ends a session.
  clerk = await county.signedIn("r-acc");
  const expired = await ok(clerk.call(contract.readIssued, { params: second.params }));
  assert.equal(expired.line.ask?.state, "expired");
  await ok(clerk.call(pad.askOnPad, second));
  const stale = await onPad();
  await county.platform.asOwner((owner) =>
    owner.query("update orders.orders set address = '青禾县新路2号' where id = $1", [second.order.id]),
  );
  await ok(
    clerk.call(contract.issuePaper, {
      params: { orderId: second.order.id },
      body: { template: "application-lv" },
    }),
  );
  assert.equal(await onPad(), null, "there is a newer one");
  const params = { ...at, askId: stale?.askId ?? "" };
  const body = { documentHash: stale?.hash ?? "", ...ink };
  assert.equal((await device.call(pad.signOnPad, { params, body })).code, "orders.paper_outdated");
});

type Visit = Awaited<ReturnType<typeof visitOf>>;
async function visitOf(orderId: string) {
  const surveyor = await county.signedIn("r-cm");
  const task = await county.task(orderId, "plan-reply");
  const params = { orderId, stepId: task.id };
  const { line } = await ok(surveyor.call(claimStep, { params, body: {} }));
  const visit = (await ok(surveyor.call(field.listVisits))).visits.find((one) => one.line.stepId === task.id);
  assert.ok(visit?.sheet && visit.form);
  const { sheet, form } = visit;
  return { surveyor, params, version: line.version, sheet, form };
}

/** As the phone does it: filled in, shown, hashed, signed, all before there is a network. */
function signedOnSite({ sheet, form }: Visit, values: FormValues, at: string) {
  const photos = Array.isArray(values.photos) ? values.photos.length : 0;
  const filling = { formKey: sheet.formKey, fields: form.fields, values, photos, at };
  const document = fillSheet({ ...sheet.document, issuedOn: dayOfMoment(at) }, filling);
  return {
    document,
    ink: { slot: sheet.slot, signerName: "陈禾", documentHash: documentHash(document), ...ink },
  };
}
const values: FormValues = { ...filledForm("survey-lv"), hasWorks: false, hasGridWorks: false };

test("a sheet signed on site without a network is issued as it was seen, once; its signature holds", async () => {
  const order = await county.openOrder();
  const visit = await visitOf(order.id);
  county.platform.pass({ minutes: 6 });
  const doneAt = county.platform.clock.now().subtract({ minutes: 4 }).toString();
  const { document, ink: body } = signedOnSite(visit, values, doneAt);
  const { surveyor, params, version } = visit;
  const sign = (key: string) => surveyor.call(field.signSheet, { params, body }, { "idempotency-key": key });
  assert.equal((await sign("sheet-0000")).code, "orders.sheet_none", "not before the step is done");
  await ok(surveyor.call(completeStep, { params, body: { version, form: values, note: "", doneAt } }));
  const [one, again] = [await sign("sheet-0001"), await sign("sheet-0001")];
  assert.deepEqual([one.status, again.body], [200, one.body], JSON.stringify(one.body));
  assert.equal((await sign("sheet-0002")).code, "orders.signature_twice");
  const { papers } = await ok(clerk.call(contract.listIssued, { params: { orderId: order.id } }));
  assert.deepEqual(
    papers.map(({ template, number, hash }) => [template, number, hash]),
    [["survey", document.number, body.documentHash]],
  );
  const read = { orderId: order.id, paperId: papers[0]?.id ?? "" };
  assert.equal((await ok(clerk.call(contract.readIssued, { params: read }))).signatures[0]?.isValid, true);
  // Issued at the desk afterwards it is the same paper, signature and all.
  const desk = await ok(
    clerk.call(contract.issuePaper, { params: { orderId: order.id }, body: { template: "survey" } }),
  );
  assert.equal(desk.line.id, read.paperId);
});

test("what the server has otherwise by then is refused: nothing is issued, nothing is signed", async () => {
  const order = await county.openOrder();
  const visit = await visitOf(order.id);
  const doneAt = county.platform.clock.now().toString();
  const { ink: body } = signedOnSite(visit, values, doneAt);
  const { surveyor, params, version } = visit;
  const form = { ...values, approvedCapacity: 80 };
  await ok(surveyor.call(completeStep, { params, body: { version, form, note: "", doneAt } }));
  assert.equal((await surveyor.call(field.signSheet, { params, body })).code, "orders.sheet_differs");
  const { papers } = await ok(clerk.call(contract.listIssued, { params: { orderId: order.id } }));
  assert.deepEqual(papers, []);
  // Nor does somebody bring ink who had nothing to do with it.
  const fitter = await county.as("r-met");
  assert.equal((await fitter.call(field.signSheet, { params, body })).code, "access.denied");
});

test("what waits for a signature or a delivery is listed, late first, until it has come", async () => {
  const { order, paper, params, body } = await issued();
  const head = await county.signedIn("r-hall");
  const list = async (query: { kind?: "signature" | "delivery"; late?: "yes" } = {}) =>
    (await ok(head.call(contract.listWaitingPapers, { query: { ...query, limit: 200 } }))).papers.filter(
      (one) => one.order.id === order.id,
    );
  assert.deepEqual(
    (await list()).map(({ line }) => line.waits.map(({ kind, isOver }) => [kind, isOver])),
    [[["signature", false]]],
  );
  assert.deepEqual(await list({ kind: "delivery" }), []);
  assert.deepEqual(await list({ late: "yes" }), []);
  const act = {
    name: "方案答复",
    basis: "供电营业规则",
    content: "答复供电方案",
    result: "已答复",
    filedAt: "营销部",
  };
  const { line } = await ok(
    clerk.call(contract.issuePaper, { params: { orderId: order.id }, body: { template: "legal-act", act } }),
  );
  const [legal] = await list({ kind: "delivery" });
  assert.deepEqual(
    [legal?.points?.content, legal?.points?.filing, legal?.points?.result],
    ["答复供电方案", "营销部", "已答复"],
  );
  assert.match(legal?.points?.limit ?? "", /工作日/);
  const on = { orderId: order.id, paperId: line.id };
  const deliver = (more: object) =>
    clerk.call(contract.deliverIssued, {
      params: on,
      body: { kind: "sent", way: "registered-mail", toName: "陈禾", ...more },
    });
  assert.equal((await deliver({})).code, "orders.delivery_proof");
  assert.equal((await deliver({ kind: "handed" })).code, "orders.delivery_way");
  await ok(deliver({ kind: "refused", way: undefined }));
  assert.equal((await list({ kind: "delivery" })).length, 1, "refused is not delivered");
  await ok(deliver({ reference: "XA12345678931" }));
  assert.deepEqual(await list({ kind: "delivery" }), []);
  await ok(clerk.call(contract.signIssued, { params, body: { ...body, ...ink } }));
  assert.deepEqual(
    (await list({ kind: "signature" })).map((one) => one.line.id),
    [line.id],
  );
  assert.equal(
    (await list()).some((one) => one.line.id === paper.line.id),
    false,
  );
  county.platform.pass({ hours: 24 * 6 });
  const again = await county.signedIn("r-hall");
  const { papers, counts } = await ok(
    again.call(contract.listWaitingPapers, { query: { late: "yes", limit: 200 } }),
  );
  assert.ok(papers.some((one) => one.line.id === line.id));
  assert.ok(counts.late >= 1);
  const guide = await county.signedIn("r-guide");
  assert.equal((await guide.call(contract.listWaitingPapers)).status, 403);
});
