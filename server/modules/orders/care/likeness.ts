/** How likely two orders are one matter, in percent, with what says so. Pure: the intake and the order's page show the same. */
import type { LikenessRules, LikenessWeights } from "../catalogue/order-likeness.ts";

export type Matter = {
  readonly accountId: string | null;
  readonly customerId: string | null;
  /** The phone's hash, as text. */
  readonly phone: string | null;
  readonly address: string;
  readonly text: string;
  readonly outageId: string | null;
  readonly at: Temporal.Instant;
};
export type Clue = keyof LikenessWeights;
export type Likeness = { readonly score: number; readonly because: readonly Clue[] };

export function likenessOf(
  one: Matter,
  other: Matter,
  { weights, nearMinutes, noisePercent }: LikenessRules,
): Likeness {
  const same = (a: string | null, b: string | null) => (a !== null && a === b ? 1 : 0);
  const shares: readonly (readonly [Clue, number])[] = [
    ["account", same(one.accountId, other.accountId)],
    ["customer", same(one.customerId, other.customerId)],
    ["phone", same(one.phone, other.phone)],
    ["outage", same(one.outageId, other.outageId)],
    ["place", shareOf(one.address, other.address, noisePercent)],
    ["text", shareOf(one.text, other.text, noisePercent)],
  ];
  const found = shares.filter(([, share]) => share > 0);
  const isNear = Math.abs(one.at.since(other.at).total("minutes")) <= nearMinutes;
  // Coming at the same time alone says nothing: so do a hundred strangers.
  if (isNear && found.length > 0) found.push(["time", 1]);
  const score = found.reduce((sum, [clue, share]) => sum + weights[clue] * share, 0);
  return { score: Math.min(100, Math.round(score)), because: found.map(([clue]) => clue) };
}

/** Dice's share of common pairs of neighbouring characters: two Chinese characters are a word. */
export function shareOf(one: string, other: string, noisePercent: number): number {
  const [a, b] = [pairsOf(one), pairsOf(other)];
  if (a.size === 0 || b.size === 0) return 0;
  const share = (2 * a.intersection(b).size) / (a.size + b.size);
  return share * 100 < noisePercent ? 0 : share;
}

function pairsOf(text: string): Set<string> {
  const plain = [
    ...text
      .normalize("NFKC")
      .toLowerCase()
      .replace(/[\s\p{P}]+/gu, ""),
  ];
  return new Set(plain.slice(1).map((letter, at) => `${plain[at]}${letter}`));
}
