/**
 * Chance that can be repeated. Every draw belongs to a seed, a stream (what is drawn for) and an index (for whom), so
 * that what one customer draws never depends on how many others there are.
 */

/** A list of things, each as often as its weight says. */
export type Weighted<T> = { readonly items: readonly T[]; readonly until: Float64Array };

export function weighted<T>(pairs: readonly (readonly [item: T, weight: number])[]): Weighted<T> {
  const total = pairs.reduce((sum, [, weight]) => sum + weight, 0);
  let sum = 0;
  const until = Float64Array.from(pairs, ([, weight]) => {
    sum += weight;
    return sum / total;
  });
  return { items: pairs.map(([item]) => item), until };
}

const mix = (value: number): number => {
  let mixed = Math.imul(value ^ (value >>> 16), 0x21f0aaad);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
  return mixed ^ (mixed >>> 15);
};

export class Draw {
  #state: number;

  constructor(seed: number, stream: number, index: number) {
    this.#state = mix(mix(mix(seed) + stream) + index);
  }

  /** At least 0, below 1 (mulberry32). */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }

  /** A whole number from 0, below `count`. */
  below(count: number): number {
    return Math.floor(this.next() * count);
  }

  /** A whole number of the span, both ends included. */
  between(least: number, most: number): number {
    return least + this.below(most - least + 1);
  }

  chance(share: number): boolean {
    return this.next() < share;
  }

  pick<T>(items: readonly T[]): T {
    return items[this.below(items.length)] as T;
  }

  weighted<T>({ items, until }: Weighted<T>): T {
    const level = this.next();
    let [low, high] = [0, items.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((until[middle] ?? 1) > level) high = middle;
      else low = middle + 1;
    }
    return items[low] as T;
  }
}

/**
 * Goes through `size` numbers in a scattered order without meeting one twice: numbers that are handed out look like
 * those of a grown archive, and cannot collide. `step` shares no factor with `size`.
 */
export const scattered = (index: number, size: number, step: number): number => (index * step) % size;

/** Days since 1970 as YYYY-MM-DD. A quarter of the loading is dates, so they are made without objects. */
export function dayText(day: number): string {
  const shifted = day + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1_460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const date = dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1;
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return `${year}-${month < 10 ? "0" : ""}${month}-${date < 10 ? "0" : ""}${date}`;
}

/** Days since 1970 of YYYY-MM-DD. */
export const dayNumber = (date: string): number => Date.parse(`${date}T00:00:00Z`) / 86_400_000;
