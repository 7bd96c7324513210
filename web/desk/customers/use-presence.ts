/** Two clerks on one customer see each other: says every ten seconds that this one has it open, and hears who else has. */
import { useEffect, useState } from "react";
import { attendCustomer } from "../../../contracts/customers/contacts.ts";
import type { ResultOf } from "../../../contracts/endpoint.ts";
import { call } from "../../parts/api.ts";
import { useCustomerCache } from "./queries.ts";

const everyMs = 10_000;
export type Presence = ResultOf<typeof attendCustomer>;
export type Other = Presence["others"][number];

/** @param isEditing what the others are warned of */
export function usePresence(customerId: string, isEditing: boolean): readonly Other[] {
  const [others, setOthers] = useState<readonly Other[]>([]);
  const { changed } = useCustomerCache();
  // biome-ignore lint/correctness/useExhaustiveDependencies: who is asked about and why; the cache is always the same
  useEffect(() => {
    let version: number | undefined;
    const stopped = new AbortController();
    const attend = async () => {
      const body = { isEditing };
      const options = { attempts: 1, signal: stopped.signal };
      // Being seen is a courtesy: a lost sign is made up for by the next one.
      const answer = await call(attendCustomer, { params: { customerId }, body }, options).catch(() => {});
      if (!answer || stopped.signal.aborted) return;
      setOthers(answer.others);
      if (version !== undefined && version !== answer.version) void changed(customerId);
      version = answer.version;
    };
    void attend();
    const timer = setInterval(() => void attend(), everyMs);
    return () => {
      clearInterval(timer);
      stopped.abort();
    };
  }, [customerId, isEditing]);
  useEffect(
    () => () => {
      setOthers([]);
      const leaving = { params: { customerId }, body: { isEditing: false, isLeaving: true } };
      void call(attendCustomer, leaving, { attempts: 1 }).catch(() => {});
    },
    [customerId],
  );
  return others;
}
