/** The hall floor: the guide's tablet and the manager's wall. */
import type { Alert, Floor, TodayFigures } from "../../../../contracts/hall.ts";
import type { Context } from "../../../foundation/context.ts";
import { hallFace, missedWords, serviceOffers, ticketAnswer, windowAnswer } from "../answers.ts";
import type { Queue } from "../queue.ts";
import { fromMs } from "../store/rows.ts";
import { curveOf, type Figures, openAlerts, type Today, todayOf } from "../store/today.ts";
import { isAlive } from "../ticket.ts";
import { priorityReasons } from "./front.ts";
import { loadHall } from "./load.ts";

const ticketsMax = 500;

export async function loadFloor(ctx: Context, hallId: string): Promise<Floor> {
  const { queue, outlook } = await loadHall(ctx, hallId);
  const alerts = await openAlerts(ctx, hallId);
  const today = await figuresOf(ctx, queue);
  const curve = await curveOf(ctx, hallId, queue.day);
  const others = [...queue.tickets.values()].filter((one) => isAlive(one) && one.state !== "waiting");
  return {
    hall: hallFace(queue),
    now: fromMs(queue.now),
    windows: [...queue.windows.values()].map((window) => windowAnswer(queue, window)),
    tickets: [...outlook.order, ...others]
      .slice(0, ticketsMax)
      .map((ticket) => ticketAnswer(queue, ticket, outlook)),
    services: serviceOffers(queue, outlook),
    alerts,
    today: withWaiting(today.hall, queue.waiting().length),
    curve: curve.map(({ from, ...point }) => ({ ...point, from: from.toString() })),
    level: levelOf(alerts),
    priorityReasons: await priorityReasons(ctx),
    missedRule: missedWords(queue),
    waitPromiseS: queue.rules.waitPromiseMs / 1000,
  };
}

export const figuresOf = (ctx: Context, queue: Queue): Promise<Today> =>
  todayOf(ctx, queue.hallId, queue.day, {
    promiseS: queue.rules.waitPromiseMs / 1000,
    satisfied: queue.rules.ratingSatisfied,
  });

export const withWaiting = (figures: Figures, waiting: number): TodayFigures => ({ ...figures, waiting });

/** As crowded as the open crowding alert says. */
function levelOf(alerts: readonly Alert[]): Floor["level"] {
  const level = alerts.find(({ kind }) => kind === "crowding")?.level;
  return level === undefined || level === "info" ? "green" : level;
}
