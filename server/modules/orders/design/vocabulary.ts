/** What a drawing may name: for the checks before publishing and for the pickers of the designer, from one list. */
import documentTypes from "../../../../catalogue/document-types.json" with { type: "json" };
import posts from "../../../../catalogue/posts.json" with { type: "json" };
import type { AnswerOf, Words } from "../../../../contracts/endpoint.ts";
import type { processVocabulary } from "../../../../contracts/orders/design.ts";
import { type PaperTemplate, paperTemplates } from "../../../../contracts/orders/papers.ts";
import { dateOf } from "../../../foundation/clock.ts";
import type { Context } from "../../../foundation/context.ts";
import { type RulesInForce, ruleName, rulesInForce } from "../../catalogue/index.ts";
import { orderDuties } from "../catalogue/order-duties.ts";
import { orderStages } from "../catalogue/order-stages.ts";
import { orderVariables } from "../catalogue/order-variables.ts";
import { catalogueNow } from "../catalogue-in-force.ts";
import { handlerNames } from "../handlers.ts";
import type { Lookups } from "../process/check-definition.ts";
import { conditionsOver } from "../process/conditions.ts";

const celTypes = { "yes-no": "bool", text: "string", list: "list<string>" } as const;
const conditions = conditionsOver(
  Object.fromEntries(orderVariables.map(({ name, type }) => [name, celTypes[type]])),
);
const timeUnits: ReadonlySet<string> = new Set(["MIN", "HOUR", "ND", "WD", "BH"]);
const codes = (rows: readonly { readonly code: string }[]) => new Set(rows.map(({ code }) => code));

export async function lookupsOf(ctx: Context): Promise<Lookups> {
  const rules = await todaysRules(ctx);
  const catalogue = await catalogueNow(ctx);
  return {
    posts: codes(posts),
    limits: new Set(timeRules(rules)),
    forms: new Set(catalogue.forms.map(({ key }) => key)),
    papers: codes(documentTypes),
    handlers: new Set(handlerNames),
    outputs: new Set<string>(paperTemplates),
    duties: codes(orderDuties),
    stages: codes(orderStages),
    types: codes(catalogue.types),
    collections: new Set(orderVariables.filter(({ type }) => type === "list").map(({ name }) => name)),
    condition: conditions.check,
  };
}

export const todaysRules = (ctx: Context): Promise<RulesInForce> =>
  rulesInForce(ctx, dateOf(ctx.clock.now()).toString());

/** Rules that are a time, each once, whatever classes and areas it knows. */
const timeRules = ({ rows }: RulesInForce): string[] => [
  ...new Set(rows.filter(({ unit }) => timeUnits.has(unit)).map((rule) => rule.rule_code)),
];

export async function readVocabulary(ctx: Context): Promise<AnswerOf<typeof processVocabulary>> {
  const rules = await todaysRules(ctx);
  const catalogue = await catalogueNow(ctx);
  return {
    types: catalogue.types.map(({ code, name }) => ({ code, name })),
    posts: posts.map(({ code, zh, en }) => ({ code, name: { zh, en } })),
    limits: timeRules(rules)
      .sort()
      .map((code) => ({ code, name: ruleName(code), note: valuesOf(rules, code) })),
    forms: catalogue.forms.map(({ key, title }) => ({ code: key, name: title })),
    papers: documentTypes.map(({ code, name }) => ({ code, name })),
    handlers: handlerNames.map((code) => ({ code, name: handlerWords[code] ?? { zh: code, en: code } })),
    outputs: paperTemplates.map((code) => ({ code, name: outputWords[code] })),
    duties: orderDuties.map(({ code, zh, en }) => ({ code, name: { zh, en } })),
    stages: orderStages
      .toSorted((a, b) => a.sort - b.sort)
      .map(({ code, zh, en }) => ({ code, name: { zh, en } })),
    variables: orderVariables.map(({ name, type, usual = false, zh, en }) => ({
      code: name,
      name: { zh, en },
      type,
      usual,
    })),
  };
}

/** `3 WD`, or `10–20 WD` where classes or areas differ. */
function valuesOf({ rows }: RulesInForce, code: string): string {
  const own = rows.filter((rule) => rule.rule_code === code);
  const values = own.map(({ value }) => value);
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const units = [...new Set(own.map(({ unit }) => unit))].join("/");
  return least === most ? `${least} ${units}` : `${least}–${most} ${units}`;
}

const handlerWords: Readonly<Record<string, Words>> = {
  "notify-customer": { zh: "通知客户", en: "Notify the customer" },
  "update-archive": { zh: "更新客户档案", en: "Update the customer archive" },
  "archive-order": { zh: "工单归档", en: "Archive the order" },
  "link-outage": { zh: "关联停电", en: "Link to an outage" },
  "open-fee": { zh: "生成业务费", en: "Raise the fee" },
  "publish-estimate": { zh: "发布预计复电时间", en: "Publish the expected restoration" },
};
const outputWords: Readonly<Record<PaperTemplate, Words>> = {
  "application-lv": { zh: "低压用电申请表", en: "Application, low voltage" },
  "application-hv": { zh: "高压用电申请表", en: "Application, high voltage" },
  receipt: { zh: "受理回执", en: "Receipt" },
  notice: { zh: "一次性告知书", en: "One-time notice" },
  survey: { zh: "现场勘查单", en: "Survey sheet" },
  "plan-reply": { zh: "供电方案答复单", en: "Supply-plan reply" },
  "design-opinion": { zh: "设计审查意见单", en: "Design review opinion" },
  "interim-opinion": { zh: "中间检查意见单", en: "Interim inspection opinion" },
  "completion-opinion": { zh: "竣工检验意见单", en: "Completion inspection opinion" },
  "meter-sheet": { zh: "装拆表工作单", en: "Meter work sheet" },
  "energise-sheet": { zh: "送电工作单", en: "Energising sheet" },
  contract: { zh: "供用电合同", en: "Supply contract" },
  undertaking: { zh: "承诺书", en: "Undertaking" },
  supervision: { zh: "督办单", en: "Supervision sheet" },
  "penetration-report": { zh: "穿透式报告", en: "Penetration report" },
  "legal-act": { zh: "法律文书", en: "Legal act" },
  "bag-cover": { zh: "一袋六表封面", en: "Cover of the bag" },
};
