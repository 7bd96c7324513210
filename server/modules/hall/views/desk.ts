/** The clerk's desk (窗口工作台): one load per hall, projected for each window. */
import type { Alert, Desk, Reason } from "../../../../contracts/hall.ts";
import type { Context } from "../../../foundation/context.ts";
import { reasonsOf } from "../../catalogue/index.ts";
import {
  hallFace,
  missedWords,
  reasonAnswer,
  serviceOffers,
  ticketAnswer,
  windowAnswer,
} from "../answers.ts";
import { codeOf } from "../forecast.ts";
import { fromMs } from "../store/rows.ts";
import { noFigures, openAlerts, type Today } from "../store/today.ts";
import { numberOf, type Ticket } from "../ticket.ts";
import { figuresOf, withWaiting } from "./floor.ts";
import { type HallLoadWithFinished, loadWithFinished } from "./load.ts";
import { ratingAsked } from "./pad.ts";

const queueMax = 60;
const lastServedMax = 5;

export type DeskLoad = HallLoadWithFinished & {
  readonly alerts: readonly Alert[];
  readonly today: Today;
  readonly pauseReasons: readonly Reason[];
};

export async function loadDesks(ctx: Context, hallId: string): Promise<DeskLoad> {
  const load = await loadWithFinished(ctx, hallId);
  return {
    ...load,
    alerts: await openAlerts(ctx, hallId),
    today: await figuresOf(ctx, load.queue),
    pauseReasons: (await reasonsOf(ctx, "pause")).map(reasonAnswer),
  };
}

export function projectDesk(load: DeskLoad, windowId: string): Desk | undefined {
  const { queue, outlook, finished, today } = load;
  const window = queue.windows.get(windowId);
  if (!window) return undefined;
  const ticket = queue.at(windowId);
  const answer = (one: Ticket) => ticketAnswer(queue, one, outlook);
  const mine = outlook.order.filter(
    (one) =>
      window.skills.has(codeOf(queue, one)) &&
      (one.targetWindowId === null || one.targetWindowId === windowId),
  );
  const inState = (state: Ticket["state"]) =>
    [...queue.tickets.values()].filter((one) => one.state === state).map(answer);
  const asked = ratingAsked(finished, windowId, queue.now);
  const { rules } = queue;
  return {
    hall: hallFace(queue),
    now: fromMs(queue.now),
    window: windowAnswer(queue, window),
    ticket: ticket ? answer(ticket) : null,
    queue: mine.slice(0, queueMax).map(answer),
    waitingElsewhere: outlook.order.length - mine.length,
    held: inState("held"),
    missed: inState("missed"),
    lastServed: finished
      .filter((one) => one.windowId === windowId && one.state === "done")
      .slice(0, lastServedMax)
      .map(answer),
    ratingAsked: asked ? { number: numberOf(asked), until: fromMs(asked.rateUntil ?? 0) } : null,
    windows: [...queue.windows.values()].map((one) => windowAnswer(queue, one)),
    services: serviceOffers(queue, outlook),
    alerts: [...load.alerts],
    pauseReasons: [...load.pauseReasons],
    today: withWaiting(today.hall, outlook.order.length),
    mine: withWaiting((window.staffId && today.byStaff.get(window.staffId)) || noFigures, mine.length),
    missedRule: missedWords(queue),
    limits: {
      recallEveryS: rules.recallGapMs / 1000,
      recallsMax: rules.recallsMax,
      noShowAfterS: rules.missedAfterMs / 1000,
      transfersMax: rules.transfersMax,
      waitPromiseS: rules.waitPromiseMs / 1000,
    },
  };
}
