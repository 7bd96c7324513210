/** The data of service orders holds together: every code that one file names stands in the file it belongs to. */
import assert from "node:assert/strict";
import { test } from "node:test";
import documentTypes from "../../../../catalogue/document-types.json" with { type: "json" };
import limits from "../../../../catalogue/order-limits.json" with { type: "json" };
import posts from "../../../../catalogue/posts.json" with { type: "json" };
import { clockUnit } from "../../../../contracts/orders/shapes.ts";
import { isTask } from "../process/definition.ts";
import { intakeChecks } from "./order-checks.ts";
import { type Category, orderComplaints, orderFaults } from "./order-complaints.ts";
import { conflictBetween, orderConflicts } from "./order-conflicts.ts";
import { orderDemands } from "./order-demands.ts";
import { dutyPairs, orderDuties, signoffs } from "./order-duties.ts";
import { findForm, orderForms } from "./order-forms.ts";
import { findPaperSet, paperSets } from "./order-papers.ts";
import { tenPromises } from "./order-promises.ts";
import { orderReasons } from "./order-reasons.ts";
import { findOrderStage, orderStages } from "./order-stages.ts";
import { findOrderType, orderTypes } from "./order-types.ts";
import { orderUrging } from "./order-urging.ts";
import { orderVariables } from "./order-variables.ts";
import { shippedProcesses } from "./testing-processes.ts";

const processes = await shippedProcesses();
const nodes = [...processes.values()].flatMap((definition) =>
  Object.values(definition.nodes).map((node) => ({ definition, node })),
);
const tasks = nodes.flatMap(({ definition, node }) => (isTask(node) ? [{ definition, node }] : []));
const rules = new Set(limits.map((row) => row.rule_code));
const postCodes = new Set(posts.map(({ code }) => code));
const papers = new Set(documentTypes.map(({ code }) => code));
const missing = (codes: Iterable<string | null | undefined>, known: { has(code: string): boolean }) =>
  [...new Set(codes)].filter((code) => code !== null && code !== undefined && !known.has(code));
const nothing = (codes: readonly unknown[]) => assert.deepEqual(codes, []);

/** The handbook's master table (§2.1), row by row. */
const table =
  `NI-RES NI-RES-BATCH NI-LVN NI-HV1 NI-HV2 IC-RES IC-LVN IC-HV1 IC-HV2 TMP-M TMP-N TMP-EXT TMP-END PV-NAT PV-NNAT
  EV-PRI EV-PUB CH-RED CH-RED-R CH-SUS CH-SUS-R CH-SWAP CH-ADDR CH-METERMOVE CH-TREM CH-TREM-R CH-NAME CH-TRANS CH-SPLIT
  CH-MERGE CH-CLOSE CH-TYPE CH-VOLT CH-PAY CH-DEMAND CH-TOU MT-TEST MT-DATA MT-ABN FAULT RECON APPL EVHW SRV-OTH COMP REPORT
  OPIN SUGG PRAISE CONS QUERY CORR VAT URGE`.split(/\s+/);

test("every business type of the handbook is there, once", () => {
  assert.deepEqual(orderTypes.map(({ code }) => code).sort(), [...table].sort());
});

test("a type names only what exists: limits, processes, papers, forms, posts, checks, stages, sign-off", () => {
  for (const type of orderTypes) {
    const { code, classes, process, stepLimits, stageLimits } = type;
    nothing(
      missing([type.total, type.ahead, ...Object.values(stepLimits), ...Object.values(stageLimits)], rules),
    );
    nothing(missing(Object.values(process), processes));
    nothing(missing(Object.keys(stageLimits), { has: (stage) => findOrderStage(stage) !== undefined }));
    nothing(missing(type.acceptedBy, postCodes));
    nothing(missing(type.checks, new Set(intakeChecks.map((check) => check.code))));
    nothing(missing(type.signoff, new Set(signoffs.items.map(({ item }) => item))));
    nothing(missing([type.followedBy], new Set(table)));
    assert.ok(type.papers === null || findPaperSet(type.papers), `${code} papers ${type.papers}`);
    assert.ok(type.form === null || findForm(type.form), `${code} form ${type.form}`);
    const isOrder = type.total !== null;
    assert.deepEqual(Object.keys(process), isOrder ? classes : [], `${code}: a process for each class`);
    assert.ok(!isOrder || type.form, `${code}: an intake form`);
    for (const key of Object.values(process)) {
      assert.ok(processes.get(key)?.types.includes(code), `${key} says that it is the process of ${code}`);
      const limited = new Set(
        tasks.filter(({ definition }) => definition.id === key).map(({ node }) => node.limit),
      );
      for (const replaced of Object.keys(stepLimits))
        assert.ok(limited.has(replaced), `${code} replaces ${replaced}, which no step of ${key} has`);
    }
  }
  for (const definition of processes.values())
    for (const code of definition.types)
      assert.ok(
        Object.values(findOrderType(code)?.process ?? {}).includes(definition.id),
        `${definition.id} ${code}`,
      );
});

