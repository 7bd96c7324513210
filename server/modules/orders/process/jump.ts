/**
 * Straight to a node at the top of the drawing, wherever the order stands: everything open is withdrawn. For an order whose
 * work was done by another one that it was merged into; who may do so is the caller's question.
 */
import { type Definition, type NodeId, nodeOf } from "./definition.ts";
import { ProcessFault } from "./process-fault.ts";
import type { Changes, Token } from "./token.ts";
import { type Surroundings, Walk } from "./walk.ts";

/** @throws ProcessFault not_a_step for a node that is not there, or inside a sub-process */
export function jumpTo(
  definition: Definition,
  tokens: readonly Token[],
  nodeId: NodeId,
  around: Surroundings,
): Changes {
  if (!definition.nodes[nodeId] || nodeOf(definition, nodeId).scopeId !== null)
    throw new ProcessFault("not_a_step", { nodeId });
  const walk = new Walk(definition, tokens, around);
  for (const token of walk.tokens.inside(null))
    if (walk.tokens.find(token.id)) walk.tokens.close(token.id, "cancelled");
  walk.arrive(nodeId, null);
  return walk.finish();
}
