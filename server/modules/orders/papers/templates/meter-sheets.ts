/** 装接单 and 送电单: which meter was put where with which seals and readings, and when power began to flow. */
import { choices, field, fields, longMoment, paper, prose, say, signatures } from "../build.ts";
import type { PaperFacts } from "../facts.ts";
import { head, orderGrid } from "./common.ts";

export type MeterWork = {
  readonly act: "装" | "拆" | "换";
  readonly kind: string;
  readonly asset: string;
  readonly model: string;
  readonly rating: string;
  readonly ratio?: string;
  /** Register by register: 总 000000.00 峰 … */
  readonly readings: string;
  readonly seals: string;
};

export type MeterSheetFacts = PaperFacts & {
  readonly works: readonly MeterWork[];
  readonly place?: string;
  readonly wiring?: "单相" | "三相三线" | "三相四线";
  readonly metering?: "高供高计" | "高供低计" | "低供低计";
  readonly workedAt?: string;
  /** Two at least. */
  readonly workers?: readonly string[];
  readonly permit?: string;
  readonly photos?: number;
};

export const meterSheet = (facts: MeterSheetFacts) =>
  paper("meter-sheet", {
    ...head(facts),
    title: say("电能计量装置装接单", "Meter work sheet"),
    sections: [
      orderGrid(facts),
      fields(
        2,
        undefined,
        field("计量方式", undefined, "", {
          choices: choices(["高供高计", "高供低计", "低供低计"], facts.metering),
          span: 2,
        }),
        field("接线方式", undefined, "", {
          choices: choices(["单相", "三相三线", "三相四线"], facts.wiring),
          span: 2,
        }),
        field("装表位置", undefined, facts.place, { span: 2 }),
        field("工作票号", undefined, facts.permit),
        field("现场照片", undefined, facts.photos === undefined ? "" : `${facts.photos} 张`),
        field("装接时间", undefined, longMoment(facts.workedAt)),
        field("装接人员", undefined, facts.workers?.join("、")),
      ),
      {
        kind: "table",
        heading: say("计量装置", "Devices"),
        columns: [
          { label: say("装拆"), weight: 3, align: "center" },
          { label: say("设备"), weight: 5, align: "left" },
          { label: say("资产编号"), weight: 8, align: "left" },
          { label: say("型号"), weight: 6, align: "left" },
          { label: say("规格/倍率"), weight: 6, align: "left" },
          { label: say("示数"), weight: 8, align: "left" },
          { label: say("封印"), weight: 6, align: "left" },
        ],
        rows:
          facts.works.length > 0
            ? facts.works.map(({ act, kind, asset, model, rating, ratio, readings, seals }) => [
                act,
                kind,
                asset,
                model,
                ratio ? `${rating}\n倍率 ${ratio}` : rating,
                readings,
                seals,
              ])
            : Array.from({ length: 6 }, () => ["", "", "", "", "", "", ""]),
      },
      signatures(3, [
        ["worker", "装接人员（一）", "First fitter"],
        ["second-worker", "装接人员（二）", "Second fitter"],
        ["customer", "客户（确认示数与封印）", "Readings and seals confirmed"],
      ]),
      prose("note", ["现场作业不少于两人。客户签名表示已核对电能表资产编号、起止示数和封印完好。"]),
    ],
  });

export type EnergiseFacts = PaperFacts & {
  readonly energisedAt?: string;
  readonly capacity: string;
  readonly voltage: string;
  readonly source: string;
  readonly contractNumber?: string;
  readonly checks: readonly { readonly item: string; readonly isDone: boolean; readonly note?: string }[];
  readonly people?: readonly string[];
  readonly result?: string;
};

export const energiseSheet = (facts: EnergiseFacts) =>
  paper("energise-sheet", {
    ...head(facts),
    title: say("新装（增容）送电单", "Energising sheet"),
    sections: [
      orderGrid(facts),
      fields(
        2,
        undefined,
        field("送电容量", "Capacity", facts.capacity, { isStrong: true }),
        field("供电电压", "Voltage", facts.voltage),
        field("电源", "Source", facts.source, { span: 2 }),
        field("供用电合同", "Contract", facts.contractNumber),
        field("送电时间", "Energised at", longMoment(facts.energisedAt), { isStrong: true }),
        field("送电人员", "By", facts.people?.join("、"), { span: 2 }),
      ),
      {
        kind: "checklist",
        heading: say("送电前确认", "Before power flows"),
        items: facts.checks.map(({ item, isDone, note }) => ({
          text: item,
          isDone,
          state: isDone ? "已确认" : "未确认",
          note,
        })),
      },
      fields(1, undefined, field("送电结果", "Result", facts.result, { lines: 3 })),
      signatures(2, [
        ["supplier", "送电人员", "Supplier"],
        ["customer", "客户", "Customer", facts.customer.kind === "organisation"],
      ]),
    ],
  });