test("kinds that exclude each other are known and warned of by a check of their own; closing excludes every change, either way", () => {
  const types = new Set(table);
  for (const { one, other } of orderConflicts)
    for (const side of [one, other]) {
      nothing(missing([...side.types, ...side.except], types));
      for (const type of orderTypes)
        if (type.needsAccount && (side.types.includes(type.code) || side.families.includes(type.family)))
          assert.ok(type.checks.includes("open-conflict"), type.code);
    }
  const close = findOrderType("CH-CLOSE") ?? assert.fail();
  for (const type of orderTypes.filter(({ family }) => family === "change" || family === "increase"))
    for (const [asked, open] of [
      [close, type],
      [type, close],
    ] as const)
      assert.equal(conflictBetween(asked, open)?.level, "stop", `${asked.code} ${open.code}`);
  const complaint = findOrderType("COMP") ?? assert.fail();
  assert.equal(conflictBetween(close, complaint), undefined, "a complaint outlives the account");
});

test("steps and timers are limited in units that a clock counts, by whole numbers", () => {
  const timed = new Set([
    ...tasks.map(({ node }) => node.limit),
    ...orderTypes.flatMap((type) => [
      type.total,
      ...Object.values(type.stepLimits),
      ...Object.values(type.stageLimits),
    ]),
    ...nodes.flatMap(({ node }) =>
      "on" in node && node.on.on === "timer" && node.on.timer.by === "limit" ? [node.on.timer.rule] : [],
    ),
  ]);
  for (const row of limits)
    if (timed.has(row.rule_code))
      assert.ok(clockUnit.safeParse(row.unit).success && Number.isInteger(row.value), row.rule_code);
});

test("regulator rows are the statutory layer, and no others", () => {
  for (const { rule_code, scheme, layer } of limits)
    assert.equal(layer === "statutory", scheme === "REG", `${rule_code} ${scheme}`);
});

test("papers are known, due at steps of the type's process, and never waived where the rules say so", () => {
  for (const set of paperSets)
    for (const paper of set.papers) {
      nothing(missing([paper.code, ...paper.accepts], papers));
      assert.ok(paper.accepts.includes(paper.code), `${set.code} ${paper.code}`);
      assert.ok(!paper.neverWaived || paper.need !== "later", `${set.code} ${paper.code} is not put off`);
      assert.ok(paper.need !== "later" || paper.dueNode, `${set.code} ${paper.code}: until when`);
    }
  for (const type of orderTypes) {
    const set = type.papers === null ? undefined : findPaperSet(type.papers);
    for (const paper of set?.papers ?? []) {
      if (paper.code === "id-card") assert.ok(paper.neverWaived, `${type.code} identity`);
      const { dueNode } = paper;
      if (dueNode === null) continue;
      const somewhere = Object.values(type.process).some((key) => processes.get(key)?.nodes[dueNode]);
      assert.ok(somewhere, `${type.code}: ${paper.code} is due at ${dueNode}, which its process has not`);
    }
  }
  const identity = findPaperSet("D-ID")?.papers[0];
  assert.equal(identity?.accepts.length, 9, "nine papers prove who a person is");
});

