/** Which paper is made of what: one maker for each template, or why it cannot be made yet. */

import type { CallOf, Words } from "../../../../contracts/endpoint.ts";
import type { issuePaper as endpoint } from "../../../../contracts/orders/issued.ts";
import type { PaperDocument, PaperTemplate } from "../../../../contracts/orders/papers.ts";
import { dateOf } from "../../../foundation/clock.ts";
import { ruleName } from "../../catalogue/index.ts";
import { limitWords } from "../clock/clock-words.ts";
import * as papers from "../papers/index.ts";
import { type Ground, lastDone, missing, shown } from "./ground.ts";
import { neededPapers, promisedOn, promisedSteps } from "./promises.ts";
import { type Maker, type Missing, siteTemplates } from "./site-templates.ts";

export type Act = NonNullable<NonNullable<CallOf<typeof endpoint>["body"]>["act"]>;
export type Wish = {
  readonly act?: Act | undefined;
  /** Where the customer follows the order. */
  readonly followUrl: string;
  readonly issuerName: string;
};

export const templateNames: Readonly<Record<PaperTemplate, Words>> = {
  "application-lv": { zh: "低压用电登记表", en: "Application, low voltage" },
  "application-hv": { zh: "高压用电登记表", en: "Application, high voltage" },
  receipt: { zh: "业务受理回执", en: "Receipt" },
  notice: { zh: "业务办理告知书", en: "What is needed, told at once" },
  survey: { zh: "现场勘查单", en: "Survey sheet" },
  "plan-reply": { zh: "供电方案答复单", en: "Supply plan" },
  "design-opinion": { zh: "设计文件审核意见单", en: "Design review" },
  "interim-opinion": { zh: "中间检查意见单", en: "Interim inspection" },
  "completion-opinion": { zh: "竣工检验意见单", en: "Final inspection" },
  "meter-sheet": { zh: "装拆表工作单", en: "Meter sheet" },
  "energise-sheet": { zh: "送电单", en: "Energising sheet" },
  contract: { zh: "供用电合同", en: "Supply contract" },
  undertaking: { zh: "容缺受理承诺书", en: "Undertaking" },
  supervision: { zh: "督办单", en: "Supervision sheet" },
  "penetration-report": { zh: "投诉穿透分析报告", en: "Complaint report" },
  "legal-act": { zh: "法律手册页", en: "Legal act" },
  "bag-cover": { zh: "一袋六表封面", en: "Cover of the six forms" },
};

const services: readonly (readonly [RegExp, papers.ApplicationFacts["service"]])[] = [
  [/^solar$/, "光伏并网"],
  [/^charging$/, "充电桩"],
  [/^temporary$/, "临时用电"],
  [/^increase$/, "增容"],
  [/^new$/, "新装"],
];

const application =
  (make: (facts: papers.ApplicationFacts) => PaperDocument, isFor: (ground: Ground) => boolean): Maker =>
  (ground, numbering) => {
    if (!isFor(ground)) return missing("客户类别不适用", "it is for another class of customer");
    const { family = "change" } = ground.catalogue.type(ground.head.typeCode) ?? {};
    const { form } = ground.head;
    return make({
      ...ground.namedFacts,
      ...numbering,
      service: services.find(([pattern]) => pattern.test(family))?.[1] ?? "变更用电",
      ...(typeof form.note === "string" ? { note: form.note } : {}),
      ...(typeof form.project === "string" ? { project: { name: form.project } } : {}),
    });
  };

const notice: Maker = (ground, numbering) => {
  const seen = new Set<string>();
  return papers.notice({
    ...ground.facts,
    ...numbering,
    needed: neededPapers(ground),
    steps: ground.parts.clocks
      .filter(({ layer }) => layer !== "internal")
      .filter(({ ruleCode }) => !seen.has(ruleCode) && seen.add(ruleCode))
      .map(({ ruleCode, limitValue, unit }) => ({
        step: ruleName(ruleCode).zh,
        limit: limitWords({ value: limitValue, unit }).zh,
      })),
    fees: [],
  });
};

const contract: Maker = (ground, numbering) => {
  const draft = lastDone(ground, "contract-draft");
  const plan = lastDone(ground, "plan-draft");
  const site = lastDone(ground, "survey", "plan-reply");
  const capacity = shown(plan, "planCapacity") || shown(site, "approvedCapacity");
  if (capacity === "") return missing("供电方案还没有确定", "the plan is not settled");
  const years = draft?.values.termYears;
  const { issuedOn } = numbering;
  return papers.contract({
    ...ground.namedFacts,
    ...numbering,
    supplier: { representative: "" },
    capacity,
    voltage: shown(plan, "planVoltage") || (ground.facts.supply.voltage ?? ""),
    metering: shown(plan, "metering") || shown(site, "meterPlace"),
    boundary: "以现场标明的产权分界点为准",
    tariff: "按国家规定的电价政策执行",
    payment: "按月结算",
    readingDay: "按抄表例日",
    startsOn: issuedOn,
    ...(typeof years === "number" && years > 0
      ? {
          endsOn: Temporal.PlainDate.from(issuedOn)
            .add({ years: Math.round(years) })
            .toString(),
        }
      : {}),
    special: [],
  });
};

const undertaking: Maker = (ground, numbering) => {
  const owed = neededPapers(ground).filter(({ state }) => state === "may-follow" || state === "missing");
  if (owed.length === 0) return missing("没有待补的资料", "no paper is owed");
  return papers.undertaking({
    ...ground.namedFacts,
    ...numbering,
    owed: owed.map(({ name, note }) => ({ name, beforeStep: note?.replace(/^最迟在“|”之前$/g, "") ?? "" })),
  });
};

const plain: Partial<Record<PaperTemplate, Maker>> = {
  ...siteTemplates,
  "application-lv": application(papers.applicationLv, ({ head }) => !head.customerClass.startsWith("HV")),
  "application-hv": application(papers.applicationHv, ({ head }) => head.customerClass.startsWith("HV")),
  notice,
  contract,
  undertaking,
};

/** @returns the paper, or why there is none yet */
export function makePaper(
  template: PaperTemplate,
  ground: Ground,
  numbering: { readonly number: string; readonly issuedOn: string },
  wish: Wish,
): PaperDocument | Missing {
  if (template === "receipt")
    return papers.receipt({
      ...ground.facts,
      ...numbering,
      promised: promisedSteps(ground),
      promisedOn: promisedOn(ground),
      followUrl: wish.followUrl,
      received: neededPapers(ground),
      acceptedBy: ground.head.openedByName,
    });
  if (template === "legal-act") return legalAct(ground, numbering, wish.act);
  return plain[template]?.(ground, numbering) ?? missing("由对应环节出具", "it comes with its own step");
}

function legalAct(
  ground: Ground,
  numbering: { readonly number: string; readonly issuedOn: string },
  act: Act | undefined,
): PaperDocument | Missing {
  if (!act)
    return missing(
      "请写明法律行为的内容、依据、备案和结果",
      "say what the act is: content, basis, filing, result",
    );
  const clock = ground.parts.clocks.find(({ subject }) => subject === "order");
  return papers.legalAct({
    ...ground.namedFacts,
    ...numbering,
    act: act.name,
    basis: act.basis,
    content: act.content,
    limit: {
      text: clock ? limitWords({ value: clock.limitValue, unit: clock.unit }).zh : "",
      dueOn: clock?.dueAt ? dateOf(clock.dueAt).toString() : numbering.issuedOn,
    },
    filing: { where: act.filedAt },
    result: act.result,
  });
}
