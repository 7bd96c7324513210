/**
 * The ticket (号票): its states and the pure steps that move it. Instants are epoch milliseconds, as in `rules/`.
 *
 *     printing ─▶ waiting ─▶ called ─▶ serving ─▶ done
 *         │          │ ▲        │        │  ▲
 *         ▼          ▼ │        ▼        ▼  │
 *        void   abandoned ◀─ missed     held
 *
 * `done`, `abandoned` and `void` are final. A transfer, and the next service of a journey, lead from serving back
 * to waiting with the seniority kept. Every step names the states that it starts from and refuses all others.
 */
import type { z } from "zod";
import type {
  channel,
  language,
  PriorityClass,
  PriorityReason,
  TicketState,
} from "../../../contracts/hall.ts";
import { Problem } from "../../foundation/problem.ts";
import type { WaitingTicket } from "./rules/calling-rule.ts";
import { missedRule, returnMissed } from "./rules/missed-rule.ts";
import type { QueueRules } from "./rules/queue-rules.ts";

export type Ticket = {
  readonly id: string;
  readonly hallId: string;
  readonly day: string;
  readonly letter: string;
  readonly seq: number;
  readonly state: TicketState;
  readonly serviceId: string;
  readonly journey: readonly string[];
  readonly journeyAt: number;
  readonly priority: PriorityClass;
  readonly priorityReason: PriorityReason | null;
  readonly channel: z.infer<typeof channel>;
  readonly takenBy: string;
  readonly language: z.infer<typeof language>;
  readonly largeType: boolean;
  readonly customerName: string | null;
  readonly phoneHash: string | null;
  readonly personKey: string | null;
  /** In the customer archive; null until recognised. */
  readonly customerId: string | null;
  /** The secret in the QR code; forgotten when the ticket is final. */
  readonly token: string | null;
  readonly tokenHash: string;
  readonly takenAt: number;
  readonly queuedAt: number | null;
  readonly waitingSince: number | null;
  readonly behindCall: number | null;
  readonly behindUntil: number | null;
  readonly transferred: boolean;
  readonly targetWindowId: string | null;
  readonly appointmentId: string | null;
  readonly appointmentAt: number | null;
  readonly windowId: string | null;
  readonly calledAt: number | null;
  readonly lastCallAt: number | null;
  readonly callCount: number;
  readonly startedAt: number | null;
  readonly finishedAt: number | null;
  readonly holdUntil: number | null;
  readonly missedAt: number | null;
  readonly missedCount: number;
  readonly missedUntil: number | null;
  readonly moreTimeCount: number;
  readonly transferCount: number;
  readonly copies: number;
  readonly note: string | null;
  readonly rateUntil: number | null;
  readonly rateStaffId: string | null;
  readonly ratedAt: number | null;
  readonly toldLowS: number | null;
  readonly toldMidS: number | null;
  readonly toldHighS: number | null;
  readonly formulaS: number | null;
  readonly firstCalledAt: number | null;
  readonly dueAt: number | null;
};

const alive: ReadonlySet<TicketState> = new Set([
  "printing",
  "waiting",
  "called",
  "serving",
  "held",
  "missed",
]);
export const isAlive = (ticket: Ticket): boolean => alive.has(ticket.state);
export const isAtWindow = (ticket: Ticket): boolean =>
  ticket.state === "called" || ticket.state === "serving";

/** A012, and past 999 A1000: at least three digits. */
export const numberOf = ({ letter, seq }: Pick<Ticket, "letter" | "seq">): string =>
  `${letter}${String(seq).padStart(3, "0")}`;

const stateWords = {
  printing: "出票中 printing",
  waiting: "等候 waiting",
  called: "已叫号 called",
  serving: "办理中 serving",
  held: "挂起 on hold",
  missed: "过号 missed",
  done: "办结 done",
  abandoned: "弃号 abandoned",
  void: "作废 void",
} as const satisfies Record<TicketState, string>;

/** Refuses a step that does not start from the ticket's state. */
export function demand(ticket: Ticket, ...states: TicketState[]): void {
  if (!states.includes(ticket.state)) {
    throw new Problem("hall.ticket_state", { number: numberOf(ticket), state: stateWords[ticket.state] });
  }
}

