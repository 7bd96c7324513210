/** Fills in a form as somebody would who mostly has good news: by its published fields, never by the product's code. */
import type { Form, FormValues } from "../../contracts/orders/shapes.ts";
import type { Draw } from "../population/draw.ts";

type Value = FormValues[string];

/** How often a question is answered yes; where nothing is said here, good news is yes and trouble is no. */
const shares: Readonly<Record<string, number>> = {
  hasWorks: 0.3,
  hasGridWorks: 0.15,
  hasHiddenWorks: 0.3,
  needsConsult: 0.2,
  needsDesignReview: 0.3,
  needsFee: 0.4,
  needsApproval: 0.5,
  isRefused: 0.01,
  isFeasible: 0.98,
  waitsForCustomer: 0.1,
  isFinalPassed: 0.85,
  isInterimPassed: 0.9,
  isTrialPassed: 0.9,
  isDesignPassed: 0.85,
  isApproved: 0.95,
  isContractApproved: 0.97,
  isPassed: 0.97,
  isAuditPassed: 0.95,
  isReached: 0.75,
  isOutOfTolerance: 0.1,
  isSolved: 0.15,
  isFounded: 0.5,
  isInternal: 0.1,
};
const isTrouble = (key: string) => /^(has|needs|is(Misclassified|Refused|OutOfTolerance|Internal))/.test(key);
/** Left to those who ask: an answer here leads the order another way although the field may stay empty. */
const asked: ReadonlySet<string> = new Set([
  ...["isRefused", "waitsForCustomer", "isReached", "needsApproval"],
  // Whoever takes a meter off notes what it shows: without that it cannot come off.
  "oldReading",
]);
/** What the old meter shows: more than it ever did before. */
const lastReading = 90_000;
/** Where words are asked for: it fits two persons' names as well. */
export const filler = "甲、乙";

export function fillForm(form: Form | null, draw: Draw, now: Temporal.Instant): Record<string, Value> {
  const values: Record<string, Value> = {};
  for (const { key, kind, isRequired, options, max } of form?.fields ?? []) {
    if (!isRequired && kind !== "signature" && !asked.has(key)) continue;
    values[key] = answerTo(key, kind, options, max, draw, now);
  }
  if (form?.key === "visit" && values.isReached === true) Object.assign(values, opinion(draw));
  if (form?.key === "audit" && values.isAuditPassed === false) values.returned = "RT5";
  return values;
}

function answerTo(
  key: string,
  kind: Form["fields"][number]["kind"],
  options: readonly { value: string }[],
  max: number | null,
  draw: Draw,
  now: Temporal.Instant,
): Value {
  switch (kind) {
    case "number":
      return key === "oldReading" ? lastReading : Math.min(max ?? 8, 8);
    case "yes-no":
      return draw.chance(shares[key] ?? (isTrouble(key) ? 0 : 1));
    case "choice":
      return options[0]?.value ?? "";
    case "choices":
      return options.slice(0, 2).map(({ value }) => value);
    case "date":
      return now.toZonedDateTimeISO("Asia/Shanghai").toPlainDate().toString();
    case "time":
      return now.toString();
    case "phone":
      return "13800138000";
    case "id":
      return "110101199003070134";
    case "position":
      return "31.23,121.47";
    case "photo":
      return ["photo-1"];
    default:
      return filler;
  }
}

/** Three in a hundred are not content, and say why. */
function opinion(draw: Draw): Record<string, Value> {
  const level = draw.below(100);
  if (level < 3)
    return {
      satisfaction: "dissatisfied",
      why: "等了太久",
      isReasonable: draw.chance(0.7),
      wasSolved: false,
    };
  return { satisfaction: level < 70 ? "very-satisfied" : "satisfied", wasSolved: true };
}
