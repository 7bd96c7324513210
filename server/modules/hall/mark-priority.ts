/** The guide sees that somebody should go first (优待), or that a mark was wrong. The number on paper stays. */
import type { PriorityReason } from "../../../contracts/hall.ts";
import { audit, type Context } from "../../foundation/context.ts";
import { autoCall } from "./counter.ts";
import { learnFromTaking } from "./forecast.ts";
import { lockHall } from "./queue.ts";
import { priorityOf } from "./take-ticket.ts";
import { demand } from "./ticket.ts";

/** @throws thing.not_found, hall.ticket_state */
export async function markPriority(
  ctx: Context,
  hallId: string,
  ticketId: string,
  reason: PriorityReason | null,
) {
  const queue = await lockHall(ctx, hallId, ticketId);
  const before = queue.ticket(ticketId);
  demand(before, "printing", "waiting", "missed", "held");
  const unmarked = before.appointmentAt === null ? "ordinary" : "appointment";
  const priority = reason === null ? unmarked : await priorityOf(ctx, reason);
  const marked = { ...before, priority, priorityReason: reason };
  const ticket = queue.record(ctx, marked, "prioritised", { reason: reason ?? "mark removed" });
  if (before.priority === "ordinary") learnFromTaking(queue, priority);
  audit(ctx, {
    action: "hall.mark_priority",
    subject: `ticket:${ticketId}`,
    before: { priority: before.priority, reason: before.priorityReason },
    after: { priority, reason },
  });
  autoCall(ctx, queue);
  await queue.save(ctx);
  return { queue, ticket };
}
