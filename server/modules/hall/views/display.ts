/** The hall's big screen (综合屏). Numbers only: nobody's name. */
import type { Display } from "../../../../contracts/hall.ts";
import type { Context } from "../../../foundation/context.ts";
import { hallFace, missedWords, serviceOffers } from "../answers.ts";
import { numberAt } from "../queue.ts";
import { fromMs } from "../store/rows.ts";
import { numberOf } from "../ticket.ts";
import { loadHall } from "./load.ts";

export async function loadDisplay(ctx: Context, hallId: string): Promise<Display> {
  const { queue, outlook } = await loadHall(ctx, hallId);
  const tickets = [...queue.tickets.values()];
  return {
    hall: hallFace(queue),
    now: fromMs(queue.now),
    calls: queue.memory.recentCalls.flatMap((call) => {
      const window = queue.windows.get(call.windowId);
      if (!window) return [];
      return {
        ticketId: call.ticketId,
        number: call.number,
        windowNumber: window.number,
        windowName: window.name,
        calledAt: fromMs(call.at),
        times: call.times,
        arrived: call.arrived,
      };
    }),
    windows: [...queue.windows.values()].map((window) => ({
      number: window.number,
      name: window.name,
      state: window.state,
      ticketNumber: numberAt(queue, window.id) || null,
    })),
    services: serviceOffers(queue, outlook).map(({ code, letter, name, waiting, wait }) => ({
      code,
      letter,
      name,
      waiting,
      wait,
    })),
    missed: tickets.filter(({ state }) => state === "missed").map(numberOf),
    missedRule: missedWords(queue),
    waiting: queue.waiting().length,
  };
}
