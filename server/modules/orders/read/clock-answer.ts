/** A clock as the order's page shows it, read from its marks: right also while it is paused and after it has ended. */
import type { Clock } from "../../../../contracts/orders.ts";
import { ruleName } from "../../catalogue/index.ts";
import type { WorkTime } from "../clock/marks.ts";
import { statusAt } from "../clock/status.ts";
import { heatAt, type WarnShares } from "../heat.ts";
import { readingOf } from "../order-clock.ts";
import type { MarkedClock } from "../store/rows.ts";

export type ClockView = {
  readonly now: Temporal.Instant;
  readonly time: WorkTime;
  readonly shares: WarnShares;
};

export function clockAnswer(clock: MarkedClock, { now, time, shares }: ClockView): Clock {
  const { usedShare, isOverdue } = statusAt(readingOf(clock, time), now, time);
  const percent = Math.floor(usedShare * 100);
  const usedPercent = isOverdue ? Math.max(101, percent) : Math.min(100, percent);
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
    usedPercent,
    heat:
      clock.state === "paused" ? "paused" : clock.state === "running" ? heatAt(usedPercent, shares) : "ended",
  };
}
