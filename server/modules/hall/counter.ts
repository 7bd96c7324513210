/** What the commands at a window have in common: whose window, which ticket, calling, and the end of a stretch of service. */
import { type Context, staffOf } from "../../foundation/context.ts";
import { Problem } from "../../foundation/problem.ts";
import { type TicketAction, tellLongWait } from "./events.ts";
import { codeOf, learnFromService, modelOf } from "./forecast.ts";
import type { Queue, Window } from "./queue.ts";
import { afterCall, type CallMemory, chooseNext } from "./rules/calling-rule.ts";
import type { Handling, RecentCall } from "./store/queue.ts";
import { asWaiting, call, isAtWindow, numberOf, type Ticket } from "./ticket.ts";

/** How many calls the displays remember. */
const recentCallsMax = 12;

/** The window, if the acting clerk sits there. @throws thing.not_found, hall.window_not_yours */
export function ownWindow(ctx: Context, queue: Queue, windowId: string): Window {
  const window = queue.window(windowId);
  if (window.staffId !== staffOf(ctx).id) throw new Problem("hall.window_not_yours");
  return window;
}

/** Their window, open and without a customer. @throws hall.window_paused, hall.window_busy */
export function freeWindow(ctx: Context, queue: Queue, windowId: string): Window {
  const window = ownWindow(ctx, queue, windowId);
  if (window.state === "paused") throw new Problem("hall.window_paused");
  refuseBusy(queue, window);
  return window;
}

export function refuseBusy(queue: Queue, window: Window): void {
  const ticket = queue.at(window.id);
  if (ticket) throw new Problem("hall.window_busy", { number: numberOf(ticket) });
}

/** The ticket that the clerk names, if it is at the window in this state. @throws hall.ticket_not_here */
export function ticketHere(
  queue: Queue,
  window: Window,
  ticketId: string,
  ...states: Ticket["state"][]
): Ticket {
  const ticket = queue.tickets.get(ticketId);
  if (!ticket || ticket.windowId !== window.id || !isAtWindow(ticket) || !states.includes(ticket.state))
    throw new Problem("hall.ticket_not_here");
  return ticket;
}

/** Calls the next ticket to a free window by the published rule; undefined when nobody waits for it. */
export function callForWindow(ctx: Context, queue: Queue, window: Window): Ticket | undefined {
  const waiting = queue
    .waiting()
    .filter(({ targetWindowId }) => targetWindowId === null || targetWindowId === window.id)
    .map((ticket) => asWaiting(ticket, codeOf(queue, ticket)));
  const memory = memoryOf(queue, window);
  const choice = chooseNext(waiting, window.skills, memory, queue.rules, queue.now);
  if (!choice) return undefined;
  remember(queue, window, afterCall(memory, choice));
  return makeCall(ctx, queue, window, queue.ticket(choice.ticket.id), "called", choice.because);
}

/** Calls a ticket that a person chose: outside the ratio of the rule. */
export function callAside(
  ctx: Context,
  queue: Queue,
  window: Window,
  ticket: Ticket,
  reason: string,
): Ticket {
  remember(queue, window, afterCall(memoryOf(queue, window), "aside"));
  return makeCall(ctx, queue, window, ticket, "called-by-number", reason);
}

function makeCall(
  ctx: Context,
  queue: Queue,
  window: Window,
  ticket: Ticket,
  action: TicketAction,
  reason: string,
): Ticket {
  const called = call(ticket, window.id, queue.rules, queue.now);
  announce(queue, called);
  const waited = queue.now - (ticket.queuedAt ?? ticket.takenAt);
  if (waited > queue.rules.waitPromiseMs && ticket.firstCalledAt === null)
    tellLongWait(ctx, called, Math.round(waited / 1000), queue.rules.waitPromiseMs / 1000);
  return queue.record(ctx, called, action, { reason });
}

/** What the displays show: the newest call first, a repeated one with a higher count. */
export function announce(queue: Queue, ticket: Ticket): void {
  if (!ticket.windowId) return;
  const line: RecentCall = {
    ticketId: ticket.id,
    number: numberOf(ticket),
    windowId: ticket.windowId,
    at: queue.now,
    times: ticket.callCount,
    arrived: false,
  };
  const others = queue.memory.recentCalls.filter(({ ticketId }) => ticketId !== ticket.id);
  queue.memory = { ...queue.memory, recentCalls: [line, ...others].slice(0, recentCallsMax) };
}

/** Windows whose clerk chose auto-call get their next customer as soon as there is one. */
export function autoCall(ctx: Context, queue: Queue): void {
  for (const window of queue.windows.values())
    if (window.autoCall && window.state === "open" && !queue.at(window.id)) callForWindow(ctx, queue, window);
}

/** Writes down a stretch of service that ends now, and teaches the forecast. */
export async function endStretch(
  ctx: Context,
  queue: Queue,
  ticket: Ticket,
  window: Window,
  ending: Handling["ending"],
): Promise<void> {
  const startedAt = ticket.startedAt ?? queue.now;
  const calledAt = Math.min(ticket.calledAt ?? startedAt, startedAt);
  queue.handled({
    day: ticket.day,
    ticketId: ticket.id,
    serviceId: ticket.serviceId,
    windowId: window.id,
    staffId: staffOf(ctx).id,
    waitedFrom: Math.min(ticket.waitingSince ?? calledAt, calledAt),
    calledAt,
    startedAt,
    endedAt: queue.now,
    ending,
  });
  if (ending === "held") return;
  learnFromService(queue, await modelOf(ctx, queue), codeOf(queue, ticket), queue.now - calledAt);
}

const memoryOf = (queue: Queue, window: Window): CallMemory => ({
  calls: queue.memory.calls,
  hallSinceOvertake: queue.memory.hallSinceOvertake,
  windowSinceOvertake: queue.memory.sinceOvertake[window.id] ?? Number.MAX_SAFE_INTEGER,
});

function remember(queue: Queue, window: Window, after: CallMemory): void {
  queue.memory = {
    ...queue.memory,
    calls: after.calls,
    hallSinceOvertake: Math.min(after.hallSinceOvertake, Number.MAX_SAFE_INTEGER),
    sinceOvertake: {
      ...queue.memory.sinceOvertake,
      [window.id]: Math.min(after.windowSinceOvertake, Number.MAX_SAFE_INTEGER),
    },
  };
}
