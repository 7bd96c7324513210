/** Papers that say what was found and done on site: from the forms of the steps. */

import type { Words } from "../../../../contracts/endpoint.ts";
import type { PaperDocument, PaperTemplate } from "../../../../contracts/orders/papers.ts";
import { type Filling, fillSheet } from "../../../../contracts/orders/site-sheets.ts";
import { dateOf } from "../../../foundation/clock.ts";
import * as papers from "../papers/index.ts";
import type { StepRow } from "../store/rows.ts";
import {
  type Filled,
  type Ground,
  isYes,
  lastDone,
  missing,
  names,
  ownId,
  photoCount,
  shown,
} from "./ground.ts";

export type Numbering = { readonly number: string; readonly issuedOn: string };
export type Missing = { readonly missing: Words };
export type Maker = (ground: Ground, numbering: Numbering) => PaperDocument | Missing;

const doneAt = (filled: Filled) => (filled.step.closedAt ?? filled.step.openedAt).toString();

const fillingOf = (filled: Filled): Filling => ({
  formKey: filled.formKey,
  fields: filled.fields,
  values: filled.values,
  photos: photoCount(filled),
  at: doneAt(filled),
});

const survey: Maker = (ground, numbering) => {
  const filled = lastDone(ground, "survey", "plan-reply");
  if (!filled?.formKey?.startsWith("survey")) return missing("现场勘查还没有完成", "the survey is not done");
  return fillSheet(papers.survey({ ...ground.facts, ...numbering }), fillingOf(filled));
};

const planReply: Maker = (ground, numbering) => {
  const plan = lastDone(ground, "plan-draft");
  const site = lastDone(ground, "survey", "plan-reply");
  const source = plan ?? site;
  const capacity = shown(plan, "planCapacity") || shown(site, "approvedCapacity");
  if (!source || capacity === "") return missing("供电方案还没有确定", "the plan is not settled");
  const voltage = shown(plan, "planVoltage") || (ground.facts.supply.voltage ?? "");
  return papers.planReply({
    ...ground.facts,
    ...numbering,
    sources: [
      {
        name: "主供电源",
        station: "",
        line: shown(plan, "connection"),
        accessPoint:
          shown(site, "supplyPoint") || shown(site, "gridPoint") || shown(site, "supplyTransformer"),
        capacity,
      },
    ],
    capacity,
    voltage,
    metering: [
      {
        point: shown(site, "meterPlace"),
        way: shown(plan, "metering"),
        voltage,
        transformers: "",
        meter: "",
      },
    ],
    pricing: "按国家规定的电价政策执行",
    boundary: "以供用电合同约定的产权分界点为准",
    fees: [],
    requirements: [shown(plan, "note") || shown(site, "note")].filter((text) => text !== ""),
    validUntil: validUntil(ground, numbering),
    works: isYes(site, "hasWorks") ? "有受电工程" : "无受电工程",
  });
};

/** Natural days, a year for high voltage and three months for low. */
function validUntil({ head, rules }: Ground, { issuedOn }: Numbering): string {
  const { customerClass, areaType } = head;
  const days = Math.round(rules.find("PLAN.VALID", { customerClass, areaType })?.value ?? 0);
  return Temporal.PlainDate.from(issuedOn).add({ days }).toString();
}

const opinionMakers = {
  "design-opinion": papers.designOpinion,
  "interim-opinion": papers.interimOpinion,
  "completion-opinion": papers.completionOpinion,
} as const;
type OpinionTemplate = keyof typeof opinionMakers;

/** @param handlers who looked, as the paper names them */
function blankOpinion(
  { facts, parts }: Ground,
  numbering: Numbering,
  { template, step, handlers }: { template: OpinionTemplate; step: StepRow; handlers: readonly string[] },
): PaperDocument {
  const clock = parts.clocks.find(({ stepId }) => stepId === step.id);
  const others = parts.steps.filter(
    ({ id, nodeId, state }) => state === "done" && nodeId === step.nodeId && id !== step.id,
  );
  return opinionMakers[template]({
    ...facts,
    ...numbering,
    askedAt: step.openedAt.toString(),
    dueOn: dateOf(clock?.dueAt ?? step.openedAt).toString(),
    round: others.length + 1,
    findings: [],
    toChange: [],
    handlers,
  });
}

