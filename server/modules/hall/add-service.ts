/** One number for several services (一号多办): another stop is added to the ticket's journey. */
import type { Context } from "../../foundation/context.ts";
import { Problem } from "../../foundation/problem.ts";
import { lockHall } from "./queue.ts";
import { addStop, demand } from "./ticket.ts";

/** As many as a customer may name when taking the number. */
const stopsMax = 5;

/** @throws thing.not_found, hall.ticket_state, hall.service_unknown */
export async function addService(ctx: Context, hallId: string, ticketId: string, serviceId: string) {
  const queue = await lockHall(ctx, hallId, ticketId);
  const before = queue.ticket(ticketId);
  const service = queue.service(serviceId);
  if (service.isClosed) throw new Problem("hall.service_unknown");
  if (before.journey.length >= stopsMax) demand(before);
  const ticket = queue.record(ctx, addStop(before, serviceId), "service-added", { reason: service.code });
  await queue.save(ctx);
  return { queue, ticket };
}
