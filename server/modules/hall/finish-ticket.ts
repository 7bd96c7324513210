/** The service is over (办结): the next of the journey begins, or the customer is asked for a rating; with one key the next is called. */
import { type Context, staffOf } from "../../foundation/context.ts";
import { autoCall, callForWindow, endStretch, ownWindow, ticketHere } from "./counter.ts";
import { lockHall, type Queue, type Window } from "./queue.ts";
import type { Handling } from "./store/queue.ts";
import { finish, nextStop, requeue, type Ticket } from "./ticket.ts";

export type FinishTicket = {
  readonly ticketId: string;
  readonly outcome: Extract<Handling["ending"], "solved" | "accepted" | "referred" | "unsolved">;
  readonly note: string | null;
  readonly next: boolean;
};

/** @throws hall.window_not_yours, hall.ticket_not_here */
export async function finishTicket(ctx: Context, hallId: string, windowId: string, input: FinishTicket) {
  const queue = await lockHall(ctx, hallId);
  const window = ownWindow(ctx, queue, windowId);
  const ticket = ticketHere(queue, window, input.ticketId, "serving");
  await endStretch(ctx, queue, ticket, window, input.outcome);
  const noted = { ...ticket, note: input.note ?? ticket.note };
  const finished = goOn(ctx, queue, window, noted) ?? end(ctx, queue, window, noted, input.outcome);
  const stays = queue.at(window.id);
  const next =
    stays ?? (input.next && window.state === "open" ? callForWindow(ctx, queue, window) : undefined);
  autoCall(ctx, queue);
  await queue.save(ctx);
  return { queue, finished, ticket: next ?? queue.at(window.id) };
}

/** The next service of the journey: here if this window can, otherwise first in line elsewhere. */
function goOn(ctx: Context, queue: Queue, window: Window, ticket: Ticket): Ticket | undefined {
  const next = nextStop(ticket, queue.now);
  if (!next) return undefined;
  const staysHere = window.skills.has(queue.service(next.serviceId).code);
  const goes = staysHere ? next : requeue(next, next.serviceId, null, queue.now);
  return queue.record(ctx, goes, "service-finished", { windowId: window.id });
}

function end(ctx: Context, queue: Queue, window: Window, ticket: Ticket, outcome: string): Ticket {
  const done = finish(ticket, staffOf(ctx).id, queue.rules, queue.now);
  const served = { ...queue.memory.served, [window.id]: (queue.memory.served[window.id] ?? 0) + 1 };
  queue.memory = { ...queue.memory, served };
  return queue.record(ctx, done, "finished", { windowId: window.id, reason: outcome });
}
