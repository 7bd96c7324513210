/**
 * The catalogue as commands read it: kept in this process's memory per company, because every command asks it.
 *
 * A change in this process is seen at once; one of another process within a second, when the company's version is
 * looked up again. Rules change by date, so nobody notices the second.
 */
import type { ReasonList, ReasonRow } from "../../../contracts/catalogue.ts";
import type { Clock } from "../../foundation/clock.ts";
import type { Context } from "../../foundation/context.ts";
import type { Calendar } from "./calendar.ts";
import { type RuleLayer, ruleLayer } from "./shipped.ts";
import * as store from "./store.ts";

export type RuleInForce = store.RuleVersion & { readonly layer: RuleLayer };

/** For whom a rule is asked; what is not known is left out, and the strictest that could apply is answered. */
export type RuleScope = {
  readonly customerClass?: string | undefined;
  readonly areaType?: string | undefined;
  /** The company's own rule, or the floor where it has none, unless said. */
  readonly layer?: RuleLayer | undefined;
};

/**
 * The rules in force for a company on one date: one row per rule of its own (local before its scheme before ALL), and the
 * regulator's floor beside it where there is one.
 */
export type RulesInForce = {
  readonly date: string;
  readonly scheme: store.Scheme;
  readonly rows: readonly RuleInForce[];
  /** The row that holds for a customer class and an area; undefined when the catalogue has none. */
  find(code: string, scope?: RuleScope): RuleInForce | undefined;
  /** The value of a rule that knows no classes. @throws Error that names the rule when the catalogue lacks it */
  value(code: string): number;
  /** A duration in milliseconds. @throws Error when the rule is none */
  ms(code: string): number;
};

type Kept = {
  readonly company: store.Company;
  readonly rules: readonly store.RuleVersion[];
  readonly reasons: readonly ReasonRow[];
  readonly calendar: Calendar;
  readonly byDate: Map<string, RulesInForce>;
  checkedAt: number;
};

const recheckMs = 1_000;
/** By the platform's clock object: two platforms of one process (tests) do not see each other's companies. */
const kept = new WeakMap<Clock, Map<number, Kept>>();

/** What was in force on a date (YYYY-MM-DD). */
export async function rulesInForce(ctx: Context, date: string): Promise<RulesInForce> {
  const catalogue = await keptFor(ctx);
  let rules = catalogue.byDate.get(date);
  if (!rules) {
    rules = inForce(catalogue, date);
    if (catalogue.byDate.size > 100) catalogue.byDate.clear();
    catalogue.byDate.set(date, rules);
  }
  return rules;
}

export async function calendarOf(ctx: Context): Promise<Calendar> {
  return (await keptFor(ctx)).calendar;
}

/** The active reasons of a list, in their order. */
export async function reasonsOf(ctx: Context, list: ReasonList): Promise<readonly ReasonRow[]> {
  return (await keptFor(ctx)).reasons.filter((reason) => reason.list === list && reason.isActive);
}

/** After a change: this process reads again. Called before the commit, so the next second's check covers the gap. */
export function forgetCatalogue(ctx: Context): void {
  kept.get(ctx.clock)?.delete(ctx.orgId);
}

async function keptFor(ctx: Context): Promise<Kept> {
  const companies = kept.get(ctx.clock) ?? new Map<number, Kept>();
  kept.set(ctx.clock, companies);
  const present = companies.get(ctx.orgId);
  if (present && performance.now() - present.checkedAt < recheckMs) return present;
  const company = await store.findCompany(ctx);
  if (!company)
    throw new Error(`The catalogue of company ${ctx.orgId} is not loaded; call loadCatalogue first.`);
  if (present && present.company.version === company.version) {
    present.checkedAt = performance.now();
    return present;
  }
  const fresh = await read(ctx, company);
  companies.set(ctx.orgId, fresh);
  return fresh;
}

async function read(ctx: Context, company: store.Company): Promise<Kept> {
  const rules = await store.allRules(ctx);
  const reasons = await store.listReasons(ctx);
  const days = await store.listDays(ctx);
  const years = await store.listYears(ctx);
  const calendar: Calendar = {
    days: new Map(days.map(({ date, type, name }) => [date, { type, name }])),
    years: new Set(years.map(({ year }) => year)),
  };
  return { company, rules, reasons, calendar, byDate: new Map(), checkedAt: performance.now() };
}

const factors: Readonly<Record<string, number>> = { SEC: 1_000, MIN: 60_000, HOUR: 3_600_000 };

function inForce({ company, rules }: Kept, date: string): RulesInForce {
  const chosen = new Map<string, RuleInForce>();
  for (const rule of rules) {
    if (!["ALL", "LOCAL", "REG", company.scheme].includes(rule.scheme)) continue;
    if (rule.valid_from > date || (rule.valid_to !== null && rule.valid_to < date)) continue;
    const layer = ruleLayer(rule.rule_code, rule.scheme);
    const key = keyOf(rule.rule_code, rule.customer_class, rule.area_type, layer === "statutory");
    const rival = chosen.get(key);
    if (!rival || rank(rule) > rank(rival)) chosen.set(key, { ...rule, layer });
  }
  const rows = [...chosen.values()];
  const byCode = Map.groupBy(rows, ({ rule_code }) => rule_code);
  const row = (code: string) => {
    const found = chosen.get(keyOf(code, "ALL", "ALL", false)) ?? chosen.get(keyOf(code, "ALL", "ALL", true));
    if (!found)
      throw new Error(`Rule ${code} is missing from the catalogue (scheme ${company.scheme}, ${date}).`);
    return found;
  };
  return {
    date,
    scheme: company.scheme,
    rows,
    find: (code, scope = {}) => findRule(byCode.get(code) ?? [], scope),
    value: (code) => row(code).value,
    ms: (code) => {
      const { value, unit } = row(code);
      const factor = factors[unit];
      if (factor === undefined) throw new Error(`Rule ${code} is a duration and cannot be in ${unit}.`);
      return value * factor;
    },
  };
}

const keyOf = (code: string, customerClass: string, areaType: string, isFloor: boolean) =>
  `${code}/${customerClass}/${areaType}/${isFloor ? "floor" : "own"}`;

/** What names the class or the area goes before what holds for all; of equals the strictest. */
function findRule(rows: readonly RuleInForce[], scope: RuleScope): RuleInForce | undefined {
  const { customerClass, areaType, layer } = scope;
  const fits = (named: string, asked: string | undefined) =>
    named === "ALL" || asked === undefined || named === asked;
  const applies = rows.filter(
    (rule) => fits(rule.customer_class, customerClass) && fits(rule.area_type, areaType),
  );
  const own = applies.filter((rule) => rule.layer !== "statutory");
  const candidates = layer ? applies.filter((rule) => rule.layer === layer) : own.length > 0 ? own : applies;
  const names = (rule: RuleInForce) =>
    Number(rule.customer_class !== "ALL") * 2 + Number(rule.area_type !== "ALL");
  return candidates.toSorted((a, b) => names(b) - names(a) || a.value - b.value)[0];
}

/** A local rule goes before the company's scheme, that before what holds for all. */
const rank = ({ scheme }: store.RuleVersion) => (scheme === "LOCAL" ? 2 : scheme === "ALL" ? 0 : 1);
