/** When joins fire, and when one never will. Only tokens of the same run of the same level count. */
import { type Definition, type NodeId, nodeOf, type ProcessNode } from "./definition.ts";
import type { Graph } from "./graph.ts";
import type { Token } from "./token.ts";

const arrivedBy = (node: ProcessNode, level: readonly Token[]): ReadonlySet<string> =>
  new Set(
    level.flatMap(({ kind, nodeId, flowId }) =>
      kind === "join" && nodeId === node.id && flowId !== null ? [flowId] : [],
    ),
  );

export function isParallelReady(node: ProcessNode, level: readonly Token[]): boolean {
  const arrived = arrivedBy(node, level);
  return node.incoming.every((flow) => arrived.has(flow));
}

/** What may still bring a token: not what goes with another token, which is counted there. */
const movers = (node: ProcessNode, level: readonly Token[]) =>
  level.filter((token) => token.hostId === null && !(token.kind === "join" && token.nodeId === node.id));

/**
 * BPMN 2.0.2, table 13.3: an inclusive join waits for a token elsewhere only while that can arrive by a flow that has
 * none yet and not by one that has. The second half lets loops before the join go round without holding it up.
 */
export function isInclusiveReady(node: ProcessNode, graph: Graph, level: readonly Token[]): boolean {
  const arrived = arrivedBy(node, level);
  if (arrived.size === 0) return false;
  return movers(node, level).every((token) => {
    const ways = graph.arrivals(node.id, token.nodeId);
    return ways.size === 0 || [...ways].some((flow) => arrived.has(flow));
  });
}

/**
 * Parallel joins with a token that wait for a flow which nothing alive can arrive by. While something alive can still end
 * the whole level (a notice to the customer, then the end of the order), nothing is starved yet.
 */
export function starved(definition: Definition, graph: Graph, tokens: readonly Token[]): NodeId[] {
  const found = new Set<NodeId>();
  for (const { kind, nodeId, scopeId } of tokens) {
    if (kind !== "join" || found.has(nodeId)) continue;
    const node = nodeOf(definition, nodeId);
    if (node.kind !== "parallel") continue;
    const level = tokens.filter((token) => token.scopeId === scopeId);
    const arrived = arrivedBy(node, level);
    const moving = movers(node, level);
    const coming = new Set(moving.flatMap((token) => [...graph.arrivals(nodeId, token.nodeId)]));
    if (node.incoming.every((flow) => arrived.has(flow) || coming.has(flow))) continue;
    const mayEnd = moving.some((token) =>
      [...graph.after(token.nodeId)].some((id) => endsLevel(definition, id)),
    );
    if (!mayEnd) found.add(nodeId);
  }
  return [...found];
}

function endsLevel(definition: Definition, id: NodeId): boolean {
  const node = nodeOf(definition, id);
  return node.kind === "end" && (node.result.does === "terminate" || node.result.does === "error");
}
