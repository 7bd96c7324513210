/**
 * From the day on which a customer wants it back to the latest start of each step that is still to come (倒排工期). The way is the
 * drawing with the order's own answers, as for the risk; before a join the earliest of what comes after counts. The wanted day
 * is that of the step which the whole promise is counted to (supply); what comes after it has no day. Pure.
 */
import { latestStart } from "../clock/backwards.ts";
import type { Limit, WorkTime } from "../clock/marks.ts";
import {
  type Definition,
  type Flow,
  isTask,
  type NodeId,
  nodeOf,
  type TaskNode,
} from "../process/definition.ts";
import { graphOf } from "../process/graph.ts";
import { ProcessFault } from "../process/process-fault.ts";
import { waysOut } from "../process/ways-out.ts";

export type PlanGround = {
  readonly definition: Definition;
  readonly live: readonly NodeId[];
  /** When it has to be done. */
  readonly target: number;
  /** Whether a step is the one that the promise is counted to. */
  readonly isGoal: (nodeId: NodeId) => boolean;
  readonly limitOf: (task: TaskNode) => Limit | null;
  readonly holds: (condition: string) => boolean;
  readonly time: WorkTime;
};

export type PlannedStep = {
  readonly node: TaskNode;
  readonly limit: Limit | null;
  readonly startBy: number;
  readonly doneBy: number;
};

/** Steps on the way to the goal, by their latest start. Without a goal in the drawing the end of the process is the goal. */
export function planBackwards(ground: PlanGround): PlannedStep[] {
  const hasGoal = Object.keys(ground.definition.nodes).some(ground.isGoal);
  const way = new Way(ground, hasGoal);
  const seen = new Set<NodeId>();
  for (const nodeId of ground.live) way.collect(nodeId, seen);
  return [...seen]
    .flatMap((nodeId) => {
      const node = nodeOf(ground.definition, nodeId);
      const doneBy = way.doneBy(nodeId);
      if (!isTask(node) || doneBy === null) return [];
      return [{ node, limit: way.limitOf(node), startBy: way.startBy(nodeId) ?? doneBy, doneBy }];
    })
    .sort((a, b) => a.startBy - b.startBy || a.doneBy - b.doneBy);
}

class Way {
  readonly #ground: PlanGround;
  readonly #hasGoal: boolean;
  readonly #doneBy = new Map<NodeId, number | null>();
  readonly #nexts = new Map<NodeId, NodeId[]>();

  constructor(ground: PlanGround, hasGoal: boolean) {
    this.#ground = ground;
    this.#hasGoal = hasGoal;
  }

  /** A node and all that comes after it, inside and around it. */
  collect(nodeId: NodeId, seen: Set<NodeId>): void {
    if (seen.has(nodeId)) return;
    seen.add(nodeId);
    const node = nodeOf(this.#ground.definition, nodeId);
    if (node.kind === "subProcess") this.collect(node.startId, seen);
    for (const next of this.#next(nodeId)) this.collect(next, seen);
    if (node.scopeId !== null) for (const next of this.#next(node.scopeId)) this.collect(next, seen);
  }

  /** What the customer has to do takes whatever he takes; a step without a limit is done on the way. */
  limitOf(task: TaskNode): Limit | null {
    return task.waits === "customer" ? null : this.#ground.limitOf(task);
  }

  /** Null: it comes after the goal. */
  doneBy(nodeId: NodeId): number | null {
    const known = this.#doneBy.get(nodeId);
    if (known !== undefined) return known;
    const doneBy = this.#workOutDoneBy(nodeId);
    this.#doneBy.set(nodeId, doneBy);
    return doneBy;
  }

  #workOutDoneBy(nodeId: NodeId): number | null {
    if (this.#ground.isGoal(nodeId)) return this.#ground.target;
    const next = this.#next(nodeId);
    if (next.length > 0) return earliest(next.map((id) => this.startBy(id)));
    if (this.#onward(nodeId, () => true).length > 0) return null;
    const { scopeId } = nodeOf(this.#ground.definition, nodeId);
    if (scopeId !== null) return this.doneBy(scopeId);
    return this.#hasGoal ? null : this.#ground.target;
  }

  startBy(nodeId: NodeId): number | null {
    const node = nodeOf(this.#ground.definition, nodeId);
    if (node.kind === "subProcess") return this.startBy(node.startId);
    const doneBy = this.doneBy(nodeId);
    const limit = isTask(node) ? this.limitOf(node) : null;
    return doneBy === null || limit === null ? doneBy : latestStart(doneBy, limit, this.#ground.time);
  }

  /**
   * By the order's answers so far; where those lead away from the goal (a plan that nobody has accepted yet counts as not
   * accepted), by every way: the plan is for the case that all goes well.
   */
  #next(nodeId: NodeId): NodeId[] {
    const known = this.#nexts.get(nodeId);
    if (known) return known;
    const chosen = this.#onward(nodeId, (flow) => this.#answered(nodeId).includes(flow));
    const isOnTheWay = chosen.some((id) => this.startBy(id) !== null);
    const next = isOnTheWay ? chosen : this.#onward(nodeId, () => true);
    this.#nexts.set(nodeId, next);
    return next;
  }

  /** A loop is not gone round again: nobody plans to be sent back. */
  #onward(nodeId: NodeId, isTaken: (flow: Flow) => boolean): NodeId[] {
    const { definition } = this.#ground;
    const { isBack } = graphOf(definition);
    return nodeOf(definition, nodeId)
      .outgoing.flatMap((id) => definition.flows[id] ?? [])
      .filter((flow) => !isBack(flow.id) && isTaken(flow))
      .map(({ to }) => to);
  }

  #answered(nodeId: NodeId): readonly Flow[] {
    const { definition, holds } = this.#ground;
    try {
      return waysOut(definition, nodeOf(definition, nodeId), holds);
    } catch (error) {
      if (!(error instanceof ProcessFault)) throw error;
      return [];
    }
  }
}

function earliest(times: readonly (number | null)[]): number | null {
  const known = times.filter((time) => time !== null);
  return known.length === 0 ? null : Math.min(...known);
}
