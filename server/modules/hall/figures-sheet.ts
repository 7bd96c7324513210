/** Figures as a real .xlsx file: a sheet of figures and a sheet that says what each means. */
import writeSheets, { type Cell, type SheetData } from "write-excel-file/node";
import type { Words } from "../../../contracts/endpoint.ts";
import type { FigureCode, FigureDefinition } from "../../../contracts/hall.ts";
import { textCell } from "../../foundation/tables/cells.ts";
import type { Figures } from "./figures.ts";

type Language = keyof Words;

const words = {
  figures: { zh: "指标", en: "Figures" },
  definitions: { zh: "指标定义", en: "Definitions" },
  group: { zh: "分组", en: "Group" },
  total: { zh: "合计", en: "Total" },
  headers: [
    { zh: "指标", en: "Figure" },
    { zh: "单位", en: "Unit" },
    { zh: "定义", en: "Definition" },
    { zh: "分子", en: "Numerator" },
    { zh: "分母", en: "Denominator" },
    { zh: "不计入", en: "Left out" },
    { zh: "来源", en: "Source" },
  ],
  units: {
    count: { zh: "个", en: "count" },
    seconds: { zh: "秒", en: "seconds" },
    share: { zh: "比例", en: "share" },
  },
} as const;

const formats = { count: "0", seconds: "0", share: "0.0%" } as const;

export async function figuresSheet(
  figures: Figures,
  definitions: readonly FigureDefinition[],
  title: string,
  language: Language,
): Promise<Uint8Array<ArrayBuffer>> {
  const say = (text: Words) => textCell(text[language]);
  const head = [words.group, ...definitions.map(({ name }) => name)].map((text) => ({
    ...say(text),
    fontWeight: "bold" as const,
  }));
  const line = (label: Cell, values: Figures["total"]) => [
    label,
    ...definitions.map(({ code, unit }) => numberCell(values[code as FigureCode], formats[unit])),
  ];
  const data: SheetData = [
    [textCell(title)],
    head,
    line(say(words.total), figures.total),
    ...figures.groups.map((group) => line(say(group.label), group.figures)),
  ];
  const explained: SheetData = [
    words.headers.map((text) => ({ ...say(text), fontWeight: "bold" as const })),
    ...definitions.map((one) => [
      say(one.name),
      say(words.units[one.unit]),
      say(one.definition),
      say(one.numerator),
      one.denominator && say(one.denominator),
      one.excluded && say(one.excluded),
      textCell(one.source),
    ]),
  ];
  const buffer = await writeSheets([
    { data, sheet: words.figures[language], stickyRowsCount: 2, columns: [{ width: 28 }] },
    {
      data: explained,
      sheet: words.definitions[language],
      columns: [
        { width: 24 },
        { width: 8 },
        { width: 60 },
        { width: 24 },
        { width: 24 },
        { width: 24 },
        { width: 24 },
      ],
    },
  ]).toBuffer();
  return new Uint8Array(buffer);
}

const numberCell = (value: number | null, format: string): Cell =>
  value === null ? null : { value, type: Number, format };
