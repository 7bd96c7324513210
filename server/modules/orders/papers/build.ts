/** Small words with which the templates write papers. All text that comes from people goes through `clean`. */

import { clean } from "../../../../contracts/orders/paper-text.ts";
import {
  type Caption,
  type FieldCell,
  type PaperDocument,
  type PaperTemplate,
  paperDocument,
  type SectionOf,
} from "../../../../contracts/orders/papers.ts";

export { clean, longDate, longMoment } from "../../../../contracts/orders/paper-text.ts";

/** Everything in a document cleaned, then held against the model. */
function cleanAll(value: unknown): unknown {
  if (typeof value === "string") return clean(value);
  if (Array.isArray(value)) return value.map(cleanAll);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, one]) => one !== undefined)
      .map(([key, one]) => [key, cleanAll(one)]),
  );
}

type Draft = Omit<PaperDocument, "model" | "template" | "title"> & { readonly title: Caption };

export const paper = (template: PaperTemplate, draft: Draft): PaperDocument =>
  paperDocument.parse(cleanAll({ model: 1, template, ...draft }));

export const say = (zh: string, en?: string): Caption => (en === undefined ? { zh } : { zh, en });

type CellMore = Partial<Pick<FieldCell, "span" | "lines" | "choices" | "isStrong">>;

/** `field("户号", "Account no.", number)`; what is unknown stays a blank for the pen. */
export const field = (
  zh: string,
  en: string | undefined,
  value: string | number | null | undefined,
  more: CellMore = {},
): FieldCell => ({ label: say(zh, en), value: String(value ?? ""), span: 1, ...more });

/** Boxes; the chosen ones are ticked. */
export const choices = (all: readonly string[], chosen: string | readonly string[] | null | undefined) => {
  const picked = typeof chosen === "string" ? [chosen] : (chosen ?? []);
  return all.map((text) => ({ text, isChosen: picked.includes(text) }));
};

export const fields = (
  columns: number,
  heading: Caption | undefined,
  ...cells: (FieldCell | undefined)[]
): SectionOf<"fields"> => ({
  kind: "fields",
  heading,
  columns,
  cells: cells.filter((cell) => cell !== undefined),
});

export const prose = (
  tone: SectionOf<"prose">["tone"],
  paragraphs: readonly string[],
  heading?: Caption,
): SectionOf<"prose"> => ({ kind: "prose", heading, tone, paragraphs: [...paragraphs] });

const numerals = "一二三四五六七八九";
/** 一, 二 … 十, 十一 … 九十九: how Chinese documents number their parts. */
export function chineseNumber(n: number): string {
  if (!Number.isInteger(n) || n < 1 || n > 99) throw new RangeError(`numbers from 1 to 99: ${n}`);
  const [tens, ones] = [Math.floor(n / 10), n % 10];
  const ten = tens === 0 ? "" : tens === 1 ? "十" : `${numerals[tens - 1]}十`;
  return ten + (ones === 0 ? "" : numerals[ones - 1]);
}

export const clauses = (
  texts: readonly string[],
  heading?: Caption,
  mark: (n: number) => string = (n) => `${n}.`,
): SectionOf<"clauses"> => ({
  kind: "clauses",
  heading,
  items: texts.map((text, index) => ({ mark: mark(index + 1), text })),
});

type Slot = readonly [key: string, zh: string, en?: string | undefined, hasSeal?: boolean];
export const signatures = (
  columns: number,
  slots: readonly Slot[],
  more: { heading?: Caption; statement?: string } = {},
): SectionOf<"signatures"> => ({
  kind: "signatures",
  ...more,
  columns,
  slots: slots.map(([key, zh, en, hasSeal = false]) => ({ key, label: say(zh, en), hasSeal })),
});

/** 1280000 → 12,800.00 元. Integer fen in, no float on the way. */
export function yuan(amountFen: number): string {
  const sign = amountFen < 0 ? "-" : "";
  const fen = String(Math.abs(amountFen)).padStart(3, "0");
  return `${sign}${fen.slice(0, -2).replace(/\B(?=(\d{3})+$)/g, ",")}.${fen.slice(-2)} 元`;
}

export const withUnit = (value: number | string | null | undefined, unit: string): string =>
  value === null || value === undefined || value === "" ? "" : `${value} ${unit}`;
