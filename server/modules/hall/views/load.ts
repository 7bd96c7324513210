/** What the live views are made of: the queue as it stands and what lies before those who wait, loaded once per change. */
import type { Context } from "../../../foundation/context.ts";
import { type Outlook, outlookOf } from "../outlook.ts";
import { type Queue, readHall } from "../queue.ts";
import { listFinished } from "../store/tickets.ts";
import type { Ticket } from "../ticket.ts";

export type HallLoad = { readonly queue: Queue; readonly outlook: Outlook };

export async function loadHall(ctx: Context, hallId: string): Promise<HallLoad> {
  const queue = await readHall(ctx, hallId);
  return { queue, outlook: await outlookOf(ctx, queue) };
}

/** Long enough for a rating on the evaluator and for the desk's last customers. */
const finishedMs = 30 * 60_000;
const finishedMax = 300;

export type HallLoadWithFinished = HallLoad & { readonly finished: readonly Ticket[] };

export async function loadWithFinished(ctx: Context, hallId: string): Promise<HallLoadWithFinished> {
  const load = await loadHall(ctx, hallId);
  return {
    ...load,
    finished: await listFinished(ctx, hallId, load.queue.now - finishedMs, finishedMax),
  };
}
