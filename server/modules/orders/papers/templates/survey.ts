/** 现场勘查单: what was seen at the place. Printed empty it is the sheet for the pen, filled it is the record. */
import { choices, field, fields, longMoment, paper, prose, say, signatures } from "../build.ts";
import type { PaperFacts } from "../facts.ts";
import { head, orderGrid } from "./common.ts";

export type SurveyFacts = PaperFacts & {
  readonly surveyedAt?: string;
  readonly surveyors?: readonly string[];
  readonly position?: string;
  readonly photos?: number;
  /** 属实, 不属实: what the customer wrote, against what is there. */
  readonly isAsWritten?: boolean;
  readonly load?: string;
  readonly capacity?: string;
  readonly line?: string;
  readonly area?: string;
  readonly transformer?: string;
  readonly spareCapacity?: string;
  readonly accessPoint?: string;
  readonly metering?: string;
  readonly meterPlace?: string;
  readonly works?: string;
  readonly crossings?: string;
  readonly safety?: string;
  readonly canSupply?: "具备供电条件" | "需配套工程后供电" | "暂不具备供电条件";
  readonly opinion?: string;
  /** 联合勘查: 运检, 发展, 调控. */
  readonly joint?: readonly {
    readonly department: string;
    readonly name: string;
    readonly opinion: string;
  }[];
};

export const survey = (facts: SurveyFacts) => {
  const { joint = [], isAsWritten } = facts;
  const truth = isAsWritten === undefined ? undefined : isAsWritten ? "属实" : "不属实";
  return paper("survey", {
    ...head(facts),
    title: say("现场勘查单", "Site survey sheet"),
    sections: [
      orderGrid(facts),
      fields(
        2,
        say("勘查情况", "Survey"),
        field("勘查时间", undefined, longMoment(facts.surveyedAt)),
        field("勘查人员", undefined, facts.surveyors?.join("、")),
        field("现场定位", undefined, facts.position),
        field("现场照片", undefined, facts.photos === undefined ? "" : `${facts.photos} 张`),
        field("申请信息", undefined, "", { choices: choices(["属实", "不属实"], truth) }),
        field("重要性等级", undefined, facts.supply.importance),
        field("核实负荷", undefined, facts.load, { span: 2, lines: 2 }),
        field("建议容量", undefined, facts.capacity),
        field("供电电压", undefined, facts.supply.voltage),
      ),
      fields(
        2,
        say("供电条件", "Supply conditions"),
        field("供电线路", undefined, facts.line),
        field("所属台区", undefined, facts.area),
        field("公用变压器", undefined, facts.transformer),
        field("可开放容量", undefined, facts.spareCapacity),
        field("接入点", undefined, facts.accessPoint, { span: 2 }),
        field("计量方式", undefined, facts.metering),
        field("计量装置位置", undefined, facts.meterPlace),
        field("配套工程", undefined, facts.works, { span: 2, lines: 2 }),
        field("跨越与走廊", undefined, facts.crossings, { span: 2 }),
        field("安全隐患", undefined, facts.safety, { span: 2 }),
        field("勘查结论", undefined, "", {
          span: 2,
          choices: choices(["具备供电条件", "需配套工程后供电", "暂不具备供电条件"], facts.canSupply),
        }),
        field("勘查意见", undefined, facts.opinion, { span: 2, lines: 3 }),
      ),
      ...(joint.length > 0
        ? [
            {
              kind: "table" as const,
              heading: say("联合勘查意见"),
              columns: [
                { label: say("部门"), weight: 5, align: "left" as const },
                { label: say("人员"), weight: 4, align: "center" as const },
                { label: say("意见"), weight: 14, align: "left" as const },
              ],
              rows: joint.map(({ department, name, opinion }) => [department, name, opinion]),
            },
          ]
        : []),
      signatures(2, [
        ["surveyor", "勘查人员", "Surveyors"],
        ["customer", "客户（在场确认）", "Customer, on site"],
      ]),
      prose("note", ["现场勘查一次完成；客户对勘查结果有不同意见的，请在签名处注明。"]),
    ],
  });
};
