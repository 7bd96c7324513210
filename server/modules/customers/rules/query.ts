/**
 * What a text typed into the search box can be understood as. Its parts, apart by blanks, must all match; each part may
 * be read in several ways, and every combination of readings is looked up by its terms.
 */
import type { QueryKind } from "../../../../contracts/customers.ts";
import { typedPinyin } from "./pinyin.ts";
import { isHan, lettersOf, plainName, plainText } from "./plain-text.ts";
import {
  digitRuns,
  lettersMost,
  type NumberKind,
  openTerm,
  type PersonalTerm,
  pairsOf,
  tails,
} from "./terms.ts";

export type How = "name" | "letters" | "address" | NumberKind;

/** Terms that must all be met. */
export type Terms = readonly number[];
/** One way to read one part. `choices`: where to look, the next one only when the one before finds too few. */
export type Reading = { readonly how: How; readonly text: string; readonly choices: readonly Terms[] };
export type Part = { readonly typed: string; readonly readings: readonly Reading[] };
/** `alternatives`: every combination of readings, the likeliest first, each with its choices. */
export type Query = {
  readonly splits: readonly (readonly Part[])[];
  readonly understoodAs: readonly QueryKind[];
  readonly alternatives: readonly (readonly Terms[])[];
};

const partsMost = 4;
const pairsMost = 5;
const alternativesMost = 24;
/** Digits alone: fewer would name half the company. Beside another part they are a house number. */
const digitsLeast = 4;

/** @returns undefined for what is too short to look for */
export function understand(orgId: number, typed: string, personalTerm: PersonalTerm): Query | undefined {
  const words = typed
    .normalize("NFKC")
    .split(/[\s,、;|]+/u)
    .filter(Boolean);
  const splits = splitsOf(words).map((split) =>
    split.map((part) => ({ typed: part, readings: readingsOf(orgId, part, personalTerm) })),
  );
  const useful = splits.filter((parts) => !isShort(parts));
  const alternatives = useful.flatMap(combinations).slice(0, alternativesMost);
  if (alternatives.length === 0) return undefined;
  return { splits: useful, understoodAs: kindsIn(useful), alternatives };
}

/** A number in groups (1380 0138 000) and a name in syllables (zhang xiao ming) are one thing, or several after all. */
function splitsOf(words: readonly string[]): string[][] {
  const parts = words.slice(0, partsMost);
  const isGrouped =
    words.length > 1 &&
    (words.every((word) => /^[\d-]+[xX]?$/.test(word)) ||
      words.every((word) => typedPinyin(word) !== undefined));
  return isGrouped ? [[words.join("")], parts] : [parts];
}

function isShort(parts: readonly Part[]): boolean {
  if (parts.every(({ readings }) => readings.length === 0)) return true;
  const [only] = parts;
  return parts.length === 1 && new RegExp(`^\\d{1,${digitsLeast - 1}}$`).test(plainText(only?.typed ?? ""));
}

function readingsOf(orgId: number, part: string, personalTerm: PersonalTerm): Reading[] {
  const plain = plainText(part);
  if (!/[\p{L}\p{N}]/u.test(plain)) return [];
  return [
    ...letterReadings(orgId, part),
    ...numberReadings(orgId, plain.replaceAll("-", ""), personalTerm),
    ...textReadings(orgId, part),
  ];
}

/** zhangw: as a whole first, so that 张伟 comes before 张伟明. */
function letterReadings(orgId: number, part: string): Reading[] {
  const text = typedPinyin(part);
  if (text === undefined) return [];
  const begins = openTerm(orgId, "letters", text.slice(0, lettersMost));
  return [{ how: "letters", text, choices: [[openTerm(orgId, "whole-letters", text)], [begins]] }];
}

const longest: Record<NumberKind, number> = { phone: 12, paper: 20, account: 20, meter: 24, credit: 18 };

