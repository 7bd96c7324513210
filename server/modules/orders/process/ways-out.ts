/** Which flows a node is left by, and which boundary event catches an error. */
import {
  type Definition,
  type Flow,
  flowOf,
  isActivity,
  type NodeId,
  nodeOf,
  type ProcessNode,
} from "./definition.ts";
import { ProcessFault } from "./process-fault.ts";

/**
 * An exclusive gateway is left by the first flow that is open, an inclusive gateway or an activity by all of them, each by
 * its default flow when none is; everything else by all its flows.
 */
export function waysOut(
  definition: Definition,
  node: ProcessNode,
  holds: (condition: string, flow: Flow) => boolean,
): readonly Flow[] {
  const flows = node.outgoing.map((id) => flowOf(definition, id));
  const isChoice = node.kind === "exclusive" || node.kind === "inclusive" || isActivity(node);
  if (!isChoice || flows.length === 0) return flows;
  const others = flows.filter((flow) => flow.id !== node.defaultFlow);
  const isOpen = (flow: Flow) => flow.condition === null || holds(flow.condition, flow);
  const open = node.kind === "exclusive" ? others.filter(firstOf(isOpen)) : others.filter(isOpen);
  if (open.length > 0) return open;
  if (node.defaultFlow === null) throw new ProcessFault("no_way_out", { nodeId: node.id });
  return [flowOf(definition, node.defaultFlow)];
}

/** Later conditions are not even asked: they may be about what only holds when the first did not. */
function firstOf<T>(test: (value: T) => boolean): (value: T) => boolean {
  let found = false;
  return (value) => {
    if (found || !test(value)) return false;
    found = true;
    return true;
  };
}

/** The boundary event for an error: one with its code before one for all errors. */
export function catcherOf(definition: Definition, nodeId: NodeId, errorCode: string): NodeId | undefined {
  const node = nodeOf(definition, nodeId);
  if (!isActivity(node)) return undefined;
  const catching = (code: string | null) =>
    node.boundary.find((id) => {
      const boundary = nodeOf(definition, id);
      return boundary.kind === "boundary" && boundary.on.on === "error" && boundary.on.errorCode === code;
    });
  return catching(errorCode) ?? catching(null);
}
