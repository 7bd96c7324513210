/** How alike two customers are: reasons that anyone can check, and what each counts (catalogue/duplicate-weights.json). */
import shipped from "../../../../catalogue/duplicate-weights.json" with { type: "json" };
import type { Likeness } from "../../../../contracts/customers.ts";
import type { Words } from "../../../../contracts/endpoint.ts";
import { spellingsOf } from "./pinyin.ts";
import { lettersOf, plainName, plainText } from "./plain-text.ts";
import { plainNumber } from "./terms.ts";

/** What is compared. What is not known is empty, and counts neither way. */
export type Comparable = {
  readonly isPerson: boolean;
  readonly name: string;
  readonly creditCode: string | null;
  readonly bornOn: string | null;
  readonly addresses: readonly string[];
  readonly phones: readonly string[];
  readonly papers: readonly string[];
};
export type LikeReason = { readonly code: Likeness; readonly points: number; readonly text: Words };
export type Alike = {
  readonly score: number;
  readonly isCertain: boolean;
  readonly reasons: readonly LikeReason[];
};

const weights = new Map(shipped.map((row) => [row.code, row]));
const weightOf = (code: string) => {
  const row = weights.get(code);
  if (!row) throw new TypeError(`catalogue/duplicate-weights.json has no ${code}`);
  return row;
};
const most = 100;
/** Less than this is chance: half the village shares a surname and a street. */
export const suggestFrom = weightOf("suggest-from").points;

export function compare(one: Comparable, other: Comparable): Alike {
  const shares = (ours: readonly string[], theirs: readonly string[], plain: (text: string) => string) => {
    const known = new Set(theirs.map(plain));
    return ours.some((text) => known.has(plain(text)));
  };
  const found: Likeness[] = [];
  if (shares(one.papers, other.papers, plainNumber)) found.push("same-paper");
  if (one.creditCode && one.creditCode === other.creditCode) found.push("same-credit-code");
  if (shares(one.phones, other.phones, plainNumber)) found.push("same-phone");
  const byName = nameLikeness(one, other);
  if (byName) found.push(byName);
  if (shares(one.addresses, other.addresses, plainText)) found.push("same-address");
  if (one.bornOn && one.bornOn === other.bornOn) found.push("same-birth");
  const reasons = found.map((code) => {
    const { points, zh, en } = weightOf(code);
    return { code, points, text: { zh, en } };
  });
  const sum = reasons.reduce((total, { points }) => total + points, 0);
  return { score: Math.min(most, sum), isCertain: found.some((code) => weightOf(code).is_certain), reasons };
}

function nameLikeness(one: Comparable, other: Comparable): Likeness | undefined {
  const [ours, theirs] = [plainName(one.name), plainName(other.name)];
  if (ours === "" || theirs === "") return undefined;
  if (ours === theirs) return "same-name";
  const sounds = new Set(spellingsOf(other.name, other.isPerson).map(({ full }) => full));
  if (spellingsOf(one.name, one.isPerson).some(({ full }) => sounds.has(full))) return "same-sound";
  return differsInOne(lettersOf(ours), lettersOf(theirs)) ? "near-name" : undefined;
}

/** One character changed, added or left out; of two characters one is half the name, so there it does not count. */
export function differsInOne(one: readonly string[], other: readonly string[]): boolean {
  const [short, long] = one.length <= other.length ? [one, other] : [other, one];
  if (long.length - short.length > 1 || short.length < 2 || long.length < 3) return false;
  let head = 0;
  while (head < short.length && short[head] === long[head]) head++;
  const rest = short.length === long.length ? short.slice(head + 1) : short.slice(head);
  return rest.join("") === long.slice(head + 1).join("");
}
