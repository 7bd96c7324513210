/** Gives a company the shipped rules, reasons and calendars: all when it is new, what it lacks after an upgrade. */
import { audit, type Context, publish } from "../../foundation/context.ts";
import { catalogueChanged } from "./events.ts";
import { forgetCatalogue } from "./in-force.ts";
import { type ShippedRule, shippedCalendar, shippedHash, shippedReasons, shippedRules } from "./shipped.ts";
import * as store from "./store.ts";

const keyOf = (rule: { rule_code: string; scheme: string; customer_class?: string; area_type?: string }) =>
  [rule.rule_code, rule.scheme, rule.customer_class ?? "ALL", rule.area_type ?? "ALL"].join("/");

/**
 * Idempotent, and cheap when nothing new was shipped. What a company edited stays: a newer shipped version ends an
 * older shipped one, never the company's own.
 */
export async function loadCatalogue(ctx: Context, scheme: store.Scheme = "SGCC"): Promise<void> {
  const present = await store.findCompany(ctx);
  if (present?.shipped === shippedHash) return;
  const company = await store.lockCompany(ctx, scheme);
  if (company.shipped === shippedHash) return;

  const rules = await addRules(ctx);
  await store.addReasons(ctx, shippedReasons);
  const years = await addYears(ctx);

  await store.bumpVersion(ctx, shippedHash);
  forgetCatalogue(ctx);
  audit(ctx, { action: "catalogue.load", subject: "catalogue", after: { rules, years } });
  publish(ctx, catalogueChanged({ part: "all" }));
}

async function addRules(ctx: Context): Promise<number> {
  const present = await store.allRules(ctx);
  const begun = new Set(present.map((rule) => `${keyOf(rule)}/${rule.valid_from}`));
  const last = new Map(present.map((rule) => [keyOf(rule), rule]));
  const added: ShippedRule[] = [];
  for (const rule of shippedRules) {
    if (begun.has(`${keyOf(rule)}/${rule.valid_from}`)) continue;
    const before = last.get(keyOf(rule));
    if (before && (before.origin === "company" || before.valid_from > rule.valid_from)) continue;
    if (before && before.valid_to === null) await store.endRule(ctx, before.id, dayBefore(rule.valid_from));
    added.push(rule);
  }
  await store.insertShippedRules(ctx, added);
  return added.length;
}

/** A year that the company imported itself is its own; a shipped one is replaced, in case a notice changed it. */
async function addYears(ctx: Context): Promise<readonly number[]> {
  const own = new Set(
    (await store.listYears(ctx)).filter(({ origin }) => origin === "company").map(({ year }) => year),
  );
  const years = [...shippedCalendar.keys()].filter((year) => !own.has(year));
  const days = years.flatMap((year) => shippedCalendar.get(year) ?? []);
  await store.replaceYears(ctx, years, days, "国务院办公厅 (chinese-days)", "shipped");
  return years;
}

export const dayBefore = (date: string): string =>
  Temporal.PlainDate.from(date).subtract({ days: 1 }).toString();
