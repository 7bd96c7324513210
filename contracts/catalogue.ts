/**
 * Catalogue on the wire: the rules in force with their source and dates, the reason lists, the statutory calendar.
 * Every number that the platform keeps to stands here, and a company changes it by giving it a new date.
 */
import { z } from "zod";
import { freeText, id, instant, localDate, words } from "./common.ts";
import { endpoint } from "./endpoint.ts";

/** How sure we are: V2 two sources, V1 one, VQ a quiz line, AR recalled, AD designed here. AR and AD are assumed. */
export const confidence = z.enum(["V2", "V1", "VQ", "AR", "AD"]);
export const ruleScheme = z.enum(["ALL", "SGCC", "CSG", "REG", "LOCAL"]);

/** One version of one rule. */
export const rule = z.object({
  id,
  ruleCode: z.string(),
  name: words,
  scheme: ruleScheme,
  /** Whose it is: the regulator's floor, what was promised to customers, or how the company divides it up. */
  layer: z.enum(["statutory", "promised", "internal"]),
  customerClass: z.string(),
  areaType: z.string(),
  value: z.number(),
  unit: z.string(),
  /** The value is a whole number between these; null where any number will do. */
  limits: z.object({ least: z.number(), most: z.number() }).nullable(),
  clockType: z.string(),
  startEvent: z.string().nullable(),
  stopEvent: z.string().nullable(),
  source: z.string(),
  sourceYear: z.int(),
  confidence,
  /** Why this value, where no document gives it. */
  reason: z.string().nullable(),
  validFrom: localDate,
  /** The last day on which it holds; null when it has no end. */
  validTo: localDate.nullable(),
  /** Shipped with the platform, or the company's own edit. */
  origin: z.enum(["shipped", "company"]),
  editedBy: z.string().nullable(),
  editedAt: instant.nullable(),
  /** Somebody of the company checked an assumed value and stands by it. */
  confirmedBy: z.string().nullable(),
  confirmedAt: instant.nullable(),
});
export type Rule = z.infer<typeof rule>;

const onRule = z.strictObject({ ruleId: id });
const why = freeText(200).min(2);

export const listRules = endpoint({
  method: "get",
  path: "/api/catalogue/rules",
  capability: "catalogue.read",
  scope: "company",
  summary: { zh: "某日有效的规则", en: "The rules in force on a date" },
  query: z.strictObject({
    /** Today unless said. */
    date: localDate.optional(),
    prefix: z.string().max(60).optional(),
    /** Only assumed values that nobody has confirmed. */
    unconfirmed: z.enum(["true", "false"]).default("false"),
  }),
  answer: z.object({ date: localDate, scheme: ruleScheme, rules: z.array(rule) }),
});
export const listRuleVersions = endpoint({
  method: "get",
  path: "/api/catalogue/rules/{ruleId}/versions",
  capability: "catalogue.read",
  scope: "company",
  summary: { zh: "规则的各版本", en: "All versions of a rule" },
  params: onRule,
  answer: z.object({ versions: z.array(rule) }),
});
/** Ends the version in force and begins a new one; what was in force on any past day can still be asked. */
export const changeRule = endpoint({
  method: "post",
  path: "/api/catalogue/rules/{ruleId}/change",
  capability: "catalogue.manage",
  scope: "company",
  summary: { zh: "修改规则", en: "Change a rule" },
  params: onRule,
  body: z.strictObject({
    value: z.number().min(0).max(1_000_000),
    validFrom: localDate,
    reason: why,
    /** The company's own paper; "company decision" unless said. */
    source: freeText(100).min(2).optional(),
  }),
  answer: z.object({ rule }),
  problems: ["catalogue.rule_superseded", "catalogue.rule_past", "catalogue.rule_value"],
});
export const confirmRule = endpoint({
  method: "post",
  path: "/api/catalogue/rules/{ruleId}/confirm",
  capability: "catalogue.manage",
  scope: "company",
  summary: { zh: "确认假定的规则值", en: "Confirm an assumed value" },
  params: onRule,
  body: z.strictObject({ reason: why }),
  answer: z.object({ rule }),
  problems: ["catalogue.rule_superseded"],
});

