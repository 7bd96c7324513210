/** 受理回执: what was accepted, by when each step is promised, and the way to follow it. */
import { clauses, field, fields, longDate, longMoment, paper, say, signatures } from "../build.ts";
import type { NeededPaper, PaperFacts, PromisedStep } from "../facts.ts";
import { standing } from "../texts.ts";
import { head, orderGrid, whomToAsk } from "./common.ts";

export type ReceiptFacts = PaperFacts & {
  readonly promised: readonly PromisedStep[];
  /** The last day of the whole. */
  readonly promisedOn: string;
  /** The address at which the order can be followed, secret included. */
  readonly followUrl: string;
  readonly received: readonly NeededPaper[];
  readonly acceptedBy: string;
};

const states = {
  received: "已收",
  "may-follow": "可后补",
  missing: "待补",
  "from-government": "数据共享",
} as const;

export const receipt = (facts: ReceiptFacts) =>
  paper("receipt", {
    ...head(facts),
    title: say("业务受理回执", "Receipt of your application"),
    sections: [
      orderGrid(facts),
      {
        kind: "table",
        heading: say("我们的承诺", "What we promise, and by when"),
        columns: [
          { label: say("环节", "Step"), weight: 8, align: "left" },
          { label: say("时限", "Limit"), weight: 5, align: "center" },
          { label: say("最迟完成日期", "Done by"), weight: 7, align: "center" },
          { label: say("依据", "Basis"), weight: 8, align: "left" },
        ],
        rows: facts.promised.map(({ step, limit, dueOn, basis = "" }) => [
          step,
          limit,
          longDate(dueOn),
          basis,
        ]),
      },
      fields(
        1,
        undefined,
        field("全部办结不迟于", "All done by", longDate(facts.promisedOn), { isStrong: true }),
      ),
      ...(facts.received.length > 0
        ? [
            {
              kind: "checklist" as const,
              heading: say("材料", "Papers"),
              items: facts.received.map(({ name, state, note }) => ({
                text: name,
                isDone: state === "received" || state === "from-government",
                state: states[state],
                note,
              })),
            },
          ]
        : []),
      clauses(standing("receipt.rights", facts.issuedOn), say("请您知悉", "Please note")),
      {
        kind: "qr",
        text: facts.followUrl,
        title: say("扫码查进度", "Scan to follow your order"),
        lines: [`工单编号：${facts.order.number}`, ...whomToAsk(facts)],
      },
      signatures(2, [
        ["clerk", `受理人 ${facts.acceptedBy}`, "Accepted by", true],
        ["customer", "客户", "Customer"],
      ]),
    ],
    footNote: `受理时间 ${longMoment(facts.order.acceptedAt)}。请妥善保存本回执。`,
  });
