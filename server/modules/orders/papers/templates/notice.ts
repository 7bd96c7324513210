/** 一次性告知书: all papers, steps, limits, fees and whom to ask, said once and in writing. */
import { clauses, paper, say, signatures } from "../build.ts";
import type { NeededPaper, PaperFacts, PromisedStep } from "../facts.ts";
import { standing } from "../texts.ts";
import { askAt, head, orderGrid } from "./common.ts";

export type NoticeFacts = PaperFacts & {
  readonly needed: readonly NeededPaper[];
  readonly steps: readonly Omit<PromisedStep, "dueOn">[];
  readonly fees: readonly { readonly name: string; readonly price: string; readonly basis: string }[];
};

const states = {
  received: "已收",
  "may-follow": "可后补",
  missing: "受理时提供",
  "from-government": "无需提供",
} as const;

export const notice = (facts: NoticeFacts) =>
  paper("notice", {
    ...head(facts),
    title: say("一次性告知书", "All you need to know, told once"),
    sections: [
      orderGrid(facts),
      {
        kind: "checklist",
        heading: say("所需材料", "Papers needed"),
        items:
          facts.needed.length > 0
            ? facts.needed.map(({ name, state, note }) => ({
                text: name,
                isDone: state === "received" || state === "from-government",
                state: states[state],
                note,
              }))
            : [{ text: "本业务不需要提供资料", isDone: true, state: states["from-government"] }],
      },
      {
        kind: "table",
        heading: say("办理环节与时限", "Steps and limits"),
        columns: [
          { label: say("环节", "Step"), weight: 8, align: "left" },
          { label: say("时限", "Limit"), weight: 6, align: "center" },
          { label: say("依据", "Basis"), weight: 10, align: "left" },
        ],
        rows: facts.steps.map(({ step, limit, basis = "" }) => [step, limit, basis]),
      },
      {
        kind: "table",
        heading: say("收费", "Fees"),
        columns: [
          { label: say("项目", "Fee"), weight: 8, align: "left" },
          { label: say("标准", "Price"), weight: 6, align: "right" },
          { label: say("依据", "Basis"), weight: 10, align: "left" },
        ],
        rows:
          facts.fees.length > 0
            ? facts.fees.map(({ name, price, basis }) => [name, price, basis])
            : [["无", "0.00 元", "本业务不收费"]],
      },
      clauses(standing("notice.promise", facts.issuedOn), say("我们的承诺", "Our promise")),
      signatures(2, [
        ["customer", "客户（已收到并了解）", "Received and understood"],
        ["clerk", "告知人", "Told by"],
      ]),
    ],
    footNote: askAt(facts),
  });
