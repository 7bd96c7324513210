/** The customer stands at the window: service begins (开始办理). */
import type { Context } from "../../foundation/context.ts";
import { ownWindow, ticketHere } from "./counter.ts";
import { lockHall } from "./queue.ts";
import { arrive } from "./ticket.ts";

/** @throws hall.window_not_yours, hall.ticket_not_here */
export async function markArrived(ctx: Context, hallId: string, windowId: string, ticketId: string) {
  const queue = await lockHall(ctx, hallId);
  const window = ownWindow(ctx, queue, windowId);
  const ticket = queue.record(
    ctx,
    arrive(ticketHere(queue, window, ticketId, "called"), queue.now),
    "arrived",
  );
  queue.memory = {
    ...queue.memory,
    recentCalls: queue.memory.recentCalls.map((line) =>
      line.ticketId === ticketId ? { ...line, arrived: true } : line,
    ),
  };
  await queue.save(ctx);
  return { queue, ticket };
}
