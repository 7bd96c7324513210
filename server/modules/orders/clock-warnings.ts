/** What is told of a clock that has used up a share of its limit: in time by the sweep, or by whoever is quicker. */
import type { Words } from "../../../contracts/endpoint.ts";
import { ruleName } from "../catalogue/index.ts";
import type { Entry } from "./open-order.ts";
import { daysBeforeShare, type Timing, warnedClock } from "./order-clock.ts";
import type { MarkedClock, MarkRow } from "./store/rows.ts";

/** Percent: all of a limit. */
const whole = 100;

/**
 * What fell due a moment ago is told by whoever stands the clock still or ends it: after that no sweep finds it. Of a clock
 * that ends only that it was broken; a share used up at this very instant counts from the resumption.
 * @returns the clock as warned of; undefined when there is nothing to tell
 */
export function dueBefore(
  clock: MarkedClock | undefined,
  kind: MarkRow["kind"],
  at: Temporal.Instant,
  timing: Timing,
): MarkedClock | undefined {
  if ((kind !== "pause" && kind !== "stop") || clock?.state !== "running" || clock.nextAt === null)
    return undefined;
  const warned = warnedClock(clock, at.subtract({ nanoseconds: 1 }), timing);
  const isNews = warned.warned > clock.warned && (kind === "pause" || warned.warned >= whole);
  return isNews ? warned : undefined;
}

/** What the share that a clock was warned of means, in words. */
export function warningWords(
  clock: Pick<MarkedClock, "ruleCode" | "subject" | "unit" | "limitValue">,
  share: number,
  timing: Timing,
): Words {
  const name = ruleName(clock.ruleCode);
  if (share !== daysBeforeShare(clock, timing))
    return { zh: `时限“${name.zh}”已用 ${share}%`, en: `${share}% of the limit “${name.en}” is used up` };
  const days = timing.daysBefore ?? 0;
  return {
    zh: `时限“${name.zh}”还剩 ${days} 个工作日`,
    en: `${days} working days are left of the limit “${name.en}”`,
  };
}

/** As the order's story has it. */
export function warningEntry(clock: MarkedClock, timing: Timing): Entry {
  const { id: clockId, stepId, ruleCode, layer, warned: share } = clock;
  return {
    kind: "clock-warned",
    text: warningWords(clock, share, timing),
    stepId,
    detail: { clockId, ruleCode, layer, share },
  };
}
