/**
 * Who is called next (叫号规则): a pure choice over the tickets that wait. All instants are epoch milliseconds.
 *
 * A window that is free looks at the tickets whose service it can serve, and takes
 *
 * 1. an emergency, the earliest first;
 * 2. a ticket transferred from another window, by seniority: it has had its turn already;
 * 3. an appointment whose slot has come, if the ratio guard is open;
 * 4. whoever waits longer than the override (20 min), the longest first;
 * 5. the greatest score, which is the wait plus a bonus for priority (15 min) and for appointments (10 min);
 *    while the ratio guard is closed nobody has a bonus, so it is simply the earliest.
 *
 * The ratio guard closes when a call passes an earlier ordinary customer whom the same window could have served, and opens again
 * when the hall as well as this window has made two further calls: at most one call in three overtakes (1 of `callsPerOvertake`).
 * A preferred customer who is also the earliest passes nobody and is never held back by the guard.
 *
 * **How long an ordinary customer can be overtaken.** Let `t` be ordinary, `n` earlier tickets wait when `t` joins, `W`
 * windows serve its service and r be `callsPerOvertake`. Emergencies and transferred or returned numbers aside:
 *
 * - At most ⌊n / (r − 1)⌋ + W later customers are called before `t` by windows that serve `t` (`overtakesMax`).
 *   Proof: with the guard closed a window takes the earliest ticket it can serve, which is not later than `t`; so each of
 *   the o later customers closed the guard of a window. Among k calls of one window at most ⌈k / r⌉ ≤ (k + r − 1) / r do. Before `t`
 *   those windows make at most n + o calls, hence o ≤ (n + o + (r − 1) W) / r, which is o ≤ n / (r − 1) + W.
 * - Nobody who joins more than the greatest bonus (15 min) after `t` passes it, but for an appointment whose slot has come: a score is
 *   ordered like joining time less bonus.
 * - Once `t` has waited 20 minutes only those appointments pass it, one call in three at most; so `t` never starves while a window serves it.
 *
 * Source: handbook of service rules §5.2 (P0–P3, score, override, ratio 1 of 3), §5.3 (transfer, missed numbers).
 */
import type { QueueRules } from "./queue-rules.ts";

/** P0 emergency, P1 priority (优待), P2 appointment (预约), P3 ordinary. */
export type PriorityClass = "emergency" | "priority" | "appointment" | "ordinary";

/** A ticket that waits, as far as the calling rule cares. */
export interface WaitingTicket {
  readonly id: string;
  readonly serviceCode: string;
  readonly priority: PriorityClass;
  /** When it joined the queue; a transfer keeps it. */
  readonly queuedAt: number;
  /** The slot of an appointment. One who came too late for it counts as ordinary. */
  readonly slotAt?: number | undefined;
  /** Sent on by another window: goes first. */
  readonly transferred?: boolean | undefined;
  /** Not to be called earlier, for whatever reason the hall has. */
  readonly notBefore?: number | undefined;
  /** A missed number that came back: stands behind the hall's call number `call`, but no longer than `until`. */
  readonly behind?: { readonly call: number; readonly until: number } | undefined;
}

/** What a window can serve: service codes, or everything. */
export type Skills = ReadonlySet<string> | "all";

/** What the choice must remember. `sinceOvertake` counts calls after the last overtaking one, of the hall and of this window. */
export interface CallMemory {
  /** Calls the hall has made today. */
  readonly calls: number;
  readonly hallSinceOvertake: number;
  readonly windowSinceOvertake: number;
}

/** The memory of the first call of a day. */
export const freshMemory: CallMemory = {
  calls: 0,
  hallSinceOvertake: Number.MAX_SAFE_INTEGER,
  windowSinceOvertake: Number.MAX_SAFE_INTEGER,
};

export type CallReason = "emergency" | "transferred" | "appointment" | "overdue" | "score";

/** The ticket to call, why, and whether it passes an earlier ordinary customer. */
export interface Choice<Ticket extends WaitingTicket> {
  readonly ticket: Ticket;
  readonly because: CallReason;
  readonly overtakes: boolean;
}

/** The class in which a ticket queues: a late appointment is ordinary. */
export function standing(ticket: WaitingTicket, rules: QueueRules): PriorityClass {
  if (ticket.priority !== "appointment" || ticket.slotAt === undefined) return ticket.priority;
  return ticket.queuedAt > ticket.slotAt + rules.appointmentLateMs ? "ordinary" : "appointment";
}

/** Whether a ratio guard lets a preferred customer pass. */
export function mayOvertake(memory: CallMemory, rules: QueueRules): boolean {
  const pause = rules.callsPerOvertake - 1;
  return memory.hallSinceOvertake >= pause && memory.windowSinceOvertake >= pause;
}

