/**
 * A service day as a pure function: the same calling rule as the real hall, without server, database or clock.
 *
 * It turns files of arrivals into a history for the forecast, and answers "what if we had one window more?".
 * A window that closes finishes the business in hand; the windows that stay longest serve all who hold a number (handbook
 * §1.4, HALL-T9); who arrives after that is turned away. A call costs no time: the customer is at the window when called.
 */
import {
  afterCall,
  type CallMemory,
  chooseNext,
  freshMemory,
  type PriorityClass,
  type WaitingTicket,
} from "./calling-rule.ts";
import { type CustomerRecord, keptShifts, lastCloseOf, type WindowPresence } from "./hall-state.ts";
import type { DayEvent } from "./order-check.ts";
import type { QueueRules } from "./queue-rules.ts";

/** A customer as the day's file gives it. */
export interface DayCustomer {
  readonly id: string;
  readonly serviceCode: string;
  readonly priority: PriorityClass;
  readonly arrivesAt: number;
  readonly slotAt?: number | undefined;
  /** How long the service takes; unknown where the customer really left unserved. */
  readonly serviceMs?: number | undefined;
  /** How long the customer waits before leaving; unknown where really served, and then taken as endless. */
  readonly patienceMs?: number | undefined;
}

export interface DayPlan {
  readonly customers: readonly DayCustomer[];
  readonly presence: readonly WindowPresence[];
  /** Seed of the service times that have to be drawn. */
  readonly seed?: number;
}

interface Desk {
  readonly window: string;
  readonly shifts: readonly WindowPresence[];
  customer: Waiting | undefined;
  freeAt: number;
  sinceOvertake: number;
}

interface Waiting extends WaitingTicket {
  readonly serviceMs: number;
  readonly leavesAt: number;
}

type Outcome = { -readonly [Field in keyof CustomerRecord]: CustomerRecord[Field] };

/** Runs the day; the records come in order of arrival, and `tell` hears each event as it happens. Fast: a day of 1,700 customers takes some hundredths of a second. */
export function simulateDay(
  plan: DayPlan,
  rules: QueueRules,
  tell?: (event: DayEvent) => void,
): CustomerRecord[] {
  const arrivals = [...plan.customers].sort((a, b) => a.arrivesAt - b.arrivesAt);
  const serviceOf = serviceTimes(arrivals, plan.seed ?? 1);
  const lastClose = lastCloseOf(plan.presence);
  const desks = desksOf(keptShifts(plan.presence));
  const outcomes = new Map<string, Outcome>();
  const waiting: Waiting[] = [];
  let memory: CallMemory = freshMemory;
  let next = 0;

  const call = (now: number): void => {
    for (const desk of freeDesks(desks, now)) {
      const shift = shiftAt(desk, now);
      if (!shift) continue;
      const own = { ...memory, windowSinceOvertake: desk.sinceOvertake };
      const choice = chooseNext(waiting, shift.skills, own, rules, now);
      if (!choice) continue;
      memory = afterCall(own, choice);
      desk.sinceOvertake = memory.windowSinceOvertake;
      desk.customer = choice.ticket;
      desk.freeAt = now + choice.ticket.serviceMs;
      waiting.splice(waiting.indexOf(choice.ticket), 1);
      tell?.({ kind: "called", at: now, id: choice.ticket.id, window: desk.window, skills: shift.skills });
      const outcome = outcomes.get(choice.ticket.id);
      if (outcome) Object.assign(outcome, { calledAt: now, finishedAt: desk.freeAt, window: desk.window });
    }
  };

  let now: number | undefined = Number.NEGATIVE_INFINITY;
  for (;;) {
    now = nextInstant(now, arrivals[next]?.arrivesAt, desks, waiting);
    if (now === undefined) break;
    for (const desk of desks) if (desk.customer && desk.freeAt <= now) desk.customer = undefined;
    call(now);
    for (let customer = arrivals[next]; customer && customer.arrivesAt <= now; customer = arrivals[++next]) {
      const { id, serviceCode, priority, slotAt } = customer;
      const outcome: Outcome = {
        id,
        serviceCode,
        priority,
        ...(slotAt === undefined ? {} : { slotAt }),
        takenAt: now,
      };
      outcomes.set(id, outcome);
      if (now >= lastClose) {
        outcome.leftAt = now;
        continue;
      }
      const leavesAt =
        customer.patienceMs === undefined ? Number.POSITIVE_INFINITY : now + customer.patienceMs;
      const ticket: Waiting = {
        id,
        serviceCode,
        priority,
        slotAt,
        queuedAt: now,
        serviceMs: serviceOf(customer),
        leavesAt,
      };
      tell?.({ kind: "joined", at: now, ticket });
      waiting.push(ticket);
      call(now);
    }
    for (let i = waiting.length - 1; i >= 0; i--) {
      const ticket = waiting[i];
      if (!ticket || ticket.leavesAt > now) continue;
      Object.assign(outcomes.get(ticket.id) ?? {}, { leftAt: now });
      waiting.splice(i, 1);
      tell?.({ kind: "left", at: now, id: ticket.id });
    }
  }
  for (const ticket of waiting)
    Object.assign(outcomes.get(ticket.id) ?? {}, { leftAt: Math.max(lastClose, ticket.queuedAt) });
  return [...outcomes.values()];
}

