/**
 * What a text typed into the search box can be understood as. Its parts, apart by blanks, must all match; each part may
 * be read in several ways, and every combination of readings is looked up by its terms.
 */
import type { QueryKind } from "../../../../contracts/customers.ts";
import { typedPinyin } from "./pinyin.ts";
import { isHan, lettersOf, plainName, plainText } from "./plain-text.ts";
import {
  lettersMost,
  loneDigits,
  type NumberKind,
  openTerm,
  type PersonalTerm,
  pairsOf,
  tails,
} from "./terms.ts";

export type How = "name" | "letters" | "address" | NumberKind;

/** One way to read one part, and where to look for it. */
export type Reading = { readonly how: How; readonly text: string; readonly terms: readonly number[] };
export type Part = { readonly typed: string; readonly readings: readonly Reading[] };
/** `alternatives`: terms that must all be met, the likeliest first. */
export type Query = {
  readonly splits: readonly (readonly Part[])[];
  readonly understoodAs: readonly QueryKind[];
  readonly alternatives: readonly (readonly number[])[];
};

const partsMost = 4;
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
  return [
    { how: "letters", text, terms: [openTerm(orgId, "whole-letters", text)] },
    { how: "letters", text, terms: [begins] },
  ];
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
    return [{ how, text, terms: [term] }];
  });
}

function textReadings(orgId: number, part: string): Reading[] {
  const [name, address] = [plainName(part), plainText(part)];
  const nameTerms = isHan(name) && lettersOf(name).length === 1 ? [name] : pairsOf(name);
  const pairs = pairsOf(address).map((pair) => openTerm(orgId, "address", pair));
  const digits = pairs.length > 0 ? [] : loneDigits(address).map((digit) => openTerm(orgId, "run", digit));
  const readings: Reading[] = [
    { how: "name", text: name, terms: nameTerms.map((term) => openTerm(orgId, "name", term)) },
    { how: "address", text: address, terms: [...pairs, ...digits] },
  ];
  return readings.filter(({ terms }) => terms.length > 0);
}

/** Every choice of one reading for each part. A part with no reading is only compared. */
function combinations(parts: readonly Part[]): number[][] {
  return parts.reduce<number[][]>(
    (made, { readings }) =>
      readings.length === 0
        ? made
        : made.flatMap((terms) => readings.map((reading) => [...new Set([...terms, ...reading.terms])])),
    [[]],
  );
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