const opinion =
  (template: OpinionTemplate, ...nodes: readonly string[]): Maker =>
  (ground, numbering) => {
    const filled = lastDone(ground, ...nodes);
    if (!filled) return missing("这次检查还没有完成", "this check is not done");
    const { step } = filled;
    const handlers = step.closedByName ? [step.closedByName] : [];
    return fillSheet(blankOpinion(ground, numbering, { template, step, handlers }), fillingOf(filled));
  };

const energised = (ground: Ground) => lastDone(ground, "energise", "metering", "field");

const meterSheet: Maker = (ground, numbering) => {
  const filled = energised(ground);
  if (!filled) return missing("现场装表还没有完成", "the meter is not fitted");
  return fillSheet(papers.meterSheet({ ...ground.facts, ...numbering, works: [] }), fillingOf(filled));
};

/** Which sheet a step fills in on site, by its own id and form. */
export function sheetTemplateOf(nodeId: string, formKey: string | null): PaperTemplate | undefined {
  const node = ownId(nodeId);
  if (node === "survey" || node === "plan-reply") return formKey?.startsWith("survey") ? "survey" : undefined;
  if (node === "interim-inspection") return "interim-opinion";
  if (node === "final-inspection" || node === "trial") return "completion-opinion";
  return node === "energise" || node === "metering" || node === "field" ? "meter-sheet" : undefined;
}

/** The sheet for the pen: everything but what will be found on site. */
export function blankSheet(
  ground: Ground,
  numbering: Numbering,
  { template, step, handler }: { template: PaperTemplate; step: StepRow; handler: string },
): PaperDocument | undefined {
  const facts = { ...ground.facts, ...numbering };
  switch (template) {
    case "survey":
      return papers.survey(facts);
    case "meter-sheet":
      return papers.meterSheet({ ...facts, works: [] });
    case "interim-opinion":
    case "completion-opinion":
      return blankOpinion(ground, numbering, { template, step, handlers: [handler] });
    default:
      return undefined;
  }
}

const energiseSheet: Maker = (ground, numbering) => {
  const filled = energised(ground);
  if (!filled) return missing("还没有送电", "the supply is not on");
  const plan = lastDone(ground, "plan-draft");
  return papers.energiseSheet({
    ...ground.facts,
    ...numbering,
    energisedAt:
      typeof filled.values.energisedAt === "string" ? asInstant(filled.values.energisedAt) : doneAt(filled),
    capacity: shown(plan, "planCapacity") || (ground.facts.supply.capacityAsked ?? ""),
    voltage: shown(plan, "planVoltage") || (ground.facts.supply.voltage ?? ""),
    source: shown(plan, "connection"),
    contractNumber: shown(lastDone(ground, "contract-draft"), "contractNumber"),
    checks: [
      { item: "计量装置安装、加封", isDone: shown(filled, "seals") !== "", note: shown(filled, "seals") },
      { item: "起止示数双方确认", isDone: shown(filled, "reading") !== "", note: shown(filled, "reading") },
    ],
    people: names(filled, "fitters", "persons"),
    result: "已送电",
  });
};

/** A form takes a time as people's phones write it. */
const asInstant = (text: string): string =>
  Temporal.Instant.fromEpochMilliseconds(Date.parse(text)).toString();

export const siteTemplates = {
  survey,
  "plan-reply": planReply,
  "design-opinion": opinion("design-opinion", "design-review"),
  "interim-opinion": opinion("interim-opinion", "interim-inspection"),
  "completion-opinion": opinion("completion-opinion", "final-inspection", "trial"),
  "meter-sheet": meterSheet,
  "energise-sheet": energiseSheet,
} satisfies Partial<Record<PaperTemplate, Maker>>;
