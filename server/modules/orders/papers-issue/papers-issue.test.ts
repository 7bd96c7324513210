/** Papers as they are issued, signed and delivered: by whom, bound to what, and what happens when something changes. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { addPicture } from "../../../../contracts/orders/field.ts";
import * as contract from "../../../../contracts/orders/issued.ts";
import { readMyPaper } from "../../../../contracts/orders/my.ts";
import { readOrder } from "../../../../contracts/orders/page.ts";
import { smallestPng } from "../../../foundation/sample-input.ts";
import { pathOf } from "../../identity/test-county.ts";
import { customerOf, ink, ok } from "../my/testing-my.ts";
import { buildOrders } from "../testing.ts";

const county = await buildOrders();
const clerk = await county.as("r-acc");

const issue = async (orderId: string, template: "receipt" | "application-lv" | "undertaking") =>
  ok(clerk.call(contract.issuePaper, { params: { orderId }, body: { template } }));

test("a receipt names the promised days and the way to follow; the database has no token of it", async () => {
  const order = await county.openOrder();
  const { token, paperId } = await customerOf(county, order.id);
  const params = { orderId: order.id, paperId };
  const paper = await ok(clerk.call(contract.readIssued, { params }));
  assert.equal(paper.hash, paper.line.hash);
  const promised = paper.document.sections.find(({ kind }) => kind === "table");
  assert.ok(promised?.kind === "table" && promised.rows.length > 0);
  assert.match(JSON.stringify(promised.rows), /2026年3月\d+日/);
  assert.match(JSON.stringify(paper.document), /1\d\d\*{4}\d{4}/);
  assert.doesNotMatch(JSON.stringify(paper.document.sections[0]), /1\d{10}/);
  const secret = token.split(".")[1] ?? "";
  assert.equal(secret.length, 22);
  const rows = await county.platform.asOwner(async (owner) => [
    ...(await owner.query("select t::text as text from orders.issued t")).rows,
    ...(await owner.query("select t::text as text from orders.tokens t")).rows,
    ...(await owner.query("select t::text as text from foundation.audit t")).rows,
  ]);
  assert.ok(rows.length > 2);
  assert.equal(
    rows.some(({ text }) => text.includes(secret)),
    false,
  );
});

test("the same facts are the same paper, other facts another version", async () => {
  const order = await county.openOrder();
  const first = await issue(order.id, "receipt");
  assert.equal((await issue(order.id, "receipt")).line.id, first.line.id);
  county.platform.pass({ minutes: 5 });
  assert.equal((await issue(order.id, "receipt")).line.id, first.line.id);
  await county.runAs("r-acc", (ctx) =>
    import("../settle-paper.ts").then(({ settlePaper }) =>
      settlePaper(ctx, order.id, { code: "id-card", state: "received", documentId: null, reason: "" }),
    ),
  );
  const papers = (await ok(clerk.call(contract.listIssued, { params: { orderId: order.id } }))).papers;
  assert.equal(papers.length, 1);
});

test("a hand is bound to the words: other words, a taken place and a place that is none are refused", async () => {
  const order = await county.openOrder();
  const { line, hash } = await issue(order.id, "application-lv");
  const params = { orderId: order.id, paperId: line.id };
  const sign = (change: object) =>
    clerk.call(contract.signIssued, {
      params,
      body: { slot: "customer", signerName: "陈禾", documentHash: hash, ...ink, ...change },
    });
  assert.equal((await sign({ documentHash: "0".repeat(64) })).code, "orders.signature_other_document");
  assert.equal((await sign({ slot: "mayor" })).code, "orders.signature_slot");
  assert.equal((await sign({ strokes: undefined })).code, "orders.signature_empty");
  const slots = line.slots.map(({ slot }) => slot);
  const slot = slots.find((one) => one !== "clerk") ?? "";
  const signed = await ok(sign({ slot }));
  assert.deepEqual(
    signed.line.slots
      .filter((one) => one.slot === slot)
      .map(({ signerName, isValid }) => [signerName, isValid]),
    [["陈禾", true]],
  );
  assert.equal((await sign({ slot })).code, "orders.signature_twice");
  const pdf = await clerk.send<string>("get", `/api/orders/${order.id}/documents/${line.id}/pdf`);
  assert.equal(pdf.status, 200);
  assert.equal(pdf.headers.get("content-type"), "application/pdf");
  const audit = await county.platform.asOwner((owner) =>
    owner.query("select after from foundation.audit where action = 'orders.paper_signed' and subject = $1", [
      `paper:${line.id}`,
    ]),
  );
  assert.match(JSON.stringify(audit.rows), /"signatureHash":"[0-9a-f]{64}"/);
});

test("of two who sign the same place at once one is first", async () => {
  const order = await county.openOrder();
  const { line, hash } = await issue(order.id, "receipt");
  const body = { slot: "customer", signerName: "陈禾", documentHash: hash, ...ink };
  const replies = await Promise.all(
    [1, 2].map(() =>
      clerk.call(contract.signIssued, { params: { orderId: order.id, paperId: line.id }, body }),
    ),
  );
  assert.deepEqual(replies.map(({ status }) => status).sort(), [200, 409]);
});

test("a paper that is altered in the database shows: its signatures are not valid, and it is not printed with them", async () => {
  const order = await county.openOrder();
  const { line, hash } = await issue(order.id, "application-lv");
  const params = { orderId: order.id, paperId: line.id };
  const slot = line.slots.find((one) => one.slot !== "clerk")?.slot ?? "";
  await ok(
    clerk.call(contract.signIssued, {
      params,
      body: { slot, signerName: "陈禾", documentHash: hash, ...ink },
    }),
  );
  await county.platform.asOwner((owner) =>
    owner.query("update orders.issued set document = replace(document, '8 kVA', '80 kVA') where id = $1", [
      line.id,
    ]),
  );
  const seen = await ok(clerk.call(contract.readIssued, { params }));
  assert.notEqual(seen.hash, seen.line.hash);
  assert.deepEqual(
    seen.signatures.map(({ isValid }) => isValid),
    [false],
  );
  const pdf = await clerk.send("get", `/api/orders/${order.id}/documents/${line.id}/pdf`);
  assert.equal(pdf.code, "orders.signature_foreign");
});

test("a new version makes the former signature void, and says so", async () => {
  const order = await county
    .openOrder({ papers: [{ code: "id-card", documentId: null }] })
    .catch(() => undefined);
  const open = order ?? (await county.openOrder());
  const first = await issue(open.id, "receipt");
  const params = { orderId: open.id, paperId: first.line.id };
  const body = { slot: "customer", signerName: "陈禾", documentHash: first.hash, ...ink };
  await ok(clerk.call(contract.signIssued, { params, body }));
  await county.platform.asOwner((owner) =>
    owner.query("update orders.orders set address = '青禾县新路1号' where id = $1", [open.id]),
  );
  const second = await issue(open.id, "receipt");
  assert.notEqual(second.line.id, first.line.id);
  assert.equal(second.line.version, 2);
  const old = await ok(clerk.call(contract.readIssued, { params }));
  assert.deepEqual([old.line.isOutdated, old.signatures[0]?.isValid], [true, false]);
  assert.equal(
    (await clerk.call(contract.signIssued, { params, body: { ...body, slot: "clerk" } })).code,
    "orders.paper_outdated",
  );
  // The ink of the old words is none under the new ones; both signers sign anew, and both hands hold.
  const now = { orderId: open.id, paperId: second.line.id };
  assert.equal(
    (await clerk.call(contract.signIssued, { params: now, body })).code,
    "orders.signature_other_document",
  );
  for (const slot of second.line.slots.map((one) => one.slot))
    await ok(
      clerk.call(contract.signIssued, { params: now, body: { ...body, slot, documentHash: second.hash } }),
    );
  const { signatures } = await ok(clerk.call(contract.readIssued, { params: now }));
  assert.ok(signatures.length > 1 && signatures.every(({ isValid }) => isValid));
});

test("what a paper needs must have happened; delivery is proved and never taken back", async () => {
  const order = await county.openOrder();
  const params = { orderId: order.id };
  assert.equal(
    (await clerk.call(contract.issuePaper, { params, body: { template: "survey" } })).code,
    "orders.paper_facts",
  );
  const { templates } = await ok(clerk.call(contract.listIssued, { params }));
  assert.ok(templates.find(({ template }) => template === "receipt")?.isSuggested);
  assert.ok(templates.find(({ template }) => template === "survey")?.missing);
  const act = {
    name: "停电通知",
    basis: "供电营业规则",
    content: "检修停电",
    result: "已送达",
    filedAt: "营销部",
  };
  const { line } = await ok(
    clerk.call(contract.issuePaper, { params, body: { template: "legal-act", act } }),
  );
  const on = { orderId: order.id, paperId: line.id };
  await ok(clerk.call(contract.deliverIssued, { params: on, body: { kind: "handed", toName: "陈禾" } }));
  const refused = await ok(
    clerk.call(contract.deliverIssued, {
      params: on,
      body: { kind: "refused", toName: "陈禾", note: "拒绝签收" },
    }),
  );
  assert.deepEqual(
    refused.line.deliveries.map(({ kind, toName }) => [kind, toName]),
    [
      ["handed", "陈禾"],
      ["refused", "陈禾"],
    ],
  );
});

test("what is left before witnesses must be shown by a picture of this order; the customer is not told its id", async () => {
  const order = await county.openOrder();
  const other = await county.openOrder();
  const { customer, paperId } = await customerOf(county, order.id);
  const params = { orderId: order.id, paperId };
  const picture = async (orderId: string) => {
    const path = pathOf(addPicture, { params: { orderId }, query: { name: "left.png" } });
    return (await clerk.send<{ pictureId: string }>("post", path, smallestPng)).body.pictureId;
  };
  const leave = (proofId: string | null) =>
    clerk.call(contract.deliverIssued, {
      params,
      body: { kind: "refused", way: "left", toName: "陈禾", reference: "见证人：周远、林岚", proofId },
    });
  assert.equal((await leave(null)).code, "orders.proof_missing");
  assert.equal((await leave(await picture(other.id))).code, "orders.proof_missing", "another order's");
  const proofId = await picture(order.id);
  const { line } = await ok(leave(proofId));
  assert.equal(line.deliveries.at(-1)?.proofId, proofId);
  const mine = await ok(customer.call(readMyPaper, { params: { paperId } }));
  assert.deepEqual(
    mine.line.deliveries.map(({ way, proofId: shown }) => [way, shown]),
    [["left", null]],
  );
});

test("the bag has a cover and what there is of the six forms", async () => {
  const order = await county.openOrder();
  await issue(order.id, "application-lv");
  const bag = await clerk.send<string>("get", `/api/orders/${order.id}/bag`);
  assert.equal(bag.status, 200);
  assert.ok(bag.body.startsWith("%PDF"));
});

test("papers are for those who may see names, and for those who have to do with the order", async () => {
  const order = await county.openOrder();
  const { line } = await issue(order.id, "receipt");
  const guide = await county.as("r-guide");
  const params = { orderId: order.id, paperId: line.id };
  assert.equal((await guide.call(contract.readIssued, { params })).status, 403);
  const pageFor = async (caller: typeof guide) =>
    (await caller.call(readOrder, { params: { orderId: order.id } })).body;
  assert.equal((await pageFor(guide)).can.readPapers, false, "nor does the page ask for them");
  assert.equal((await pageFor(await county.as("r-acc"))).can.readPapers, true);
  const fitter = await county.as("r-met");
  assert.equal(
    (await fitter.call(contract.deliverIssued, { params, body: { kind: "handed", toName: "x" } })).code,
    "access.denied",
  );
  const neighbour = await county.signedIn("clerk", 990102);
  assert.equal((await neighbour.call(contract.readIssued, { params })).status, 404);
});
