/** The front of the hall: what a kiosk, and a phone before it has a number, shows. */
import type { Front, Reason } from "../../../../contracts/hall.ts";
import type { Context } from "../../../foundation/context.ts";
import { reasonsOf } from "../../catalogue/index.ts";
import { hallFace, missedWords, reasonAnswer, serviceOffers } from "../answers.ts";
import { fromMs } from "../store/rows.ts";
import { loadHall } from "./load.ts";

export async function loadFront(ctx: Context, hallId: string): Promise<Front> {
  const { queue, outlook } = await loadHall(ctx, hallId);
  return {
    hall: hallFace(queue),
    now: fromMs(queue.now),
    services: serviceOffers(queue, outlook),
    missedRule: missedWords(queue),
    priorityReasons: await priorityReasons(ctx),
    waiting: queue.waiting().length,
  };
}

export const priorityReasons = async (ctx: Context): Promise<Reason[]> =>
  (await reasonsOf(ctx, "priority")).map(reasonAnswer);
