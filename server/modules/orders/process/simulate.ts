/**
 * Runs a process many times with drawn durations and shows where orders wait: a simulation of single events over the real
 * machine. All orders share the posts' people when capacities are given, so queues form as they would.
 *
 * Times are numbers in one unit of the caller's choice (minutes of work). Durations are lognormal around the given mean:
 * most a little shorter, few much longer, as office work is. The same seed gives the same result.
 */
import { type Definition, isActivity, isTask, nodeOf, type ProcessNode } from "./definition.ts";
import {
  applyChanges,
  type Changes,
  completeToken,
  fireTimer,
  ProcessFault,
  receiveMessage,
  startProcess,
  type Token,
} from "./machine.ts";
import { Figures, type Spread, type StepFigures } from "./simulate-figures.ts";
import { choicesBy, Draws, Queue } from "./simulate-parts.ts";
import type { Surroundings } from "./walk.ts";

export type SimulationInput = {
  readonly runs: number;
  readonly seed: number;
  /** Mean duration of a step, or until a timer or message comes, by node; what is not named takes no time. */
  readonly means: Readonly<Record<string, number>>;
  /** Standard deviation as a share of the mean; 0.5 unless given. */
  readonly variation?: number;
  /** Share of orders, from 0 to 1, that take a conditional flow; else ways are equally likely. */
  readonly probabilities?: Readonly<Record<string, number>>;
  /** How many items a collection has; 2 unless given. */
  readonly counts?: Readonly<Record<string, number>>;
  /** People per post, all day for these orders; a post that is not named has enough. */
  readonly capacity?: Readonly<Record<string, number>>;
  /** Mean time between two new orders; 0 unless given: all at once. */
  readonly interval?: number;
};

export type SimulationResult = {
  readonly runs: number;
  /** Orders that reached an end; the rest ran into a fault of the drawing. */
  readonly ended: number;
  readonly total: Spread;
  /** By node, in the order of the file. */
  readonly steps: readonly StepFigures[];
  /** The step of ours at which an order spends most of its time on average, waiting and work together. */
  readonly bottleneck: string | null;
  /** Order by order, sorted, for a picture of the distribution. */
  readonly totals: readonly number[];
  readonly ends: Readonly<Record<string, number>>;
};

type Order = {
  tokens: readonly Token[];
  readonly startedAt: number;
  readonly around: Surroundings;
  operations: number;
};
type Event = { readonly order: Order; readonly token: Token | null };

/** Operations for one order; a loop that is taken nine times in ten comes nowhere near. */
const operationsMost = 5_000;

export function simulate(definition: Definition, input: SimulationInput): SimulationResult {
  const steps = simulation(definition, input);
  for (let step = steps.next(); ; step = steps.next()) if (step.done) return step.value;
}

/** Events between two looks at the clock: some milliseconds. */
const breath = 500;

/** The same, giving way now and then, so that whoever runs it can do other things and tell how far it is: orders ended. */
export function* simulation(
  definition: Definition,
  input: SimulationInput,
): Generator<number, SimulationResult, undefined> {
  const draws = new Draws(input.seed, input.variation ?? 0.5);
  const figures = new Figures();
  const events = new Queue<Event>();
  const free = new Map(Object.entries(input.capacity ?? {}));
  const waiting = new Map<string, { order: Order; token: Token; since: number }[]>();
  let ids = 0;
  const choose = choicesBy(definition, input.probabilities ?? {}, draws);

  const begin = (now: number, order: Order, token: Token, node: ProcessNode, since: number) => {
    const duration = draws.around(input.means[node.id] ?? 0);
    figures.step(node.id, now - since, duration);
    events.add(now + duration, { order, token });
  };
  const open = (now: number, order: Order, token: Token) => {
    const node = nodeOf(definition, token.nodeId);
    if (token.kind === "join" || token.kind === "race" || token.kind === "scope" || token.kind === "multi")
      return;
    // A message or time at a step's border that no mean is given for does not come.
    if (token.hostId !== null && node.kind === "boundary" && input.means[node.id] === undefined) return;
    const post = isTask(node) ? node.post : null;
    const people = post === null ? undefined : free.get(post);
    if (post !== null && people !== undefined && people <= 0) {
      const line = waiting.get(post) ?? [];
      waiting.set(post, line);
      line.push({ order, token, since: now });
      return;
    }
    if (post !== null && people !== undefined) free.set(post, people - 1);
    begin(now, order, token, node, now);
  };
  const release = (now: number, post: string) => {
    const line = waiting.get(post) ?? [];
    // Withdrawn in the meantime by a timer or an end: nobody works on it.
    let next = line.shift();
    while (next && !isLive(next.order, next.token)) next = line.shift();
    if (next) begin(now, next.order, next.token, nodeOf(definition, next.token.nodeId), next.since);
    else free.set(post, (free.get(post) ?? 0) + 1);
  };
  const take = (now: number, order: Order, changes: Changes) => {
    order.tokens = applyChanges(order.tokens, changes);
    if (changes.ended) figures.end(now - order.startedAt, changes.ended.nodeId ?? changes.ended.how);
    for (const token of changes.open) open(now, order, token);
  };

  /** An order that runs into a fault of the drawing stops there and is missing among the ended. */
  const attempt = (now: number, order: Order, operation: () => Changes) => {
    try {
      take(now, order, operation());
    } catch (error) {
      if (!(error instanceof ProcessFault)) throw error;
      order.tokens = [];
    }
  };

  const around: Surroundings = {
    newId: () => String(++ids),
    count: (collection) => input.counts?.[collection] ?? 2,
    evaluate: choose,
  };
  let at = 0;
  for (let run = 0; run < input.runs; run += 1) {
    events.add(at, { order: { tokens: [], startedAt: at, around, operations: 0 }, token: null });
    at += draws.gap(input.interval ?? 0);
  }
  let handled = 0;
  for (let event = events.next(); event; event = events.next()) {
    handled += 1;
    if (handled % breath === 0) yield figures.ended;
    const { order, token } = event.value;
    const { at: now } = event;
    if (token === null) {
      attempt(now, order, () => startProcess(definition, around, startOf(definition)));
      continue;
    }
    const node = nodeOf(definition, token.nodeId);
    const post = isTask(node) ? node.post : null;
    if (isLive(order, token) && ++order.operations <= operationsMost)
      attempt(now, order, () => happen(definition, order, token));
    if (post !== null && free.has(post)) release(now, post);
  }
  const isOurs = (id: string) => isTask(nodeOf(definition, id)) && nodeOf(definition, id).waits === null;
  return figures.result(input.runs, Object.keys(definition.nodes), isOurs);
}

const isLive = (order: Order, token: Token) => order.tokens.some(({ id }) => id === token.id);

const startOf = (definition: Definition) => {
  const [startId = ""] = [...definition.startIds].sort(
    (one, other) => Number(isPlain(definition, other)) - Number(isPlain(definition, one)),
  );
  return { startId };
};
const isPlain = (definition: Definition, id: string) => {
  const node = definition.nodes[id];
  return node?.kind === "start" && node.on.on === "none";
};

function happen(definition: Definition, { tokens, around }: Order, token: Token): Changes {
  if (token.kind === "timer") return fireTimer(definition, tokens, token.id, around);
  const node = nodeOf(definition, token.nodeId);
  if (token.kind === "message" && "on" in node && node.on.on === "message") {
    const changes = receiveMessage(definition, tokens, node.on.message, around, token.id);
    if (changes) return changes;
  }
  if (!isActivity(node)) throw new TypeError(`nothing happens at ${node.id}`);
  return completeToken(definition, tokens, token.id, around);
}
