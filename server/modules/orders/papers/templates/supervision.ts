/** 督办单: a superior asks for an answer by a time. Internal: no English, and no more of the customer than the order's own. */
import { field, fields, longMoment, paper, say, signatures } from "../build.ts";
import type { PaperFacts } from "../facts.ts";
import { head, orderGrid } from "./common.ts";

export type SupervisionFacts = PaperFacts & {
  /** L2 督办单（橙色） as the catalogue words it. */
  readonly level: string;
  readonly unit: string;
  readonly reason: string;
  readonly demand: string;
  readonly answerBy: string;
  readonly issuedBy: string;
  readonly clocks: readonly { readonly name: string; readonly dueAt: string; readonly state: string }[];
  readonly answer?: string;
  readonly answeredAt?: string;
  readonly verifiedBy?: string;
  readonly result?: string;
  readonly countsFor?: string;
};

export const supervision = (facts: SupervisionFacts) =>
  paper("supervision", {
    ...head(facts),
    title: say("督办单"),
    sections: [
      fields(
        2,
        undefined,
        field("督办级别", undefined, facts.level, { isStrong: true }),
        field("承办单位", undefined, facts.unit),
        field("签发人", undefined, facts.issuedBy),
        field("答复时限", undefined, longMoment(facts.answerBy), { isStrong: true }),
      ),
      orderGrid(facts),
      {
        kind: "table",
        heading: say("时限情况"),
        columns: [
          { label: say("时限"), weight: 9, align: "left" },
          { label: say("到期时间"), weight: 9, align: "center" },
          { label: say("状态"), weight: 8, align: "center" },
        ],
        rows: facts.clocks.map(({ name, dueAt, state }) => [name, longMoment(dueAt), state]),
      },
      fields(
        1,
        say("督办内容"),
        field("督办原因", undefined, facts.reason, { lines: 2 }),
        field("要求", undefined, facts.demand, { lines: 3 }),
      ),
      fields(
        2,
        say("办理答复"),
        field("答复", undefined, facts.answer, { span: 2, lines: 4 }),
        field("答复时间", undefined, longMoment(facts.answeredAt)),
        field("核实人", undefined, facts.verifiedBy),
        field("核实结果", undefined, facts.result, { span: 2, lines: 2 }),
        field("计入考核", undefined, facts.countsFor, { span: 2 }),
      ),
      signatures(3, [
        ["issuer", "签发人"],
        ["unit-head", "承办单位负责人"],
        ["verifier", "核实人"],
      ]),
    ],
  });
