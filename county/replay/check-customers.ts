/**
 * Holds what the customers' pages tell of a replayed day against what the customers remember: whose ticket it was, and
 * that each happening stands there once. Written from the diary alone, like `check-day.ts`.
 */
import { customerTimeline } from "../../contracts/customers.ts";
import type { ApiClient } from "./api-client.ts";
import type { Diary, DiaryEntry } from "./diary.ts";
import type { Eavesdropper } from "./eavesdropper.ts";

export type CustomersCheck = {
  readonly recognised: number;
  /** Tickets that show somebody else, or somebody where nobody was recognised, or nobody where somebody was. */
  readonly wrongCustomer: number;
  /** What happened and does not stand on the customer's page. */
  readonly timelineLost: number;
  /** What stands there twice, or never happened. */
  readonly timelineExtra: number;
  /** Answers and log lines in which a number stood whole. */
  readonly unmasked: readonly string[];
};

const kinds = ["visit", "ticket", "rating", "order"] as const;
type Counts = Record<(typeof kinds)[number], number>;

/** @param ordersOf the numbers of the orders that somebody asked for on the day */
export async function checkCustomers(
  reader: ApiClient,
  diary: Diary,
  day: string,
  ears: Eavesdropper,
  ordersOf: (customerId: string) => readonly string[] = () => [],
): Promise<CustomersCheck> {
  const came = [...diary.values()].filter(({ visitor }) => visitor !== undefined);
  let [lost, extra] = [0, 0];
  for (const entry of came) {
    const numbers = ordersOf(entry.visitor?.customerId ?? "");
    const found = await countsOf(reader, entry, day, numbers);
    const wanted: Counts = { ...expected(entry), order: numbers.length };
    for (const kind of kinds) {
      const difference = found[kind] - wanted[kind];
      lost += Math.max(0, -difference);
      extra += Math.max(0, difference);
    }
  }
  return {
    recognised: came.filter(isRecognised).length,
    wrongCustomer: came.filter((entry) => entry.wasWrong === true).length,
    timelineLost: lost,
    timelineExtra: extra,
    unmasked: ears.heard > 0 ? ears.leaks : ["nothing was heard"],
  };
}

/** Somebody who left before the desk could recognise them was not recognised. */
const isRecognised = ({ recognisedAs }: DiaryEntry) => recognisedAs !== undefined;

/** One line for coming, one for how it ended, one for the rating; none for a stranger. */
function expected(entry: DiaryEntry): Omit<Counts, "order"> {
  if (!isRecognised(entry)) return { visit: 0, ticket: 0, rating: 0 };
  const ended = entry.finishedAt !== undefined || entry.leftAt !== undefined;
  return { visit: 1, ticket: ended ? 1 : 0, rating: entry.rating === undefined ? 0 : 1 };
}

async function countsOf(
  reader: ApiClient,
  { visitor, number }: DiaryEntry,
  day: string,
  numbers: readonly string[],
): Promise<Counts> {
  const counts = { visit: 0, ticket: 0, rating: 0, order: 0 };
  const { entries, next } = await reader.call(customerTimeline, {
    params: { customerId: visitor?.customerId ?? "" },
    query: { from: day, limit: 200 },
  });
  if (next !== null) throw new Error(`the timeline of one day has more than a page: ${number}`);
  for (const { kind, title } of entries) {
    if (kind === "visit" || kind === "ticket" || kind === "rating") counts[kind]++;
    // An order stands there when it is taken, and once more when it is over; of an earlier day only the end is told.
    if (kind !== "order" || !title.zh.startsWith(taken)) continue;
    counts.order += numbers.some((own) => title.zh.includes(own)) ? 1 : strangers;
  }
  return counts;
}

const taken = "受理工单";
/** An order that nobody asked for weighs more than any one that is missing. */
const strangers = 1_000;
