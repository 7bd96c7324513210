/** The evaluator (评价器) of one window: who serves, and the question after each service. */
import type { Pad, Reason } from "../../../../contracts/hall.ts";
import type { Context } from "../../../foundation/context.ts";
import { reasonsOf } from "../../catalogue/index.ts";
import { reasonAnswer, staffFaceOf } from "../answers.ts";
import { fromMs } from "../store/rows.ts";
import { numberOf, type Ticket } from "../ticket.ts";
import { type HallLoadWithFinished, loadWithFinished } from "./load.ts";

export type PadLoad = HallLoadWithFinished & {
  readonly ratingReasons: readonly Reason[];
  readonly pauseReasons: readonly Reason[];
};

export async function loadPads(ctx: Context, hallId: string): Promise<PadLoad> {
  return {
    ...(await loadWithFinished(ctx, hallId)),
    ratingReasons: (await reasonsOf(ctx, "rating")).map(reasonAnswer),
    pauseReasons: (await reasonsOf(ctx, "pause")).map(reasonAnswer),
  };
}

/** The rating that a window's evaluator asks for now. */
export const ratingAsked = (finished: readonly Ticket[], windowId: string, now: number): Ticket | undefined =>
  finished.find(
    (ticket) =>
      ticket.windowId === windowId &&
      ticket.state === "done" &&
      ticket.ratedAt === null &&
      (ticket.rateUntil ?? 0) > now,
  );

export function projectPad(
  { queue, finished, ratingReasons, pauseReasons }: PadLoad,
  windowId: string,
): Pad | undefined {
  const window = queue.windows.get(windowId);
  if (!window) return undefined;
  const ticket = queue.at(windowId);
  const asked = ratingAsked(finished, windowId, queue.now);
  const pause = pauseReasons.find(({ code }) => code === window.pauseReason);
  return {
    hall: { name: queue.setup.name },
    now: fromMs(queue.now),
    window: {
      id: window.id,
      number: window.number,
      name: window.name,
      state: window.state,
      pauseReason: pause ? { zh: pause.zh, en: pause.en } : null,
    },
    staff: staffFaceOf(window),
    ticketNumber: ticket ? numberOf(ticket) : null,
    serving: ticket?.state === "serving",
    ask: asked ? { ticketId: asked.id, number: numberOf(asked), until: fromMs(asked.rateUntil ?? 0) } : null,
    reasons: [...ratingReasons],
  };
}
