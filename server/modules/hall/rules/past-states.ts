/** Walks through a day that is over and shows the hall as each customer met it, knowing nothing of what came later. */
import type { WaitingTicket } from "./calling-rule.ts";
import {
  type CustomerRecord,
  type DaySoFar,
  type HallState,
  keptShifts,
  type PastDay,
  type WindowState,
} from "./hall-state.ts";

/** Called in order of arrival with the hall just before the ticket joins, and with what became of the customer. */
export type Visit = (state: HallState, ticket: WaitingTicket, record: CustomerRecord) => void;

/** Adds a service that has ended to what today has shown. */
export type AddService = (today: DaySoFar, serviceCode: string, tookMs: number) => DaySoFar;

/** With `addService` the states also tell what the day has shown so far. */
export function visitPastStates(day: PastDay, visit: Visit, addService?: AddService): void {
  const shifts = keptShifts(day.presence);
  const byArrival = [...day.customers].sort((a, b) => a.takenAt - b.takenAt);
  // Of calls in the same second those of earlier arrivals come first: a stable sort.
  const byCall = [...byArrival.entries()]
    .filter(([, record]) => record.calledAt !== undefined)
    .sort(([, a], [, b]) => (a.calledAt ?? 0) - (b.calledAt ?? 0));
  let waiting: { readonly ticket: WaitingTicket; readonly record: CustomerRecord }[] = [];
  let serving: CustomerRecord[] = [];
  let sinceOvertake = Number.MAX_SAFE_INTEGER;
  let calls = 0;
  let today: DaySoFar = { tookMs: 0, expectedMs: 0, overtakers: 0 };

  for (const [arrival, record] of byArrival.entries()) {
    const now = record.takenAt;
    for (;;) {
      const [arrived, called] = byCall[calls] ?? [];
      if (!called || arrived === undefined || arrived >= arrival || (called.calledAt ?? 0) > now) break;
      sinceOvertake = overtakes(called, waiting, called.calledAt ?? 0) ? 0 : sinceOvertake + 1;
      serving.push(called);
      calls++;
    }
    for (const { finishedAt, calledAt, serviceCode } of serving) {
      if (finishedAt === undefined || finishedAt > now) continue;
      if (addService) today = addService(today, serviceCode, finishedAt - (calledAt ?? finishedAt));
    }
    serving = serving.filter(({ finishedAt }) => finishedAt !== undefined && finishedAt > now);
    waiting = waiting.filter((one) => endOfWait(one.record) > now);
    const { id, serviceCode, priority, slotAt } = record;
    const ticket: WaitingTicket = { id, serviceCode, priority, slotAt, queuedAt: now };
    const state: HallState = {
      now,
      waiting: waiting.map((one) => one.ticket),
      windows: windowsAt(now, shifts, serving),
      calls,
      sinceOvertake,
      ...(addService ? { today } : {}),
    };
    visit(state, ticket, record);
    waiting.push({ ticket, record });
    if (priority === "priority" || priority === "emergency")
      today = { ...today, overtakers: today.overtakers + 1 };
  }
}

function endOfWait(record: CustomerRecord): number {
  return record.calledAt ?? record.leftAt ?? Number.POSITIVE_INFINITY;
}

function overtakes(
  called: CustomerRecord,
  waiting: readonly { readonly record: CustomerRecord }[],
  at: number,
): boolean {
  return waiting.some(
    ({ record }) =>
      record.priority === "ordinary" && record.takenAt < called.takenAt && endOfWait(record) > at,
  );
}

function windowsAt(
  now: number,
  shifts: PastDay["presence"],
  serving: readonly CustomerRecord[],
): WindowState[] {
  const windows: WindowState[] = [];
  for (const shift of shifts) {
    if (shift.closesAt <= now) continue;
    const customer = shift.opensAt <= now ? serving.find(({ window }) => window === shift.window) : undefined;
    windows.push(
      customer
        ? { ...shift, serving: { serviceCode: customer.serviceCode, since: customer.calledAt ?? now } }
        : shift,
    );
  }
  return windows;
}
