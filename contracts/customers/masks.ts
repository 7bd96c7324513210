/**
 * How personal data looks to those who may know that it is there, but not what it is. How many characters stay visible
 * is data (catalogue/masks.json, from the service rules §9); these functions are handed the numbers.
 */
import { z } from "zod";

/** How many characters stay at each end. */
export const visibleEnds = z.strictObject({
  kind: z.enum(["name", "phone", "paper", "bank", "account"]),
  first: z.int().min(0).max(6),
  last: z.int().min(0).max(6),
});
export type MaskedKind = z.infer<typeof visibleEnds>["kind"];
export type Visible = Readonly<Record<MaskedKind, { readonly first: number; readonly last: number }>>;

const segments = new Intl.Segmenter("zh", { granularity: "grapheme" });
const letters = (text: string) => [...segments.segment(text)].map(({ segment }) => segment);

/** Never fewer than a third of the characters are hidden, however short the text: a mask that shows all is none. */
function ends(text: string, first: number, last: number): string {
  const all = letters(text);
  const hidden = Math.max(all.length - first - last, Math.ceil(all.length / 3));
  const shownLast = Math.min(last, all.length - hidden);
  const shownFirst = all.length - hidden - shownLast;
  const tail = shownLast > 0 ? all.slice(-shownLast) : [];
  return [...all.slice(0, shownFirst), "*".repeat(hidden), ...tail].join("");
}

/** Where an address begins to say which house: a number or letter before 号, 栋, 单元, 室 and their like. */
const house =
  /[\dA-Za-z一二三四五六七八九十百千甲乙丙丁]+\s*(?:[-－—#＃]|号|弄|栋|幢|座|楼|单元|层|室|户|组)/u;

/** The masks for these numbers of visible characters. */
export function masksBy(visible: Visible) {
  const by = (kind: MaskedKind) => (text: string) => ends(text, visible[kind].first, visible[kind].last);
  return {
    /** 张*: how many characters follow is not told. */
    name: (text: string) => (text === "" ? "" : `${letters(text).slice(0, visible.name.first).join("")}*`),
    /** 138****1234 */
    phone: by("phone"),
    /** 320***********001X; credit codes of organisations are public and are not masked. */
    paper: by("paper"),
    /** ************1234 */
    bank: by("bank"),
    /** ******7890, on screens that strangers can read. */
    account: by("account"),
    /** A written address up to where it names the house. */
    address: (text: string) => {
      const at = text.search(house);
      return at < 0
        ? `${letters(text)
            .slice(0, Math.ceil(letters(text).length / 2))
            .join("")}***`
        : `${text.slice(0, at)}***`;
    },
  };
}
export type Masks = ReturnType<typeof masksBy>;
