/** The printer's word: paper came out and the ticket joins the queue, or it did not and the number is void. No ghosts. */
import type { Context } from "../../foundation/context.ts";
import { autoCall } from "./counter.ts";
import { countTaken } from "./issue-ticket.ts";
import { lockHall, type Queue } from "./queue.ts";
import { queueUp, type Ticket, voidOut } from "./ticket.ts";

export type PrintResult = { readonly ok: boolean; readonly error: string | null };

/**
 * A confirmation that comes again, or after the customer has been called already, changes nothing.
 * @throws thing.not_found, hall.ticket_state when the number is void by now
 */
export async function confirmPrint(ctx: Context, hallId: string, ticketId: string, result: PrintResult) {
  const queue = await lockHall(ctx, hallId, ticketId);
  const ticket = queue.ticket(ticketId);
  const isRepeat = result.ok ? ticket.queuedAt !== null && ticket.state !== "void" : ticket.state === "void";
  if (isRepeat) return { queue, ticket };
  if (result.ok) queue.record(ctx, { ...queueUp(ticket, queue.now), copies: ticket.copies + 1 }, "queued");
  else dropUnprinted(ctx, queue, ticket, result.error ?? "the printer reported a failure");
  autoCall(ctx, queue);
  await queue.save(ctx);
  return { queue, ticket: queue.ticket(ticketId) };
}

/** Nobody holds its paper: the number is void and its place in the day's quota free again. */
export function dropUnprinted(ctx: Context, queue: Queue, ticket: Ticket, error: string): void {
  const gone = voidOut(ticket, queue.now);
  countTaken(queue, ticket.serviceId, -1);
  queue.record(ctx, gone, "print-failed", { reason: error });
}
