/** The data of service orders holds together: every code that one file names stands in the file it belongs to. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import documentTypes from "../../../../catalogue/document-types.json" with { type: "json" };
import limits from "../../../../catalogue/order-limits.json" with { type: "json" };
import posts from "../../../../catalogue/posts.json" with { type: "json" };
import { paperTemplate } from "../../../../contracts/orders/papers.ts";
import { clockUnit } from "../../../../contracts/orders/shapes.ts";
import { type Definition, isTask, type ProcessNode } from "../process/definition.ts";
import { readDefinitions } from "../process/read-definition.ts";
import { intakeChecks } from "./order-checks.ts";
import { type Category, orderComplaints, orderFaults } from "./order-complaints.ts";
import { orderDemands } from "./order-demands.ts";
import { conflictOf, dutyPairs, signoffs } from "./order-duties.ts";
import { findForm, orderForms } from "./order-forms.ts";
import { findPaperSet, paperSets } from "./order-papers.ts";
import { tenPromises } from "./order-promises.ts";
import { orderReasons } from "./order-reasons.ts";
import { findOrderStage, orderStages } from "./order-stages.ts";
import { findOrderType, orderTypes } from "./order-types.ts";
import { orderUrging } from "./order-urging.ts";
import { orderVariables } from "./order-variables.ts";

const folder = new URL("../../../../processes/", import.meta.url);
const processes = new Map<string, Definition>();
// The called ones first.
for (const file of readdirSync(folder).sort(
  (a, b) => Number(b === "F-VISIT.bpmn") - Number(a === "F-VISIT.bpmn"),
)) {
  const read = await readDefinitions(readFileSync(new URL(file, folder), "utf8"), (key) =>
    processes.get(key),
  );
  assert.ok(read.ok, `${file}: ${JSON.stringify(read.ok ? "" : read.faults)}`);
  for (const definition of read.definitions) processes.set(definition.id, definition);
}
const nodes = [...processes.values()].flatMap((definition) =>
  Object.values(definition.nodes).map((node) => ({ definition, node, where: `${definition.id} ${node.id}` })),
);
const tasks = nodes.flatMap(({ definition, node, where }) =>
  isTask(node) ? [{ definition, node, where }] : [],
);
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

const handlers = new Set([
  "archive-order",
  "notify-customer",
  "open-visit",
  "update-archive",
  "open-fee",
  "link-outage",
  "publish-estimate",
]);
const duties = new Set(
  `accept survey plan plan-delivery consult approve-plan design-review interim-inspection final-inspection fee-set fee-collect
  meter meter-result read contract-draft contract-approve contract-sign works dispatch handle investigate approve-answer audit
  correct visit inspect`.split(/\s+/),
);

test("a process names only what exists: posts, limits, forms, papers, templates, duties, stages, handlers", () => {
  for (const { definition } of nodes) assert.ok(postCodes.has(definition.responsible ?? ""), definition.id);
  for (const { node, where } of tasks) {
    assert.ok(node.post && postCodes.has(node.post), `${where} post ${node.post}`);
    assert.ok(node.form && findForm(node.form), `${where} form ${node.form}`);
    assert.ok(node.limit === null || rules.has(node.limit), `${where} limit ${node.limit}`);
    assert.ok(
      node.output === null || paperTemplate.safeParse(node.output).success,
      `${where} ${node.output}`,
    );
    assert.ok(node.duty === null || duties.has(node.duty), `${where} duty ${node.duty}`);
    nothing(missing(node.papers, papers));
    // Evidence is taken with the form.
    const kinds = new Set(findForm(node.form)?.fields.map(({ kind }) => kind));
    for (const evidence of node.evidence)
      assert.ok(evidence === "two-persons" || kinds.has(evidence), `${where}: its form has no ${evidence}`);
  }
  for (const { node, where } of nodes) {
    assert.ok(node.stage === null || findOrderStage(node.stage), `${where} stage ${node.stage}`);
    // A join or a fork may go without words; its id stands for them then.
    assert.ok(node.id.endsWith(node.zh) || node.en, `${where} has no English name`);
    if (node.kind === "service" || node.kind === "send")
      assert.ok(node.handler && handlers.has(node.handler), `${where} handler ${node.handler}`);
    const timer = "on" in node && node.on.on === "timer" ? node.on.timer : undefined;
    if (timer?.by === "limit") assert.ok(rules.has(timer.rule), `${where} timer ${timer.rule}`);
  }
  nothing(
    missing(
      dutyPairs.flatMap(({ a, b }) => [a, b]),
      new Set([...duties, "*"]),
    ),
  );
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

test("conditions read only variables that are declared, and forms set those that they should", () => {
  const names = new Set(orderVariables.map(({ name }) => name));
  const asked = new Map(
    orderForms.flatMap(({ fields }) => fields.map((field) => [field.key, field.kind] as const)),
  );
  for (const definition of processes.values())
    for (const { id, condition } of Object.values(definition.flows)) {
      const words = (condition ?? "").replace(/'[^']*'/g, "").match(/[A-Za-z_]\w*/g) ?? [];
      for (const word of words)
        assert.ok(word === "true" || names.has(word), `${definition.id} ${id}: ${word}`);
    }
  for (const { name, from, type } of orderVariables) {
    if (from !== "form") continue;
    const kind = { "yes-no": "yes-no", text: "choice", list: "choices" }[type];
    assert.equal(asked.get(name), kind, `${name} is a field`);
  }
  for (const { node, where } of nodes)
    if ("loop" in node && node.loop) assert.ok(names.has(node.loop.collection), where);
});

