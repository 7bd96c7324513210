/** The plan of a dated order (倒排工期): the latest start of each step that is left, and how late what is open is against it. */
import type { AnswerOf } from "../../../../contracts/endpoint.ts";
import type { readPlan as endpoint } from "../../../../contracts/orders.ts";
import { dateOf, instantAt } from "../../../foundation/clock.ts";
import type { Context } from "../../../foundation/context.ts";
import { Problem } from "../../../foundation/problem.ts";
import { endsAt } from "../catalogue/clock-ends.ts";
import { startBackwards } from "../clock/backwards.ts";
import { processOf } from "../definitions.ts";
import { limitsOf, ruleOfStep } from "../limits.ts";
import { openOrder } from "../open-order.ts";
import { orderLimits } from "../promises.ts";
import { holds } from "../vars.ts";
import { planBackwards } from "./backward-plan.ts";

const minutes = (ms: number) => Math.max(0, Math.round(ms / 60_000));
const text = (ms: number) => Temporal.Instant.fromEpochMilliseconds(ms).toString();

/** @throws thing.not_found, orders.plan_undated */
export async function readPlan(ctx: Context, orderId: string): Promise<AnswerOf<typeof endpoint>> {
  const open = await openOrder(ctx, orderId);
  const { order, rules, now } = open;
  if (order.wantedOn === null) throw new Problem("orders.plan_undated");
  const { definition } = await processOf(ctx, order.processKey, order.processVersion);
  const { time } = open.timing;
  const wantedOn = Temporal.PlainDate.from(order.wantedOn);
  const { type } = open;
  const stops = (type ? orderLimits(rules, type, order) : []).map(({ stopEvent }) => stopEvent);
  // A step of no length is done by the end of the wanted day, or of the last working day before it.
  const [goal] = startBackwards(wantedOn, [{ value: 0, unit: "MIN" }], time);
  const target = goal?.doneBy ?? instantAt(wantedOn, time.closeOfBusiness);
  const planned = planBackwards({
    definition,
    live: open.tasks.map(({ nodeId }) => nodeId),
    target: target.epochMilliseconds,
    isGoal: (nodeId) => stops.some((stop) => endsAt(stop, nodeId.split("/").at(-1) ?? nodeId)),
    limitOf: (task) => {
      if (!task.limit) return null;
      const [own] = limitsOf(rules, ruleOfStep(open.catalogue, rules, order, task.limit), order);
      return own?.limit ?? null;
    },
    holds: (condition) => holds(condition, order.vars),
    time,
  });
  const steps = planned.map(({ node, limit, startBy, doneBy }) => {
    const live = open.tasks.find(({ nodeId }) => nodeId === node.id);
    const begun = live?.openedAt.epochMilliseconds ?? now.epochMilliseconds;
    return {
      nodeId: node.id,
      name: { zh: node.zh || node.id, en: node.en ?? (node.zh || node.id) },
      post: node.post,
      limit: limit && { value: limit.value, unit: limit.unit },
      startBy: text(startBy),
      doneBy: text(doneBy),
      isLive: live !== undefined,
      startedLateMinutes: live ? minutes(begun - startBy) : 0,
      lateMinutes: minutes(now.epochMilliseconds - doneBy),
    };
  });
  return {
    wantedOn: order.wantedOn,
    target: target.toString(),
    today: dateOf(now).toString(),
    isFeasible: planned.every(
      ({ startBy, node }) =>
        !steps.find((one) => one.nodeId === node.id)?.isLive || now.epochMilliseconds <= startBy,
    ),
    steps,
  };
}
