/** A clerk leaves the window for a while (暂停服务): with a reason, within its limit, and never the last of a kind. */
import { type Context, staffOf } from "../../foundation/context.ts";
import { Problem } from "../../foundation/problem.ts";
import { reasonsOf } from "../catalogue/index.ts";
import { ownWindow, refuseBusy } from "./counter.ts";
import { tellWindow } from "./events.ts";
import { lockHall, type Queue, type Window } from "./queue.ts";
import { beginStint } from "./store/windows.ts";

export const windowWords = { closed: "已关窗 closed", open: "营业中 open", paused: "暂停 paused" } as const;

/** @throws hall.window_not_yours, hall.window_state, hall.window_busy, hall.pause_reason, hall.pause_last_of_kind */
export async function pauseWindow(ctx: Context, hallId: string, windowId: string, code: string) {
  const queue = await lockHall(ctx, hallId);
  const window = ownWindow(ctx, queue, windowId);
  if (window.state !== "open") throw new Problem("hall.window_state", { state: windowWords[window.state] });
  refuseBusy(queue, window);
  const reason = (await reasonsOf(ctx, "pause")).find((one) => one.code === code);
  if (!reason) throw new Problem("hall.pause_reason", { field: "reason" });
  refuseLastOfKind(queue, window);
  const limitMs = reason.limitMinutes === null ? queue.rules.pauseMs : reason.limitMinutes * 60_000;
  const paused = queue.putWindow({
    ...window,
    state: "paused",
    pauseReason: code,
    pausedAt: queue.now,
    pauseUntil: queue.now + limitMs,
    pauseDueAt: queue.now + limitMs,
  });
  await beginStint(ctx, {
    hallId,
    windowId,
    staffId: staffOf(ctx).id,
    kind: "paused",
    reason: code,
    at: queue.now,
  });
  tellWindow(ctx, hallId, windowId, "paused", code);
  await queue.save(ctx);
  return { queue, window: paused };
}

/** Handbook §5.3: a pause must not leave those who wait without any window that serves them. */
function refuseLastOfKind(queue: Queue, window: Window): void {
  const others = [...queue.windows.values()].filter((one) => one.id !== window.id && one.state === "open");
  for (const ticket of queue.waiting()) {
    const { code, name } = queue.service(ticket.serviceId);
    if (window.skills.has(code) && !others.some(({ skills }) => skills.has(code)))
      throw new Problem("hall.pause_last_of_kind", { service: name.zh });
  }
}
