/**
 * A definition as a graph, worked out once per definition: who comes after whom, which way is back, what can still reach
 * a join. An activity leads to its boundary events as well as along its flows.
 */
import { type Definition, type FlowId, flowOf, isActivity, type NodeId, nodeOf } from "./definition.ts";

export type Graph = {
  /** Nodes after a node, at the same level. */
  readonly next: (id: NodeId) => readonly NodeId[];
  /** What lies after a node when no way back (a loop) is taken; without the node itself. */
  readonly after: (id: NodeId) => ReadonlySet<NodeId>;
  /** For a join: the incoming flows of it that a token at `from` can still arrive by, without going through the join. */
  readonly arrivals: (join: NodeId, from: NodeId) => ReadonlySet<FlowId>;
  /** A flow that leads back: to a node from which its own source is reached. */
  readonly isBack: (id: FlowId) => boolean;
};

const known = new WeakMap<Definition, Graph>();

export function graphOf(definition: Definition): Graph {
  const graph = known.get(definition) ?? makeGraph(definition);
  known.set(definition, graph);
  return graph;
}

/** Remembers what was worked out. */
function remember<T>(work: (key: string) => T): (key: string) => T {
  const memory = new Map<string, T>();
  return (key) => {
    const found = memory.get(key);
    if (found !== undefined) return found;
    const made = work(key);
    memory.set(key, made);
    return made;
  };
}

function makeGraph(definition: Definition): Graph {
  const boundaryOf = (id: NodeId) => {
    const node = nodeOf(definition, id);
    return isActivity(node) ? node.boundary : [];
  };
  const targets = (id: NodeId, take: (flow: FlowId) => boolean) => [
    ...nodeOf(definition, id)
      .outgoing.filter(take)
      .map((flow) => flowOf(definition, flow).to),
    ...boundaryOf(id),
  ];
  const next = remember((id) => targets(id, () => true));
  const back = findBackFlows(definition, boundaryOf);
  const isBack = (id: FlowId) => back.has(id);

  const after = remember((id): ReadonlySet<NodeId> => {
    const found = new Set<NodeId>();
    const open = [id];
    for (let at = open.pop(); at !== undefined; at = open.pop())
      for (const to of targets(at, (flow) => !back.has(flow))) {
        if (found.has(to)) continue;
        found.add(to);
        open.push(to);
      }
    return found;
  });

  /** For every node of the join's level, the join's incoming flows that it can reach: searched backwards, flow by flow. */
  const arrivalsOf = remember((join): ReadonlyMap<NodeId, ReadonlySet<FlowId>> => {
    const reach = new Map<NodeId, Set<FlowId>>();
    for (const flow of nodeOf(definition, join).incoming) {
      const seen = new Set<NodeId>([join]);
      const open = [flowOf(definition, flow).from];
      for (let at = open.pop(); at !== undefined; at = open.pop()) {
        if (seen.has(at)) continue;
        seen.add(at);
        const flows = reach.get(at) ?? new Set();
        reach.set(at, flows.add(flow));
        const node = nodeOf(definition, at);
        for (const incoming of node.incoming) open.push(flowOf(definition, incoming).from);
        if (node.kind === "boundary") open.push(node.hostId);
      }
    }
    return reach;
  });
  const none: ReadonlySet<FlowId> = new Set();
  const arrivals = (join: NodeId, from: NodeId) => arrivalsOf(join).get(from) ?? none;

  return { next, after, arrivals, isBack };
}

/**
 * Flows that lead back, found by walking each level in depth from its starts: a flow into a node that is still on the way
 * leads back. In drawings with one way into each loop that does not depend on the order of walking.
 */
function findBackFlows(
  definition: Definition,
  boundaryOf: (id: NodeId) => readonly NodeId[],
): ReadonlySet<FlowId> {
  const back = new Set<FlowId>();
  const seen = new Map<NodeId, "on the way" | "done">();
  const walk = (start: NodeId) => {
    type Step = { readonly id: NodeId; readonly ways: { flow: FlowId | null; to: NodeId }[] };
    const enter = (id: NodeId): Step => {
      seen.set(id, "on the way");
      const flows = nodeOf(definition, id).outgoing.map((flow) => ({
        flow,
        to: flowOf(definition, flow).to,
      }));
      return { id, ways: [...flows, ...boundaryOf(id).map((to) => ({ flow: null, to }))] };
    };
    const path = [enter(start)];
    for (let top = path.at(-1); top; top = path.at(-1)) {
      const way = top.ways.shift();
      if (!way) {
        seen.set(top.id, "done");
        path.pop();
      } else if (!seen.has(way.to)) path.push(enter(way.to));
      else if (way.flow !== null && seen.get(way.to) === "on the way") back.add(way.flow);
    }
  };
  const starts = Object.values(definition.nodes).filter((node) => node.kind === "start");
  for (const node of [...starts, ...Object.values(definition.nodes)]) if (!seen.has(node.id)) walk(node.id);
  return back;
}