/** How many later customers can at most be called before an ordinary one with `ahead` tickets before it and `windows` that serve it. */
export function overtakesMax(ahead: number, windows: number, rules: QueueRules): number {
  return Math.floor(ahead / (rules.callsPerOvertake - 1)) + windows;
}

/** The ticket that a free window calls next, or undefined when nobody waits whom it can serve. */
export function chooseNext<Ticket extends WaitingTicket>(
  waiting: readonly Ticket[],
  skills: Skills,
  memory: CallMemory,
  rules: QueueRules,
  now: number,
): Choice<Ticket> | undefined {
  const open = mayOvertake(memory, rules);
  let best: Ticket | undefined;
  let bestRank = Number.POSITIVE_INFINITY;
  let bestScore = 0;
  let earliestOrdinary = Number.POSITIVE_INFINITY;
  for (const ticket of waiting) {
    if (skills !== "all" && !skills.has(ticket.serviceCode)) continue;
    if (ticket.notBefore !== undefined && now < ticket.notBefore) continue;
    const group = standing(ticket, rules);
    const rank = isHeldBack(ticket, memory, now) ? lastResort : rankOf(ticket, group, open, rules, now);
    const score = rank === byScore ? scoreOf(ticket, group, open, rules, now) : precedence(ticket, rank, now);
    if (group === "ordinary" && rank !== lastResort && ticket.queuedAt < earliestOrdinary)
      earliestOrdinary = ticket.queuedAt;
    if (rank > bestRank || (rank === bestRank && best && !goesBefore(ticket, score, best, bestScore)))
      continue;
    best = ticket;
    bestRank = rank;
    bestScore = score;
  }
  if (!best) return undefined;
  return { ticket: best, because: reasons[bestRank] ?? "score", overtakes: earliestOrdinary < best.queuedAt };
}

/** What to remember after a call. Emergencies, transfers and numbers called by name stand outside the ratio: pass `aside`. */
export function afterCall(
  memory: CallMemory,
  choice: { because: CallReason; overtakes: boolean } | "aside",
): CallMemory {
  const calls = memory.calls + 1;
  if (choice === "aside" || choice.because === "emergency" || choice.because === "transferred")
    return { ...memory, calls };
  if (choice.overtakes) return { calls, hallSinceOvertake: 0, windowSinceOvertake: 0 };
  return {
    calls,
    hallSinceOvertake: memory.hallSinceOvertake + 1,
    windowSinceOvertake: memory.windowSinceOvertake + 1,
  };
}

const byScore = 4;
const lastResort = 5;
const reasons: readonly CallReason[] = [
  "emergency",
  "transferred",
  "appointment",
  "overdue",
  "score",
  "score",
];

/** A number that came back waits for its places, unless nobody else is there: then rank `lastResort` still finds it. */
function isHeldBack(ticket: WaitingTicket, memory: CallMemory, now: number): boolean {
  return ticket.behind !== undefined && memory.calls < ticket.behind.call && now < ticket.behind.until;
}

function rankOf(
  ticket: WaitingTicket,
  group: PriorityClass,
  open: boolean,
  rules: QueueRules,
  now: number,
): number {
  if (group === "emergency") return 0;
  if (ticket.transferred) return 1;
  if (open && group === "appointment" && ticket.slotAt !== undefined && now >= ticket.slotAt) return 2;
  return now - ticket.queuedAt > rules.overrideMs ? 3 : byScore;
}

function scoreOf(
  ticket: WaitingTicket,
  group: PriorityClass,
  open: boolean,
  rules: QueueRules,
  now: number,
): number {
  const bonus = !open
    ? 0
    : group === "priority"
      ? rules.priorityBonusMs
      : group === "appointment"
        ? rules.appointmentBonusMs
        : 0;
  return now - ticket.queuedAt + bonus;
}

/** Within the other ranks the longest wait goes first; among due appointments the earliest slot. */
function precedence(ticket: WaitingTicket, rank: number, now: number): number {
  return now - (rank === 2 ? (ticket.slotAt ?? ticket.queuedAt) : ticket.queuedAt);
}

/** Equal scores go by seniority, equal seniority by id, so that every process chooses alike. */
function goesBefore(a: WaitingTicket, scoreA: number, b: WaitingTicket, scoreB: number): boolean {
  if (scoreA !== scoreB) return scoreA > scoreB;
  if (a.queuedAt !== b.queuedAt) return a.queuedAt < b.queuedAt;
  return a.id < b.id;
}
