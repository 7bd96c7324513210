/** 投诉穿透分析报告 (handbook §3.3): what happened, what was found, what it laid bare, what is put right, what is advised. */
import {
  chineseNumber,
  clauses,
  field,
  fields,
  longDate,
  longMoment,
  paper,
  prose,
  say,
  signatures,
} from "../build.ts";
import type { PaperFacts } from "../facts.ts";
import { head, orderGrid } from "./common.ts";

export type PenetrationFacts = PaperFacts & {
  readonly grade: string;
  readonly category: string;
  readonly source: string;
  /** 匿名 or 保密: then the caller gives a customer's face without a person. */
  readonly secrecy?: string;
  readonly demand: string;
  readonly contactedAt?: string;
  readonly investigators: readonly string[];
  readonly investigation: readonly string[];
  readonly timeline: readonly { readonly at: string; readonly what: string; readonly source: string }[];
  readonly verdict: "属实" | "部分属实" | "不属实";
  readonly responsibility: string;
  readonly exposed: readonly string[];
  readonly measures: readonly { readonly what: string; readonly who: string; readonly by: string }[];
  readonly advice: readonly string[];
  readonly reply?: string;
};

const part = (n: number, title: string) => say(`${chineseNumber(n)}、${title}`);
const orNone = (texts: readonly string[]) => (texts.length > 0 ? texts : ["无。"]);

export const penetrationReport = (facts: PenetrationFacts) =>
  paper("penetration-report", {
    ...head(facts),
    title: say("投诉穿透分析报告"),
    sections: [
      orderGrid(facts),
      fields(
        2,
        part(1, "基本情况"),
        field("投诉分级", undefined, facts.grade, { isStrong: true }),
        field("投诉分类", undefined, facts.category),
        field("来源渠道", undefined, facts.source),
        field("保密方式", undefined, facts.secrecy),
        field("首次联系客户", undefined, longMoment(facts.contactedAt)),
        field("调查人员", undefined, facts.investigators.join("、")),
        field("客户诉求", undefined, facts.demand, { span: 2, lines: 2 }),
      ),
      prose("body", orNone(facts.investigation), part(2, "调查情况")),
      ...(facts.timeline.length > 0
        ? [
            {
              kind: "table" as const,
              columns: [
                { label: say("时间"), weight: 8, align: "center" as const },
                { label: say("经过"), weight: 15, align: "left" as const },
                { label: say("证据"), weight: 7, align: "left" as const },
              ],
              rows: facts.timeline.map(({ at, what, source }) => [longMoment(at), what, source]),
            },
          ]
        : []),
      fields(
        2,
        undefined,
        field("责任认定", undefined, facts.verdict, { isStrong: true }),
        field("责任分类", undefined, facts.responsibility),
      ),
      clauses(orNone(facts.exposed), part(3, "事件分析与暴露问题")),
      {
        kind: "table",
        heading: part(4, "整改措施"),
        columns: [
          { label: say("序号"), weight: 2, align: "center" },
          { label: say("措施"), weight: 16, align: "left" },
          { label: say("责任人"), weight: 5, align: "center" },
          { label: say("完成期限"), weight: 7, align: "center" },
        ],
        rows: facts.measures.map(({ what, who, by }, index) => [String(index + 1), what, who, longDate(by)]),
      },
      clauses(orNone(facts.advice), part(5, "建议")),
      ...(facts.reply ? [prose("boxed", [facts.reply], say("答复客户的内容"))] : []),
      signatures(3, [
        ["investigator", "调查人"],
        ["unit-head", "单位负责人"],
        ["leader", "公司分管领导"],
      ]),
    ],
  });
