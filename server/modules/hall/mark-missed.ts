/** Nobody came (过号): the clerk passes the number over, or time does. */
import type { Context } from "../../foundation/context.ts";
import { Problem } from "../../foundation/problem.ts";
import { forgetCall } from "./abandon-ticket.ts";
import { autoCall, ownWindow, ticketHere } from "./counter.ts";
import { lockHall, type Queue } from "./queue.ts";
import { miss, type Ticket } from "./ticket.ts";

/** @throws hall.window_not_yours, hall.ticket_not_here, hall.missed_too_soon */
export async function markMissed(ctx: Context, hallId: string, windowId: string, ticketId: string) {
  const queue = await lockHall(ctx, hallId);
  const window = ownWindow(ctx, queue, windowId);
  const ticket = ticketHere(queue, window, ticketId, "called");
  const { missedAfterMs } = queue.rules;
  if (queue.now - (ticket.lastCallAt ?? queue.now) < missedAfterMs)
    throw new Problem("hall.missed_too_soon", { seconds: missedAfterMs / 1000 });
  passOver(ctx, queue, ticket, null);
  autoCall(ctx, queue);
  await queue.save(ctx);
  return { queue, ticket: queue.ticket(ticketId) };
}

/** Missed, or given up when it was the last allowed miss. */
export function passOver(ctx: Context, queue: Queue, ticket: Ticket, reason: string | null): Ticket {
  const passed = miss(ticket, queue.rules, queue.now);
  forgetCall(queue, ticket.id);
  const action = passed.state === "missed" ? "missed" : "abandoned";
  const why = passed.state === "missed" ? reason : (reason ?? "missed too often");
  return queue.record(ctx, passed, action, { windowId: ticket.windowId, reason: why });
}
