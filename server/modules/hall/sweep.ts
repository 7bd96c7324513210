/**
 * What time alone brings about in a hall: unconfirmed prints, no-shows, expired holds and missed numbers, ratings that
 * nobody gave, pauses that last too long, closing time and midnight. Everything has its instant in a column `due_at`, so
 * a sweep finds only what is due; it may be cut off anywhere and run side by side.
 */
import type { Context } from "../../foundation/context.ts";
import { newId } from "../../foundation/ids.ts";
import { command, type Platform } from "../../foundation/transaction.ts";
import { giveUp } from "./abandon-ticket.ts";
import { closeForgotten, endDayWhenOver } from "./close-window.ts";
import { dropUnprinted } from "./confirm-print.ts";
import { autoCall } from "./counter.ts";
import { closingOf, endOfDay } from "./day-times.ts";
import { tellWindow } from "./events.ts";
import { passOver } from "./mark-missed.ts";
import { lockHall, type Queue } from "./queue.ts";
import { clearPastDays, dueHalls, hasPastDays, listUnrated } from "./store/due.ts";
import type { Ticket } from "./ticket.ts";

/** All halls of all companies in which something is due. One transaction per hall. */
export async function sweepHalls(platform: Platform): Promise<void> {
  const now = platform.clock.now();
  const failures: unknown[] = [];
  for (const { orgId, hallId } of await dueHalls(platform.db, now)) {
    const call = { actor: { kind: "system", orgIds: [orgId] }, orgId, requestId: newId() } as const;
    try {
      await command(platform, call, (ctx) => sweepHall(ctx, hallId));
    } catch (error) {
      // One hall's trouble is not the others'.
      failures.push(error);
    }
  }
  if (failures.length > 0) throw new AggregateError(failures, "some halls could not be swept");
}

export async function sweepHall(ctx: Context, hallId: string): Promise<void> {
  const queue = await lockHall(ctx, hallId);
  for (const ticket of await listUnrated(ctx, hallId, queue.now)) {
    if (ticket.dueAt !== null) queue.record(ctx, { ...ticket, dueAt: null }, "unrated");
  }
  for (const ticket of queue.tickets.values()) {
    if (ticket.dueAt !== null && ticket.dueAt <= queue.now) expire(ctx, queue, ticket);
  }
  for (const window of queue.windows.values()) {
    if (window.pauseDueAt !== null && window.pauseDueAt <= queue.now) tellOverrun(ctx, queue, window.id);
  }
  if (queue.dueAt !== undefined && queue.now >= queue.dueAt) {
    const closing = closingOf(queue.spans, queue.day);
    queue.dueAt = closing !== undefined && closing > queue.now ? closing : endOfDay(queue.day);
    queue.touch();
    endDayWhenOver(ctx, queue);
  }
  if (await hasPastDays(ctx, hallId, queue.day, queue.now)) await endPastDays(ctx, queue);
  autoCall(ctx, queue);
  await queue.save(ctx);
}

function expire(ctx: Context, queue: Queue, ticket: Ticket): void {
  switch (ticket.state) {
    case "printing":
      dropUnprinted(ctx, queue, ticket, "print not confirmed");
      return;
    case "called":
      passOver(ctx, queue, ticket, "no show");
      return;
    case "held":
      passOver(ctx, queue, ticket, "hold expired");
      return;
    case "missed":
      giveUp(ctx, queue, ticket, "missed too long ago");
      return;
    default:
      return;
  }
}

function tellOverrun(ctx: Context, queue: Queue, windowId: string): void {
  const window = queue.window(windowId);
  queue.putWindow({ ...window, pauseDueAt: null });
  tellWindow(ctx, queue.hallId, windowId, "pause-overrun", window.pauseReason);
  queue.alarm(ctx, {
    kind: "pause-overrun",
    level: "yellow",
    titleZh: `${window.number} 号窗口暂停超时`,
    titleEn: `Window ${window.number} has paused too long`,
    windowId,
    ticketId: null,
    source: null,
    answerBy: null,
  });
}

/** Midnight: who still waits from a day before goes home; business in hand is finished; forgotten windows are closed. */
async function endPastDays(ctx: Context, queue: Queue): Promise<void> {
  for (const ticket of queue.tickets.values()) {
    if (ticket.day >= queue.day) continue;
    if (ticket.state === "printing") dropUnprinted(ctx, queue, ticket, "print not confirmed");
    else if (["waiting", "held", "missed"].includes(ticket.state))
      giveUp(ctx, queue, ticket, "the day is over");
  }
  await closeForgotten(ctx, queue);
  await clearPastDays(ctx, queue.hallId, queue.day);
}
