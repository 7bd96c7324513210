/**
 * Writes a past day into the books as if the hall had lived it: tickets, handlings, ratings and the windows' hours. For
 * the sample county, whose figures should not be empty on the first morning; one statement per table and day.
 */
import { createHash } from "node:crypto";
import type { PriorityClass } from "../../../contracts/hall.ts";
import type { Context } from "../../foundation/context.ts";
import { newId, newToken } from "../../foundation/ids.ts";
import { letterFor } from "./issue-ticket.ts";
import { savePastDays } from "./store/history.ts";
import { insertPastDay } from "./store/past-day.ts";

/** What became of one customer; instants are epoch milliseconds. */
export type PastCustomer = {
  readonly serviceCode: string;
  readonly priority: PriorityClass;
  readonly channel: "kiosk" | "guide" | "phone" | "appointment";
  readonly slotAt?: number | undefined;
  readonly takenAt: number;
  readonly calledAt?: number | undefined;
  readonly startedAt?: number | undefined;
  readonly finishedAt?: number | undefined;
  readonly leftAt?: number | undefined;
  readonly window?: string | undefined;
  readonly told: {
    readonly lowS: number;
    readonly midS: number;
    readonly highS: number;
    readonly formulaS: number;
  };
  /** Five levels; absent: not rated. */
  readonly level?: number | undefined;
};
export type PastShift = {
  readonly window: string;
  readonly skills: readonly string[];
  readonly opensAt: number;
  readonly closesAt: number;
};
export type LivedDay = {
  readonly date: string;
  readonly customers: readonly PastCustomer[];
  readonly presence: readonly PastShift[];
};
export type Counters = {
  /** Service ids and letters by code, window and staff ids by window number. */
  readonly services: ReadonlyMap<string, { readonly id: string; readonly letter: string }>;
  readonly windows: ReadonlyMap<string, string>;
  readonly staff: ReadonlyMap<string, string>;
};

const iso = (ms: number | undefined) =>
  ms === undefined ? null : Temporal.Instant.fromEpochMilliseconds(ms).toString();

export async function recordPastDay(
  ctx: Context,
  hallId: string,
  day: LivedDay,
  counters: Counters,
): Promise<void> {
  const { date, customers, presence } = day;
  const numbers = new Map<string, number>();
  const rows = customers.flatMap((customer) => {
    const service = counters.services.get(customer.serviceCode);
    if (!service) return [];
    const letter = letterFor(customer.priority, service.letter);
    const seq = (numbers.get(letter) ?? 0) + 1;
    numbers.set(letter, seq);
    return [rowOf(customer, service.id, letter, seq, counters)];
  });
  await insertPastDay(ctx, hallId, date, {
    nextNumbers: Object.fromEntries([...numbers].map(([letter, seq]) => [letter, seq + 1])),
    tickets: rows,
    stints: presence.flatMap((shift) => {
      const windowId = counters.windows.get(shift.window);
      const staffId = counters.staff.get(shift.window);
      if (!windowId || !staffId) return [];
      return [
        {
          id: newId(),
          window_id: windowId,
          staff_id: staffId,
          started_at: iso(shift.opensAt),
          ended_at: iso(shift.closesAt),
        },
      ];
    }),
  });
  const past = customers.map(({ told: _, level: __, startedAt: ___, channel: ____, ...record }, index) => ({
    id: String(index + 1),
    ...record,
  }));
  await savePastDays(ctx, hallId, [{ date, customers: past, presence }], "own");
}

function rowOf(
  customer: PastCustomer,
  serviceId: string,
  letter: string,
  seq: number,
  { windows, staff }: Counters,
) {
  const { window = "", told, calledAt, startedAt, finishedAt, leftAt } = customer;
  const isServed = finishedAt !== undefined && windows.has(window);
  return {
    id: newId(),
    handling_id: newId(),
    letter,
    seq,
    state: isServed ? "done" : "abandoned",
    service_id: serviceId,
    priority: customer.priority,
    priority_reason: customer.priority === "priority" ? "elderly" : null,
    channel: customer.channel,
    token_hash: `\\x${createHash("sha256").update(newToken()).digest("hex")}`,
    taken_at: iso(customer.takenAt),
    appointment_at: iso(customer.slotAt),
    called_at: iso(calledAt),
    started_at: iso(isServed ? startedAt : undefined),
    finished_at: iso(finishedAt ?? leftAt),
    window_id: isServed ? windows.get(window) : null,
    staff_id: isServed ? staff.get(window) : null,
    told_low_s: told.lowS,
    told_mid_s: told.midS,
    told_high_s: told.highS,
    formula_s: Math.round(told.formulaS),
    level: isServed ? (customer.level ?? null) : null,
  };
}
