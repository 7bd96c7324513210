/**
 * One operation under way: a copy of the live tokens, the arrivals still to be worked off, and what has changed so far.
 * Nothing outside is touched; `finish` gives the result when all has come to rest.
 *
 * Order of work: first every arrival is followed until it waits or ends; only when nothing moves any more are inclusive
 * joins asked (they must know that nothing else is coming) and sub-processes without tokens finished.
 */
import {
  type ActivityNode,
  type Definition,
  flowOf,
  isActivity,
  type NodeId,
  nodeOf,
  type ProcessNode,
} from "./definition.ts";
import { type Graph, graphOf } from "./graph.ts";
import { isInclusiveReady, isParallelReady, starved } from "./joins.ts";
import { ProcessFault } from "./process-fault.ts";
import type { Changes, Ended, Passed, Thrown, Token, TokenId, TokenKind } from "./token.ts";
import { TokenBook } from "./token-book.ts";
import { catcherOf, waysOut } from "./ways-out.ts";

/** Where a condition or a collection is asked for; `items` are the multi-instance items around it, outermost first. */
export type Place = {
  readonly nodeId: NodeId;
  readonly flowId: string | null;
  readonly items: readonly { readonly collection: string; readonly index: number }[];
};

/** What the machine asks of its caller. */
export type Surroundings = {
  readonly newId: () => TokenId;
  readonly evaluate: (condition: string, place: Place) => boolean;
  /** How many items a collection has. */
  readonly count: (collection: string, place: Place) => number;
  /** Hops in one operation before it is taken for a loop that never waits; 1,000 unless given. */
  readonly hopsMost?: number;
};

/** A step per item is a row per item; a joint consultation has a dozen. */
const itemsMost = 500;

const tokenKinds = {
  user: "task",
  manual: "task",
  service: "service",
  send: "service",
  receive: "message",
  subProcess: "scope",
} as const satisfies Record<ActivityNode["kind"], TokenKind>;

export class Walk {
  readonly definition: Definition;
  readonly graph: Graph;
  readonly tokens: TokenBook;
  readonly #around: Surroundings;
  /** Worked off from `#at` on; they are the history as well. */
  readonly #arrivals: Passed[] = [];
  #at = 0;
  readonly #passed: Passed[] = [];
  readonly #thrown: Thrown[] = [];
  #ended: Ended | null = null;
  #lastEnd: NodeId | null = null;
  #hopsMost: number;

  constructor(definition: Definition, tokens: readonly Token[], around: Surroundings) {
    this.definition = definition;
    this.graph = graphOf(definition);
    this.tokens = new TokenBook(tokens, around.newId);
    this.#around = around;
    this.#hopsMost = around.hopsMost ?? 1_000;
  }

  node(id: NodeId): ProcessNode {
    return nodeOf(this.definition, id);
  }

