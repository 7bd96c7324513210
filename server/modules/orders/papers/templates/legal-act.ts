/** 法律手册: one legal act on one page: its content, limit, filing and result, and the proof that it reached whom it concerns. */
import { choices, field, fields, longDate, longMoment, paper, prose, say, signatures } from "../build.ts";
import type { PaperFacts } from "../facts.ts";
import { standing } from "../texts.ts";
import { head, orderGrid } from "./common.ts";

const ways = ["当面签收", "电子送达", "挂号邮寄", "留置送达", "公告送达"] as const;

export type LegalActFacts = PaperFacts & {
  /** 供电方案答复, 停电通知, 合同签订 … */
  readonly act: string;
  readonly basis: string;
  readonly content: string;
  readonly limit: {
    readonly text: string;
    readonly dueOn: string;
    readonly doneAt?: string;
    readonly isKept?: boolean;
  };
  readonly filing: {
    readonly where: string;
    readonly number?: string;
    readonly hash?: string;
    readonly keptUntil?: string;
  };
  readonly result: string;
  readonly delivery?: {
    readonly way: (typeof ways)[number];
    readonly to: string;
    readonly at: string;
    readonly proof: string;
    readonly by: string;
  };
};

export const legalAct = (facts: LegalActFacts) => {
  const { limit, filing, delivery } = facts;
  return paper("legal-act", {
    ...head(facts),
    title: say("法律手册页"),
    sections: [
      fields(
        1,
        undefined,
        field("法律行为", undefined, facts.act, { isStrong: true }),
        field("依据", undefined, facts.basis),
      ),
      orderGrid(facts),
      fields(2, say("一、内容"), field("行为内容", undefined, facts.content, { span: 2, lines: 3 })),
      fields(
        2,
        say("二、时限"),
        field("规定时限", undefined, limit.text),
        field("最迟日期", undefined, longDate(limit.dueOn)),
        field("实际完成", undefined, longMoment(limit.doneAt)),
        field("是否按期", undefined, "", {
          choices: choices(
            ["按期", "逾期"],
            limit.isKept === undefined ? undefined : limit.isKept ? "按期" : "逾期",
          ),
        }),
      ),
      fields(
        2,
        say("三、备案"),
        field("备案处所", undefined, filing.where),
        field("备案编号", undefined, filing.number),
        field("保存至", undefined, longDate(filing.keptUntil), { span: 2 }),
        field("文件校验码", undefined, filing.hash, { span: 2 }),
      ),
      fields(2, say("四、结果"), field("办理结果", undefined, facts.result, { span: 2, lines: 2 })),
      fields(
        2,
        say("送达凭据"),
        field("送达方式", undefined, "", { choices: choices(ways, delivery?.way), span: 2 }),
        field("受送达人", undefined, delivery?.to),
        field("送达时间", undefined, longMoment(delivery?.at)),
        field("送达人", undefined, delivery?.by),
        field("凭据", undefined, delivery?.proof),
      ),
      prose("note", standing("legal.note", facts.issuedOn)),
      signatures(3, [
        ["handler", "经办人"],
        ["recipient", "受送达人"],
        ["filer", "备案人"],
      ]),
    ],
  });
};
