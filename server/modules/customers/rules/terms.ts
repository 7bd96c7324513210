/**
 * The terms by which a customer is found: numbers of 53 bits, made of the company, the kind and the text. The index
 * knows only these; what is found by them is held against the real text afterwards (`match.ts`), so two texts with one
 * number do no harm, and long texts need no terms of their own.
 */
import { spellingsOf } from "./pinyin.ts";
import { isHan, lettersOf, plainName, plainText } from "./plain-text.ts";

/** What the archive holds of a customer that is worth finding; personal numbers in the clear, for their tails. */
export type Findable = {
  readonly isPerson: boolean;
  readonly name: string;
  readonly creditCode: string | null;
  readonly accountNumbers: readonly string[];
  readonly addresses: readonly string[];
  readonly meterNumbers: readonly string[];
  readonly phones: readonly string[];
  readonly papers: readonly string[];
};

/** Kinds whose numbers anyone may make who knows the text. */
export type OpenKind =
  | "name"
  | "letters"
  | "whole-letters"
  | "address"
  | "run"
  | "account"
  | "meter"
  | "credit";
/** Kinds that only the platform can make: behind a plain hash four digits are found in a moment. */
export type PersonalKind = "phone" | "paper";
/** The vault's `term`, bound to a company. */
export type PersonalTerm = (kind: PersonalKind, text: string) => number;

/** Longer than these the index does not look; the real text is compared then. */
export const lettersMost = 8;
/**
 * How many of the last characters of a number can be asked for, the shortest first. Without a gap from the shortest on:
 * of a hundred customers with the same four digits those with the fifth must not be looked for one by one.
 */
export const tails = {
  account: [4, 5, 6],
  meter: [6],
  credit: [6],
  phone: [4, 5, 6, 7],
  paper: [4, 5, 6],
} as const;
export type NumberKind = keyof typeof tails;

const seeds: Record<OpenKind, number> = {
  name: 0x51ed_270b,
  letters: 0x2f0b_4c49,
  "whole-letters": 0x6c8e_9cf5,
  address: 0x1b87_3593,
  run: 0x3c6e_f372,
  account: 0x7f4a_7c15,
  meter: 0x165f_66b3,
  credit: 0x4cf5_ad43,
};

/** Two lanes of 32 bits, stirred apart and joined to 53. Fast rather than unforgeable: see `Findable`. */
export function openTerm(orgId: number, kind: OpenKind, text: string): number {
  let one = Math.imul(orgId ^ seeds[kind], 0x85eb_ca6b);
  let two = Math.imul(orgId + seeds[kind], 0xc2b2_ae35) ^ text.length;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    one = Math.imul(one ^ code, 0x9e37_79b1);
    one ^= one >>> 15;
    two = Math.imul(two + code, 0x2545_f491);
    two ^= two >>> 13;
  }
  one = Math.imul(one ^ (one >>> 16), 0x7feb_352d);
  two = Math.imul(two ^ (two >>> 15), 0x846c_a68b);
  one ^= two >>> 16;
  two ^= one >>> 15;
  return (one >>> 0) * 0x20_0000 + (two >>> 11);
}

/** Every two neighbours. */
export function pairsOf(text: string): string[] {
  const letters = lettersOf(text);
  return letters.slice(1).map((letter, at) => `${letters[at]}${letter}`);
}

/** Numbers in an address, each whole: 88, 3 and 501 of 88号3栋501室. */
export const digitRuns = (text: string): string[] => text.match(/\d+/g) ?? [];

/** The last characters for which there is a term, of a text that is at least that long. */
export const tailsOf = (kind: NumberKind, number: string): string[] =>
  tails[kind].filter((length) => number.length >= length).map((length) => number.slice(-length));

/** Account, meter and paper numbers as they are compared. */
export const plainNumber = (number: string): string => plainText(number).replaceAll("-", "");

/** All terms of a customer, each once. */
export function termsOf(orgId: number, customer: Findable, personalTerm: PersonalTerm): number[] {
  const terms = new Set<number>();
  const add = (kind: OpenKind, text: string) => terms.add(openTerm(orgId, kind, text));

  const name = plainName(customer.name);
  for (const letter of lettersOf(name)) if (isHan(letter)) add("name", letter);
  for (const pair of pairsOf(name)) add("name", pair);
  for (const { full, initials, mixed } of spellingsOf(customer.name, customer.isPerson)) {
    for (const spelled of [full, initials]) {
      for (let length = 2; length <= Math.min(spelled.length, lettersMost); length++)
        add("letters", spelled.slice(0, length));
      if (spelled.length >= 2) add("whole-letters", spelled);
    }
    for (const spelled of mixed) add("whole-letters", spelled);
  }
  for (const text of customer.addresses) {
    const address = plainText(text);
    for (const pair of pairsOf(address)) add("address", pair);
    for (const run of digitRuns(address)) add("run", run);
  }
  const addTails = (kind: "account" | "meter" | "credit", number: string) => {
    for (const tail of tailsOf(kind, plainNumber(number))) add(kind, tail);
  };
  for (const number of customer.accountNumbers) addTails("account", number);
  for (const number of customer.meterNumbers) addTails("meter", number);
  if (customer.creditCode) addTails("credit", customer.creditCode);

  for (const kind of ["phone", "paper"] as const)
    for (const number of kind === "phone" ? customer.phones : customer.papers)
      for (const tail of tailsOf(kind, plainNumber(number))) terms.add(personalTerm(kind, tail));
  // Sorted, so that a customer whose texts come in another order has the same row.
  return [...terms].sort((one, other) => one - other);
}
