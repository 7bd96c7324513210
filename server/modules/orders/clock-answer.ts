/** A clock as answers show it, read from its marks: right also while it is paused and after it has ended. */
import type { Clock } from "../../../contracts/orders/shapes.ts";
import { ruleName } from "../catalogue/index.ts";
import { statusAt } from "./clock/status.ts";
import { heatAt } from "./heat.ts";
import { readingOf, type Timing } from "./order-clock.ts";
import type { MarkedClock } from "./store/rows.ts";

export function clockAnswer(clock: MarkedClock, now: Temporal.Instant, { shares, time }: Timing): Clock {
  const { usedShare, isOverdue } = statusAt(readingOf(clock, time), now, time);
  const percent = Math.floor(usedShare * 100);
  const usedPercent = isOverdue ? Math.max(101, percent) : Math.min(100, percent);
  const [half = 100, warm = 100] = shares;
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
    heat: heatNow(clock.state, usedPercent, { half, warm }),
  };
}

function heatNow(
  state: MarkedClock["state"],
  used: number,
  shares: { half: number; warm: number },
): Clock["heat"] {
  if (state === "paused") return "paused";
  return state === "running" ? heatAt(used, shares) : "ended";
}
