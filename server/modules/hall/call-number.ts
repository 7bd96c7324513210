/** A clerk calls a certain number out of turn; the reason is kept in trail and audit. */
import { audit, type Context } from "../../foundation/context.ts";
import { Problem } from "../../foundation/problem.ts";
import { callAside, freeWindow } from "./counter.ts";
import { lockHall } from "./queue.ts";
import { demand, numberOf } from "./ticket.ts";

export type CallNumber = { readonly ticketId: string; readonly reason: string };

/** @throws hall.window_*, hall.ticket_state, hall.ticket_skill, thing.not_found */
export async function callNumber(ctx: Context, hallId: string, windowId: string, input: CallNumber) {
  const queue = await lockHall(ctx, hallId, input.ticketId);
  const window = freeWindow(ctx, queue, windowId);
  const ticket = queue.ticket(input.ticketId);
  demand(ticket, "waiting", "missed");
  const service = queue.service(ticket.serviceId);
  if (!window.skills.has(service.code)) throw new Problem("hall.ticket_skill", { service: service.name.zh });
  const called = callAside(ctx, queue, window, ticket, input.reason);
  audit(ctx, {
    action: "hall.call_number",
    subject: `ticket:${ticket.id}`,
    before: { number: numberOf(ticket), state: ticket.state },
    after: { state: called.state, windowId },
    reason: input.reason,
  });
  await queue.save(ctx);
  return { queue, ticket: called };
}
