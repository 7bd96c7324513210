/** When customers are left in peace (§3.8), from the rules in force. */
import type { RulesInForce } from "../catalogue/index.ts";
import type { QuietSpan } from "./clock/quiet-hours.ts";
import { timeOfRule } from "./work-time.ts";

export const quietSpans = (rules: RulesInForce): readonly QuietSpan[] =>
  (["NOON", "NIGHT"] as const).map((part) => ({
    from: timeOfRule(rules.value(`QUIET.${part}.FROM`)),
    to: timeOfRule(rules.value(`QUIET.${part}.TO`)),
  }));
