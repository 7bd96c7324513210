/**
 * Returning to an earlier step. "Earlier" is what the drawing says; that the order has really been there is for the caller to
 * see to, who has its history.
 *
 * What the step led to and is still open is withdrawn; what runs beside it goes on.
 *
 * The trap is a parallel join that lies between the step and where the order stands: its other branches are done, their
 * tokens were used up when it fired, and the step's branch alone would wait there for ever. So for each such branch a
 * token is put at the join again: that work counts as done.
 */
import { isActivity, type NodeId } from "./definition.ts";
import { ProcessFault } from "./process-fault.ts";
import type { Token } from "./token.ts";
import type { Walk } from "./walk.ts";

export function moveBackIn(walk: Walk, from: Token, targetId: NodeId): void {
  const target = walk.definition.nodes[targetId];
  if (!target || !isActivity(target)) throw new ProcessFault("not_a_step", { nodeId: targetId });
  const anchor = anchorOf(walk, from, target.scopeId);
  const after = walk.graph.after(targetId);
  if (!anchor || !isAfter(walk, anchor, targetId, after))
    throw new ProcessFault("not_earlier", { nodeId: targetId });

  const level = anchor.scopeId;
  for (const token of walk.tokens.inside(level))
    if (isAfter(walk, token, targetId, after)) walk.tokens.close(token.id, "cancelled");
  // A warning beside a step may outlive it, or come from an earlier round: the order itself is not past the step yet.
  if (walk.tokens.inside(level).some((token) => isBefore(walk, token, targetId)))
    throw new ProcessFault("still_to_come", { nodeId: targetId });
  refillJoins(walk, level, targetId, after);
  walk.openActivity(target, level);
}

/** The token at the target's level in which `from` stands: itself, or the sub-process around it. */
function anchorOf(walk: Walk, from: Token, scopeId: NodeId | null): Token | undefined {
  if (from.hostId !== null) return anchorOf(walk, walk.tokens.get(from.hostId), scopeId);
  const parent = walk.tokens.parentOf(from);
  const isInstance = parent?.kind === "multi";
  if (walk.node(from.nodeId).scopeId === scopeId && !isInstance) return from;
  return parent && anchorOf(walk, parent, scopeId);
}

/** A join's token stands on its flow, not at the join: another branch may already have arrived there. */
function isAfter(walk: Walk, token: Token, targetId: NodeId, after: ReadonlySet<NodeId>): boolean {
  if (token.kind !== "join") return token.nodeId !== targetId && after.has(token.nodeId);
  const source = token.flowId === null ? undefined : walk.definition.flows[token.flowId]?.from;
  return source !== undefined && (source === targetId || after.has(source));
}

const isBefore = (walk: Walk, { nodeId, hostId }: Token, targetId: NodeId) =>
  hostId === null && (nodeId === targetId || walk.graph.after(nodeId).has(targetId));

function refillJoins(walk: Walk, level: string | null, targetId: NodeId, after: ReadonlySet<NodeId>): void {
  for (const join of after) {
    const node = walk.node(join);
    if (node.kind !== "parallel" || node.incoming.length < 2) continue;
    const rest = walk.tokens.inside(level).filter((token) => token.hostId === null);
    for (const flow of node.incoming) {
      const source = walk.definition.flows[flow]?.from ?? "";
      if (walk.graph.isBack(flow) || source === targetId || after.has(source)) continue;
      const isComing = rest.some((token) =>
        token.kind === "join"
          ? token.nodeId === join && token.flowId === flow
          : token.nodeId === source || walk.graph.after(token.nodeId).has(source),
      );
      if (!isComing) walk.tokens.open(join, "join", level, { flowId: flow });
    }
  }
}
