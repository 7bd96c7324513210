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

const kinds = ["visit", "ticket", "rating"] as const;

export async function checkCustomers(
  reader: ApiClient,
  diary: Diary,
  day: string,
  ears: Eavesdropper,
): Promise<CustomersCheck> {
  const came = [...diary.values()].filter(({ visitor }) => visitor !== undefined);
  let [lost, extra] = [0, 0];
  for (const entry of came) {
    const found = await countsOf(reader, entry, day);
    for (const kind of kinds) {
      const difference = found[kind] - expected(entry)[kind];
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
function expected(entry: DiaryEntry): Record<(typeof kinds)[number], number> {
  if (!isRecognised(entry)) return { visit: 0, ticket: 0, rating: 0 };
  const ended = entry.finishedAt !== undefined || entry.leftAt !== undefined;
  return { visit: 1, ticket: ended ? 1 : 0, rating: entry.rating === undefined ? 0 : 1 };
}

async function countsOf(
  reader: ApiClient,
  { visitor, number }: DiaryEntry,
  day: string,
): Promise<Record<(typeof kinds)[number], number>> {
  const counts = { visit: 0, ticket: 0, rating: 0 };
  const { entries, next } = await reader.call(customerTimeline, {
    params: { customerId: visitor?.customerId ?? "" },
    query: { from: day, limit: 200 },
  });
  if (next !== null) throw new Error(`the timeline of one day has more than a page: ${number}`);
  for (const { kind } of entries)
    if (kind === "visit" || kind === "ticket" || kind === "rating") counts[kind]++;
  return counts;
}
