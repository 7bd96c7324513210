/** The customer is back with the paper (恢复): served at once, at this or any capable window. */
import type { Context } from "../../foundation/context.ts";
import { Problem } from "../../foundation/problem.ts";
import { freeWindow } from "./counter.ts";
import { lockHall } from "./queue.ts";
import { resume } from "./ticket.ts";

/** @throws hall.window_*, hall.ticket_state, hall.ticket_skill, thing.not_found */
export async function resumeTicket(ctx: Context, hallId: string, windowId: string, ticketId: string) {
  const queue = await lockHall(ctx, hallId, ticketId);
  const window = freeWindow(ctx, queue, windowId);
  const held = queue.ticket(ticketId);
  const resumed = resume(held, windowId, queue.now);
  const { code, name } = queue.service(held.serviceId);
  if (!window.skills.has(code)) throw new Problem("hall.ticket_skill", { service: name.zh });
  const ticket = queue.record(ctx, resumed, "resumed");
  await queue.save(ctx);
  return { queue, ticket };
}
