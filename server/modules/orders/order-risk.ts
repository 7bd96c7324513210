/** The risk of orders as rows: learned durations, limits where nothing is learned yet, the answers that are known by now. */
import { dateOf } from "../../foundation/clock.ts";
import type { Context } from "../../foundation/context.ts";
import { type RulesInForce, rulesInForce } from "../catalogue/index.ts";
import type { OrderCatalogue } from "./catalogue/order-catalogue.ts";
import { catalogueNow } from "./catalogue-in-force.ts";
import type { ClockUnit } from "./clock/marks.ts";
import { processOf } from "./definitions.ts";
import { limitsOf, ruleOfStep } from "./limits.ts";
import { type Definition, isTask } from "./process/definition.ts";
import { postName } from "./read/naming.ts";
import { type Risk, riskOf, type Typical } from "./risk.ts";
import { findRunning, listDurations, type Running } from "./store/durations.ts";
import { holds } from "./vars.ts";

/** How many minutes of the clock on the wall one of a unit takes on average: five working days are seven natural ones. */
const minutesOf: Readonly<Record<ClockUnit, number>> = {
  MIN: 1,
  HOUR: 60,
  ND: 1_440,
  WD: (1_440 * 7) / 5,
  // Eight hours of opening on five days of seven.
  BH: (24 / 8) * (7 / 5),
};

export type Learned = ReadonlyMap<string, Typical>;
const keyOf = (process: string, node: string, customerClass: string) => `${process}/${node}/${customerClass}`;

export async function learnedDurations(ctx: Context): Promise<Learned> {
  const rows = await listDurations(ctx);
  return new Map(
    rows.map(({ processKey, nodeId, customerClass, p50, p90 }) => [
      keyOf(processKey, nodeId, customerClass),
      { p50, p90 },
    ]),
  );
}

/** The risk of one order, for its page. */
export async function orderRisk(ctx: Context, orderId: string): Promise<Risk | null> {
  const order = await findRunning(ctx, orderId);
  if (!order) return null;
  return riskOfRow(ctx, order, await learnedDurations(ctx));
}

export async function riskOfRow(ctx: Context, order: Running, learned: Learned): Promise<Risk> {
  const { definition } = await processOf(ctx, order.processKey, order.processVersion);
  const rules = await rulesInForce(ctx, dateOf(ctx.clock.now()).toString());
  // A look ahead: what is in force today is near enough.
  const catalogue = await catalogueNow(ctx);
  return riskOf({
    now: ctx.clock.now(),
    dueAt: order.dueAt,
    definition,
    live: order.steps
      .filter(({ nodeId }) => definition.nodes[nodeId])
      .map((step) => ({
        stepId: step.id,
        nodeId: step.nodeId,
        name: { zh: step.nameZh, en: step.nameEn },
        openedAt: Temporal.Instant.from(step.openedAt),
        who: step.assigneeName ? { zh: step.assigneeName, en: step.assigneeName } : postName(step.post ?? ""),
      })),
    typicalOf: (nodeId) =>
      learned.get(keyOf(order.processKey, nodeId, order.customerClass)) ??
      typicalByLimit({ catalogue, rules }, definition, nodeId, order),
    holds: (condition) => holds(condition, order.vars),
  });
}

/** Until there is a past to learn from: half of the limit is usual, and nine of ten keep it. */
function typicalByLimit(
  { catalogue, rules }: { readonly catalogue: OrderCatalogue; readonly rules: RulesInForce },
  definition: Definition,
  nodeId: string,
  order: Running,
): Typical {
  const node = definition.nodes[nodeId];
  if (!node || !isTask(node) || node.limit === null) return { p50: 0, p90: 0 };
  const code = ruleOfStep(catalogue, rules, order, node.limit);
  const [own] = limitsOf(rules, code, order);
  if (!own) return { p50: 0, p90: 0 };
  const minutes = own.limit.value * minutesOf[own.limit.unit];
  return { p50: minutes / 2, p90: minutes };
}