/** The lists a clerk or a customer chooses from. */
export const reasonList = z.enum(["pause", "priority", "rating", "call-number", "unmask"]);
export type ReasonList = z.infer<typeof reasonList>;
export const reasonRow = z.object({
  list: reasonList,
  code: z.string(),
  zh: z.string(),
  en: z.string(),
  /** Minutes after which it is overrun; null where none applies. */
  limitMinutes: z.number().nullable(),
  /** What the reason leads to: for priority the class, for ratings the level. */
  effect: z.string().nullable(),
  sort: z.int(),
  isActive: z.boolean(),
  source: z.string(),
  confidence,
});
export type ReasonRow = z.infer<typeof reasonRow>;

export const listReasons = endpoint({
  method: "get",
  path: "/api/catalogue/reasons",
  capability: "catalogue.read",
  scope: "company",
  summary: { zh: "原因清单", en: "Reason lists" },
  query: z.strictObject({ list: reasonList.optional() }),
  answer: z.object({ reasons: z.array(reasonRow) }),
});
/** Changes a reason, or adds one to the lists that are open (pause and call-number). */
export const saveReason = endpoint({
  method: "put",
  path: "/api/catalogue/reasons/{list}/{code}",
  capability: "catalogue.manage",
  scope: "company",
  summary: { zh: "维护原因", en: "Save a reason" },
  params: z.strictObject({ list: reasonList, code: z.string().regex(/^[a-z][a-z0-9-]{1,39}$/) }),
  body: z.strictObject({
    zh: freeText(60).min(1),
    en: freeText(60).min(1),
    limitMinutes: z.number().int().min(1).max(480).nullable(),
    sort: z.int().min(0).max(999),
    isActive: z.boolean(),
  }),
  answer: z.object({ reason: reasonRow }),
  problems: ["catalogue.list_closed", "catalogue.list_empty"],
});

/** `off`: a statutory day off; `work`: a make-up workday (调休上班). Other days follow the week. */
export const calendarDay = z.strictObject({
  date: localDate,
  type: z.enum(["off", "work"]),
  name: freeText(40).min(1),
});
export type CalendarDay = z.infer<typeof calendarDay>;

export const listCalendarYears = endpoint({
  method: "get",
  path: "/api/catalogue/calendar",
  capability: "catalogue.read",
  scope: "company",
  summary: { zh: "已有的法定日历", en: "The years of the statutory calendar" },
  answer: z.object({
    years: z.array(z.object({ year: z.int(), source: z.string(), days: z.int() })),
    /** Next year's table is due and not here: import it from the State Council's notice. */
    missingYear: z.int().nullable(),
  }),
});
export const getCalendarYear = endpoint({
  method: "get",
  path: "/api/catalogue/calendar/{year}",
  capability: "catalogue.read",
  scope: "company",
  summary: { zh: "法定日历", en: "The statutory calendar of a year" },
  params: z.strictObject({ year: z.coerce.number().int().min(2004).max(2100) }),
  answer: z.object({
    year: z.int(),
    known: z.boolean(),
    days: z.array(calendarDay),
    /** January first. */
    workdaysPerMonth: z.array(z.int()),
  }),
});
/** Replaces the table of each year that the import names: JSON days, or CSV text with `date,type,name`. */
export const importCalendar = endpoint({
  method: "post",
  path: "/api/catalogue/calendar/import",
  capability: "catalogue.manage",
  scope: "company",
  summary: { zh: "导入法定日历", en: "Import a year's calendar" },
  body: z.strictObject({
    source: freeText(100).min(2),
    days: z.array(calendarDay).min(1).max(400).optional(),
    csv: z.string().max(40_000).optional(),
  }),
  answer: z.object({ years: z.array(z.int()), days: z.int() }),
  problems: ["catalogue.calendar_line", "catalogue.calendar_empty", "catalogue.calendar_twice"],
});
/** Counts a limit in working days: the start day is not counted (handbook §8.3). */
export const countWorkdays = endpoint({
  method: "get",
  path: "/api/catalogue/workdays",
  capability: "catalogue.read",
  scope: "company",
  summary: { zh: "工作日推算", en: "Count working days" },
  query: z.strictObject({ from: localDate, days: z.coerce.number().int().min(0).max(2_000) }),
  answer: z.object({ due: localDate, yearsAssumed: z.array(z.int()) }),
});

export const catalogueEndpoints = [
  listRules,
  listRuleVersions,
  changeRule,
  confirmRule,
  listReasons,
  saveReason,
  listCalendarYears,
  getCalendarYear,
  importCalendar,
  countWorkdays,
] as const;
