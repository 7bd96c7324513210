/**
 * How we measure: only ratios taken inside one run mean anything on a machine whose speed drifts. Ours and its bound
 * run in turn, A B A B, and the median of the pairs' ratios counts; the 10 %..90 % range says how far to trust it.
 */
import { cpus } from "node:os";

/** One figure of a bench: its name in the JSON answer and how to show it. */
export type Figure = {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly note?: string;
};
export type Bench = {
  readonly name: string;
  readonly about: string;
  readonly run: (log: (line: string) => void) => Promise<readonly Figure[]>;
};

export type Pairs = {
  readonly ratio: number;
  readonly low: number;
  readonly high: number;
  readonly ours: number;
  readonly bound: number;
};

/** Runs ours and the bound in turn. Each returns its rate (per second) over one round. */
export async function pairs(
  ours: () => Promise<number>,
  bound: () => Promise<number>,
  rounds = 10,
  log: (line: string) => void = () => {},
): Promise<Pairs> {
  const measured: { a: number; b: number }[] = [];
  // The first pair warms caches and compilers, and does not count.
  for (let round = 0; round <= rounds; round++) {
    const a = await ours();
    const b = await bound();
    if (round > 0) measured.push({ a, b });
    log(`pair ${round}/${rounds}: ${a.toFixed(0)}/s against ${b.toFixed(0)}/s = ${(a / b).toFixed(3)}`);
  }
  const ratios = measured.map(({ a, b }) => a / b);
  return {
    ratio: quantile(ratios, 0.5),
    low: quantile(ratios, 0.1),
    high: quantile(ratios, 0.9),
    ours: quantile(
      measured.map(({ a }) => a),
      0.5,
    ),
    bound: quantile(
      measured.map(({ b }) => b),
      0.5,
    ),
  };
}

/** The smallest value that at least `share` of all values do not exceed. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

export const machine = (): string =>
  `${cpus().length} × ${cpus()[0]?.model.trim() ?? "unknown"}, Node ${process.versions.node}`;

export const rounded = (value: number): number => Number(value.toPrecision(4));
