import assert from "node:assert/strict";
import { test } from "node:test";
import type { IntakeFinding, OrderPaper } from "../../../../contracts/orders/shapes.ts";
import { bodyOf, nothingSaid, openWarnings, questionOf, standingsOf } from "./application.ts";

const paper = (code: string, need: OrderPaper["need"], documentId: string | null = null): OrderPaper => ({
  ...{ code, name: { zh: code, en: code }, need, neverWaived: false, dueNode: null, dueStep: null },
  ...{ state: documentId ? "received" : "owed", documentId, reminders: 0 },
});
const finding = (code: string, level: IntakeFinding["level"]): IntakeFinding => ({
  ...{ code, level, text: { zh: code, en: code }, reason: { zh: code, en: code } },
  ...{ orderId: null, customerId: null },
});

test("a paper is had, in the archive, owed until later, or missing", () => {
  const papers = [
    paper("id-card", "must"),
    paper("title", "must", "d1"),
    paper("plan", "later"),
    paper("lease", "extra"),
  ];
  assert.deepEqual(
    [...standingsOf(papers, ["lease"])],
    [
      ["id-card", "missing"],
      ["title", "archive"],
      ["plan", "owed"],
      ["lease", "have"],
    ],
  );
});

test("a commitment is needed only for what follows later", () => {
  const papers = [paper("commitment", "must"), paper("plan", "later")];
  assert.equal(standingsOf(papers, []).get("commitment"), "missing");
  assert.equal(standingsOf(papers, ["plan"]).get("commitment"), "spare");
});

test("a warning is open until somebody says why it is passed over; notes and stops are none", () => {
  const findings = [finding("same-address", "warn"), finding("open-order", "note"), finding("term", "stop")];
  assert.deepEqual(
    openWarnings(findings, {}).map(({ code }) => code),
    ["same-address"],
  );
  assert.equal(openWarnings(findings, { "same-address": " x" }).length, 1);
  assert.equal(openWarnings(findings, { "same-address": "已核实" }).length, 0);
});

test("what is sent is what was said: papers in hand and of the archive, each warning once", () => {
  const said = {
    ...nothingSaid,
    typeCode: "NI-RES",
    form: { use: "residential", note: "" },
    inHand: ["id-card"],
    passedOver: { "same-address": " 已核实 ", stale: "不再出现" },
  };
  const body = bodyOf(said, "NI-RES", "t1", {
    findings: [finding("same-address", "warn"), finding("same-address", "warn")],
    papers: [paper("id-card", "must"), paper("title", "must", "d1"), paper("plan", "later")],
  });
  assert.deepEqual(body.passedOver, [{ code: "same-address", reason: "已核实" }]);
  assert.deepEqual(body.papers, [
    { code: "id-card", documentId: null },
    { code: "title", documentId: "d1" },
  ]);
  assert.deepEqual(body.form, { use: "residential" });
  assert.equal(body.ticketId, "t1");
  assert.equal(questionOf(nothingSaid), null);
});
