/**
 * What people type into a field for a number, made readable before it is judged: full-width forms, letters of another
 * script that look the same, spaces and hyphens. Every change is told, so that a screen can say what it understood.
 */
import type { ProblemCode } from "../problems.ts";

/** Why a character was read as another one, or left out. */
export type Change = {
  /** Where it stands in what was typed, from 1. */
  readonly position: number;
  readonly from: string;
  /** Empty when it was left out. */
  readonly to: string;
  readonly why: "separator" | "full-width" | "look-alike" | "case" | "country-code";
};

/** A refusal that is not thrown: the caller adds the `field` and throws, or shows it while somebody types. */
export type Fault = {
  readonly code: ProblemCode;
  /** `position` counts from 1 in the text as it was understood, without spaces and hyphens. */
  readonly facts: Readonly<Record<string, string | number>>;
};

export type Checked<More = unknown> =
  | ({ readonly ok: true; readonly value: string; readonly changes: readonly Change[] } & More)
  | {
      readonly ok: false;
      readonly fault: Fault;
      readonly value: string;
      readonly changes: readonly Change[];
    };

/** What may stand in a field, and what a character that may not stand there was surely meant to be. */
export type Alphabet = { readonly allowed: string; readonly meant: Readonly<Record<string, string>> };

const digits = "0123456789";
export const digitsOnly: Alphabet = { allowed: digits, meant: { O: "0", I: "1", L: "1", "|": "1" } };
/** The last character of a resident identity number may be X, the value ten. */
export const digitsAndX: Alphabet = { ...digitsOnly, allowed: `${digits}X` };
/** GB 32100 leaves I, O, S, V and Z out because they are misread. */
export const creditAlphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
export const creditCode: Alphabet = { allowed: creditAlphabet, meant: { O: "0", I: "1", Z: "2", S: "5" } };
export const lettersAndDigits: Alphabet = { allowed: `${digits}ABCDEFGHIJKLMNOPQRSTUVWXYZ`, meant: {} };

/** Letters of other scripts that nobody can tell from a Latin one or a digit. */
const lookAlikes = new Map(
  [
    ["АВЕЗІЈКМНОРСТУХЅ", "ABE3IJKMHOPCTYXS"],
    ["авезіјкмнорстухѕ", "ABE3IJKMHOPCTYXS"],
    ["ΑΒΕΖΗΙΚΜΝΟΡΤΥΧοχ", "ABEZHIKMNOPTYXOX"],
    ["〇○◯", "000"],
  ].flatMap(([from = "", to = ""]) => [...from].map((letter, at) => [letter, to[at] ?? ""] as const)),
);

/** Spaces of all widths, hyphens and dashes, the dot between groups, and what is not seen at all. */
const separator = /[\s\p{Zs}\p{Pd}\p{Cf}−·•]/u;

function readAs(letter: string, { allowed, meant }: Alphabet): Pick<Change, "to" | "why"> {
  if (allowed.includes(letter)) return { to: letter, why: "case" };
  if (separator.test(letter)) return { to: "", why: "separator" };
  const plain = letter.normalize("NFKC");
  const latin = lookAlikes.get(plain) ?? plain;
  const upper = latin.length === 1 ? latin.toUpperCase() : letter;
  const to = allowed.includes(upper) ? upper : (meant[upper] ?? upper);
  if (!allowed.includes(to)) return { to: letter, why: "case" };
  if (to !== upper || latin !== plain) return { to, why: "look-alike" };
  return { to, why: plain === letter ? "case" : "full-width" };
}

/** Reads what was typed into the letters of an alphabet; what cannot be read is kept, for the check to name. */
export function readTyped(typed: string, alphabet: Alphabet): { text: string; changes: Change[] } {
  const changes: Change[] = [];
  const text = [...typed].map((from, index) => {
    const { to, why } = readAs(from, alphabet);
    // Spaces around the text are nobody's mistake.
    if (to !== from && !(to === "" && isOutside(typed, index))) {
      changes.push({ position: index + 1, from, to, why });
    }
    return to;
  });
  return { text: text.join(""), changes };
}

function isOutside(typed: string, index: number): boolean {
  const letters = [...typed];
  return (
    letters
      .slice(0, index + 1)
      .join("")
      .trim() === "" || letters.slice(index).join("").trim() === ""
  );
}

/** The first character that does not belong, if any. */
export function strayIn(text: string, allowed: string): { position: number; character: string } | undefined {
  const letters = [...text];
  const index = letters.findIndex((letter) => !allowed.includes(letter));
  return index < 0 ? undefined : { position: index + 1, character: visible(letters[index] ?? "") };
}

/** How a character is named in a sentence: those that cannot be seen by their number. */
export function visible(letter: string): string {
  const code = (letter.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
  return /[\p{C}\p{Z}]/u.test(letter) ? `U+${code}` : letter;
}

export const refuse = (
  code: ProblemCode,
  facts: Fault["facts"],
  { text: value, changes }: { text: string; changes: readonly Change[] },
): Checked<never> => ({ ok: false, fault: { code, facts }, value, changes });

/** One mistake of the usual kinds, undone: another character in one place, or two neighbours the other way round. */
export type Correction =
  | { readonly kind: "one"; readonly position: number; readonly from: string; readonly to: string }
  | { readonly kind: "swap"; readonly position: number; readonly next: number };

/** All single corrections that would make `text` right. */
export function corrections(
  text: string,
  lettersAt: (index: number) => string,
  isRight: (text: string) => boolean,
): Correction[] {
  const found: Correction[] = [];
  for (let index = 0; index < text.length; index++) {
    const [before, from, after] = [text.slice(0, index), text[index] ?? "", text.slice(index + 1)];
    for (const to of lettersAt(index))
      if (to !== from && isRight(before + to + after))
        found.push({ kind: "one", position: index + 1, from, to });
    const [next = "", ...rest] = after;
    if (next !== "" && next !== from && isRight(before + next + from + rest.join("")))
      found.push({ kind: "swap", position: index + 1, next: index + 2 });
  }
  return found;
}

/**
 * The refusal for a number whose check digit is wrong. When a single correction makes it right it is named; when just
 * one swap of neighbours does (the commonest slip of all) that one is; else it can be any of the digits.
 */
export function checkFault(
  code: "customers.id_check" | "customers.credit_check" | "customers.card_check",
  found: readonly Correction[],
): Fault {
  const swaps = found.filter(({ kind }) => kind === "swap");
  const [only] = found.length === 1 ? found : swaps.length === 1 ? swaps : [];
  if (only?.kind === "one") {
    const { position, from, to } = only;
    return { code: `${code}_one`, facts: { position, from, to } };
  }
  if (only?.kind === "swap")
    return { code: `${code}_swap`, facts: { position: only.position, next: only.next } };
  return { code, facts: {} };
}
