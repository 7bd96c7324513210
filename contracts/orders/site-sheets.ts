/**
 * Sheets that are filled in on site (勘查单, 检查意见, 装接单): the server hands out the sheet as it is for the pen, with all
 * but what is found there; what is found there is written into it here, on the phone before the customer signs, and on the
 * server when the step is done. Both must come to the same words, for the signature is bound to their hash.
 */
import { clean, longMoment } from "./paper-text.ts";
import { type PaperDocument, type PaperSection, type PaperTemplate, paperDocument } from "./papers.ts";
import type { FormField } from "./shapes.ts";

/** What was filled in, how many photos were taken, and when it was done. */
export type Filling = {
  readonly formKey: string | null;
  readonly fields: readonly FormField[];
  readonly values: Readonly<Record<string, unknown>>;
  readonly photos: number;
  readonly at: string;
};

/** As a person would write it: the label of a choice, yes or no, a number with its unit. */
export function shownValue(fields: readonly FormField[], key: string, value: unknown): string {
  const known = fields.find((field) => field.key === key);
  const label = (one: unknown) =>
    known?.options.find((option) => option.value === one)?.label.zh ?? String(one);
  if (value === undefined || value === null || value === "") return "";
  if (typeof value === "boolean") return value ? "是" : "否";
  if (Array.isArray(value)) return value.map(label).join("、");
  return `${label(value)}${known?.unit ? ` ${known.unit}` : ""}`;
}

/** Of lists that people type: one name each. */
export const namesIn = (text: string): string[] =>
  text
    .split(/[、，,；;\s]+/)
    .filter((name) => name !== "")
    .slice(0, 10);

type Reader = Filling & {
  /** The first of these fields that says something. */
  readonly say: (...keys: readonly string[]) => string;
  readonly isYes: (key: string) => boolean;
  readonly people: (...keys: readonly string[]) => string;
};

function readerOf(filling: Filling): Reader {
  const { fields, values } = filling;
  const one = (key: string) => shownValue(fields, key, values[key]);
  return {
    ...filling,
    say: (...keys) => keys.map(one).find((text) => text !== "") ?? "",
    isYes: (key) => values[key] === true,
    people: (...keys) =>
      keys
        .flatMap((key) => namesIn(one(key)))
        .slice(0, 10)
        .join("、"),
  };
}

/** What goes where: cells by their label, boxes by their place, the rows of the table, what has to be changed below it. */
type Entries = {
  readonly cells: Readonly<Record<string, string>>;
  readonly boxes?: Readonly<Record<string, number>>;
  readonly rows?: readonly (readonly string[])[];
  readonly toChange?: readonly string[];
};
type Fill = (reader: Reader) => Entries;

const survey: Fill = ({ at, photos, say, isYes, people, values }) => ({
  cells: {
    勘查时间: longMoment(at),
    勘查人员: people("surveyors", "persons"),
    现场定位: say("position"),
    现场照片: `${photos} 张`,
    核实负荷: say("loadKind"),
    建议容量: say("approvedCapacity"),
    公用变压器: say("supplyTransformer"),
    可开放容量: say("spareCapacity"),
    接入点: say("supplyPoint", "gridPoint"),
    计量装置位置: say("meterPlace"),
    配套工程: [
      isYes("hasWorks") ? "有受电工程" : "无受电工程",
      ...(isYes("hasGridWorks") ? ["需配套电网工程"] : []),
    ].join("；"),
    勘查意见: say("note", "roof"),
  },
  // 具备供电条件, 需配套工程后供电, 暂不具备供电条件
  boxes: { 勘查结论: values.isFeasible === false ? 2 : isYes("hasGridWorks") ? 1 : 0 },
});

/** A cell of a table is shorter than a field of a form. */
const inTable = (text: string) => [...text].slice(0, 900).join("");

const opinion =
  (verdict: string, item: string): Fill =>
  ({ at, say, isYes }) => {
    const looked = say("hiddenParts", "drawings", "protection");
    const isPassed = isYes(verdict);
    return {
      cells: { 实施时间: longMoment(at) },
      boxes: { 结论: isPassed ? 0 : 1 },
      rows: [["1", inTable(looked ? `${item}：${looked}` : item), isPassed ? "合格" : "不合格", ""]],
      toChange: say("defects")
        .split("\n")
        .filter((line) => line.trim() !== ""),
    };
  };

const meterSheet: Fill = ({ at, photos, formKey, say, people }) => {
  const ratio = say("ratio");
  return {
    cells: {
      现场照片: `${photos} 张`,
      装接时间: longMoment(at),
      装接人员: people("fitters", "persons"),
    },
    rows: [
      [
        formKey === "energise" ? "装" : "换",
        "电能表",
        say("meterNumber"),
        "",
        ratio ? `倍率 ${ratio}` : "",
        inTable(say("reading", "newReading")),
        inTable(say("seals", "sealNumbers")),
      ],
    ],
  };
};

const fills: Partial<Record<PaperTemplate, Fill>> = {
  survey,
  "design-opinion": opinion("isDesignPassed", "受电工程设计文件"),
  "interim-opinion": opinion("isInterimPassed", "隐蔽工程"),
  "completion-opinion": opinion("isFinalPassed", "受电工程竣工"),
  "meter-sheet": meterSheet,
};

/** Writes into the sheet what was found. Pure; the hash of what comes out is what people sign. @throws RangeError for other papers */
export function fillSheet(blank: PaperDocument, filling: Filling): PaperDocument {
  const fill = fills[blank.template];
  if (!fill) throw new RangeError(`${blank.template} is not filled in on site`);
  const entries = fill(readerOf(filling));
  return paperDocument.parse({
    ...blank,
    sections: blank.sections.flatMap((section) => filled(section, entries)),
  });
}

function filled(section: PaperSection, { cells, boxes = {}, rows, toChange = [] }: Entries): PaperSection[] {
  if (section.kind === "fields")
    return [
      {
        ...section,
        cells: section.cells.map((cell) => {
          const text = cells[cell.label.zh];
          const box = boxes[cell.label.zh];
          return {
            ...cell,
            ...(text === undefined ? {} : { value: clean(text) }),
            ...(box === undefined || !cell.choices
              ? {}
              : { choices: cell.choices.map((choice, index) => ({ ...choice, isChosen: index === box })) }),
          };
        }),
      },
    ];
  if (section.kind !== "table" || !rows) return [section];
  const table = { ...section, rows: rows.map((row) => row.map(clean)) };
  if (toChange.length === 0) return [table];
  return [
    table,
    {
      kind: "clauses",
      heading: { zh: "需要整改的内容（一次告知）", en: "To be put right, told once" },
      items: toChange.map((text, index) => ({ mark: `${index + 1}.`, text: clean(text) })),
    },
  ];
}