  /** Follows every arrival to where it waits, and gives what has changed. */
  finish(): Changes {
    do this.#drain();
    while (this.#ended === null && (this.#fireInclusive() || this.#closeEmptyScope()));
    const live = this.tokens.all();
    if (this.#ended === null && live.length === 0)
      this.#ended = { how: "completed", nodeId: this.#lastEnd, errorCode: null };
    return {
      open: this.tokens.opened(),
      close: this.tokens.closed(),
      passed: this.#passed,
      thrown: this.#thrown,
      ended: this.#ended,
      stuck: starved(this.definition, this.graph, live),
    };
  }

  arrive(nodeId: NodeId, scopeId: TokenId | null, flowId: string | null = null): void {
    this.#arrivals.push({ nodeId, flowId, scopeId });
  }

  /** An activity, catch event or instance is over: on with what comes after it. */
  complete(token: Token, how: "done" | "skipped"): void {
    const parent = this.tokens.parentOf(token);
    this.tokens.close(token.id, how);
    if (parent?.kind === "multi") this.#instanceOver(parent, token);
    else this.leave(token.nodeId, token.scopeId);
  }

  leave(nodeId: NodeId, scopeId: TokenId | null): void {
    const holds = (condition: string, flow: { readonly id: string }) =>
      this.#around.evaluate(condition, this.#place(nodeId, flow.id, scopeId));
    for (const flow of waysOut(this.definition, this.node(nodeId), holds))
      this.arrive(flow.to, scopeId, flow.id);
  }

  /** The whole process is over, whatever is still open. */
  end(ended: Ended): void {
    this.#at = this.#arrivals.length;
    const how = ended.how === "error" ? "error" : "cancelled";
    for (const token of this.tokens.inside(null)) this.tokens.close(token.id, how);
    this.#ended = ended;
  }

  /**
   * An error goes outwards from an activity or a sub-process to the first boundary event that catches it. Caught by nobody,
   * it ends the process. An instance of many is no place to catch: the event is attached to all of them together.
   */
  raise(from: Token | undefined, errorCode: string, at: NodeId): void {
    for (let token = from; token; token = this.tokens.parentOf(token)) {
      if (this.tokens.parentOf(token)?.kind === "multi") continue;
      const catcher = catcherOf(this.definition, token.nodeId, errorCode);
      if (catcher === undefined) continue;
      this.tokens.close(token.id, "error");
      this.arrive(catcher, token.scopeId);
      return;
    }
    this.end({ how: "error", nodeId: at, errorCode });
  }

  openActivity(node: ActivityNode, scopeId: TokenId | null): void {
    if (node.loop) this.#openInstances(node, node.loop, scopeId);
    else this.#openInstance(node, scopeId, null);
  }

  #openInstances(node: ActivityNode, loop: NonNullable<ActivityNode["loop"]>, scopeId: TokenId | null): void {
    const count = this.#around.count(loop.collection, this.#place(node.id, null, scopeId));
    if (!Number.isInteger(count) || count < 0 || count > itemsMost)
      throw new ProcessFault("too_many_items", { nodeId: node.id, count, most: itemsMost });
    if (count === 0) {
      this.leave(node.id, scopeId);
      return;
    }
    // Many instances are many hops, and no loop for it.
    this.#hopsMost += count * 100;
    const multi = this.tokens.open(node.id, "multi", scopeId, { count });
    this.#openGuests(multi);
    const first = loop.sequential ? 1 : count;
    for (let index = 0; index < first; index += 1) this.#openInstance(node, multi.id, index);
  }

  #openInstance(node: ActivityNode, scopeId: TokenId | null, index: number | null): void {
    const token = this.tokens.open(node.id, tokenKinds[node.kind], scopeId, { index });
    this.#openGuests(token);
    if (node.kind === "subProcess") this.arrive(node.startId, token.id);
  }

  /**
   * What waits along with a token: boundary events of an activity, alternatives of a race. Error events need no token: an
   * error comes from inside and finds its way by the drawing.
   */
  guestsOf({ nodeId, kind, index }: Token): readonly Pick<Token, "nodeId" | "kind">[] {
    const node = this.node(nodeId);
    if (kind === "race")
      return node.outgoing.map((flow) => {
        const target = this.node(flowOf(this.definition, flow).to);
        return { nodeId: target.id, kind: target.kind === "catch" ? target.on.on : "message" };
      });
    if (!isActivity(node) || index !== null) return [];
    return node.boundary.flatMap((id) => {
      const boundary = this.node(id);
      const isEvent = boundary.kind === "boundary" && boundary.on.on !== "error";
      return isEvent ? [{ nodeId: id, kind: boundary.on.on as "message" | "timer" }] : [];
    });
  }

  /** For tokens that were put somewhere else: joins that have all they wait for. */
  fireReadyJoins(): void {
    for (const { kind, nodeId, scopeId, id } of this.tokens.all()) {
      const node = this.node(nodeId);
      if (kind === "join" && node.kind === "parallel" && this.tokens.find(id))
        if (isParallelReady(node, this.tokens.inside(scopeId))) this.#fireJoin(node, scopeId);
    }
  }

