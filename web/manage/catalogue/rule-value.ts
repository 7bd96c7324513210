/** A rule's number as people read it: the unit in words, a time of day and a day of the year as such. */
import type { Words } from "../../../contracts/endpoint.ts";
import { pick } from "../../parts/words.ts";
import { sourceWords } from "../../staff/source-words.ts";

const day: Words = { zh: "天", en: "days" };
const hour: Words = { zh: "小时", en: "hours" };
const minute: Words = { zh: "分钟", en: "minutes" };
const year: Words = { zh: "年", en: "years" };
const time: Words = { zh: "次", en: "times" };
const units: Readonly<Record<string, Words>> = {
  BH: { zh: "营业分钟", en: "opening minutes" },
  CALLS: time,
  CHARACTERS: { zh: "个字符", en: "characters" },
  CLASSES: { zh: "类", en: "classes" },
  COUNT: { zh: "个", en: "" },
  DAY: day,
  DAYS: day,
  HOUR: hour,
  HOURS: hour,
  KIB: { zh: "KiB", en: "KiB" },
  LANES: { zh: "路", en: "lanes" },
  LEVEL: { zh: "级", en: "(level)" },
  MIN: minute,
  MINUTES: minute,
  MONTH: { zh: "个月", en: "months" },
  ND: { zh: "个自然日", en: "days" },
  NUMBER: { zh: "", en: "" },
  NUMBERS: { zh: "个号码", en: "numbers" },
  PASSES: { zh: "遍", en: "passes" },
  PASSWORDS: { zh: "个口令", en: "passwords" },
  PERCENT: { zh: "%", en: "%" },
  PERCENT_PER_HOUR: { zh: "%（每小时）", en: "% an hour" },
  PERMILLE: { zh: "‰", en: "‰" },
  PERSONS: { zh: "人", en: "persons" },
  PIECES: { zh: "件", en: "pieces" },
  RINGS: { zh: "声", en: "rings" },
  ROWS: { zh: "行", en: "rows" },
  SEC: { zh: "秒", en: "seconds" },
  TICKETS: { zh: "张号票", en: "tickets" },
  TIMES: time,
  WD: { zh: "个工作日", en: "working days" },
  YEAR: year,
  YEARS: year,
};
const yes: Words = { zh: "是", en: "yes" };
const no: Words = { zh: "否", en: "no" };

type Source = { readonly source: string; readonly sourceYear: number };
type Rule = { readonly value: number; readonly unit: string };

/** A unit that is not known here is shown by its code. */
export const unitOf = (unit: string): string => (units[unit] ? pick(units[unit]) : unit);

const inPairs = (value: number, sign: string): string =>
  String(value)
    .padStart(4, "0")
    .replace(/(\d\d)$/, `${sign}$1`);

/** Number and unit apart, so that the number can stand out. */
export function ruleValue({ value, unit }: Rule): readonly [value: string, unit: string] {
  if (unit === "HHMM") return [inPairs(value, ":"), ""];
  if (unit === "MMDD") return [inPairs(value, "-"), ""];
  if (unit === "YES") return [pick(value === 0 ? no : yes), ""];
  return [String(value), unitOf(unit)];
}

/** Where the number comes from; a document that bears its year is not told it twice. */
export function sourceOf({ source, sourceYear }: Source): string {
  const name = sourceWords(source);
  return name.includes(String(sourceYear)) ? name : `${name} · ${sourceYear}`;
}
