/** The HTTP face of the counter: windows, calling and serving; the evaluator; calls for help. */
import * as hall from "../../../contracts/hall.ts";
import { type Route, route } from "../../foundation/http/route.ts";
import { acceptAlert, askForHelp, closeAlert, pressPanic } from "./alerts.ts";
import { ticketAnswer, windowAnswer } from "./answers.ts";
import { callNext } from "./call-next.ts";
import { callNumber } from "./call-number.ts";
import { closeWindow } from "./close-window.ts";
import { finishTicket } from "./finish-ticket.ts";
import { holdTicket } from "./hold-ticket.ts";
import { markArrived } from "./mark-arrived.ts";
import { markMissed } from "./mark-missed.ts";
import { openWindow } from "./open-window.ts";
import { outlookOf } from "./outlook.ts";
import { pauseWindow } from "./pause-window.ts";
import type { Queue, Window } from "./queue.ts";
import { rateAtWindow } from "./rate-ticket.ts";
import { recallTicket } from "./recall-ticket.ts";
import { resumeTicket } from "./resume-ticket.ts";
import { shown, shownOrNull } from "./shown.ts";
import { transferTicket } from "./transfer-ticket.ts";

const board = ({ queue, window }: { queue: Queue; window: Window }) => ({
  window: windowAnswer(queue, queue.window(window.id)),
});
const ok = { ok: true as const };

export const counterRoutes: readonly Route[] = [
  route(hall.openWindow, async (ctx, { params, body }) =>
    board(await openWindow(ctx, params.hallId, params.windowId, body.autoCall)),
  ),
  route(hall.pauseWindow, async (ctx, { params, body }) =>
    board(await pauseWindow(ctx, params.hallId, params.windowId, body.reason)),
  ),
  route(hall.closeWindow, async (ctx, { params }) =>
    board(await closeWindow(ctx, params.hallId, params.windowId)),
  ),
  route(hall.callNext, async (ctx, { params }) =>
    shownOrNull(ctx, await callNext(ctx, params.hallId, params.windowId)),
  ),
  route(hall.callNumber, async (ctx, { params, body }) =>
    shown(ctx, await callNumber(ctx, params.hallId, params.windowId, body)),
  ),
  route(hall.recallTicket, async (ctx, { params, body }) =>
    shown(ctx, await recallTicket(ctx, params.hallId, params.windowId, body.ticketId)),
  ),
  route(hall.markArrived, async (ctx, { params, body }) =>
    shown(ctx, await markArrived(ctx, params.hallId, params.windowId, body.ticketId)),
  ),
  route(hall.markMissed, async (ctx, { params, body }) =>
    shown(ctx, await markMissed(ctx, params.hallId, params.windowId, body.ticketId)),
  ),
  route(hall.holdTicket, async (ctx, { params, body }) =>
    shown(ctx, await holdTicket(ctx, params.hallId, params.windowId, body)),
  ),
  route(hall.resumeTicket, async (ctx, { params, body }) =>
    shown(ctx, await resumeTicket(ctx, params.hallId, params.windowId, body.ticketId)),
  ),
  route(hall.transferTicket, async (ctx, { params, body }) =>
    shown(ctx, await transferTicket(ctx, params.hallId, params.windowId, body)),
  ),
  route(hall.finishTicket, async (ctx, { params, body }) => {
    const { queue, finished, ticket } = await finishTicket(ctx, params.hallId, params.windowId, body);
    const outlook = await outlookOf(ctx, queue);
    return {
      finished: ticketAnswer(queue, finished, outlook),
      ticket: ticket ? ticketAnswer(queue, ticket, outlook) : null,
    };
  }),
  route(hall.rateAtWindow, async (ctx, { params, body }) => {
    await rateAtWindow(ctx, params.hallId, params.windowId, body);
    return ok;
  }),
  route(hall.pressPanic, async (ctx, { params }) => ({
    alertId: await pressPanic(ctx, params.hallId, params.windowId),
  })),
  route(hall.askForHelp, async (ctx, { params }) => ({ alertId: await askForHelp(ctx, params.hallId) })),
  route(hall.acceptAlert, async (ctx, { params }) => {
    await acceptAlert(ctx, params.hallId, params.alertId);
    return ok;
  }),
  route(hall.closeAlert, async (ctx, { params, body }) => {
    await closeAlert(ctx, params.hallId, params.alertId, body.outcome);
    return ok;
  }),
];
