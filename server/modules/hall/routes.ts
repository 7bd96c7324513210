/** The hall's HTTP face: endpoint, one call, one answer. */
import * as hall from "../../../contracts/hall.ts";
import type { Context } from "../../foundation/context.ts";
import { type Route, route } from "../../foundation/http/route.ts";
import { abandonTicket } from "./abandon-ticket.ts";
import { slipAnswer, ticketAnswer, windowAnswer } from "./answers.ts";
import { callNext } from "./call-next.ts";
import { callNumber } from "./call-number.ts";
import { confirmPrint } from "./confirm-print.ts";
import { finishTicket } from "./finish-ticket.ts";
import { phoneToken } from "./issue-ticket.ts";
import { markArrived } from "./mark-arrived.ts";
import { markMissed } from "./mark-missed.ts";
import { openWindow } from "./open-window.ts";
import { outlookOf } from "./outlook.ts";
import type { Queue } from "./queue.ts";
import { rateAtWindow } from "./rate-ticket.ts";
import { recallTicket } from "./recall-ticket.ts";
import { returnTicket } from "./return-ticket.ts";
import { takeTicket } from "./take-ticket.ts";
import type { Ticket } from "./ticket.ts";

type Changed = { readonly queue: Queue; readonly ticket: Ticket | undefined };

const shown = async (ctx: Context, { queue, ticket }: { queue: Queue; ticket: Ticket }) => ({
  ticket: ticketAnswer(queue, ticket, await outlookOf(ctx, queue)),
});
const called = async (ctx: Context, { queue, ticket }: Changed) =>
  ticket ? shown(ctx, { queue, ticket }) : { ticket: null };
const slipOf = async (ctx: Context, queue: Queue, ticket: Ticket) =>
  slipAnswer(queue, ticket, await outlookOf(ctx, queue), phoneToken(ctx, ticket.token ?? ""));

const tickets: Route[] = [
  route(hall.takeTicket, async (ctx, { params, body }) => {
    const { queue, ticket } = await takeTicket(ctx, params.hallId, body);
    const token = phoneToken(ctx, ticket.token ?? "");
    return { ...(await shown(ctx, { queue, ticket })), slip: await slipOf(ctx, queue, ticket), token };
  }),
  route(hall.confirmPrint, async (ctx, { params, body }) => {
    const { queue, ticket } = await confirmPrint(ctx, params.hallId, params.ticketId, body);
    const slip = ticket.state === "void" ? null : await slipOf(ctx, queue, ticket);
    return { ...(await shown(ctx, { queue, ticket })), slip };
  }),
  route(hall.abandonTicket, async (ctx, { params, body }) =>
    shown(ctx, await abandonTicket(ctx, params.hallId, params.ticketId, body.reason)),
  ),
  route(hall.returnTicket, async (ctx, { params }) =>
    shown(ctx, await returnTicket(ctx, params.hallId, params.ticketId)),
  ),
];

const counter: Route[] = [
  route(hall.openWindow, async (ctx, { params, body }) => {
    const { queue, window } = await openWindow(ctx, params.hallId, params.windowId, body.autoCall);
    return { window: windowAnswer(queue, window) };
  }),
  route(hall.callNext, async (ctx, { params }) =>
    called(ctx, await callNext(ctx, params.hallId, params.windowId)),
  ),
  route(hall.callNumber, async (ctx, { params, body }) =>
    called(ctx, await callNumber(ctx, params.hallId, params.windowId, body)),
  ),
  route(hall.recallTicket, async (ctx, { params, body }) =>
    called(ctx, await recallTicket(ctx, params.hallId, params.windowId, body.ticketId)),
  ),
  route(hall.markArrived, async (ctx, { params, body }) =>
    called(ctx, await markArrived(ctx, params.hallId, params.windowId, body.ticketId)),
  ),
  route(hall.markMissed, async (ctx, { params, body }) =>
    called(ctx, await markMissed(ctx, params.hallId, params.windowId, body.ticketId)),
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
    return { ok: true as const };
  }),
];

export const hallCoreRoutes: readonly Route[] = [...tickets, ...counter];