  #openGuests(host: Token): void {
    for (const { nodeId, kind } of this.guestsOf(host))
      this.tokens.open(nodeId, kind, host.scopeId, { hostId: host.id });
  }

  #drain(): void {
    for (; this.#at < this.#arrivals.length; ) {
      const arrival = this.#arrivals[this.#at++];
      // Its sub-process may have been closed in the meantime, by a terminate end or an error in another branch.
      if (!arrival || (arrival.scopeId !== null && !this.tokens.find(arrival.scopeId))) continue;
      this.#passed.push(arrival);
      if (this.#passed.length > this.#hopsMost) throw new ProcessFault("spins", { path: this.#lastRound() });
      this.#enter(this.node(arrival.nodeId), arrival);
    }
  }

  #enter(node: ProcessNode, { scopeId, flowId }: Passed): void {
    if (isActivity(node)) this.openActivity(node, scopeId);
    else if (node.kind === "catch") this.tokens.open(node.id, node.on.on, scopeId);
    else if (node.kind === "eventBased") this.#openGuests(this.tokens.open(node.id, "race", scopeId));
    else if (node.kind === "end") this.#reachEnd(node, scopeId);
    else if (isJoin(node) && flowId !== null) this.#reachJoin(node, flowId, scopeId);
    else {
      if (node.kind === "throw" && node.message !== null)
        this.#thrown.push({ nodeId: node.id, message: node.message });
      this.leave(node.id, scopeId);
    }
  }

  #reachJoin(node: ProcessNode, flowId: string, scopeId: TokenId | null): void {
    this.tokens.open(node.id, "join", scopeId, { flowId });
    if (node.kind === "parallel" && isParallelReady(node, this.tokens.inside(scopeId)))
      this.#fireJoin(node, scopeId);
  }

  #reachEnd(node: ProcessNode & { readonly kind: "end" }, scopeId: TokenId | null): void {
    const { result, id } = node;
    const scope = scopeId === null ? undefined : this.tokens.get(scopeId);
    if (!scope) this.#lastEnd = id;
    if (result.does === "message") this.#thrown.push({ nodeId: id, message: result.message });
    else if (result.does === "error") this.raise(scope, result.errorCode, id);
    else if (result.does === "terminate") {
      // It ends its own level only: a sub-process then goes on as when it is done.
      if (scope) this.complete(scope, "done");
      else this.end({ how: "terminated", nodeId: id, errorCode: null });
    }
  }

  #instanceOver(multi: Token, { index }: Token): void {
    const node = this.node(multi.nodeId);
    const following = (index ?? 0) + 1;
    if (isActivity(node) && node.loop?.sequential && following < (multi.count ?? 0))
      this.#openInstance(node, multi.id, following);
    else if (this.tokens.isEmpty(multi.id)) {
      this.tokens.close(multi.id, "done");
      this.leave(multi.nodeId, multi.scopeId);
    }
  }

  #fireJoin(node: ProcessNode, scopeId: TokenId | null): void {
    const waiting = this.tokens
      .inside(scopeId)
      .filter(({ kind, nodeId }) => kind === "join" && nodeId === node.id);
    // One per flow: a second token on the same flow belongs to the next round.
    for (const flow of node.incoming) {
      const first = waiting.find((token) => token.flowId === flow);
      if (first) this.tokens.close(first.id, "done");
    }
    this.leave(node.id, scopeId);
  }

  #fireInclusive(): boolean {
    for (const token of this.tokens.all()) {
      if (token.kind !== "join") continue;
      const node = this.node(token.nodeId);
      if (node.kind !== "inclusive") continue;
      if (!isInclusiveReady(node, this.graph, this.tokens.inside(token.scopeId))) continue;
      this.#fireJoin(node, token.scopeId);
      return true;
    }
    return false;
  }

  #closeEmptyScope(): boolean {
    for (const token of this.tokens.all()) {
      if (token.kind !== "scope" || !this.tokens.isEmpty(token.id)) continue;
      this.complete(token, "done");
      return true;
    }
    return false;
  }

  #place(nodeId: NodeId, flowId: string | null, scopeId: TokenId | null): Place {
    const items: { collection: string; index: number }[] = [];
    let token = scopeId === null ? undefined : this.tokens.find(scopeId);
    for (; token; token = this.tokens.parentOf(token)) {
      const node = this.node(token.nodeId);
      if (token.index !== null && isActivity(node) && node.loop)
        items.unshift({ collection: node.loop.collection, index: token.index });
    }
    return { nodeId, flowId, items };
  }

  /** The nodes since the present one was last entered. */
  #lastRound(): string {
    const ids = this.#passed.map((passed) => passed.nodeId);
    return ids
      .slice(ids.lastIndexOf(ids.at(-1) ?? "", -2))
      .slice(-20)
      .join(" → ");
  }
}

const isJoin = (node: ProcessNode) =>
  (node.kind === "parallel" || node.kind === "inclusive") && node.incoming.length > 1;
