/** A clerk or guide says whose ticket it is, corrects a wrong recognition, or undoes one. */
import { audit, type Context } from "../../foundation/context.ts";
import { Problem } from "../../foundation/problem.ts";
import { customerFace } from "../customers/index.ts";
import { maskName, refuseSecond } from "./issue-ticket.ts";
import { lockHall } from "./queue.ts";
import { tellNotTheirs, tellVisit } from "./tell-customer.ts";
import { demand } from "./ticket.ts";

/** @throws thing.not_found, hall.ticket_state, hall.already_waiting, customers.unknown */
export async function setTicketCustomer(
  ctx: Context,
  hallId: string,
  ticketId: string,
  customerId: string | null,
) {
  const queue = await lockHall(ctx, hallId, ticketId);
  const before = queue.ticket(ticketId);
  demand(before, "printing", "waiting", "called", "serving", "held", "missed", "done");
  if (before.customerId === customerId) return { queue, ticket: before };
  const face = customerId === null ? null : await customerFace(ctx, customerId);
  if (customerId !== null && !face) throw new Problem("customers.unknown");
  const found = { customerId: face?.id ?? null, personKey: null };
  if (before.finishedAt === null) refuseSecond(queue, found, [before.serviceId], before.id);
  // Told to the former customer first: what their page shows of this visit ends.
  if (before.customerId) tellNotTheirs(ctx, queue, before);
  const named = face ? maskName(face.name) : before.customerId ? null : before.customerName;
  const ticket = queue.record(
    ctx,
    { ...before, customerId: found.customerId, customerName: named },
    "recognised",
  );
  if (ticket.customerId) tellVisit(ctx, queue, ticket);
  audit(ctx, {
    action: "hall.ticket_customer",
    subject: `ticket:${ticketId}`,
    before: { customerId: before.customerId },
    after: { customerId: ticket.customerId },
  });
  await queue.save(ctx);
  return { queue, ticket };
}
