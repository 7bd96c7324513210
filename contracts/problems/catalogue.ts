import type { ProblemText } from "../problems.ts";

/** Refusals of the catalogue: rules, reason lists, calendar. */
export const catalogueProblems = {
  "catalogue.rule_superseded": {
    kind: "conflict",
    zh: "规则 {rule} 已有更新的版本（自 {from} 起），请在最新版本上修改。",
    en: "Rule {rule} has a newer version (from {from}); change that one.",
  },
  "catalogue.rule_past": {
    kind: "invalid",
    zh: "新版本的生效日期不能早于 {earliest}：已执行的规则不能改写。",
    en: "A new version cannot begin before {earliest}: what was in force is not rewritten.",
  },
  "catalogue.rule_value": {
    kind: "invalid",
    zh: "该规则的取值须为 {least} 至 {most} 之间的整数。",
    en: "This rule's value is a whole number from {least} to {most}.",
  },
  "catalogue.list_closed": {
    kind: "conflict",
    zh: "“{list}”清单的原因由系统规则使用，只能修改，不能增加。",
    en: "Reasons of the list “{list}” are used by rules; they can be changed but not added.",
  },
  "catalogue.list_empty": {
    kind: "conflict",
    zh: "“{list}”清单至少要保留一条可用的原因。",
    en: "The list “{list}” needs at least one active reason.",
  },
  "catalogue.calendar_line": {
    kind: "invalid",
    zh: "日历第 {line} 行有误：应为“日期,类型,名称”，类型为 off 或 work。",
    en: "Line {line} of the calendar is wrong: it should read date,type,name with type off or work.",
  },
  "catalogue.calendar_empty": {
    kind: "invalid",
    zh: "没有要导入的日期。",
    en: "There is no day to import.",
  },
  "catalogue.calendar_twice": {
    kind: "invalid",
    zh: "日期 {date} 出现了两次。",
    en: "The date {date} appears twice.",
  },
} as const satisfies Record<string, ProblemText>;