test("every reason, level, grade, promise and sign-off names known rules, posts and steps", () => {
  const nodeIds = new Set(nodes.map(({ node }) => node.id));
  nothing(
    missing(
      orderReasons.flatMap(({ by }) => by),
      postCodes,
    ),
  );
  nothing(
    missing(
      orderReasons.flatMap(({ stages }) => stages),
      new Set(orderStages.map(({ code }) => code)),
    ),
  );
  assert.deepEqual(
    orderReasons.filter(({ list, cause }) => list === "pause" && cause === "company"),
    [],
    "a clock never stops for the company's own cause",
  );
  for (const code of ["force-majeure", "government-stop"]) {
    const reason = orderReasons.find((one) => one.code === code);
    assert.ok(reason?.needsProof && reason.needsCheck, `${code} needs proof and a check`);
  }
  const { levels, urges } = orderUrging;
  nothing(
    missing(
      levels.flatMap(({ triggers }) => triggers.map(({ rule }) => rule)),
      rules,
    ),
  );
  nothing(
    missing(
      levels.flatMap((level) => [level.answerRule, level.answerRuleFault]),
      rules,
    ),
  );
  nothing(
    missing(
      levels.flatMap(({ receivers }) => receivers),
      new Set([...postCodes, "handler"]),
    ),
  );
  nothing(
    missing(
      urges.flatMap(({ gapRule, mostRule }) => [gapRule, mostRule]),
      rules,
    ),
  );
  const { grades, sources, demands } = orderComplaints;
  assert.deepEqual(
    new Set(grades.map(({ grade }) => grade)),
    new Set(["normal", "important", "major", "special"]),
  );
  nothing(
    missing(
      grades.flatMap(({ keepRule, limits: own }) => [keepRule, ...Object.entries(own).flat()]),
      rules,
    ),
  );
  nothing(
    missing(
      sources.flatMap(({ limits: own }) => Object.values(own)),
      rules,
    ),
  );
  nothing(
    missing(
      demands.map(({ typeCode }) => typeCode),
      new Set(table),
    ),
  );
  nothing(
    missing(
      orderFaults.categories.map(({ owner }) => owner),
      postCodes,
    ),
  );
  nothing(
    missing(
      orderDemands.mayPromise.map(({ post }) => post),
      postCodes,
    ),
  );
  nothing(
    missing(
      signoffs.items.flatMap(({ bands }) => bands.flatMap((b) => b.signers.map(({ post }) => post))),
      postCodes,
    ),
  );
  nothing(
    missing(
      intakeChecks.map(({ rule }) => rule),
      rules,
    ),
  );
  assert.deepEqual(
    tenPromises.map(({ no }) => no),
    [1, 2, 3, 4, 5, 6, 7, 8, 9, 10],
  );
  for (const { figures } of tenPromises)
    for (const figure of figures) {
      nothing(missing(figure.rules, rules));
      nothing(missing(figure.types, new Set(table)));
      nothing(missing([figure.from, figure.to], new Set([...nodeIds, "opened", "take"])));
      assert.ok(figure.isLive || figure.reason, `${figure.code}: why it is not live`);
    }
});

test("codes of one list are given once", () => {
  const leaves = (list: readonly Category[]): string[] =>
    list.flatMap((one) => [one.code, ...leaves(one.children)]);
  const lists = [
    orderForms.map(({ key }) => key),
    orderReasons.map(({ list, code }) => `${list}/${code}`),
    orderVariables.map(({ name }) => name),
    leaves(orderComplaints.categories),
    leaves(orderFaults.categories),
    ...orderForms.map(({ fields }) => fields.map(({ key }) => key)),
  ];
  for (const list of lists) assert.deepEqual(list, [...new Set(list)]);
});

test("the pairs of the handbook are there: nobody checks his own work", () => {
  nothing(
    missing(
      dutyPairs.flatMap(({ a, b }) => [a, b]),
      new Set([...orderDuties.map(({ code }) => code), "*"]),
    ),
  );
  const pairs = new Set(dutyPairs.map(({ a, b }) => `${a}|${b}`));
  const handbook =
    `accept|approve-plan survey|approve-plan plan|approve-plan plan|final-inspection design-review|final-inspection
    fee-collect|fee-set meter|read contract-draft|contract-approve *|visit *|inspect`.split(/\s+/);
  nothing(missing(handbook, pairs));
});
