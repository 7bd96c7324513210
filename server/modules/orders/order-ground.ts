/** What an order counts by. */
import { dateOf } from "../../foundation/clock.ts";
import type { Context } from "../../foundation/context.ts";
import { type RulesInForce, rulesInForce } from "../catalogue/index.ts";
import type { OrderCatalogue } from "./catalogue/order-catalogue.ts";
import { catalogueAt } from "./catalogue-in-force.ts";
import type { Timing } from "./order-clock.ts";
import type { OrderRow } from "./store/rows.ts";
import { workTimeOf } from "./work-time.ts";

export type Ground = {
  readonly timing: Timing;
  readonly rules: RulesInForce;
  readonly catalogue: OrderCatalogue;
};

/** The rules of the day, the hours of its unit, the shares at which it warns; its own catalogue. */
export async function groundOf(
  ctx: Context,
  { unitId, openedAt }: Pick<OrderRow, "unitId" | "openedAt">,
): Promise<Ground> {
  const rules = await rulesInForce(ctx, dateOf(ctx.clock.now()).toString());
  const shares = warningRules.map((code) => rules.value(code)).sort((a, b) => a - b);
  const daysBefore = rules.value("WARN.DAYS_BEFORE");
  const timing = { time: await workTimeOf(ctx, unitId), shares, daysBefore };
  return { timing, rules, catalogue: await catalogueAt(ctx, openedAt) };
}
const warningRules = ["WARN.REMIND", "WARN.WARN", "WARN.OVERDUE", "WARN.LEADER"] as const;
