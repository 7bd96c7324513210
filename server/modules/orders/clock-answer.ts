/** A clock as answers show it. */
import type { Clock } from "../../../contracts/orders/shapes.ts";
import { ruleName } from "../catalogue/index.ts";
import { elapsedAt } from "./clock/read-clock.ts";
import { heatOf, usedPercent, type WarnShares } from "./heat.ts";
import { readingOf, type Timing } from "./order-clock.ts";
import type { MarkedClock } from "./store/rows.ts";

export function clockAnswer(clock: MarkedClock, now: Temporal.Instant, timing: Timing): Clock {
  const { shares, time } = timing;
  const [half = 50, warm = 80] = shares;
  const warn: WarnShares = { half, warm };
  return {
    id: clock.id,
    stepId: clock.stepId,
    name: ruleName(clock.ruleCode),
    ruleCode: clock.ruleCode,
    layer: clock.layer,
    state: clock.state,
    limit: { value: clock.limitValue, unit: clock.unit },
    startedAt: clock.startedAt.toString(),
    dueAt: clock.dueAt?.toString() ?? null,
    endedAt: clock.endedAt?.toString() ?? null,
    usedPercent: usedPercent(clock, now, time) ?? usedOf(clock, now, timing),
    heat: heatOf(clock, now, warn, time),
  };
}

/** Of one that stands still: up to its last mark. */
function usedOf(clock: MarkedClock, now: Temporal.Instant, { time }: Timing): number {
  if (clock.limitValue === 0) return 0;
  const used = elapsedAt(readingOf(clock, time), now.epochMilliseconds, time);
  return Math.max(0, Math.floor((used / clock.limitValue) * 100));
}
