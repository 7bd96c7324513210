/** Chance, choice and order of events for the simulation. */
import { type Definition, flowOf, nodeOf } from "./definition.ts";
import type { Place } from "./walk.ts";

/** Mulberry32: small, even enough for durations, and the same on every machine. */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export class Draws {
  readonly random: () => number;
  readonly #sigma: number;

  /** `variation`: standard deviation as a share of the mean. */
  constructor(seed: number, variation: number) {
    this.random = randomFrom(seed);
    this.#sigma = Math.sqrt(Math.log(1 + variation ** 2));
  }

  /** Lognormal with this mean: exp(N(ln mean − σ²/2, σ)). */
  around(mean: number): number {
    if (mean <= 0) return 0;
    const normal = Math.sqrt(-2 * Math.log(1 - this.random())) * Math.cos(2 * Math.PI * this.random());
    return mean * Math.exp(this.#sigma * normal - this.#sigma ** 2 / 2);
  }

  /** Between two arrivals that know nothing of each other: exponential. */
  gap(mean: number): number {
    return mean <= 0 ? 0 : -mean * Math.log(1 - this.random());
  }
}

/**
 * Answers conditions by chance. The flows of an exclusive gateway are asked in turn, so each is given its share of the
 * orders that are left: shares of 0.5, 0.3, 0.2 are asked as 0.5, 0.6, 1.
 */
export function choicesBy(
  definition: Definition,
  given: Readonly<Record<string, number>>,
  draws: Draws,
): (condition: string, place: Place) => boolean {
  const chances = new Map<string, number>();
  for (const node of Object.values(definition.nodes)) {
    const flows = node.outgoing
      .map((id) => flowOf(definition, id))
      .filter(({ id, condition }) => condition !== null && id !== defaultOf(definition, node.id));
    if (node.kind !== "exclusive") {
      for (const { id } of flows) chances.set(id, given[id] ?? 0.5);
      continue;
    }
    const hasDefault = node.defaultFlow !== null;
    const named = flows.reduce((sum, { id }) => sum + (given[id] ?? 0), 0);
    const unnamed = flows.filter(({ id }) => given[id] === undefined).length + (hasDefault ? 1 : 0);
    const share = unnamed > 0 ? Math.max(0, 1 - named) / unnamed : 0;
    let left = 1;
    flows.forEach(({ id }, index) => {
      const own = given[id] ?? share;
      const isLast = !hasDefault && index === flows.length - 1;
      chances.set(id, isLast || left <= 0 ? 1 : Math.min(1, own / left));
      left -= own;
    });
  }
  // Where nothing holds and there is no default the machine stops; the last flow asked of an inclusive choice is taken then.
  let asked = { nodeId: "", any: false, left: 0 };
  return (_condition, { nodeId, flowId }) => {
    const node = nodeOf(definition, nodeId);
    const byDefault = defaultOf(definition, nodeId);
    const all = node.outgoing.filter((id) => id !== byDefault && flowOf(definition, id).condition !== null);
    if (flowId === all[0]) asked = { nodeId, any: all.length < node.outgoing.length, left: all.length };
    asked.left -= 1;
    const must = asked.left === 0 && !asked.any;
    const taken = must || draws.random() < (chances.get(flowId ?? "") ?? 0.5);
    asked.any ||= taken;
    return taken;
  };
}

function defaultOf(definition: Definition, nodeId: string): string | null {
  const node = nodeOf(definition, nodeId);
  return "defaultFlow" in node ? node.defaultFlow : null;
}

/** Events by time, those of one time in the order in which they were added. A binary heap. */
export class Queue<T> {
  readonly #heap: { readonly at: number; readonly rank: number; readonly value: T }[] = [];
  #added = 0;

  add(at: number, value: T): void {
    const heap = this.#heap;
    const entry = { at, rank: this.#added++, value };
    let place = heap.push(entry) - 1;
    while (place > 0) {
      const above = (place - 1) >> 1;
      const parent = heap[above];
      if (!parent || !isBefore(entry, parent)) break;
      heap[place] = parent;
      place = above;
    }
    heap[place] = entry;
  }

  next(): { readonly at: number; readonly value: T } | undefined {
    const heap = this.#heap;
    const [first] = heap;
    const last = heap.pop();
    if (!first || !last || heap.length === 0) return first;
    let place = 0;
    for (;;) {
      const [left, right] = [heap[2 * place + 1], heap[2 * place + 2]];
      const child = right && left && isBefore(right, left) ? 2 * place + 2 : 2 * place + 1;
      const lower = heap[child];
      if (!lower || isBefore(last, lower)) break;
      heap[place] = lower;
      place = child;
    }
    heap[place] = last;
    return first;
  }
}

type Ranked = { readonly at: number; readonly rank: number };
const isBefore = (one: Ranked, other: Ranked) =>
  one.at < other.at || (one.at === other.at && one.rank < other.rank);
