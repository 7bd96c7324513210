/** 供电方案答复单: how the customer will be supplied, until when this holds, what it costs and what may be done about it. */
import { choices, clauses, field, fields, longDate, paper, say, signatures } from "../build.ts";
import type { PaperFacts } from "../facts.ts";
import { standing } from "../texts.ts";
import { askAt, head, orderGrid } from "./common.ts";

export type PlanReplyFacts = PaperFacts & {
  readonly sources: readonly {
    readonly name: string;
    readonly station: string;
    readonly line: string;
    readonly accessPoint: string;
    readonly capacity: string;
  }[];
  readonly capacity: string;
  readonly voltage: string;
  readonly metering: readonly {
    readonly point: string;
    readonly way: string;
    readonly voltage: string;
    readonly transformers: string;
    readonly meter: string;
  }[];
  readonly pricing: string;
  readonly powerFactor?: string;
  readonly boundary: string;
  readonly ownSource?: string;
  readonly fees: readonly { readonly name: string; readonly amount: string; readonly basis: string }[];
  readonly requirements: readonly string[];
  /** The plan's own life. */
  readonly validUntil: string;
  readonly extendBy?: string;
  readonly works: "有受电工程" | "无受电工程";
};

const left = (zh: string, en: string, weight: number) => ({
  label: say(zh, en),
  weight,
  align: "left" as const,
});

export const planReply = (facts: PlanReplyFacts) =>
  paper("plan-reply", {
    ...head(facts),
    title: say("供电方案答复单", "Reply to your application: the supply plan"),
    sections: [
      orderGrid(facts),
      fields(
        2,
        say("方案概要", "The plan in short"),
        field("核定容量", "Approved capacity", facts.capacity, { isStrong: true }),
        field("供电电压", "Voltage", facts.voltage),
        field("重要性等级", "Importance", facts.supply.importance),
        field("受电工程", "Works", "", { choices: choices(["有受电工程", "无受电工程"], facts.works) }),
        field("定价策略", "Tariff", facts.pricing, { span: 2 }),
        field("功率因数标准", "Power factor", facts.powerFactor),
        field("自备电源", "Own source", facts.ownSource),
        field("产权分界点", "Boundary", facts.boundary, { span: 2 }),
      ),
      {
        kind: "table",
        heading: say("电源", "Sources"),
        columns: [
          left("电源", "Source", 4),
          left("变电站", "Substation", 6),
          left("线路", "Line", 6),
          left("接入点", "Point of access", 8),
          { label: say("容量", "Capacity"), weight: 5, align: "right" },
        ],
        rows: facts.sources.map(({ name, station, line, accessPoint, capacity }) => [
          name,
          station,
          line,
          accessPoint,
          capacity,
        ]),
      },
      {
        kind: "table",
        heading: say("计量", "Metering"),
        columns: [
          left("计量点", "Point", 5),
          left("方式", "Way", 5),
          left("电压", "Voltage", 5),
          left("互感器", "Transformers", 6),
          left("电能表", "Meter", 8),
        ],
        rows: facts.metering.map(({ point, way, voltage, transformers, meter }) => [
          point,
          way,
          voltage,
          transformers,
          meter,
        ]),
      },
      {
        kind: "table",
        heading: say("业务费用", "Fees"),
        columns: [
          left("费用名称", "Fee", 8),
          { label: say("应收金额", "Amount"), weight: 6, align: "right" },
          left("收费依据", "Basis", 12),
        ],
        rows:
          facts.fees.length > 0
            ? facts.fees.map(({ name, amount, basis }) => [name, amount, basis])
            : [["无", "", ""]],
      },
      ...(facts.requirements.length > 0
        ? [clauses(facts.requirements, say("其他要求", "Further requirements"))]
        : []),
      fields(
        2,
        say("有效期", "How long this holds"),
        field("方案有效期至", "Valid until", longDate(facts.validUntil), { isStrong: true }),
        field("申请延期不迟于", "Ask to extend by", longDate(facts.extendBy)),
      ),
      clauses(standing("plan.notes", facts.issuedOn), say("说明", "Please note")),
      signatures(2, [
        ["supplier", facts.company.name, "Supplier", true],
        ["customer", "客户签收", "Received by", true],
      ]),
    ],
    footNote: askAt(facts),
  });