function numberReadings(orgId: number, text: string, personalTerm: PersonalTerm): Reading[] {
  if (!/^[0-9a-z]+$/.test(text) || !/\d/.test(text)) return [];
  const kinds = Object.keys(tails) as NumberKind[];
  return kinds.flatMap((how) => {
    if (how === "phone" && !/^\d+$/.test(text)) return [];
    const length = tails[how].findLast((one) => one <= text.length);
    if (length === undefined || text.length > longest[how]) return [];
    const tail = text.slice(-length);
    const term = how === "phone" || how === "paper" ? personalTerm(how, tail) : openTerm(orgId, how, tail);
    return [{ how, text, choices: [[term]] }];
  });
}

function textReadings(orgId: number, part: string): Reading[] {
  const [name, address] = [plainName(part), plainText(part)];
  const isNumber = /^\d+$/.test(address);
  const nameTerms = isNumber ? [] : isHan(name) && lettersOf(name).length === 1 ? [name] : pairsOf(name);
  const readings: Reading[] = [
    { how: "name", text: name, choices: [nameTerms.map((term) => openTerm(orgId, "name", term))] },
    { how: "address", text: address, choices: addressChoices(orgId, address) },
  ];
  return readings.filter(({ choices }) => choices.every((terms) => terms.length > 0) && choices.length > 0);
}

/**
 * Pairs of digits are in every tenth address, whole numbers in few: 1001室 is first looked for as room 1001, then as a
 * piece that 21001室 has too. Digits alone are a whole number.
 */
function addressChoices(orgId: number, address: string): Terms[] {
  const pairs = pairsOf(address);
  const runs = digitRuns(address);
  const term = (kind: "address" | "run") => (text: string) => openTerm(orgId, kind, text);
  const byPairs = enough(pairs).map(term("address"));
  if (runs.length === 0) return byPairs.length > 0 ? [byPairs] : [];
  const byRuns = [
    ...runs.map(term("run")),
    ...enough(pairs.filter((pair) => /\D/u.test(pair))).map(term("address")),
  ];
  return byPairs.length > 0 && !/^\d+$/.test(address) ? [byRuns, byPairs] : [byRuns];
}

/** Of a long fragment some pairs from end to end: each is a list to read, and the text is compared afterwards. */
const enough = (pairs: readonly string[]): readonly string[] =>
  pairs.length <= pairsMost
    ? pairs
    : Array.from(
        { length: pairsMost },
        (_, at) => pairs[Math.round((at * (pairs.length - 1)) / (pairsMost - 1))] ?? "",
      );

/** Every combination of one reading for each part. A part with no reading is only compared. */
function combinations(parts: readonly Part[]): Terms[][] {
  return parts
    .filter(({ readings }) => readings.length > 0)
    .reduce<Terms[][]>(
      (made, { readings }) =>
        made.flatMap((choices) => readings.map((reading) => both(choices, reading.choices))),
      [[[]]],
    );
}

/** The first choice of both, then the last of both. */
function both(ours: readonly Terms[], theirs: readonly Terms[]): Terms[] {
  const join = (one: Terms = [], other: Terms = []) => [...new Set([...one, ...other])];
  const first = join(ours[0], theirs[0]);
  return ours.length === 1 && theirs.length === 1 ? [first] : [first, join(ours.at(-1), theirs.at(-1))];
}

/** What a screen says it looks for; fragments of names and addresses in Latin letters are found, but not announced. */
function kindsIn(splits: readonly (readonly Part[])[]): QueryKind[] {
  const kinds = new Set<QueryKind>();
  for (const { typed, readings } of splits.flat()) {
    const isPlain = isHan(typed) || readings.every(({ how }) => how === "name" || how === "address");
    for (const { how, text } of readings) {
      if (how === "letters") kinds.add("pinyin").add("initials");
      else if (how === "phone") kinds.add(text.length >= 11 ? "phone" : "phone-tail");
      else if (how === "paper") kinds.add(text.length >= 15 ? "id-number" : "id-tail");
      else if (how === "account") kinds.add(text.length >= 10 ? "account" : "account-tail");
      else if (how === "meter") kinds.add("meter");
      else if (how === "credit") kinds.add("credit-code");
      else if (isPlain) kinds.add(how);
    }
  }
  return [...kinds];
}
