/** 设计文件审核, 中间检查, 竣工检验: three opinions of one build: what was looked at, what was found, what has to be changed. */
import type { PaperTemplate } from "../../../../../contracts/orders/papers.ts";
import { choices, clauses, field, fields, longDate, longMoment, paper, say, signatures } from "../build.ts";
import type { Finding, PaperFacts } from "../facts.ts";
import { standing } from "../texts.ts";
import { askAt, head, orderGrid } from "./common.ts";

export type OpinionFacts = PaperFacts & {
  /** When the customer asked, which begins this step's clock; and its last day. */
  readonly askedAt: string;
  readonly dueOn: string;
  readonly doneAt?: string;
  /** 第 2 次: a failed check is done anew. */
  readonly round: number;
  readonly builder?: { readonly name: string; readonly licence: string };
  readonly supervisor?: string;
  readonly findings: readonly Finding[];
  readonly result?: "passed" | "failed";
  readonly toChange: readonly string[];
  readonly opinion?: string;
  readonly handlers?: readonly string[];
  /** Of a completion: what is done together in the one visit. */
  readonly departments?: readonly string[];
};

type Kind = {
  readonly template: PaperTemplate;
  readonly title: readonly [string, string];
  readonly builder: readonly [string, string];
  readonly signer: readonly [string, string];
  readonly passed: string;
};
const words = { passed: "合格", failed: "不合格", "not-applicable": "不涉及" } as const;

const opinion = (kind: Kind) => (facts: OpinionFacts) =>
  paper(kind.template, {
    ...head(facts),
    title: say(...kind.title),
    sections: [
      orderGrid(facts),
      fields(
        2,
        undefined,
        field("客户申请时间", "Asked for at", longMoment(facts.askedAt)),
        field("答复时限", "Due", longDate(facts.dueOn)),
        field("实施时间", "Done at", longMoment(facts.doneAt)),
        field("次数", "Round", `第 ${facts.round} 次`),
        field(...kind.builder, facts.builder?.name),
        field("资质证书", "Licence", facts.builder?.licence),
        ...(facts.departments
          ? [field("联合部门", "Departments", facts.departments.join("、"), { span: 2 })]
          : []),
      ),
      {
        kind: "table",
        heading: say("检查内容与结果", "What was looked at"),
        columns: [
          { label: say("序号", "No."), weight: 2, align: "center" },
          { label: say("项目", "Item"), weight: 12, align: "left" },
          { label: say("结果", "Result"), weight: 4, align: "center" },
          { label: say("说明", "Remarks"), weight: 10, align: "left" },
        ],
        rows: facts.findings.map(({ item, result, note = "" }, index) => [
          String(index + 1),
          item,
          words[result],
          note,
        ]),
      },
      ...(facts.toChange.length > 0
        ? [clauses(facts.toChange, say("需要整改的内容（一次告知）", "To be put right, told once"))]
        : []),
      fields(
        1,
        undefined,
        field("结论", "Conclusion", "", {
          choices: choices(
            [kind.passed, "整改后复验"],
            facts.result && (facts.result === "passed" ? kind.passed : "整改后复验"),
          ),
          isStrong: true,
        }),
        field("意见", "Opinion", facts.opinion, { lines: 3 }),
      ),
      clauses(standing("opinion.rights", facts.issuedOn), undefined, () => "注"),
      signatures(2, [
        [
          "inspector",
          `${kind.signer[0]}${facts.handlers ? ` ${facts.handlers.join("、")}` : ""}`,
          kind.signer[1],
          true,
        ],
        ["customer", "客户签收", "Received by", true],
      ]),
    ],
    footNote: askAt(facts),
  });

export const designOpinion = opinion({
  template: "design-opinion",
  title: ["受电工程设计文件审核意见单", "Opinion on the design"],
  builder: ["设计单位", "Designer"],
  signer: ["审核人员", "Reviewed by"],
  passed: "审核合格",
});
export const interimOpinion = opinion({
  template: "interim-opinion",
  title: ["受电工程中间检查意见单", "Opinion of the interim inspection"],
  builder: ["施工单位", "Builder"],
  signer: ["检查人员", "Inspected by"],
  passed: "检查合格",
});
export const completionOpinion = opinion({
  template: "completion-opinion",
  title: ["受电工程竣工检验意见单", "Opinion of the completion inspection"],
  builder: ["施工单位", "Builder"],
  signer: ["检验人员", "Inspected by"],
  passed: "检验合格，具备送电条件",
});
