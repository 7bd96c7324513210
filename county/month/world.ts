/** What the people of the replayed month know and remember: the diary that the checks hold the platform against. */
import type { Channel, CustomerClass } from "../../contracts/orders/shapes.ts";

export type Known = {
  readonly id: string;
  readonly number: string;
  readonly typeCode: string;
  readonly customerClass: CustomerClass;
  readonly channel: Channel;
  readonly customerId: string | null;
  readonly acceptedAt: number;
  readonly accused: readonly string[];
  /** Pauses that somebody asked for: from when to when. */
  readonly pauses: { readonly from: number; to: number | null }[];
  readonly urges: number[];
  /** How often which step was completed. */
  readonly completed: Map<string, number>;
  /** It rests until the main order is done, and is then open again for its own call back (service rules §3.6). */
  mergedInto: string | null;
  isOver: boolean;
};

export type Diary = {
  readonly orders: Map<string, Known>;
  /** How often what was done, for the report. */
  readonly done: Map<string, number>;
  /** What was refused and why that was right: by the problem's code. */
  readonly refused: Map<string, number>;
  /** What was refused and should not have been, with an example. */
  readonly surprises: Map<string, { count: number; example: string }>;
  /** Whoever a complaint names asked for it and was not told that it is not there. */
  readonly seen: string[];
  /** People of pairs of duties that were refused in time. */
  calls: number;
};

export const emptyDiary = (): Diary => ({
  orders: new Map(),
  done: new Map(),
  refused: new Map(),
  surprises: new Map(),
  seen: [],
  calls: 0,
});

export const count = (counts: Map<string, number>, what: string, by = 1): void => {
  counts.set(what, (counts.get(what) ?? 0) + by);
};

/** Runs work on all of them, so many at a time. */
export async function together<T>(
  items: readonly T[],
  most: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  let next = 0;
  const one = async () => {
    for (let at = next++; at < items.length; at = next++) {
      const item = items[at];
      if (item !== undefined) await work(item);
    }
  };
  await Promise.all(Array.from({ length: Math.min(most, items.length) }, one));
}
