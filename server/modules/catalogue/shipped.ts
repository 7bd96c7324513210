/** What comes with the platform: the rules, reasons and calendars that every new company starts with. */
import { createHash } from "node:crypto";
import chineseDays from "chinese-days/dist/chinese-days.json" with { type: "json" };
import calendarRules from "../../../catalogue/calendar-rules.json" with { type: "json" };
import customerRules from "../../../catalogue/customer-rules.json" with { type: "json" };
import hallManagementRules from "../../../catalogue/hall-management-rules.json" with { type: "json" };
import hallRules from "../../../catalogue/hall-rules.json" with { type: "json" };
import identityRules from "../../../catalogue/identity-rules.json" with { type: "json" };
import orderFollowRules from "../../../catalogue/order-follow-rules.json" with { type: "json" };
import orderLimits from "../../../catalogue/order-limits.json" with { type: "json" };
import privacyRules from "../../../catalogue/privacy-rules.json" with { type: "json" };
import reasons from "../../../catalogue/reasons.json" with { type: "json" };
import ruleNames from "../../../catalogue/rule-names.json" with { type: "json" };
import type { CalendarDay, ReasonRow } from "../../../contracts/catalogue.ts";
import type { Words } from "../../../contracts/endpoint.ts";

/**
 * Whose rule it is: the regulator's floor (to fall below it is unlawful), the company's promise to its customers, or its
 * own working rule.
 */
export type RuleLayer = "statutory" | "promised" | "internal";

/** A rule as the files give it; class and area are ALL where a rule knows none. */
export type ShippedRule = {
  readonly rule_code: string;
  readonly scheme: string;
  readonly customer_class?: string;
  readonly area_type?: string;
  readonly value: number;
  readonly unit: string;
  /** A whole number between these; others would stop people from working at all. Any number where not given. */
  readonly least?: number;
  readonly most?: number;
  readonly clock_type: string;
  /** Internal where not given. */
  readonly layer?: string;
  readonly start_event?: string;
  readonly stop_event?: string;
  readonly source: string;
  readonly source_year: number;
  readonly confidence: string;
  readonly reason?: string;
  readonly valid_from: string;
  readonly valid_to: string | null;
};

export const shippedRules: readonly ShippedRule[] = [
  ...calendarRules,
  ...customerRules,
  ...hallRules,
  ...hallManagementRules,
  ...identityRules,
  ...orderFollowRules,
  ...orderLimits,
  ...privacyRules,
];
export const shippedReasons = reasons as readonly Omit<ReasonRow, "isActive">[];

const names: Readonly<Record<string, Words>> = ruleNames;
/** What people call a rule; a code that nobody named yet stands for itself. */
export const ruleName = (code: string): Words => names[code] ?? { zh: code, en: code };

/** The limits of a rule's value; null where any number will do. */
export function ruleLimits(code: string): { readonly least: number; readonly most: number } | null {
  const { least, most } = limits.get(code) ?? {};
  return least === undefined || most === undefined ? null : { least, most };
}
const limits = new Map(shippedRules.map((rule) => [rule.rule_code, rule]));

const promised = new Set(
  shippedRules
    .filter(({ layer }) => layer === "promised")
    .map(({ rule_code, scheme }) => `${rule_code}/${scheme}`),
);
/** The layer of a rule's row; it goes with the scheme, and a company's edit of the number does not change it. */
export const ruleLayer = (code: string, scheme: string): RuleLayer =>
  scheme === "REG" ? "statutory" : promised.has(`${code}/${scheme}`) ? "promised" : "internal";

/** The years that `chinese-days` knows, each checked by its maker against the State Council's notice. */
export const shippedCalendar: ReadonlyMap<number, readonly CalendarDay[]> = Map.groupBy(
  [...daysOf(chineseDays.holidays, "off"), ...daysOf(chineseDays.workdays, "work")].sort((a, b) =>
    a.date.localeCompare(b.date),
  ),
  ({ date }) => Number(date.slice(0, 4)),
);

/** The package writes a day as "Spring Festival,春节,4". */
function daysOf(table: Record<string, string>, type: CalendarDay["type"]): CalendarDay[] {
  return Object.entries(table).map(([date, text]) => ({ date, type, name: text.split(",")[1] ?? text }));
}

/** Changes whenever anything shipped changes: tells a company that an upgrade brought something. */
export const shippedHash: string = createHash("sha256")
  .update(JSON.stringify([shippedRules, shippedReasons, [...shippedCalendar]]))
  .digest("hex");
