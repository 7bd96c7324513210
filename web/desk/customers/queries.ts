/** Questions about customers, and what becomes stale when one changes. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { readCustomer } from "../../../contracts/customers/archive.ts";
import { customerTimeline } from "../../../contracts/customers/contacts.ts";
import {
  type Recognition,
  recogniseKnown,
  searchCustomers,
} from "../../../contracts/customers/recognition.ts";
import { call } from "../../parts/api.ts";

/** A customer opened again within this, in milliseconds, is not asked for again: proposals shown once count once. */
const freshMs = 60_000;
const keyOf = (customerId: string) => ["customer", customerId] as const;

export function useRecognition(customerId: string, enabled = true) {
  return useQuery({
    queryKey: [...keyOf(customerId), "recognition"],
    queryFn: () => call(recogniseKnown, { params: { customerId } }),
    enabled,
    staleTime: freshMs,
  });
}

export function useArchive(customerId: string, asOf: string | undefined) {
  return useQuery({
    queryKey: [...keyOf(customerId), "archive", asOf ?? "today"],
    queryFn: () => call(readCustomer, { params: { customerId }, query: asOf ? { asOf } : {} }),
    staleTime: freshMs,
  });
}

/** What of a timeline is asked for; what is not given is not filtered by. */
export type TimelineFilter = {
  /** By commas. */
  readonly kinds?: string;
  readonly accountId?: string;
  readonly from?: string;
  readonly to?: string;
};

export const askTimeline = (customerId: string, filter: TimelineFilter, after: string | undefined) =>
  call(customerTimeline, {
    params: { customerId },
    query: { limit: "30", ...filter, ...(after && { after }) },
  });
export const timelineKey = (customerId: string, filter: TimelineFilter) =>
  [...keyOf(customerId), "timeline", filter] as const;

/** Two characters are enough to look; one Chinese surname alone waits for Enter. */
export const searchLeast = 2;

export function useSearch(text: string) {
  return useQuery({
    queryKey: ["customers", "search", text],
    queryFn: ({ signal }) =>
      call(searchCustomers, { body: { text, limit: 12 } }, { signal, attempts: 1, timeoutMs: 5_000 }),
    enabled: [...text].length >= searchLeast,
    staleTime: freshMs,
    // What was typed is not kept longer than it is shown.
    gcTime: 0,
    placeholderData: (before) => before,
  });
}

export function useCustomerCache() {
  const cache = useQueryClient();
  return {
    /** After a change: everything shown of this customer is asked for again. */
    changed: (customerId: string) => cache.invalidateQueries({ queryKey: keyOf(customerId) }),
    /** What a recognition already brought is not asked for a second time. */
    recognised: (recognition: Recognition) =>
      cache.setQueryData([...keyOf(recognition.customer.id), "recognition"], recognition),
  };
}
