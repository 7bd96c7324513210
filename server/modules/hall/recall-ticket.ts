/** Calls again (重呼) whoever has not come yet: a few times, some seconds apart. */
import type { Context } from "../../foundation/context.ts";
import { announce, ownWindow, ticketHere } from "./counter.ts";
import { lockHall } from "./queue.ts";
import { recall } from "./ticket.ts";

/** @throws hall.window_not_yours, hall.ticket_not_here, hall.recall_too_soon, hall.recall_too_often */
export async function recallTicket(ctx: Context, hallId: string, windowId: string, ticketId: string) {
  const queue = await lockHall(ctx, hallId);
  const window = ownWindow(ctx, queue, windowId);
  const called = recall(ticketHere(queue, window, ticketId, "called"), queue.rules, queue.now);
  announce(queue, called);
  const ticket = queue.record(ctx, called, "recalled");
  await queue.save(ctx);
  return { queue, ticket };
}
