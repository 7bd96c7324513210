/** Hands a customer on (转移) to another service or window: seniority is kept, first in line there, at most a few times. */
import type { Context } from "../../foundation/context.ts";
import { Problem } from "../../foundation/problem.ts";
import { forgetCall } from "./abandon-ticket.ts";
import { autoCall, endStretch, ownWindow, ticketHere } from "./counter.ts";
import { lockHall, type Queue } from "./queue.ts";
import { type Ticket, transfer } from "./ticket.ts";

export type TransferTicket = {
  readonly ticketId: string;
  readonly serviceId: string | null;
  readonly windowId: string | null;
  readonly reason: string;
};

/** @throws hall.window_not_yours, hall.ticket_not_here, hall.transfer_too_often, hall.service_unknown, hall.ticket_skill */
export async function transferTicket(ctx: Context, hallId: string, windowId: string, input: TransferTicket) {
  const queue = await lockHall(ctx, hallId);
  const window = ownWindow(ctx, queue, windowId);
  const ticket = ticketHere(queue, window, input.ticketId, "called", "serving");
  const serviceId = input.serviceId ?? ticket.serviceId;
  if (serviceId === ticket.serviceId && (input.windowId === null || input.windowId === windowId))
    throw new Problem("request.invalid", { field: "body.serviceId" });
  refuseIncapable(queue, serviceId, input.windowId);
  const sent = transfer(ticket, serviceId, input.windowId, queue.rules, queue.now);
  await endTransferred(ctx, queue, ticket, windowId);
  forgetCall(queue, ticket.id);
  queue.record(ctx, sent, "transferred", { windowId, reason: input.reason });
  autoCall(ctx, queue);
  await queue.save(ctx);
  return { queue, ticket: queue.ticket(ticket.id) };
}

function refuseIncapable(queue: Queue, serviceId: string, targetId: string | null): void {
  const { code, name, isClosed } = queue.service(serviceId);
  if (isClosed) throw new Problem("hall.service_unknown");
  const targets = targetId === null ? [...queue.windows.values()] : [queue.window(targetId)];
  if (!targets.some(({ skills }) => skills.has(code)))
    throw new Problem("hall.ticket_skill", { service: name.zh });
}

async function endTransferred(ctx: Context, queue: Queue, ticket: Ticket, windowId: string): Promise<void> {
  if (ticket.state === "serving") await endStretch(ctx, queue, ticket, queue.window(windowId), "transferred");
}
