/** Papers that say what was found and done on site: from the forms of the steps. */

import type { Words } from "../../../../contracts/endpoint.ts";
import type { PaperDocument, PaperTemplate } from "../../../../contracts/orders/papers.ts";
import { dateOf } from "../../../foundation/clock.ts";
import * as papers from "../papers/index.ts";
import { type Filled, type Ground, isYes, lastDone, missing, names, photoCount, shown } from "./ground.ts";

export type Numbering = { readonly number: string; readonly issuedOn: string };
export type Missing = { readonly missing: Words };
export type Maker = (ground: Ground, numbering: Numbering) => PaperDocument | Missing;

const doneAt = (filled: Filled) => (filled.step.closedAt ?? filled.step.openedAt).toString();

const survey: Maker = (ground, numbering) => {
  const filled = lastDone(ground, "survey", "plan-reply");
  if (!filled?.formKey?.startsWith("survey")) return missing("现场勘查还没有完成", "the survey is not done");
  const works = [
    isYes(filled, "hasWorks") ? "有受电工程" : "无受电工程",
    ...(isYes(filled, "hasGridWorks") ? ["需配套电网工程"] : []),
  ];
  const isFeasible = filled.values.isFeasible !== false;
  return papers.survey({
    ...ground.facts,
    ...numbering,
    surveyedAt: doneAt(filled),
    surveyors: names(filled, "surveyors", "persons"),
    position: shown(filled, "position"),
    photos: photoCount(filled),
    load: shown(filled, "loadKind"),
    capacity: shown(filled, "approvedCapacity"),
    transformer: shown(filled, "supplyTransformer"),
    spareCapacity: shown(filled, "spareCapacity"),
    accessPoint: shown(filled, "supplyPoint") || shown(filled, "gridPoint"),
    meterPlace: shown(filled, "meterPlace"),
    works: works.join("；"),
    canSupply: !isFeasible
      ? "暂不具备供电条件"
      : isYes(filled, "hasGridWorks")
        ? "需配套工程后供电"
        : "具备供电条件",
    opinion: shown(filled, "note") || shown(filled, "roof"),
  });
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

type Opinion = {
  readonly nodes: readonly string[];
  readonly verdict: string;
  readonly make: (facts: papers.OpinionFacts) => PaperDocument;
  readonly item: string;
};

const opinion =
  ({ nodes, verdict, make, item }: Opinion): Maker =>
  (ground, numbering) => {
    const filled = lastDone(ground, ...nodes);
    if (!filled) return missing("这次检查还没有完成", "this check is not done");
    const isPassed = isYes(filled, verdict);
    const defects = shown(filled, "defects");
    const clock = ground.parts.clocks.find(({ stepId }) => stepId === filled.step.id);
    const looked = shown(filled, "hiddenParts") || shown(filled, "drawings") || shown(filled, "protection");
    return make({
      ...ground.facts,
      ...numbering,
      askedAt: filled.step.openedAt.toString(),
      dueOn: dateOf(clock?.dueAt ?? filled.step.openedAt).toString(),
      doneAt: doneAt(filled),
      round: Math.max(
        1,
        ground.parts.steps.filter(({ nodeId, state }) => state === "done" && nodeId === filled.step.nodeId)
          .length,
      ),
      findings: [{ item: looked ? `${item}：${looked}` : item, result: isPassed ? "passed" : "failed" }],
      result: isPassed ? "passed" : "failed",
      toChange: defects === "" ? [] : defects.split("\n").filter((line) => line.trim() !== ""),
      handlers: filled.step.closedByName ? [filled.step.closedByName] : [],
    });
  };

const energised = (ground: Ground) => lastDone(ground, "energise", "metering", "field");

const meterSheet: Maker = (ground, numbering) => {
  const filled = energised(ground);
  if (!filled) return missing("现场装表还没有完成", "the meter is not fitted");
  return papers.meterSheet({
    ...ground.facts,
    ...numbering,
    works: [
      {
        act: filled.formKey === "energise" ? "装" : "换",
        kind: "电能表",
        asset: shown(filled, "meterNumber"),
        model: "",
        rating: "",
        ratio: shown(filled, "ratio"),
        readings: shown(filled, "reading") || shown(filled, "newReading"),
        seals: shown(filled, "seals") || shown(filled, "sealNumbers"),
      },
    ],
    workedAt: doneAt(filled),
    workers: names(filled, "fitters", "persons"),
    photos: photoCount(filled),
  });
};

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
  "design-opinion": opinion({
    nodes: ["design-review"],
    verdict: "isDesignPassed",
    make: papers.designOpinion,
    item: "受电工程设计文件",
  }),
  "interim-opinion": opinion({
    nodes: ["interim-inspection"],
    verdict: "isInterimPassed",
    make: papers.interimOpinion,
    item: "隐蔽工程",
  }),
  "completion-opinion": opinion({
    nodes: ["final-inspection", "trial"],
    verdict: "isFinalPassed",
    make: papers.completionOpinion,
    item: "受电工程竣工",
  }),
  "meter-sheet": meterSheet,
  "energise-sheet": energiseSheet,
} satisfies Partial<Record<PaperTemplate, Maker>>;
