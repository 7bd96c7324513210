/**
 * A BPMN file as definitions that can be run, or everything that stands in the way (decision: all faults at once, each
 * with its element, because whoever draws mends one file and not one fault).
 */

import { connect } from "./connect.ts";
import type { Definition, Flow, NodeId, ProcessNode } from "./definition.ts";
import { type Element, Faults, idOf, manyOf, oneOf, parseFile, textOf } from "./element.ts";
import { drawing } from "./element-kinds.ts";
import { expandCalls, type FindProcess } from "./expand-calls.ts";
import type { Fault } from "./faults.ts";
import { readMc } from "./mc-attributes.ts";
import { readNode } from "./read-node.ts";

export type { FindProcess } from "./expand-calls.ts";

export type ReadResult =
  | { readonly ok: true; readonly definitions: readonly Definition[] }
  | { readonly ok: false; readonly faults: readonly Fault[] };

/**
 * One definition per executable process of the file. Where no process is marked executable all are read: many modelers
 * never set the mark. `find` gives the published process that a call activity names; processes of the same file go before.
 */
export async function readDefinitions(xml: string, find: FindProcess = () => undefined): Promise<ReadResult> {
  const faults = new Faults();
  const root = await parseFile(xml, faults);
  const processes = root ? manyOf(root, "rootElements").filter(isDrawnProcess) : [];
  const marked = processes.filter((process) => process.get("isExecutable") === true);
  const chosen = marked.length > 0 ? marked : processes;
  if (root && chosen.length === 0) faults.add(null, "no_process");

  const drafts = chosen.map((process) => readProcess(process, faults));
  if (faults.list.length > 0) return { ok: false, faults: faults.list };
  const definitions = expandCalls(drafts, find, faults);
  if (faults.list.length > 0) return { ok: false, faults: faults.list };
  return { ok: true, definitions: definitions.map(freeze) };
}

/** A pool without content is drawing: the customer, another authority. */
const isDrawnProcess = (element: Element) =>
  element.$type === "bpmn:Process" && manyOf(element, "flowElements").length > 0;

function readProcess(process: Element, faults: Faults): Definition {
  const id = idOf(process) ?? "";
  checkId(process, faults);
  const mc = readMc(process, ["en", "types", "responsible"], faults);
  const nodes = new Map<NodeId, ProcessNode>();
  const flows: Flow[] = [];
  readScope(process, null, nodes, flows, faults);
  const connected = connect(process, nodes, flows, faults);
  return {
    id,
    zh: textOf(process, "name") ?? id,
    en: mc.en,
    types: mc.types ?? [],
    responsible: mc.responsible,
    startIds: connected.startIds,
    nodes: Object.fromEntries(connected.nodes),
    flows: Object.fromEntries(flows.map((flow) => [flow.id, flow])),
  };
}

function readScope(
  holder: Element,
  scopeId: NodeId | null,
  nodes: Map<NodeId, ProcessNode>,
  flows: Flow[],
  faults: Faults,
): void {
  for (const element of manyOf(holder, "flowElements")) {
    if (drawing.has(element.$type) || !checkId(element, faults)) continue;
    if (element.$type === "bpmn:SequenceFlow") {
      const flow = readFlow(element, faults);
      if (flow) flows.push(flow);
      continue;
    }
    const read = readNode(element, scopeId, faults);
    if (!read) continue;
    nodes.set(read.node.id, read.node);
    if (element.$type === "bpmn:SubProcess") readScope(element, read.node.id, nodes, flows, faults);
  }
}

/** Nodes are kept in an object by id; a name that every object has would be found where there is no node. */
function checkId(element: Element, faults: Faults): boolean {
  const id = idOf(element);
  if (id === null) {
    const kind = element.$type.replace("bpmn:", "");
    faults.add(null, "no_id", { kind, kindEn: kind });
    return false;
  }
  if (id in Object.prototype || id.length > 200) {
    faults.add(element, "bad_id", { id });
    return false;
  }
  return true;
}

function readFlow(element: Element, faults: Faults): Flow | null {
  const mc = readMc(element, ["en"], faults);
  const [source, target] = [oneOf(element, "sourceRef"), oneOf(element, "targetRef")];
  const id = idOf(element) ?? "";
  const [from, to] = [source && idOf(source), target && idOf(target)];
  if (from === null || to === null) {
    faults.add(element, "flow_end");
    return null;
  }
  return { id, zh: textOf(element, "name"), en: mc.en, from, to, condition: readCondition(element, faults) };
}

function readCondition(element: Element, faults: Faults): string | null {
  const expression = oneOf(element, "conditionExpression");
  if (!expression) return null;
  const language = textOf(expression, "language");
  if (language && !/^cel$/i.test(language)) {
    faults.add(element, "condition_language", { detail: language });
    return null;
  }
  const condition = textOf(expression, "body");
  // An empty condition may have been meant as "always" or "not yet written"; nobody should find out on a running order.
  if (!condition) faults.add(element, "empty_condition");
  return condition;
}

function freeze<T>(value: T): T {
  if (typeof value === "object" && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(freeze);
  }
  return value;
}
