/** A number that should not be (作废): taken by mistake, torn, tried out. The number is not used again that day. */
import { audit, type Context } from "../../foundation/context.ts";
import { countTaken } from "./issue-ticket.ts";
import { lockHall } from "./queue.ts";
import { numberOf, voidOut } from "./ticket.ts";

/** @throws thing.not_found, hall.ticket_state */
export async function voidTicket(ctx: Context, hallId: string, ticketId: string, reason: string) {
  const queue = await lockHall(ctx, hallId, ticketId);
  const before = queue.ticket(ticketId);
  const ticket = queue.record(ctx, voidOut(before, queue.now), "voided", { reason });
  countTaken(queue, ticket.serviceId, -1);
  audit(ctx, {
    action: "hall.void_ticket",
    subject: `ticket:${ticketId}`,
    before: { number: numberOf(before), state: before.state },
    after: { state: ticket.state },
    reason,
  });
  await queue.save(ctx);
  return { queue, ticket };
}