/** How the calling rule sees a ticket. */
export function asWaiting(
  ticket: Ticket,
  serviceCode: string,
): WaitingTicket & { readonly windowId: string | null } {
  const { behindCall, behindUntil, appointmentAt } = ticket;
  return {
    id: ticket.id,
    serviceCode,
    priority: ticket.priority,
    queuedAt: ticket.queuedAt ?? ticket.takenAt,
    slotAt: appointmentAt ?? undefined,
    transferred: ticket.transferred,
    behind:
      behindCall !== null && behindUntil !== null ? { call: behindCall, until: behindUntil } : undefined,
    windowId: ticket.targetWindowId,
  };
}

/** Joins the queue: at once, or when the printer has confirmed the paper. */
export function queueUp(ticket: Ticket, now: number): Ticket {
  demand(ticket, "printing");
  return { ...ticket, state: "waiting", queuedAt: now, waitingSince: now, dueAt: null };
}

export function call(ticket: Ticket, windowId: string, rules: QueueRules, now: number): Ticket {
  demand(ticket, "waiting", "missed");
  return {
    ...ticket,
    state: "called",
    windowId,
    calledAt: now,
    lastCallAt: now,
    firstCalledAt: ticket.firstCalledAt ?? now,
    callCount: 1,
    behindCall: null,
    behindUntil: null,
    targetWindowId: null,
    missedUntil: null,
    dueAt: now + rules.missedAfterMs,
  };
}

/** @throws hall.recall_too_often, hall.recall_too_soon */
export function recall(ticket: Ticket, rules: QueueRules, now: number): Ticket {
  demand(ticket, "called");
  if (ticket.callCount > rules.recallsMax) {
    throw new Problem("hall.recall_too_often", { times: rules.recallsMax });
  }
  if (now - (ticket.lastCallAt ?? now) < rules.recallGapMs) {
    throw new Problem("hall.recall_too_soon", { seconds: rules.recallGapMs / 1000 });
  }
  return {
    ...ticket,
    lastCallAt: now,
    callCount: ticket.callCount + 1,
    dueAt: now + rules.missedAfterMs,
  };
}

export function arrive(ticket: Ticket, now: number): Ticket {
  demand(ticket, "called");
  return { ...ticket, state: "serving", startedAt: now, transferred: false, dueAt: null };
}

/** Nobody came. The miss after the last allowed return gives the number up. */
export function miss(ticket: Ticket, rules: QueueRules, now: number): Ticket {
  demand(ticket, "called", "held");
  const missedCount = ticket.missedCount + 1;
  const left = { ...ticket, windowId: null, missedCount, missedAt: now, holdUntil: null, transferred: false };
  if (missedCount > rules.missedReturnsMax)
    return { ...left, state: "abandoned", token: null, finishedAt: now, dueAt: null };
  const until = now + rules.missedValidMs;
  return { ...left, state: "missed", missedUntil: until, dueAt: until };
}

/**
 * Brings a missed number back behind a few others (过号激活); it keeps its seniority.
 * @throws hall.missed_expired, hall.missed_too_often
 */
export function giveBack(ticket: Ticket, calls: number, rules: QueueRules, now: number): Ticket {
  const number = numberOf(ticket);
  const used = { number, times: ticket.missedCount };
  if (ticket.state === "abandoned" && ticket.missedCount > rules.missedReturnsMax) {
    throw new Problem("hall.missed_too_often", used);
  }
  const expired = { number, minutes: rules.missedValidMs / 60_000 };
  if (ticket.state === "abandoned" && ticket.missedUntil !== null)
    throw new Problem("hall.missed_expired", expired);
  demand(ticket, "missed");
  const rule = missedRule(rules);
  const missed = { missedAt: ticket.missedAt ?? now, returns: ticket.missedCount - 1 };
  const back = returnMissed(rule, missed, calls, now);
  if (!back.allowed) {
    throw back.because === "expired"
      ? new Problem("hall.missed_expired", expired)
      : new Problem("hall.missed_too_often", used);
  }
  return {
    ...ticket,
    state: "waiting",
    waitingSince: now,
    behindCall: back.behind.call,
    behindUntil: back.behind.until,
    missedUntil: null,
    calledAt: null,
    lastCallAt: null,
    callCount: 0,
    dueAt: null,
  };
}

