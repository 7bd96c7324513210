/** 客户承诺书: the customer is served now and brings the listed papers by the listed step (容缺受理). */
import { chineseNumber, clauses, longDate, paper, prose, say, signatures } from "../build.ts";
import type { PaperFacts } from "../facts.ts";
import { standing } from "../texts.ts";
import { askAt, head, orderGrid } from "./common.ts";

export type UndertakingFacts = PaperFacts & {
  readonly owed: readonly { readonly name: string; readonly beforeStep: string; readonly dueOn?: string }[];
};

export const undertaking = (facts: UndertakingFacts) =>
  paper("undertaking", {
    ...head(facts),
    title: say("容缺受理客户承诺书", "Customer's undertaking for papers that follow"),
    sections: [
      orderGrid(facts),
      prose("body", [
        `${facts.company.name}：`,
        `本人（单位）申请办理“${facts.order.typeName}”，已提交身份证明，下列材料暂未提交，申请先行受理：`,
      ]),
      {
        kind: "table",
        heading: say("待补材料", "Papers that follow"),
        columns: [
          { label: say("序号", "No."), weight: 2, align: "center" },
          { label: say("材料名称", "Paper"), weight: 11, align: "left" },
          { label: say("最迟在哪一环节之前", "Before which step"), weight: 8, align: "left" },
          { label: say("承诺补交日期", "By"), weight: 6, align: "center" },
        ],
        rows: facts.owed.map(({ name, beforeStep, dueOn }, index) => [
          String(index + 1),
          name,
          beforeStep,
          longDate(dueOn),
        ]),
      },
      clauses(
        standing("undertaking.clauses", facts.issuedOn),
        say("郑重承诺", "I undertake"),
        (n) => `${chineseNumber(n)}、`,
      ),
      signatures(2, [
        ["customer", "承诺人", "Customer", facts.customer.kind === "organisation"],
        ["agent", "经办人", "Agent"],
      ]),
    ],
    footNote: askAt(facts),
  });
