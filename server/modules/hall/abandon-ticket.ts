/** The customer does not wait any longer (弃号): told by the guide, by the customer's phone, or by time. */
import { audit, type Context } from "../../foundation/context.ts";
import { autoCall } from "./counter.ts";
import { lockHall, type Queue } from "./queue.ts";
import { abandon, type Ticket } from "./ticket.ts";

/** @throws thing.not_found, hall.ticket_state */
export async function abandonTicket(ctx: Context, hallId: string, ticketId: string, reason: string) {
  const queue = await lockHall(ctx, hallId, ticketId);
  const before = queue.ticket(ticketId);
  const ticket = giveUp(ctx, queue, before, reason);
  audit(ctx, {
    action: "hall.abandon_ticket",
    subject: `ticket:${ticketId}`,
    before: { state: before.state },
    after: { state: ticket.state },
    reason,
  });
  autoCall(ctx, queue);
  await queue.save(ctx);
  return { queue, ticket };
}

export function giveUp(ctx: Context, queue: Queue, ticket: Ticket, reason: string): Ticket {
  const left = abandon(ticket, queue.now);
  forgetCall(queue, ticket.id);
  return queue.record(ctx, left, "abandoned", { windowId: ticket.windowId, reason });
}

/** The displays stop calling a number that nobody will answer. */
export function forgetCall(queue: Queue, id: string): void {
  const recentCalls = queue.memory.recentCalls.filter(({ ticketId }) => ticketId !== id);
  queue.memory = { ...queue.memory, recentCalls };
}