/** "I need more time": lets a few numbers pass instead of missing the call. */
export function moveBack(ticket: Ticket, calls: number, rules: QueueRules, now: number): Ticket {
  demand(ticket, "waiting");
  if (ticket.moreTimeCount >= rules.moreTimeMax) {
    throw new Problem("hall.more_time_too_often", { times: ticket.moreTimeCount });
  }
  return {
    ...ticket,
    moreTimeCount: ticket.moreTimeCount + 1,
    behindCall: calls + rules.moreTimePlaces,
    behindUntil: now + rules.moreTimeLatestMs,
  };
}

export function hold(ticket: Ticket, rules: QueueRules, now: number): Ticket {
  demand(ticket, "serving");
  const until = now + rules.holdMs;
  return { ...ticket, state: "held", windowId: null, startedAt: null, holdUntil: until, dueAt: until };
}

export function resume(ticket: Ticket, windowId: string, now: number): Ticket {
  demand(ticket, "held");
  return { ...ticket, state: "serving", windowId, ...begins(now), holdUntil: null, dueAt: null };
}

/** A stretch of service that no wait went before. */
const begins = (now: number) => ({ startedAt: now, calledAt: now, waitingSince: now });

/** Back into the queue for another service or window, first in line there. */
export function requeue(
  ticket: Ticket,
  serviceId: string,
  targetWindowId: string | null,
  now: number,
): Ticket {
  demand(ticket, "called", "serving");
  return {
    ...ticket,
    state: "waiting",
    waitingSince: now,
    serviceId,
    journey: ticket.journey.map((id, at) => (at === ticket.journeyAt ? serviceId : id)),
    windowId: null,
    targetWindowId,
    transferred: true,
    calledAt: null,
    lastCallAt: null,
    callCount: 0,
    startedAt: null,
    dueAt: null,
  };
}

/** @throws hall.transfer_too_often */
export function transfer(
  ticket: Ticket,
  serviceId: string,
  target: string | null,
  rules: QueueRules,
  now: number,
): Ticket {
  if (ticket.transferCount >= rules.transfersMax) {
    throw new Problem("hall.transfer_too_often", { times: ticket.transferCount });
  }
  const moved = requeue(ticket, serviceId, target, now);
  // What the other window does now, nobody has to do again later in the journey.
  const journey = moved.journey.filter((id, at) => at <= moved.journeyAt || id !== serviceId);
  return { ...moved, journey, transferCount: ticket.transferCount + 1 };
}

/** The next service of the journey begins, here or (by `requeue`) elsewhere. */
export function nextStop(ticket: Ticket, now: number): Ticket | undefined {
  demand(ticket, "serving");
  const serviceId = ticket.journey[ticket.journeyAt + 1];
  if (serviceId === undefined) return undefined;
  return { ...ticket, serviceId, journeyAt: ticket.journeyAt + 1, ...begins(now) };
}

export function finish(ticket: Ticket, staffId: string, rules: QueueRules, now: number): Ticket {
  demand(ticket, "serving");
  const until = now + rules.ratingOpenMs;
  return {
    ...ticket,
    state: "done",
    token: null,
    finishedAt: now,
    rateUntil: until,
    rateStaffId: staffId,
    dueAt: until,
  };
}

export function abandon(ticket: Ticket, now: number): Ticket {
  demand(ticket, "waiting", "called", "held", "missed");
  return {
    ...ticket,
    state: "abandoned",
    token: null,
    windowId: null,
    finishedAt: now,
    holdUntil: null,
    dueAt: null,
  };
}

export function voidOut(ticket: Ticket, now: number): Ticket {
  demand(ticket, "printing", "waiting", "missed");
  return { ...ticket, state: "void", token: null, finishedAt: now, dueAt: null };
}

export function addStop(ticket: Ticket, serviceId: string): Ticket {
  demand(ticket, "waiting", "called", "serving", "held");
  return { ...ticket, journey: [...ticket.journey, serviceId] };
}

/** Until when the holder may rate by phone; the evaluator asks for a shorter time. */
export const ratableUntil = (ticket: Ticket, rules: QueueRules): number =>
  ticket.state === "done" && ticket.ratedAt === null && ticket.rateStaffId !== null
    ? (ticket.finishedAt ?? 0) + rules.ratingPhoneMs
    : 0;
