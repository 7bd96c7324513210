/** Dead ends, nodes that nothing leads to, loops that cannot be left, loops in which nothing waits. */
import { type Definition, flowOf, isActivity, type NodeId, nodeOf, type ProcessNode } from "./definition.ts";
import { type Finding, finding } from "./finding.ts";
import { graphOf } from "./graph.ts";

type Next = (id: NodeId) => readonly NodeId[];

export function checkPaths(definition: Definition): Finding[] {
  const { next } = graphOf(definition);
  const nodes = Object.values(definition.nodes);
  const starts = nodes.filter((node) => node.kind === "start").map((node) => node.id);
  const reached = reachFrom(starts, next);
  const findings = nodes
    .filter((node) => !reached.has(node.id))
    .map((node) => finding(definition, node.id, "unreachable"));

  // Backwards from the ends: what is not found there cannot end.
  const previous = invert(nodes, next);
  const ends = nodes.filter((node) => node.kind === "end").map((node) => node.id);
  const ending = reachFrom(ends, (id) => previous.get(id) ?? []);
  const stuck = (id: NodeId) => reached.has(id) && !ending.has(id);
  findings.push(...endlessFindings(definition, nodes.map(({ id }) => id).filter(stuck), starts, next));
  findings.push(...spinningFindings(definition, nodes, next));
  return findings;
}

/** Of all nodes that cannot end only the last ones are told: mending them mends those before. */
function endlessFindings(
  definition: Definition,
  stuck: readonly NodeId[],
  starts: readonly NodeId[],
  next: Next,
): Finding[] {
  const findings: Finding[] = [];
  const told = new Set<NodeId>();
  for (const id of stuck) {
    if (told.has(id)) continue;
    const after = reachFrom(next(id), next);
    const isLast = [...after].every((other) => reachFrom(next(other), next).has(id));
    if (!isLast) continue;
    for (const other of after) told.add(other);
    const way = [...new Set(starts)].map((start) => shortest(start, id, next)).find((path) => path) ?? [id];
    if (after.size === 0) findings.push(finding(definition, id, "dead_end", { path: way }));
    else {
      const round = shortest(id, id, next) ?? [id];
      findings.push(finding(definition, id, "loop_without_exit", { path: round }));
    }
  }
  return findings;
}

/**
 * Loops through nothing that waits. Service tasks run at once, so a loop of them never pauses; an error event is raised by
 * such a task at once as well. A sub-process waits when no way through it avoids waiting.
 */
function spinningFindings(definition: Definition, nodes: readonly ProcessNode[], next: Next): Finding[] {
  const runsThrough = passing(definition, next);
  const through: Next = (id) => (runsThrough(id) ? next(id).filter(runsThrough) : []);
  const findings: Finding[] = [];
  const told = new Set<NodeId>();
  for (const { id } of nodes) {
    if (told.has(id) || !runsThrough(id)) continue;
    const round = shortest(id, id, through);
    if (!round) continue;
    for (const other of round) told.add(other);
    findings.push(finding(definition, id, "loop_without_wait", { path: round }));
  }
  return findings;
}

/** Whether a node can be gone through without waiting. */
function passing(definition: Definition, next: Next): (id: NodeId) => boolean {
  const known = new Map<NodeId, boolean>();
  const passes = (id: NodeId): boolean => {
    const found = known.get(id);
    if (found !== undefined) return found;
    const node = nodeOf(definition, id);
    const made = node.kind === "subProcess" ? passesInside(node.startId) : !waits(node);
    known.set(id, made);
    return made;
  };
  const passesInside = (startId: NodeId): boolean => {
    const inside = reachFrom([startId], (id) => (passes(id) ? next(id) : []));
    return [...inside].some((id) => nodeOf(definition, id).kind === "end");
  };
  return passes;
}

function waits(node: ProcessNode): boolean {
  if (isActivity(node)) return node.kind !== "service" && node.kind !== "send";
  if (node.kind === "boundary") return node.on.on !== "error";
  return node.kind === "catch" || node.kind === "eventBased";
}

export function reachFrom(starts: readonly NodeId[], next: Next): ReadonlySet<NodeId> {
  const found = new Set(starts);
  const open = [...starts];
  for (let id = open.pop(); id !== undefined; id = open.pop())
    for (const to of next(id)) {
      if (found.has(to)) continue;
      found.add(to);
      open.push(to);
    }
  return found;
}

function invert(nodes: readonly ProcessNode[], next: Next): ReadonlyMap<NodeId, readonly NodeId[]> {
  const previous = new Map<NodeId, NodeId[]>();
  for (const { id } of nodes) for (const to of next(id)) previous.set(to, [...(previous.get(to) ?? []), id]);
  return previous;
}

/** The shortest way from one node to another, with both; round a loop when they are the same. */
function shortest(from: NodeId, to: NodeId, next: Next): readonly NodeId[] | undefined {
  const came = new Map<NodeId, NodeId>();
  const open = [from];
  for (const id of open)
    for (const following of next(id)) {
      if (came.has(following)) continue;
      came.set(following, id);
      if (following === to) return wayBack(from, to, came);
      open.push(following);
    }
  return undefined;
}

function wayBack(from: NodeId, to: NodeId, came: ReadonlyMap<NodeId, NodeId>): readonly NodeId[] {
  const path = [to];
  for (let id = came.get(to); id !== undefined; id = came.get(id)) {
    path.unshift(id);
    if (id === from) break;
  }
  return path;
}

/** Choices by conditions: a way that nobody can take, or no way at all. */
export function checkChoices(definition: Definition): Finding[] {
  return Object.values(definition.nodes).flatMap((node) => {
    const isGateway = node.kind === "exclusive" || node.kind === "inclusive";
    if (!isGateway && !isActivity(node)) return [];
    const flows = node.outgoing.map((id) => flowOf(definition, id));
    const others = flows.filter((flow) => flow.id !== node.defaultFlow);
    const open = others.filter((flow) => flow.condition === null);
    if (flows.length < 2 || others.length === 0) {
      const [only] = others;
      const blocked = only && only.condition !== null && flows.length === 1;
      return blocked ? [finding(definition, node.id, "no_default")] : [];
    }
    const found =
      node.kind === "exclusive"
        ? open.map((flow) =>
            finding(definition, node.id, "flow_without_condition", { flow: flow.zh ?? flow.id }),
          )
        : [];
    const mayFail = node.defaultFlow === null && open.length === 0;
    const conditions = others.map((flow) => flow.condition ?? "");
    if (mayFail && !isEitherOr(conditions)) found.push(finding(definition, node.id, "no_default"));
    return found;
  });
}

/** `x` and `!x`, `a == b` and `a != b`: of two such one always holds. More is not understood, and warned about. */
function isEitherOr(conditions: readonly string[]): boolean {
  const [one = "", other = "", ...more] = conditions.map((text) => text.replace(/\s+/g, ""));
  if (more.length > 0 || conditions.length < 2) return false;
  const opposite = (text: string) => {
    if (/^!?\w+(\.\w+)*$/.test(text)) return text.startsWith("!") ? text.slice(1) : `!${text}`;
    const negated = /^!\(([^()]*)\)$/.exec(text)?.[1];
    if (negated !== undefined) return negated;
    if (/[&|?]/.test(text)) return `!(${text})`;
    if (/^[^=!<>]*==[^=!<>]*$/.test(text)) return text.replace("==", "!=");
    if (/^[^=!<>]*!=[^=!<>]*$/.test(text)) return text.replace("!=", "==");
    return `!(${text})`;
  };
  return opposite(one) === other || `!(${one})` === other || one === `!(${other})`;
}
