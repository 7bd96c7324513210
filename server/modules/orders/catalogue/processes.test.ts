/** The shipped processes: they pass what a published one must pass, name only what exists, and keep what is promised. */
import assert from "node:assert/strict";
import { test } from "node:test";
import documentTypes from "../../../../catalogue/document-types.json" with { type: "json" };
import limits from "../../../../catalogue/order-limits.json" with { type: "json" };
import posts from "../../../../catalogue/posts.json" with { type: "json" };
import { paperTemplates } from "../../../../contracts/orders/papers.ts";
import { checkDefinition } from "../process/check-definition.ts";
import { conditionsOver } from "../process/conditions.ts";
import { type Definition, isTask, type ProcessNode } from "../process/definition.ts";
import { orderDuties } from "./order-duties.ts";
import { findForm, orderForms } from "./order-forms.ts";
import { orderStages } from "./order-stages.ts";
import { orderTypes } from "./order-types.ts";
import { orderVariables } from "./order-variables.ts";
import { shippedProcesses } from "./testing-processes.ts";

const processes = await shippedProcesses();
const nodes = [...processes.values()].flatMap((definition) =>
  Object.values(definition.nodes).map((node) => ({ definition, node, where: `${definition.id} ${node.id}` })),
);
const tasks = nodes.flatMap(({ node, where }) => (isTask(node) ? [{ node, where }] : []));

const handlers = new Set([
  "archive-order",
  "notify-customer",
  "open-visit",
  "update-archive",
  "open-fee",
  "link-outage",
  "publish-estimate",
]);

const types = { "yes-no": "bool", text: "string", list: "list<string>" } as const;
const codes = (rows: readonly { readonly code: string }[]) => new Set(rows.map(({ code }) => code));
const lookups = {
  posts: codes(posts),
  limits: new Set(limits.map((row) => row.rule_code)),
  forms: new Set(orderForms.map(({ key }) => key)),
  papers: codes(documentTypes),
  handlers,
  outputs: new Set<string>(paperTemplates),
  duties: codes(orderDuties),
  stages: codes(orderStages),
  types: codes(orderTypes),
  collections: new Set(orderVariables.filter(({ type }) => type === "list").map(({ name }) => name)),
  condition: conditionsOver(Object.fromEntries(orderVariables.map(({ name, type }) => [name, types[type]])))
    .check,
};

/** Reminders of one step share one notice, and a list of parallel matters has one that always applies. */
const meant: ReadonlySet<string> = new Set(["doubled", "no_default", "too_many_states"]);

test("every process passes the checks of publishing", () => {
  for (const definition of processes.values()) {
    const found = checkDefinition(definition, lookups);
    const left = found.filter(({ level, code }) => level === "error" || !meant.has(code));
    assert.deepEqual(left, [], definition.id);
    for (const { code, elementId } of found) {
      const node = definition.nodes[elementId ?? ""];
      if (code === "doubled")
        assert.ok(node?.kind === "send" || node?.kind === "service", `${elementId} is a notice`);
      const open = node?.outgoing.some((id) => definition.flows[id]?.condition === "true");
      if (code === "no_default") assert.ok(open, `${elementId} has a way that is always open`);
    }
  }
});

test("every step has a form, and its evidence is taken with that form", () => {
  for (const { node, where } of tasks) {
    const form = node.form === null ? undefined : findForm(node.form);
    assert.ok(form, `${where} form ${node.form}`);
    const kinds = new Set(form.fields.map(({ kind }) => kind));
    // That two were there is said by who they were.
    for (const evidence of node.evidence)
      assert.ok(evidence === "two-persons" || kinds.has(evidence), `${where}: its form has no ${evidence}`);
  }
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
