/** What a receipt promises, and which papers it names. */
import { dateOf } from "../../../foundation/clock.ts";
import { ruleName } from "../../catalogue/index.ts";
import { limitWords } from "../clock/clock-words.ts";
import { paperName } from "../paper-names.ts";
import type { ReceiptFacts } from "../papers/index.ts";
import type { Ground } from "./ground.ts";

/** Clocks that bind towards the customer; the company's own working limits are nobody else's business. */
export function promisedSteps({ head, parts, rules }: Ground): ReceiptFacts["promised"] {
  return parts.clocks
    .filter(({ layer, subject }) => layer !== "internal" && (subject === "order" || subject === "stage"))
    .map(({ ruleCode, layer, limitValue, unit, dueAt, endedAt, startedAt }) => {
      const { customerClass, areaType } = head;
      const rule = rules.find(ruleCode, { customerClass, areaType, layer });
      return {
        step: ruleName(ruleCode).zh,
        limit: limitWords({ value: limitValue, unit }).zh,
        dueOn: dateOf(dueAt ?? endedAt ?? startedAt).toString(),
        ...(rule ? { basis: rule.source } : {}),
      };
    });
}

/** The nearest of what was promised for the whole; the floor of the regulator is further away. */
export function promisedOn({ head, parts, today }: Ground): string {
  const whole = parts.clocks.filter(({ subject, layer }) => subject === "order" && layer !== "statutory");
  const due = head.dueAt ?? whole[0]?.dueAt ?? parts.clocks.find(({ subject }) => subject === "order")?.dueAt;
  return due ? dateOf(due).toString() : today;
}

export function neededPapers({ parts, definition }: Ground): ReceiptFacts["received"] {
  return parts.papers
    .filter(({ state, need }) => state === "received" || (state === "owed" && need !== "extra"))
    .map(({ code, state, need, dueNode }) => {
      const node = dueNode === null ? undefined : definition.nodes[dueNode];
      return {
        name: paperName(code).zh,
        state:
          state === "received" ? "received" : need === "later" || dueNode !== null ? "may-follow" : "missing",
        ...(state === "owed" && node ? { note: `最迟在“${node.zh}”之前` } : {}),
      };
    });
}
