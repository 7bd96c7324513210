/**
 * The rule of the missed number (过号), published on the ticket and on the phone page; source: handbook of service rules §5.3.
 *
 * A number is called once and recalled a few times; who does not come has missed it. Within its validity it may be
 * brought back, goes in behind a few numbers (or after a few minutes, whichever is first) and keeps its seniority. The next miss gives it up.
 */
import type { WaitingTicket } from "./calling-rule.ts";
import type { QueueRules } from "./queue-rules.ts";

/** The rule as plain data, with the sentence that is printed. Durations are milliseconds. */
export interface MissedRule {
  /** Calls before a number counts as missed: the first one and the recalls. */
  readonly callsMax: number;
  readonly recallGapMs: number;
  readonly missedAfterMs: number;
  readonly placesBack: number;
  readonly latestMs: number;
  readonly returnsMax: number;
  readonly validMs: number;
  readonly sentence: { readonly zh: string; readonly en: string };
}

/** The rule in force, ready to be applied, shown and printed. */
export function missedRule(rules: QueueRules): MissedRule {
  const callsMax = 1 + rules.recallsMax;
  const after = seconds(rules.missedAfterMs);
  const [valid, latest] = [minutes(rules.missedValidMs), minutes(rules.missedLatestMs)];
  const { missedPlacesBack: places, missedReturnsMax: times } = rules;
  return {
    callsMax,
    recallGapMs: rules.recallGapMs,
    missedAfterMs: rules.missedAfterMs,
    placesBack: places,
    latestMs: rules.missedLatestMs,
    returnsMax: times,
    validMs: rules.missedValidMs,
    sentence: {
      zh: `最多呼叫${callsMax}次，末次呼叫后${after}秒未到即为过号；过号后${valid}分钟内可恢复${times}次，排在${places}个号之后，最迟${latest}分钟后叫号；再次过号作废。`,
      en:
        `Your number is called up to ${callsMax} times and is missed ${after} seconds after the last call. Within ${valid} minutes it can be ` +
        `brought back ${times === 1 ? "once" : `${times} times`}: it is called after ${places} more numbers or ${latest} minutes, whichever is first. ` +
        "A further miss gives it up.",
    },
  };
}

/** Whether a called number may be called again now; `calls` counts the calls so far. */
export function mayRecall(rule: MissedRule, calls: number, lastCalledAt: number, now: number): boolean {
  return calls < rule.callsMax && now - lastCalledAt >= rule.recallGapMs;
}

/** From when a called number whose customer has not come counts as missed. */
export function missedFrom(rule: MissedRule, lastCalledAt: number): number {
  return lastCalledAt + rule.missedAfterMs;
}

/** From when a missed number can no longer be brought back. */
export function givenUpFrom(rule: MissedRule, missedAt: number): number {
  return missedAt + rule.validMs;
}

export type MissedReturn =
  | { readonly allowed: true; readonly behind: NonNullable<WaitingTicket["behind"]> }
  | { readonly allowed: false; readonly because: "expired" | "returns-used-up" };

/** Brings a missed number back: where it stands, or why not. `returns` counts earlier returns, `callsToday` the hall's calls. */
export function returnMissed(
  rule: MissedRule,
  missed: { readonly missedAt: number; readonly returns: number },
  callsToday: number,
  now: number,
): MissedReturn {
  if (missed.returns >= rule.returnsMax) return { allowed: false, because: "returns-used-up" };
  if (now >= givenUpFrom(rule, missed.missedAt)) return { allowed: false, because: "expired" };
  return { allowed: true, behind: { call: callsToday + rule.placesBack, until: now + rule.latestMs } };
}

function seconds(ms: number): number {
  return Math.round(ms / 1_000);
}

function minutes(ms: number): number {
  return Math.round(ms / 60_000);
}
