/** How a name is read aloud, in the letters that people type: zhangxiaoming, zxm, zhangxm. */
import { pinyin } from "pinyin-pro";
import { lettersOf, plainName } from "./plain-text.ts";

/** Readings beyond these are dictionary lore; each costs index entries for every customer of that name. */
const surnameReadingsMost = 3;
const variantsMost = 6;

export type Spelling = {
  /** zhangxiaoming */
  readonly full: string;
  /** zxm */
  readonly initials: string;
  /** zhangxm, and ouyangxm: a surname in full, of two syllables when the name is long enough for one. */
  readonly mixed: readonly string[];
};

/**
 * All plausible spellings, the likeliest first: every reading of an individual's surname (单 is Shan, but is typed Dan
 * too), then a second reading of one character of the given name. An organisation is read as the dictionary reads it.
 */
export function spellingsOf(name: string, isPerson: boolean): Spelling[] {
  const plain = plainName(name);
  const letters = lettersOf(plain);
  const read = pinyin(plain, {
    toneType: "none",
    type: "array",
    v: true,
    surname: isPerson ? "head" : "off",
  });
  if (letters.length === 0 || read.length !== letters.length) return [];
  const variants = isPerson ? [read, ...otherReadings(letters, read)].slice(0, variantsMost) : [read];
  const made = variants.map((syllables) => spell(syllables, isPerson));
  return made.filter(({ full }, at) => full !== "" && made.findIndex((one) => one.full === full) === at);
}

function otherReadings(letters: readonly string[], read: readonly string[]): string[][] {
  const replaced = (at: number, reading: string) => read.with(at, reading);
  const [surname = "", ...given] = letters;
  return [
    ...readingsOf(surname)
      .slice(0, surnameReadingsMost)
      .map((reading) => replaced(0, reading)),
    ...given.flatMap((letter, index) =>
      readingsOf(letter)
        .slice(0, 2)
        .map((reading) => replaced(index + 1, reading)),
    ),
  ].filter((variant) => variant.some((reading, at) => reading !== read[at]));
}

function spell(syllables: readonly string[], isPerson: boolean): Spelling {
  const typed = syllables.map((syllable) => syllable.replace(/[^a-z0-9]/g, "")).filter(Boolean);
  const initials = typed.map((syllable) => syllable[0]).join("");
  const surnames = isPerson ? [1, 2].filter((length) => typed.length >= length + 2) : [];
  const mixed = surnames.map((length) => `${typed.slice(0, length).join("")}${initials.slice(length)}`);
  return { full: typed.join(""), initials, mixed };
}

const known = new Map<string, readonly string[]>();

/** All readings of one character; asked once for each, there are some thousands. */
function readingsOf(letter: string): readonly string[] {
  const found = known.get(letter);
  if (found) return found;
  const all = pinyin(letter, { multiple: true, toneType: "none", type: "array", v: true });
  const made = [...new Set(all)];
  known.set(letter, made);
  return made;
}

/** What somebody typed as pinyin: ü as v, no tone marks, no apostrophes. Undefined when it is none. */
export function typedPinyin(text: string): string | undefined {
  const letters = text
    .toLowerCase()
    .replace(/ü/g, "v")
    .normalize("NFD")
    .replace(/[\u0300-\u036f'’\s]/gu, "");
  return /^[a-z]{2,}[a-z0-9]*$/.test(letters) ? letters : undefined;
}
