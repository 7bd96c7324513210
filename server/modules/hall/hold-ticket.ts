/** The customer fetches a paper (挂起): the right is kept for a while and the window is free. */
import type { Context } from "../../foundation/context.ts";
import { autoCall, endStretch, ownWindow, ticketHere } from "./counter.ts";
import { lockHall } from "./queue.ts";
import { hold } from "./ticket.ts";

export type HoldTicket = { readonly ticketId: string; readonly reason: string };

/** @throws hall.window_not_yours, hall.ticket_not_here */
export async function holdTicket(ctx: Context, hallId: string, windowId: string, input: HoldTicket) {
  const queue = await lockHall(ctx, hallId);
  const window = ownWindow(ctx, queue, windowId);
  const ticket = ticketHere(queue, window, input.ticketId, "serving");
  await endStretch(ctx, queue, ticket, window, "held");
  const held = hold(ticket, queue.rules, queue.now);
  queue.record(ctx, held, "held", { windowId, reason: input.reason });
  autoCall(ctx, queue);
  await queue.save(ctx);
  return { queue, ticket: queue.ticket(ticket.id) };
}
