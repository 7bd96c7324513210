/**
 * How long services take, as a table of quantiles per service, and what remains of one that has begun.
 * Milliseconds throughout. A table has `tableSize` values: the mid-quantiles (0.5, 1.5, …) / tableSize.
 */

export type QuantileTable = readonly number[];

/** Enough that the longest thirty-second part of the services has two values of its own. */
export const tableSize = 64;

/** What is assumed of a service nobody has timed: lognormal about the catalogue's typical minutes. */
const assumedVariation = 0.8;

/** How many observed services weigh as much as the assumption (or as all services together, once there are some). */
const priorWeight = 12;

/** The table of a lognormal service time with this mean. */
export function assumedTable(meanMs: number, variation = assumedVariation): QuantileTable {
  const variance = Math.log(1 + variation * variation);
  const middle = Math.log(meanMs) - variance / 2;
  return Array.from({ length: tableSize }, (_, i) =>
    Math.round(Math.exp(middle + Math.sqrt(variance) * normalQuantile((i + 0.5) / tableSize))),
  );
}

/** The table of observed times, drawn towards `prior` where they are few. */
export function observedTable(times: readonly number[], prior: QuantileTable | undefined): QuantileTable {
  const weighted = times.map((time) => [time, 1] as [number, number]);
  for (const time of prior ?? []) weighted.push([time, priorWeight / tableSize]);
  weighted.sort((a, b) => a[0] - b[0]);
  const total = weighted.reduce((sum, [, weight]) => sum + weight, 0);
  const table: number[] = [];
  let below = 0;
  for (const [time, weight] of weighted) {
    below += weight;
    while (table.length < tableSize && below >= (total * (table.length + 0.5)) / tableSize - 1e-9)
      table.push(time);
  }
  return table;
}

export function meanOf(table: QuantileTable): number {
  return table.reduce((sum, value) => sum + value, 0) / table.length;
}

/** The time at probability `u`, between the table's values. */
export function quantile(table: QuantileTable, u: number): number {
  const place = Math.min(Math.max(u * tableSize - 0.5, 0), tableSize - 1);
  const index = Math.floor(place);
  const low = table[index] ?? 0;
  return low + (place - index) * ((table[index + 1] ?? low) - low);
}

/** The probability that a service is over within `time`. */
export function shareWithin(table: QuantileTable, time: number): number {
  let low = 0;
  let high = tableSize;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((table[middle] ?? 0) <= time) low = middle + 1;
    else high = middle;
  }
  if (low === 0) return 0;
  if (low === tableSize) return 1;
  const [before, after] = [table[low - 1] ?? 0, table[low] ?? 0];
  return (low - 0.5 + (time - before) / (after - before)) / tableSize;
}

/**
 * What remains, at probability `u`, of a service that has taken `elapsed` (whose share in the table is `done`). Past the
 * table's end nothing is known but that long services stay long: the remainder is then exponential with the tail's mean excess.
 */
export function remaining(table: QuantileTable, elapsed: number, done: number, u: number): number {
  const tail = 1 - 2 / tableSize;
  if (done < tail) return Math.max(quantile(table, done + u * (1 - done)) - elapsed, 0);
  return -Math.log(1 - u) * meanOf(table);
}

/** Acklam's rational approximation; its relative error is below 1.2e-9. */
export function normalQuantile(p: number): number {
  if (p > 0.5) return -normalQuantile(1 - p);
  if (p < 0.02425) {
    const q = Math.sqrt(-2 * Math.log(p));
    return (
      (((((-7.784894002430293e-3 * q - 0.3223964580411365) * q - 2.400758277161838) * q - 2.549732539343734) *
        q +
        4.374664141464968) *
        q +
        2.938163982698783) /
      ((((7.784695709041462e-3 * q + 0.3224671290700398) * q + 2.445134137142996) * q + 3.754408661907416) *
        q +
        1)
    );
  }
  const q = p - 0.5;
  const r = q * q;
  return (
    ((((((-39.69683028665376 * r + 220.9460984245205) * r - 275.9285104469687) * r + 138.357751867269) * r -
      30.66479806614716) *
      r +
      2.506628277459239) *
      q) /
    (((((-54.47609879822406 * r + 161.5858368580409) * r - 155.6989798598866) * r + 66.80131188771972) * r -
      13.28068155288572) *
      r +
      1)
  );
}
