import { useQueries } from "@tanstack/react-query";
import type { ResultOf } from "../../../contracts/endpoint.ts";
import { getRoster } from "../../../contracts/hall.ts";
import { call } from "../../parts/api.ts";

export type RosterDay = ResultOf<typeof getRoster>;

/** The seven days of a week, as one answer. */
export function useRosterWeek(hallId: string, monday: Temporal.PlainDate) {
  const days = Array.from({ length: 7 }, (_, index) => monday.add({ days: index }).toString());
  return useQueries({
    queries: days.map((day) => {
      const input = { params: { hallId }, query: { day } };
      return { queryKey: [getRoster.path, input], queryFn: () => call(getRoster, input) };
    }),
    combine: (results) => {
      const loaded = results.flatMap(({ data }) => (data ? [data] : []));
      return {
        data: loaded.length === days.length ? loaded : undefined,
        error: results.find(({ error }) => error)?.error ?? null,
        isPending: results.some(({ isPending }) => isPending),
        refetch: () => Promise.all(results.map(({ refetch }) => refetch())),
      };
    },
  });
}

export const mondayOf = (day: Temporal.PlainDate) => day.subtract({ days: day.dayOfWeek - 1 });