function desksOf(presence: readonly WindowPresence[]): Desk[] {
  const shiftsOf = new Map<string, WindowPresence[]>();
  for (const shift of presence) {
    const shifts = shiftsOf.get(shift.window);
    if (shifts) shifts.push(shift);
    else shiftsOf.set(shift.window, [shift]);
  }
  return [...shiftsOf].map(([window, shifts]) => ({
    window,
    shifts: shifts.sort((a, b) => a.opensAt - b.opensAt),
    customer: undefined,
    freeAt: Number.NEGATIVE_INFINITY,
    sinceOvertake: Number.MAX_SAFE_INTEGER,
  }));
}

function shiftAt(desk: Desk, now: number): WindowPresence | undefined {
  for (const shift of desk.shifts) if (shift.opensAt <= now && now < shift.closesAt) return shift;
  return undefined;
}

/** The desk that has been free longest calls first. */
function freeDesks(desks: readonly Desk[], now: number): Desk[] {
  return desks.filter((desk) => !desk.customer && shiftAt(desk, now)).sort((a, b) => a.freeAt - b.freeAt);
}

/** The next instant at which anything happens after `now`. */
function nextInstant(
  now: number,
  arrivesAt: number | undefined,
  desks: readonly Desk[],
  waiting: readonly Waiting[],
): number | undefined {
  let next = arrivesAt ?? Number.POSITIVE_INFINITY;
  for (const desk of desks) {
    if (desk.customer) next = Math.min(next, desk.freeAt);
    if (waiting.length === 0) continue;
    for (const shift of desk.shifts) if (shift.opensAt > now) next = Math.min(next, shift.opensAt);
  }
  for (const ticket of waiting) next = Math.min(next, ticket.leavesAt);
  return next === Number.POSITIVE_INFINITY ? undefined : next;
}

/** Service times as the file gives them; the unknown ones are drawn from those of the same service in the file. */
export function serviceTimes(
  customers: readonly DayCustomer[],
  seed: number,
): (customer: DayCustomer) => number {
  const known = new Map<string, number[]>();
  const all: number[] = [];
  for (const { serviceCode, serviceMs } of customers) {
    if (serviceMs === undefined) continue;
    all.push(serviceMs);
    const times = known.get(serviceCode);
    if (times) times.push(serviceMs);
    else known.set(serviceCode, [serviceMs]);
  }
  return ({ id, serviceCode, serviceMs }) => {
    if (serviceMs !== undefined) return serviceMs;
    const times = known.get(serviceCode) ?? all;
    return times[Math.floor(drawOf(id, seed) * times.length)] ?? 0;
  };
}

/** A number in [0, 1) that depends on the customer and the seed alone, so that another staffing meets the same customers. */
function drawOf(id: string, seed: number): number {
  let hash = 2_166_136_261 ^ seed;
  for (let i = 0; i < id.length; i++) hash = Math.imul(hash ^ id.charCodeAt(i), 16_777_619);
  hash = Math.imul(hash ^ (hash >>> 16), 2_246_822_507);
  hash = Math.imul(hash ^ (hash >>> 13), 3_266_489_909);
  return ((hash ^ (hash >>> 16)) >>> 0) / 4_294_967_296;
}
