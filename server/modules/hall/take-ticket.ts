/** A customer takes a number: at a kiosk, from the guide, or from a clerk. */
import type { PriorityReason } from "../../../contracts/hall.ts";
import { actorKey, type Context } from "../../foundation/context.ts";
import { Problem } from "../../foundation/problem.ts";
import { reasonsOf } from "../catalogue/index.ts";
import { acceptServices } from "../customers/index.ts";
import { autoCall } from "./counter.ts";
import { openCustomerKey } from "./customer-key.ts";
import { issueTicket } from "./issue-ticket.ts";
import { lockHall, type Queue } from "./queue.ts";
import type { Ticket } from "./ticket.ts";

export type TakeTicket = {
  readonly serviceIds: readonly string[];
  readonly priorityReason: PriorityReason | null;
  readonly language: Ticket["language"];
  readonly largeType: boolean;
  readonly print: boolean;
  readonly customerName: string | null;
  readonly phone: string | null;
  readonly personKey: string | null;
  readonly customerKey: string | null;
};

/** @throws the refusals of `issueTicket`, hall.not_at_kiosk, hall.too_many_tickets, hall.customer_key */
export async function takeTicket(ctx: Context, hallId: string, input: TakeTicket) {
  const queue = await lockHall(ctx, hallId);
  const channel = channelOf(ctx, queue);
  if (channel === "kiosk") {
    refuseFromKiosk(queue, input.serviceIds);
    countTaker(queue, actorKey(ctx.actor), queue.rules.takesPerDevice);
  }
  const known = input.customerKey === null ? null : openCustomerKey(ctx, hallId, input.customerKey);
  const priorityReason = input.priorityReason ?? known?.priorityReason ?? null;
  const ticket = await issueTicket(ctx, queue, {
    ...input,
    ...(known && { customerName: known.maskedName, customerId: known.customerId }),
    largeType: input.largeType || (known?.largeType ?? false),
    priorityReason,
    priority: await priorityOf(ctx, priorityReason),
    channel,
    takenBy: actorKey(ctx.actor),
  });
  if (known) {
    const codes = ticket.journey.map((id) => queue.service(id).code);
    await acceptServices(ctx, known.customerId, channel === "kiosk" ? "kiosk" : "guide", codes);
  }
  autoCall(ctx, queue);
  await queue.save(ctx);
  return { queue, ticket: queue.ticket(ticket.id) };
}

function channelOf(ctx: Context, queue: Queue): Ticket["channel"] {
  const { actor } = ctx;
  if (actor.kind === "device") return "kiosk";
  const isClerk =
    actor.kind === "staff" && [...queue.windows.values()].some(({ staffId }) => staffId === actor.id);
  return isClerk ? "desk" : "guide";
}

function refuseFromKiosk(queue: Queue, serviceIds: readonly string[]): void {
  for (const id of serviceIds) {
    const service = queue.service(id);
    if (!service.atKiosk) throw new Problem("hall.not_at_kiosk", { service: service.name.zh });
  }
}

/** Which reason gives which class is catalogue data. @throws request.invalid for a reason that is not in use */
export async function priorityOf(ctx: Context, reason: PriorityReason | null): Promise<Ticket["priority"]> {
  if (reason === null) return "ordinary";
  const found = (await reasonsOf(ctx, "priority")).find(({ code }) => code === reason);
  if (!found) throw new Problem("request.invalid", { field: "priorityReason" });
  return found.effect === "emergency" ? "emergency" : "priority";
}

/**
 * Counts what one kiosk or address takes within a minute of business time, in the queue's own row.
 * @throws hall.too_many_tickets
 */
export function countTaker(queue: Queue, taker: string, limit: number): void {
  const since = queue.now - 60_000;
  const takers: Record<string, readonly number[]> = {};
  for (const [name, times] of Object.entries(queue.memory.takers)) {
    const recent = times.filter((at) => at > since);
    if (recent.length > 0) takers[name] = recent;
  }
  const mine = takers[taker] ?? [];
  if (mine.length >= limit) throw new Problem("hall.too_many_tickets", { limit });
  queue.memory = { ...queue.memory, takers: { ...takers, [taker]: [...mine, queue.now] } };
}
