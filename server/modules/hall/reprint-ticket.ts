/** Prints a number again: the same number, a copy count on the paper, a reason in the trail. */
import type { Context } from "../../foundation/context.ts";
import { lockHall } from "./queue.ts";
import { demand } from "./ticket.ts";

/** @throws thing.not_found, hall.ticket_state */
export async function reprintTicket(ctx: Context, hallId: string, ticketId: string, reason: string) {
  const queue = await lockHall(ctx, hallId, ticketId);
  const ticket = queue.ticket(ticketId);
  demand(ticket, "printing", "waiting", "called", "held", "missed");
  const copied = queue.record(ctx, { ...ticket, copies: ticket.copies + 1 }, "reprinted", { reason });
  await queue.save(ctx);
  return { queue, ticket: copied };
}
