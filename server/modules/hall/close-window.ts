/** A clerk closes the window (关窗). After closing time the last one to close ends the day for those who still wait. */
import type { Context } from "../../foundation/context.ts";
import { Problem } from "../../foundation/problem.ts";
import { giveUp } from "./abandon-ticket.ts";
import { ownWindow, refuseBusy } from "./counter.ts";
import { tellWindow } from "./events.ts";
import { windowWords } from "./pause-window.ts";
import { lockHall, type Queue, type Window } from "./queue.ts";
import { endStint } from "./store/windows.ts";

/** @throws hall.window_not_yours, hall.window_state, hall.window_busy */
export async function closeWindow(ctx: Context, hallId: string, windowId: string) {
  const queue = await lockHall(ctx, hallId);
  if (queue.window(windowId).state === "closed")
    throw new Problem("hall.window_state", { state: windowWords.closed });
  const window = ownWindow(ctx, queue, windowId);
  refuseBusy(queue, window);
  const closed = await shut(ctx, queue, window, null);
  endDayWhenOver(ctx, queue);
  await queue.save(ctx);
  return { queue, window: closed };
}

async function shut(ctx: Context, queue: Queue, window: Window, reason: string | null): Promise<Window> {
  releaseTarget(queue, window.id);
  await endStint(ctx, window.id, queue.now);
  tellWindow(ctx, queue.hallId, window.id, "closed", reason);
  return queue.putWindow({
    ...window,
    state: "closed",
    staffId: null,
    staffName: null,
    staffNumber: null,
    openedAt: null,
    autoCall: false,
    pauseReason: null,
    pausedAt: null,
    pauseUntil: null,
    pauseDueAt: null,
  });
}

/** Windows that nobody closed in the evening, once they have no customer. */
export async function closeForgotten(ctx: Context, queue: Queue): Promise<void> {
  for (const window of queue.windows.values())
    if (window.state !== "closed" && !queue.at(window.id)) await shut(ctx, queue, window, "end of the day");
}

/** Whoever was sent to this window may be called by any other that serves them. */
function releaseTarget(queue: Queue, windowId: string): void {
  for (const ticket of queue.waiting())
    if (ticket.targetWindowId === windowId) queue.put({ ...ticket, targetWindowId: null });
}

/** HALL-T9: who holds a number is served; only when the doors and all windows are closed is the wait over. */
export function endDayWhenOver(ctx: Context, queue: Queue): void {
  if (!queue.isPastClosing() || queue.isWorking()) return;
  for (const ticket of queue.tickets.values())
    if (["waiting", "held", "missed"].includes(ticket.state))
      giveUp(ctx, queue, ticket, "the hall has closed");
}
