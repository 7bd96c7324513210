/**
 * How likely an order is to break its promise (0–100), and why: what the steps that are still to come usually take, held
 * against what is left of the promised clock. Pure. The way to go is the process drawing with the order's own answers; of
 * parallel branches the longest counts. Minutes are those of the clock on the wall, learned from steps that lived through
 * the same nights and weekends; what waits for the customer stops the clock, and takes none.
 */
import type { Words } from "../../../contracts/endpoint.ts";
import { type Definition, type Flow, isTask, type NodeId, nodeOf } from "./process/definition.ts";
import { graphOf } from "./process/graph.ts";
import { ProcessFault } from "./process/process-fault.ts";
import { waysOut } from "./process/ways-out.ts";

/** Half of all take at most p50 minutes, nine of ten at most p90. */
export type Typical = { readonly p50: number; readonly p90: number };

export type LiveStep = {
  readonly stepId: string;
  readonly nodeId: NodeId;
  readonly name: Words;
  readonly openedAt: Temporal.Instant;
  /** Whoever holds it, or the post that it is for: who can still save it. */
  readonly who: Words;
};

export type RiskGround = {
  readonly now: Temporal.Instant;
  /** Of the promised clock; null while it is paused or there is none. */
  readonly dueAt: Temporal.Instant | null;
  readonly definition: Definition;
  readonly live: readonly LiveStep[];
  readonly typicalOf: (nodeId: NodeId) => Typical;
  readonly holds: (condition: string) => boolean;
};

export type Risk = {
  readonly score: number;
  /** On which it hangs; null when there is nothing to say. */
  readonly stepId: string | null;
  readonly reason: Words | null;
};

/** The ninetieth percentile of a normal distribution, in standard deviations. */
const z90 = 1.2816;

type Span = { readonly mean: number; readonly variance: number };
const nothing: Span = { mean: 0, variance: 0 };
const plus = (one: Span, other: Span): Span => ({
  mean: one.mean + other.mean,
  variance: one.variance + other.variance,
});
const longest = (spans: readonly Span[]): Span =>
  spans.reduce((most, span) => (span.mean > most.mean ? span : most), nothing);

export function riskOf(ground: RiskGround): Risk {
  const { now, dueAt, live } = ground;
  if (dueAt === null || live.length === 0) return { score: 0, stepId: null, reason: null };
  const left = now.until(dueAt).total("minutes");
  const route = new Route(ground);
  const ways = live.map((step) => ({ step, span: route.from(step, now) }));
  const critical = ways.reduce((most, way) => (way.span.mean > most.span.mean ? way : most));
  const score = left <= 0 ? 100 : Math.min(99, Math.round(lateness(left, critical.span) * 100));
  return { score, stepId: critical.step.stepId, reason: reasonOf(critical.step, critical.span.mean, left) };
}

/** The probability that a normally distributed time exceeds what is left. */
function lateness(left: number, { mean, variance }: Span): number {
  const deviation = Math.sqrt(variance);
  if (deviation === 0) return mean > left ? 1 : 0;
  return 1 - normal((left - mean) / deviation);
}

/** The normal distribution function, by the logistic approximation of Bowling (2009): within 0.0002. */
const normal = (z: number): number => 1 / (1 + Math.exp(-0.07056 * z ** 3 - 1.5976 * z));

class Route {
  readonly #ground: RiskGround;
  readonly #known = new Map<NodeId, Span>();

  constructor(ground: RiskGround) {
    this.#ground = ground;
  }

  /** From a live step to the end of the process. */
  from({ nodeId, openedAt }: LiveStep, now: Temporal.Instant): Span {
    const elapsed = openedAt.until(now).total("minutes");
    return plus(this.#leftOf(nodeId, elapsed), this.#beyond(nodeId));
  }

  /** What took longer than usual already is not done at once: a quarter of the usual spread is still to come. */
  #leftOf(nodeId: NodeId, elapsed: number): Span {
    const { p50, p90 } = this.#typical(nodeId);
    const spread = p90 - p50;
    return { mean: Math.max(p50 - elapsed, spread / 4), variance: (spread / z90) ** 2 };
  }

  #typical(nodeId: NodeId): Typical {
    const node = nodeOf(this.#ground.definition, nodeId);
    return isTask(node) && node.waits !== "customer" ? this.#ground.typicalOf(nodeId) : { p50: 0, p90: 0 };
  }

  /** What comes after a node at its own level, and then after the sub-process around it. */
  #beyond(nodeId: NodeId): Span {
    const { scopeId } = nodeOf(this.#ground.definition, nodeId);
    const here = longest(this.#next(nodeId).map((next) => this.#along(next)));
    return scopeId === null ? here : plus(here, this.#beyond(scopeId));
  }

  /** A node and all that comes after it at its level. */
  #along(nodeId: NodeId): Span {
    const known = this.#known.get(nodeId);
    if (known) return known;
    const node = nodeOf(this.#ground.definition, nodeId);
    const own = node.kind === "subProcess" ? this.#along(node.startId) : this.#whole(nodeId);
    const span = plus(own, longest(this.#next(nodeId).map((next) => this.#along(next))));
    this.#known.set(nodeId, span);
    return span;
  }

  #whole(nodeId: NodeId): Span {
    const { p50, p90 } = this.#typical(nodeId);
    return { mean: p50, variance: ((p90 - p50) / z90) ** 2 };
  }

  /** A loop is not gone round again: nobody plans to be sent back. */
  #next(nodeId: NodeId): NodeId[] {
    const { definition } = this.#ground;
    const { isBack } = graphOf(definition);
    return this.#ways(nodeId)
      .filter(({ id }) => !isBack(id))
      .map(({ to }) => to);
  }

  /** Answers that are still to come leave no way out: then all ways count. */
  #ways(nodeId: NodeId): readonly Flow[] {
    const { definition, holds } = this.#ground;
    const node = nodeOf(definition, nodeId);
    try {
      return waysOut(definition, node, holds);
    } catch (error) {
      if (!(error instanceof ProcessFault)) throw error;
      return node.outgoing.flatMap((id) => definition.flows[id] ?? []);
    }
  }
}

function reasonOf({ name, who }: LiveStep, needed: number, left: number): Words {
  const [needs, has] = [amount(needed), amount(Math.abs(left))];
  if (left <= 0)
    return {
      zh: `已超期 ${has.zh}，停在“${name.zh}”，由${who.zh}办理。`,
      en: `Overdue by ${has.en}; it stands at “${name.en}”, with ${who.en}.`,
    };
  return {
    zh: `从“${name.zh}”到办结通常还需 ${needs.zh}，距到期 ${has.zh}；可由${who.zh}加快。`,
    en: `From “${name.en}” to the end usually takes ${needs.en}; ${has.en} are left. ${who.en} can speed it up.`,
  };
}

function amount(minutes: number): Words {
  const [value, zh, en] =
    minutes < 120
      ? [Math.round(minutes), "分钟", "minutes"]
      : minutes < 2_880
        ? [Math.round(minutes / 60), "小时", "hours"]
        : [Math.round(minutes / 144) / 10, "天", "days"];
  return { zh: `${value} ${zh}`, en: `${value} ${en}` };
}
