/** The customer rates the service (评价): once, on the evaluator while it asks, or by phone for a while after. */
import type { Context } from "../../foundation/context.ts";
import { Problem } from "../../foundation/problem.ts";
import { tellUnhappy } from "./events.ts";
import { lockHall, type Queue } from "./queue.ts";
import { fromMs } from "./store/rows.ts";
import { insertRating, type Rating } from "./store/tickets.ts";
import { numberOf, ratableUntil, type Ticket } from "./ticket.ts";

export type RateTicket = Pick<Rating, "level" | "reasons" | "comment">;

/** @throws hall.rating_not_asked, hall.rating_twice, hall.rating_reason */
export async function rateAtWindow(
  ctx: Context,
  hallId: string,
  windowId: string,
  input: RateTicket & { readonly ticketId: string },
): Promise<void> {
  // A customer presses it, not the clerk: only the evaluator of this very window.
  if (ctx.actor.kind !== "device" || ctx.actor.windowId !== windowId) throw new Problem("thing.not_found");
  const queue = await lockHall(ctx, hallId, input.ticketId);
  queue.window(windowId);
  const ticket = queue.tickets.get(input.ticketId);
  if (!ticket || ticket.windowId !== windowId) throw new Problem("hall.rating_not_asked");
  await rate(ctx, queue, ticket, { ...input, channel: "pad" }, ticket.rateUntil ?? 0);
}

export async function rateByPhone(
  ctx: Context,
  queue: Queue,
  ticket: Ticket,
  input: RateTicket,
): Promise<void> {
  await rate(ctx, queue, ticket, { ...input, channel: "phone" }, ratableUntil(ticket, queue.rules));
}

async function rate(
  ctx: Context,
  queue: Queue,
  ticket: Ticket,
  rating: RateTicket & { channel: Rating["channel"] },
  until: number,
): Promise<void> {
  if (ticket.ratedAt !== null) throw new Problem("hall.rating_twice");
  if (ticket.state !== "done" || !ticket.rateStaffId || queue.now >= until)
    throw new Problem("hall.rating_not_asked");
  const isUnhappy = rating.level <= queue.rules.ratingUnhappy;
  if (isUnhappy && rating.reasons.length === 0) throw new Problem("hall.rating_reason", { field: "reasons" });
  const { level, reasons, comment, channel } = rating;
  await insertRating(ctx, {
    ticket,
    level,
    reasons: isUnhappy ? reasons : [],
    comment: comment || null,
    channel,
    at: queue.now,
  });
  queue.record(ctx, { ...ticket, ratedAt: queue.now, dueAt: null }, "rated", { reason: String(level) });
  if (isUnhappy) followUp(ctx, queue, ticket, level, reasons);
  await queue.save(ctx);
}

/** Handbook §5.4: the hall manager meets the customer within minutes, or calls within a working day. */
function followUp(
  ctx: Context,
  queue: Queue,
  ticket: Ticket,
  level: number,
  reasons: readonly string[],
): void {
  const answerBy = queue.now + queue.rules.ratingMeetMs;
  const number = numberOf(ticket);
  queue.alarm(ctx, {
    kind: "unhappy",
    level: level === 1 ? "red" : "orange",
    titleZh: `${number} 客户不满意，请立即接待`,
    titleEn: `Customer ${number} is not satisfied: meet them now`,
    windowId: ticket.windowId,
    ticketId: ticket.id,
    source: null,
    answerBy,
  });
  tellUnhappy(ctx, ticket, {
    level,
    reasons,
    staffId: ticket.rateStaffId ?? "",
    followUpBy: fromMs(answerBy),
  });
}
