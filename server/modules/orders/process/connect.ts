/** Puts flows, boundary events and starts where they belong, and says where a drawing does not hold together. */
import { type Flow, isActivity, type NodeId, type ProcessNode } from "./definition.ts";
import { type Element, type Faults, idOf, manyOf } from "./element.ts";

type Nodes = Map<NodeId, ProcessNode>;

export function connect(
  process: Element,
  nodes: Nodes,
  flows: readonly Flow[],
  faults: Faults,
): { readonly nodes: Nodes; readonly startIds: readonly NodeId[] } {
  const elements = elementsById(process);
  const at = (id: string) => elements.get(id) ?? process;
  const joined: Nodes = new Map();
  // A node that was refused has its own fault; its flows need none.
  const whole = flows.filter((flow) => nodes.has(flow.from) && nodes.has(flow.to));
  for (const flow of flows) checkEnds(flow, nodes, elements, faults);
  const group = (end: "from" | "to") => Map.groupBy(whole, (flow) => flow[end]);
  const [leaving, arriving] = [group("from"), group("to")];
  for (const node of nodes.values()) {
    const outgoing = (leaving.get(node.id) ?? []).map((flow) => flow.id);
    const incoming = (arriving.get(node.id) ?? []).map((flow) => flow.id);
    const connected: ProcessNode = { ...node, incoming, outgoing };
    if (
      "defaultFlow" in connected &&
      connected.defaultFlow !== null &&
      !outgoing.includes(connected.defaultFlow)
    )
      faults.add(at(node.id), "default_not_outgoing");
    joined.set(node.id, connected);
  }
  attachBoundaries(joined, at, faults);
  checkRaces(joined, new Map(whole.map((flow) => [flow.id, flow])), at, faults);
  checkConditions(joined, whole, at, faults);
  return { nodes: joined, startIds: findStarts(process, joined, at, faults) };
}

type At = (id: string) => Element;

function elementsById(holder: Element, found = new Map<string, Element>()): Map<string, Element> {
  for (const element of manyOf(holder, "flowElements")) {
    found.set(idOf(element) ?? "", element);
    elementsById(element, found);
  }
  return found;
}

function checkEnds(flow: Flow, nodes: Nodes, elements: ReadonlyMap<string, Element>, faults: Faults): void {
  const element = elements.get(flow.id) ?? null;
  const [from, to] = [nodes.get(flow.from), nodes.get(flow.to)];
  if (!from || !to) {
    const foreign = [flow.from, flow.to].some((id) => !elements.has(id));
    if (foreign) faults.add(element, "flow_end");
  } else if (from.scopeId !== to.scopeId) faults.add(element, "flow_crosses");
  else if (from.kind === "end" || to.kind === "start" || to.kind === "boundary")
    faults.add(element, "flow_end");
}

function attachBoundaries(nodes: Nodes, at: At, faults: Faults): void {
  for (const node of nodes.values()) {
    if (node.kind !== "boundary") continue;
    const host = nodes.get(node.hostId);
    if (host && isActivity(host) && host.scopeId === node.scopeId)
      nodes.set(host.id, { ...host, boundary: [...host.boundary, node.id] });
    else faults.add(at(node.id), "boundary_host");
  }
  for (const node of nodes.values()) {
    const on = "on" in node ? node.on : undefined;
    if (on?.on !== "timer" || on.timer.by !== "share") continue;
    const of = nodes.get(on.timer.of);
    if (!of || !isActivity(of)) faults.add(at(node.id), "share_of", { value: on.timer.of });
  }
}

function checkRaces(nodes: Nodes, flows: ReadonlyMap<string, Flow>, at: At, faults: Faults): void {
  for (const node of nodes.values()) {
    if (node.kind !== "eventBased") continue;
    if (node.outgoing.length < 2) faults.add(at(node.id), "race_few");
    for (const id of node.outgoing) {
      const target = nodes.get(flows.get(id)?.to ?? "");
      if (!target) continue;
      const waits = target.kind === "catch" || (target.kind === "receive" && isPlain(target));
      if (!waits || target.incoming.length > 1) faults.add(at(target.id), "race_target");
    }
  }
}

/** BPMN gives the receive task of a race neither boundary events nor instances: it is only another way to wait. */
const isPlain = (node: ProcessNode) => isActivity(node) && node.boundary.length === 0 && node.loop === null;

/** Exclusive and inclusive gateways read conditions, activities too (as an inclusive split); nothing else does. */
function checkConditions(nodes: Nodes, flows: readonly Flow[], at: At, faults: Faults): void {
  for (const flow of flows) {
    if (flow.condition === null) continue;
    const from = nodes.get(flow.from);
    if (!from || isActivity(from) || from.kind === "exclusive" || from.kind === "inclusive") continue;
    faults.add(at(flow.id), "condition_not_read");
  }
}

/** Where the process and each drawn sub-process begin. */
function findStarts(process: Element, nodes: Nodes, at: At, faults: Faults): NodeId[] {
  const starts = Map.groupBy(
    [...nodes.values()].filter((node) => node.kind === "start"),
    (node) => node.scopeId,
  );
  for (const node of nodes.values()) {
    if (node.kind !== "subProcess" || node.calls !== null) continue;
    const inside = starts.get(node.id) ?? [];
    for (const start of inside) if (start.on.on !== "none") faults.add(at(start.id), "start_in_sub_process");
    const plain = inside.filter((start) => start.on.on === "none");
    if (inside.length === 0) faults.add(at(node.id), "no_start");
    if (plain.length > 1) faults.add(at(node.id), "several_starts");
    nodes.set(node.id, { ...node, startId: plain[0]?.id ?? "" });
  }
  const top = starts.get(null) ?? [];
  if (top.length === 0) faults.add(process, "no_start");
  if (top.filter((start) => start.on.on === "none").length > 1) faults.add(process, "several_starts");
  return top.map((start) => start.id);
}
