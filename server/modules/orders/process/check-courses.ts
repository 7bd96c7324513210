/**
 * Tries every course that one level of a process can take, with the real machine: each choice taken each way, each open
 * step finished first. So a parallel join that never fires and a step that is open twice are found by running into them.
 *
 * Each level is tried by itself (a sub-process counts as one step in its parent), else courses would multiply.
 */
import { reachFrom } from "./check-paths.ts";
import {
  type Definition,
  type Flow,
  isActivity,
  type NodeId,
  nodeOf,
  type ProcessNode,
  type TaskNode,
} from "./definition.ts";
import { type Finding, finding } from "./finding.ts";
import { graphOf } from "./graph.ts";
import {
  applyChanges,
  type Changes,
  completeToken,
  failToken,
  fireTimer,
  ProcessFault,
  receiveMessage,
  type Surroundings,
  startProcess,
  type Token,
} from "./machine.ts";

/** Operations tried per level, about a second. Our processes need some hundreds; five branches of four steps 20,000. */
const operationsMost = 20_000;
/** Ways through the choices of one operation: ten yes-or-no conditions at once. */
const choicesMost = 1_024;

export function checkCourses(definition: Definition): Finding[] {
  const scopes = Object.values(definition.nodes).filter((node) => node.kind === "subProcess");
  // What was called has been checked when it was published itself.
  const own = scopes.filter((node) => node.calls === null && !node.id.includes("/"));
  return [null, ...own.map((node) => node.id)].flatMap((scopeId) => checkLevel(definition, scopeId));
}

type State = { readonly tokens: readonly Token[]; readonly path: readonly NodeId[] };

function checkLevel(definition: Definition, scopeId: NodeId | null): Finding[] {
  const level = levelOf(definition, scopeId);
  const findings = new Map<string, Finding>();
  let ids = 0;
  const newId = () => String(++ids);
  const tell = (nodeId: NodeId, code: "join_never_fires" | "doubled", path: readonly NodeId[]) => {
    const key = `${code} ${nodeId}`;
    if (!findings.has(key)) findings.set(key, finding(definition, nodeId, code, { path: [...path, nodeId] }));
  };
  // What only an event beside the step leads to may be open once per event; that is what it is drawn for.
  const { next } = graphOf(level);
  const main = reachFrom(level.startIds, (id) => next(id).filter((to) => !isBeside(nodeOf(level, to))));
  const seen = new Set<string>();
  const open: State[] = [];
  const reach = (before: State, changes: Changes, nodeId: NodeId | null) => {
    const path = nodeId === null ? before.path : [...before.path, nodeId];
    const tokens = applyChanges(before.tokens, changes);
    for (const join of changes.stuck) tell(join, "join_never_fires", path);
    const twice = findTwice(tokens);
    if (twice !== undefined && main.has(twice)) tell(twice, "doubled", path);
    const key = keyOf(tokens);
    if (changes.stuck.length > 0 || twice !== undefined || seen.has(key)) return;
    seen.add(key);
    open.push({ tokens, path });
  };
  const empty: State = { tokens: [], path: [] };
  for (const startId of level.startIds)
    for (const changes of everyWay(newId, (around) => startProcess(level, around, { startId })))
      reach(empty, changes, null);
  let operations = 0;
  for (const state of open) {
    if (operations > operationsMost) {
      findings.set("states", finding(definition, scopeId, "too_many_states"));
      break;
    }
    const courses = coursesFrom(level, state.tokens, newId);
    operations += courses.length;
    for (const { changes, nodeId } of courses) reach(state, changes, nodeId);
  }
  return [...findings.values()];
}

type Course = { readonly changes: Changes; readonly nodeId: NodeId };

/**
 * What can happen next. Steps of different branches do not touch each other until a join or an end of everything, so where
 * one step (with its events) leads to neither whatever happens, it is taken first and the others wait: their turn comes
 * in each state after it. Without that, branches side by side would be tried in every order.
 */
function coursesFrom(level: Definition, tokens: readonly Token[], newId: () => string): readonly Course[] {
  const all: Course[] = [];
  for (const together of Map.groupBy(tokens, ({ id, hostId }) => hostId ?? id).values()) {
    const courses = together.flatMap((token) =>
      happenings(level, tokens, token).flatMap((happening) =>
        [...everyWay(newId, happening)].map((changes) => ({ changes, nodeId: token.nodeId })),
      ),
    );
    const touches = courses.some(
      ({ changes }) => changes.ended || changes.passed.some((at) => isMeeting(level, at.nodeId)),
    );
    if (courses.length > 0 && !touches) return courses;
    all.push(...courses);
  }
  return all;
}

