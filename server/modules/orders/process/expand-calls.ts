/**
 * Call activities become sub-processes in place: the called process's nodes with `call/` before their ids. A running order
 * so keeps the called version it began with, and the engine knows one kind of nesting only.
 */
import type { Definition, Flow, NodeId, ProcessNode, Timer } from "./definition.ts";
import type { Faults } from "./element.ts";
import { faultOf } from "./faults.ts";

export type FindProcess = (key: string) => Definition | undefined;

/** A process with everything it calls; our largest has some sixty. A ring of doubling calls stops here. */
const nodesMost = 2_000;

export function expandCalls(drafts: readonly Definition[], find: FindProcess, faults: Faults): Definition[] {
  const own = new Map(drafts.map((draft) => [draft.id, draft]));
  const done = new Map<string, Definition>();
  const expand = (draft: Definition, chain: readonly string[]): Definition => {
    const known = done.get(draft.id);
    if (known) return known;
    const here = [...chain, draft.id];
    const nodes = new Map<NodeId, ProcessNode>(Object.entries(draft.nodes));
    const flows = new Map<string, Flow>(Object.entries(draft.flows));
    for (const call of Object.values(draft.nodes)) {
      // A node with a start is already expanded: it came with a published process.
      if (call.kind !== "subProcess" || call.calls === null || call.startId !== "") continue;
      const add = (code: "unknown_process" | "recursion", facts: Record<string, string>) =>
        faults.list.push(
          faultOf(call.id, code, {
            name: `“${call.zh}”（${call.id}）`,
            nameEn: `“${call.zh}” (${call.id})`,
            ...facts,
          }),
        );
      const target = own.get(call.calls) ?? find(call.calls);
      if (!target) {
        add("unknown_process", { value: call.calls });
        continue;
      }
      const ring = here.find((id) => id === target.id || callsIn(target).has(id));
      if (ring !== undefined && (here.includes(target.id) || !own.has(target.id))) {
        add("recursion", { detail: [...here, target.id].join(" → ") });
        continue;
      }
      const inner = own.has(target.id) ? expand(target, here) : target;
      const start = inner.startIds.find((id) => isPlainStart(inner.nodes[id]));
      if (start === undefined) faults.list.push(faultOf(call.id, "no_start", { name: inner.id }));
      nodes.set(call.id, { ...call, startId: `${call.id}/${start ?? ""}` });
      for (const node of Object.values(inner.nodes)) {
        const placed = place(node, call.id);
        nodes.set(placed.id, placed);
      }
      for (const flow of Object.values(inner.flows)) {
        const placed = placeFlow(flow, call.id);
        flows.set(placed.id, placed);
      }
    }
    if (nodes.size > nodesMost)
      faults.list.push(faultOf(draft.id, "too_many_nodes", { count: nodes.size, most: nodesMost }));
    const made = { ...draft, nodes: Object.fromEntries(nodes), flows: Object.fromEntries(flows) };
    done.set(draft.id, made);
    return made;
  };
  return drafts.map((draft) => expand(draft, []));
}

const callsIn = (definition: Definition): ReadonlySet<string> =>
  new Set(
    Object.values(definition.nodes).flatMap((node) =>
      node.kind === "subProcess" && node.calls !== null ? [node.calls] : [],
    ),
  );

const isPlainStart = (node: ProcessNode | undefined) => node?.kind === "start" && node.on.on === "none";

function place(node: ProcessNode, call: NodeId): ProcessNode {
  const inside = (id: string) => `${call}/${id}`;
  const common = {
    id: inside(node.id),
    scopeId: node.scopeId === null ? call : inside(node.scopeId),
    incoming: node.incoming.map(inside),
    outgoing: node.outgoing.map(inside),
  };
  const activity = "boundary" in node ? { boundary: node.boundary.map(inside) } : {};
  const defaults =
    "defaultFlow" in node && node.defaultFlow !== null ? { defaultFlow: inside(node.defaultFlow) } : {};
  const placed: ProcessNode = { ...node, ...common, ...activity, ...defaults };
  if (placed.kind === "subProcess") return { ...placed, startId: inside(placed.startId) };
  if (placed.kind === "boundary")
    return { ...placed, hostId: inside(placed.hostId), on: placeOn(placed.on, inside) };
  if (placed.kind === "catch") return { ...placed, on: placeOn(placed.on, inside) };
  return placed;
}

function placeOn<On extends { readonly on: string; readonly timer?: Timer }>(
  on: On,
  inside: (id: string) => string,
): On {
  const { timer } = on;
  return timer?.by === "share" ? { ...on, timer: { ...timer, of: inside(timer.of) } } : on;
}

const placeFlow = (flow: Flow, call: NodeId): Flow => ({
  ...flow,
  id: `${call}/${flow.id}`,
  from: `${call}/${flow.from}`,
  to: `${call}/${flow.to}`,
});
