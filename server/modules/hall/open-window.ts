/** A clerk opens a window (开窗), or resumes after a pause. One clerk sits at one window. */
import { type Context, staffOf } from "../../foundation/context.ts";
import { violates } from "../../foundation/database.ts";
import { Problem } from "../../foundation/problem.ts";
import { findStaff } from "../identity/index.ts";
import { autoCall } from "./counter.ts";
import { tellWindow } from "./events.ts";
import { lockHall } from "./queue.ts";
import { beginStint, findWindowOf } from "./store/windows.ts";

/** @throws hall.window_taken, hall.window_elsewhere, thing.not_found */
export async function openWindow(ctx: Context, hallId: string, windowId: string, autoCalls: boolean) {
  const staff = staffOf(ctx);
  const queue = await lockHall(ctx, hallId);
  const window = queue.window(windowId);
  if (window.staffId && window.staffId !== staff.id)
    throw new Problem("hall.window_taken", { window: window.number, name: window.staffName ?? "" });
  const other = await findWindowOf(ctx, staff.id);
  if (other && other.id !== windowId) throw new Problem("hall.window_elsewhere", { window: other.number });
  const wasOpen = window.state === "open";
  const face = window.staffId ? window : await faceOf(ctx, staff.id, staff.name);
  const open = queue.putWindow({
    ...window,
    staffId: staff.id,
    staffName: face.staffName,
    staffNumber: face.staffNumber,
    state: "open",
    openedAt: window.openedAt ?? queue.now,
    autoCall: autoCalls,
    pauseReason: null,
    pausedAt: null,
    pauseUntil: null,
    pauseDueAt: null,
  });
  if (!wasOpen) {
    await beginStint(ctx, { hallId, windowId, staffId: staff.id, kind: "open", reason: null, at: queue.now });
    tellWindow(ctx, hallId, windowId, window.state === "paused" ? "resumed" : "opened", null);
  } else if (window.autoCall !== autoCalls) {
    // Nothing else may happen for long when nobody waits, and the desk shows the switch as the server has it.
    tellWindow(ctx, hallId, windowId, autoCalls ? "auto-call-on" : "auto-call-off", null);
  }
  autoCall(ctx, queue);
  try {
    await queue.save(ctx);
  } catch (error) {
    // The same clerk opened a window of another hall at this very moment: that queue's lock does not keep us apart.
    if (violates(error, "windows_one_per_clerk"))
      throw new Problem("hall.window_elsewhere", { window: window.number });
    throw error;
  }
  return { queue, window: open };
}

async function faceOf(ctx: Context, staffId: string, name: string) {
  const staff = await findStaff(ctx, staffId);
  return { staffName: staff?.name ?? name, staffNumber: staff?.staffNumber ?? null };
}