/** What an exclusive gateway decides by must have been answered before it, by a form that must answer it. */
test("who decides at a gateway has been asked before: by a required answer, or one whose absence holds nothing up", () => {
  for (const definition of processes.values())
    for (const node of Object.values(definition.nodes)) {
      if (node.kind !== "exclusive") continue;
      for (const flow of node.outgoing.map((id) => definition.flows[id])) {
        if (!flow?.condition) continue;
        const vars = flow.condition.replace(/'[^']*'/g, "").match(/[A-Za-z_]\w*/g) ?? [];
        for (const name of vars) {
          const variable = orderVariables.find((one) => one.name === name);
          if (variable?.from !== "form") continue;
          const keys: readonly string[] = before(definition, node).flatMap((task) =>
            isTask(task) && task.form ? (findForm(task.form)?.fields.map(({ key }) => key) ?? []) : [],
          );
          assert.ok(keys.includes(name), `${definition.id} ${node.id}: nobody is asked for ${name}`);
        }
      }
    }
});

function before(definition: Definition, node: ProcessNode): ProcessNode[] {
  const found = new Set<string>();
  const queue = [node];
  for (let next = queue.pop(); next; next = queue.pop())
    for (const id of incomingOf(definition, next)) {
      if (found.has(id)) continue;
      found.add(id);
      const source = definition.nodes[id];
      if (source) queue.push(source);
    }
  return [...found].flatMap((id) => definition.nodes[id] ?? []);
}
/** Where a node's token comes from: along flows, out of a sub-process's inside, and from the host of a boundary event. */
function incomingOf(definition: Definition, node: ProcessNode): string[] {
  const flows = node.incoming.flatMap((id) => definition.flows[id]?.from ?? []);
  const inside =
    node.kind === "subProcess"
      ? Object.values(definition.nodes).flatMap(({ id, scopeId }) => (scopeId === node.id ? [id] : []))
      : [];
  const host = node.kind === "boundary" ? [node.hostId] : [];
  const holder = node.kind === "start" && node.scopeId !== null ? [node.scopeId] : [];
  return [...flows, ...inside, ...host, ...holder];
}

test("the steps of a high-voltage connection add up to what is promised: 22 and 32 working days", () => {
  const process = processes.get("F-HV");
  assert.ok(process);
  const limitOf = (rule: string, customerClass: string, scheme: string) => {
    const rows = limits.filter(
      (row) =>
        row.rule_code === rule &&
        [scheme, "ALL"].includes(row.scheme) &&
        [customerClass, undefined].includes("customer_class" in row ? row.customer_class : undefined),
    );
    assert.equal(rows.length, 1, `${rule} ${customerClass} ${scheme}`);
    assert.equal(rows[0]?.unit, "WD", rule);
    return rows[0]?.value ?? 0;
  };
  /** The longest way to the meter: of parallel branches the longer one counts, a loop is gone through once. */
  const longest = (customerClass: string, scheme: string) => {
    const seen = new Map<string, number>();
    const days = (id: string): number => {
      const known = seen.get(id);
      if (known !== undefined) return known;
      seen.set(id, Number.NEGATIVE_INFINITY);
      const node = process.nodes[id];
      if (!node) return 0;
      const own =
        isTask(node) && node.limit && node.waits === null ? limitOf(node.limit, customerClass, scheme) : 0;
      const ways = incomingOf(process, node).map(days);
      const total = own + (node.kind === "start" ? 0 : Math.max(...ways));
      seen.set(id, total);
      return total;
    };
    return days("energise");
  };
  const total = (customerClass: string, scheme: string) => limitOf("NI.TOTAL", customerClass, scheme);
  assert.equal(longest("HV1", "SGCC"), 22);
  assert.equal(longest("HV2", "SGCC"), 32);
  for (const scheme of ["SGCC", "CSG"])
    for (const customerClass of ["HV1", "HV2"]) {
      assert.equal(
        longest(customerClass, scheme),
        total(customerClass, scheme),
        `${customerClass} ${scheme}`,
      );
      const parts = ["NI.SURVEY", "NI.PLAN.DRAFT", "NI.CONSULT", "NI.PLAN.APPROVE", "NI.PLAN.REPLY"];
      assert.equal(
        parts.reduce((sum, rule) => sum + limitOf(rule, customerClass, scheme), 0),
        limitOf("NI.PLAN", customerClass, scheme),
        "the plan's parts are the plan",
      );
    }
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

test("nobody checks his own work: the pairs of the handbook hold in both directions", () => {
  for (const [held, wanted] of [
    ["plan", "final-inspection"],
    ["approve-plan", "accept"],
    ["contract-draft", "contract-approve"],
    ["handle", "visit"],
    ["accept", "visit"],
    ["visit", "handle"],
  ] as const)
    assert.ok(conflictOf(held, wanted), `${held} then ${wanted}`);
  assert.equal(conflictOf("survey", "plan"), undefined);
  assert.equal(conflictOf("visit", "visit"), undefined, "a second call by the same person");
});
