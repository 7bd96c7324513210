/**
 * A company's own format of its account numbers, as data. The pattern is a regular expression of the plainest kind:
 * digits, capitals, `\d` and classes such as `[1-9]`, each perhaps `{n}` or `{n,m}` times, between `^` and `$`. It
 * cannot be made slow, and it can say which character is wrong.
 */
import { visible } from "./typed.ts";

type Step = { readonly allowed: ReadonlySet<string>; readonly least: number; readonly most: number };
export type NumberFormat = {
  readonly steps: readonly Step[];
  readonly least: number;
  readonly most: number;
  readonly hasLetters: boolean;
};

const longest = 40;
const part = /\\d|\[((?:[0-9A-Z](?:-[0-9A-Z])?)+)\]|[0-9A-Z]/y;
const times = /\{(\d{1,2})(?:,(\d{1,2}))?\}/y;

/** @returns undefined for a pattern of another kind */
export function parseFormat(pattern: string): NumberFormat | undefined {
  if (!pattern.startsWith("^") || !pattern.endsWith("$")) return undefined;
  const body = pattern.slice(1, -1);
  const steps: Step[] = [];
  let at = 0;
  const take = (shape: RegExp) => {
    shape.lastIndex = at;
    const found = shape.exec(body);
    if (found) at = shape.lastIndex;
    return found;
  };
  while (at < body.length) {
    const letters = take(part);
    if (!letters) return undefined;
    const count = take(times);
    const least = Number(count?.[1] ?? 1);
    const most = Number(count?.[2] ?? least);
    if (most < least || most > longest) return undefined;
    steps.push({ allowed: lettersOf(letters[0], letters[1]), least, most });
  }
  const sum = (key: "least" | "most") => steps.reduce((total, step) => total + step[key], 0);
  const [least, most] = [sum("least"), sum("most")];
  if (least === 0 || most > longest) return undefined;
  const hasLetters = steps.some(({ allowed }) => [...allowed].some((letter) => letter > "9"));
  return { steps, least, most, hasLetters };
}

const alphabet = [..."0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"];

function lettersOf(whole: string, inside: string | undefined): ReadonlySet<string> {
  if (whole === "\\d") return new Set(alphabet.slice(0, 10));
  const ranges = (inside ?? whole).match(/[0-9A-Z](?:-[0-9A-Z])?/g) ?? [];
  return new Set(
    ranges.flatMap((range) => {
      const [from = "", to = from] = range.split("-");
      return alphabet.filter((letter) => letter >= from && letter <= to);
    }),
  );
}

/** Where one can be in the pattern: at a step, after so many of its characters. */
type Place = readonly [step: number, taken: number];

/** Steps over all steps that may be left: what can come next from here. */
function open(steps: readonly Step[], places: readonly Place[]): Place[] {
  const seen = new Map<string, Place>();
  const visit = ([at, taken]: Place): void => {
    const key = `${at}.${taken}`;
    if (seen.has(key)) return;
    seen.set(key, [at, taken]);
    const step = steps[at];
    if (step && taken >= step.least) visit([at + 1, 0]);
  };
  places.forEach(visit);
  return [...seen.values()];
}

/** The first character with which `text` leaves the format; without a character when it is only too short or long. */
export function wrongAt(
  { steps, most }: NumberFormat,
  text: string,
): { readonly position: number; readonly character?: string } | undefined {
  let places = open(steps, [[0, 0]]);
  for (const [index, letter] of [...text].entries()) {
    const next = places.flatMap(([at, taken]): Place[] => {
      const step = steps[at];
      return step && taken < step.most && step.allowed.has(letter) ? [[at, taken + 1]] : [];
    });
    if (next.length === 0) {
      return { position: index + 1, ...(index >= most ? {} : { character: visible(letter) }) };
    }
    places = open(steps, next);
  }
  return places.some(([at]) => at >= steps.length) ? undefined : { position: [...text].length + 1 };
}

/** How many characters it may have: `10`, or `6–12`. */
export const expected = ({ least, most }: NumberFormat): string =>
  least === most ? String(least) : `${least}–${most}`;