/** Where what one branch does matters to the others. */
function isMeeting(level: Definition, nodeId: NodeId): boolean {
  const node = nodeOf(level, nodeId);
  if (node.kind === "end") return node.result.does === "terminate" || node.result.does === "error";
  return (node.kind === "parallel" || node.kind === "inclusive") && node.incoming.length > 1;
}

/** What can happen to a token: it is done, its message or time comes, or an error that its drawing expects. */
function happenings(
  level: Definition,
  tokens: readonly Token[],
  token: Token,
): ((around: Surroundings) => Changes | undefined)[] {
  const { id, kind } = token;
  const node = nodeOf(level, token.nodeId);
  if (kind === "timer") return [(around) => fireTimer(level, tokens, id, around)];
  const message = kind === "message" && "on" in node && node.on.on === "message" ? node.on.message : null;
  if (message !== null) return [(around) => receiveMessage(level, tokens, message, around, id)];
  if (!isActivity(node)) return [];
  const codes = node.boundary.flatMap((boundary) => {
    const event = nodeOf(level, boundary);
    return event.kind === "boundary" && event.on.on === "error" ? [event.on.errorCode ?? "any error"] : [];
  });
  return [
    (around) => completeToken(level, tokens, id, around),
    ...codes.map((code) => (around: Surroundings) => failToken(level, tokens, id, code, around)),
  ];
}

/** Runs an operation once for each combination of answers to the conditions that it asks. */
function* everyWay(
  newId: () => string,
  operation: (around: Surroundings) => Changes | undefined,
): Generator<Changes> {
  let answers: boolean[] = [];
  for (let ways = 0; ways < choicesMost; ways += 1) {
    let asked = 0;
    const around: Surroundings = {
      newId,
      count: () => 1,
      evaluate: () => {
        const answer = answers[asked] ?? true;
        answers[asked] = answer;
        asked += 1;
        return answer;
      },
    };
    try {
      const changes = operation(around);
      if (changes) yield changes;
    } catch (error) {
      // No way out, or a loop that never waits: told by the checks of choices and paths.
      if (!(error instanceof ProcessFault)) throw error;
    }
    answers = answers.slice(0, asked);
    while (answers.at(-1) === false) answers.pop();
    if (answers.length === 0) return;
    answers[answers.length - 1] = false;
  }
}

/** The same node open twice, other than a sub-process's instances; two tokens on one flow of a join count as well. */
function findTwice(tokens: readonly Token[]): NodeId | undefined {
  const seen = new Set<string>();
  for (const { nodeId, flowId, hostId } of tokens) {
    if (hostId !== null) continue;
    const key = `${nodeId} ${flowId ?? ""}`;
    if (seen.has(key)) return nodeId;
    seen.add(key);
  }
  return undefined;
}

const keyOf = (tokens: readonly Token[]) =>
  tokens
    .map(({ nodeId, flowId, kind }) => `${nodeId} ${flowId ?? ""} ${kind}`)
    .sort()
    .join("|");

/** One level as a process of its own: sub-processes are steps, instances are one, every choice is a condition. */
function levelOf(definition: Definition, scopeId: NodeId | null): Definition {
  const here = Object.values(definition.nodes).filter((node) => node.scopeId === scopeId);
  const nodes = here.map((node) => simplify(node));
  const choices = new Set(
    nodes.flatMap((node) => (node.kind === "exclusive" && node.outgoing.length > 1 ? node.outgoing : [])),
  );
  const flows = nodes.flatMap((node) =>
    node.outgoing.map((id): Flow => {
      const flow = definition.flows[id] as Flow;
      return choices.has(id) ? { ...flow, condition: flow.condition ?? "either" } : flow;
    }),
  );
  return {
    ...definition,
    startIds: nodes.filter((node) => node.kind === "start").map((node) => node.id),
    nodes: Object.fromEntries(nodes.map((node) => [node.id, node])),
    flows: Object.fromEntries(flows.map((flow) => [flow.id, flow])),
  };
}

const isBeside = (node: ProcessNode) => node.kind === "boundary" && !node.interrupting;

function simplify(node: ProcessNode): ProcessNode {
  // A message that does not interrupt may come any number of times; once shows what it does.
  if (node.kind === "boundary" && isBeside(node))
    return { ...node, scopeId: null, on: { on: "timer", timer: { by: "duration", iso: "PT1H" } } };
  if (node.kind !== "subProcess")
    return isActivity(node) ? { ...node, scopeId: null, loop: null } : { ...node, scopeId: null };
  const { startId: _start, calls: _calls, ...rest } = node;
  const task: TaskNode = {
    ...rest,
    kind: "manual",
    scopeId: null,
    loop: null,
    post: null,
    limit: null,
    form: null,
    papers: [],
    evidence: [],
    duty: null,
    output: null,
    skippable: false,
  };
  return task;
}
