/** What virtual customers remember of their day: written apart from the server, to hold its report against. */
import type { DayCustomer } from "../../server/modules/hall/rules/simulate-day.ts";
import type { Visitor } from "./visitors.ts";

/** One customer's memory; instants are epoch milliseconds, an absent one did not happen. */
export type DiaryEntry = {
  customer: DayCustomer;
  ticketId?: string;
  number?: string;
  token?: string;
  takenAt?: number;
  /** Places in the day's order of happenings, because many share an instant. */
  joinedOrder?: number;
  leftOrder?: number;
  /** The wait that was told when the ticket was taken, in seconds. */
  told?: { readonly lowS: number; readonly midS: number; readonly highS: number };
  /** What the usual formula would have said, in seconds. */
  formulaS?: number;
  /** A window that serves the wish stood free at that moment: there was nothing to forecast. */
  metFreeWindow?: boolean;
  /** Every time a window called: once, unless something is wrong. */
  readonly calls: { readonly window: string; readonly at: number; readonly order: number }[];
  startedAt?: number;
  finishedAt?: number;
  window?: string;
  leftAt?: number;
  /** The code of the refusal, for whoever got no number. */
  refused?: string;
  rating?: number;
  /** Who it is, of the county's population; absent where the day is played without it. */
  visitor?: Visitor;
  /** The customer's id as the server understood it, once somebody has presented something. */
  recognisedAs?: string;
  /** A ticket of theirs showed somebody else, or somebody too early. */
  wasWrong?: boolean;
};

export type Diary = Map<string, DiaryEntry>;

export const served = (diary: Diary): DiaryEntry[] =>
  [...diary.values()].filter((entry) => entry.finishedAt !== undefined);
export const abandoned = (diary: Diary): DiaryEntry[] =>
  [...diary.values()].filter((entry) => entry.takenAt !== undefined && entry.finishedAt === undefined);

/** Seconds from taking the number to the first call; undefined for who was never called. */
export function waitOf({ takenAt, calls }: DiaryEntry): number | undefined {
  const first = calls[0];
  return takenAt === undefined || !first ? undefined : (first.at - takenAt) / 1_000;
}

export const mean = (values: readonly number[]): number =>
  values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;

/** The smallest value that `share` of all values do not exceed. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1))] ?? 0;
}
