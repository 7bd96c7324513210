/**
 * Catalogue: the rules that a company keeps to, the reasons people choose from, the statutory calendar.
 *
 * A rule is a row with a source, a confidence and dates; an edit ends one version and begins the next, so that what
 * was in force on any day can be asked. Every company has its own copy of what is shipped. Owns the schema
 * "catalogue". Calls nobody. Tells the others: catalogue.changed, catalogue.calendar-missing (topic "catalogue").
 */
import type { Module } from "../../foundation/module.ts";
import { catalogueRoutes } from "./routes.ts";
import { sweepCatalogue } from "./sweep.ts";

export {
  addWorkdays,
  type Calendar,
  countingStart,
  type DayType,
  emptyCalendar,
  isWorkday,
  missingYear,
  workdayFrom,
  workdaysIn,
} from "./calendar.ts";
export { beginWithRule } from "./change-rule.ts";
export { catalogueTopic } from "./events.ts";
export {
  calendarOf,
  type RuleInForce,
  type RuleScope,
  type RulesInForce,
  reasonsOf,
  rulesInForce,
} from "./in-force.ts";
export { loadCatalogue } from "./load-catalogue.ts";
export { type RuleLayer, ruleName } from "./shipped.ts";

export const catalogue: Module = { name: "catalogue", routes: catalogueRoutes, sweep: sweepCatalogue };
