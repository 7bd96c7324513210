/** What is promised with an order, by when and why: the clocks of the whole order, before it is accepted and after. */
import type { AnswerOf, Words } from "../../../contracts/endpoint.ts";
import type { previewOrder } from "../../../contracts/orders.ts";
import { dateOf } from "../../foundation/clock.ts";
import { type RulesInForce, ruleName } from "../catalogue/index.ts";
import type { OrderTypeRow } from "./catalogue/order-types.ts";
import { limitWords } from "./clock/clock-words.ts";
import type { WorkTime } from "./clock/marks.ts";
import { readClock } from "./clock/read-clock.ts";
import { type LimitInForce, limitsOf } from "./limits.ts";
import type { OrderRow } from "./store/rows.ts";

export type Promised = AnswerOf<typeof previewOrder>["promises"][number];

/** The limits of the whole order: its type's, and the regulator's floor beside it. */
export const orderLimits = (
  rules: RulesInForce,
  type: OrderTypeRow,
  scope: Pick<OrderRow, "customerClass" | "areaType">,
): readonly LimitInForce[] => (type.total === null ? [] : limitsOf(rules, type.total, scope));

export function promiseOf(
  { ruleCode, layer, limit, rule }: LimitInForce,
  at: Temporal.Instant,
  time: WorkTime,
): Promised {
  const reading = readClock([{ kind: "start", at, limit }], time);
  const started = dateOf(reading.countedFrom).toString();
  return {
    ruleCode,
    name: ruleName(ruleCode),
    layer,
    limit,
    dueAt: reading.dueAt?.toString() ?? null,
    because: becauseOf(started, limitWords(limit)),
    source: rule.source,
  };
}

const becauseOf = (day: string, limit: Words): Words => ({
  zh: `自 ${day} 起算，${limit.zh}`,
  en: `${limit.en}, counted from ${day}`,
});
