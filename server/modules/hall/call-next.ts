/** A window calls the next ticket of its hall. Windows calling at the same instant get different tickets. */
import type { Context } from "../../foundation/context.ts";
import { callForWindow, freeWindow } from "./counter.ts";
import { lockHall } from "./queue.ts";

/** @throws hall.window_not_yours, hall.window_paused, hall.window_busy */
export async function callNext(ctx: Context, hallId: string, windowId: string) {
  const queue = await lockHall(ctx, hallId);
  const window = freeWindow(ctx, queue, windowId);
  const ticket = callForWindow(ctx, queue, window);
  await queue.save(ctx);
  return { queue, ticket };
}
