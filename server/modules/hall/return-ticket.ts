/** A missed number comes back (过号激活) by the published rule. */
import type { Context } from "../../foundation/context.ts";
import { autoCall } from "./counter.ts";
import { lockHall, type Queue } from "./queue.ts";
import { giveBack, type Ticket } from "./ticket.ts";

/** @throws thing.not_found, hall.ticket_state, hall.missed_expired, hall.missed_too_often */
export async function returnTicket(ctx: Context, hallId: string, ticketId: string) {
  const queue = await lockHall(ctx, hallId, ticketId);
  bringBack(ctx, queue, queue.ticket(ticketId));
  await queue.save(ctx);
  return { queue, ticket: queue.ticket(ticketId) };
}

export function bringBack(ctx: Context, queue: Queue, ticket: Ticket): void {
  queue.record(ctx, giveBack(ticket, queue.memory.calls, queue.rules, queue.now), "returned");
  autoCall(ctx, queue);
}
