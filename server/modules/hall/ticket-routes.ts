/** The HTTP face of tickets: taking, printing, marking, voiding; offline numbers; numbers by phone. */
import { recogniseAtHall as recogniseAtHallEndpoint } from "../../../contracts/customers.ts";
import * as hall from "../../../contracts/hall.ts";
import { type Route, route } from "../../foundation/http/route.ts";
import { abandonTicket } from "./abandon-ticket.ts";
import { addService } from "./add-service.ts";
import { confirmPrint } from "./confirm-print.ts";
import { phoneToken } from "./issue-ticket.ts";
import { markPriority } from "./mark-priority.ts";
import { mergeOffline } from "./merge-offline.ts";
import { readHall } from "./queue.ts";
import { recogniseAtHall } from "./recognise-at-hall.ts";
import { reprintTicket } from "./reprint-ticket.ts";
import { reserveBlocks } from "./reserve-blocks.ts";
import { returnTicket } from "./return-ticket.ts";
import { setTicketCustomer } from "./set-ticket-customer.ts";
import { shown, slipOf } from "./shown.ts";
import { listTrail } from "./store/tickets.ts";
import { phoneCode, takeByPhone } from "./take-by-phone.ts";
import { takeTicket } from "./take-ticket.ts";
import { numberOf } from "./ticket.ts";
import { voidTicket } from "./void-ticket.ts";

export const ticketRoutes: readonly Route[] = [
  route(hall.takeTicket, async (ctx, { params, body }) => {
    const taken = await takeTicket(ctx, params.hallId, body);
    const token = phoneToken(ctx, taken.ticket.token ?? "");
    return { ...(await shown(ctx, taken)), slip: await slipOf(ctx, taken), token };
  }),
  route(hall.confirmPrint, async (ctx, { params, body }) => {
    const confirmed = await confirmPrint(ctx, params.hallId, params.ticketId, body);
    const slip = confirmed.ticket.token === null ? null : await slipOf(ctx, confirmed);
    return { ...(await shown(ctx, confirmed)), slip };
  }),
  route(hall.reprintTicket, async (ctx, { params, body }) => ({
    slip: await slipOf(ctx, await reprintTicket(ctx, params.hallId, params.ticketId, body.reason)),
  })),
  route(hall.voidTicket, async (ctx, { params, body }) =>
    shown(ctx, await voidTicket(ctx, params.hallId, params.ticketId, body.reason)),
  ),
  route(hall.abandonTicket, async (ctx, { params, body }) =>
    shown(ctx, await abandonTicket(ctx, params.hallId, params.ticketId, body.reason)),
  ),
  route(hall.markPriority, async (ctx, { params, body }) =>
    shown(ctx, await markPriority(ctx, params.hallId, params.ticketId, body.reason)),
  ),
  route(hall.setTicketCustomer, async (ctx, { params, body }) =>
    shown(ctx, await setTicketCustomer(ctx, params.hallId, params.ticketId, body.customerId)),
  ),
  route(recogniseAtHallEndpoint, (ctx, { params, body }) => recogniseAtHall(ctx, params.hallId, body)),
  route(hall.returnTicket, async (ctx, { params }) =>
    shown(ctx, await returnTicket(ctx, params.hallId, params.ticketId)),
  ),
  route(hall.addService, async (ctx, { params, body }) =>
    shown(ctx, await addService(ctx, params.hallId, params.ticketId, body.serviceId)),
  ),
  route(hall.getTicket, async (ctx, { params }) => {
    const queue = await readHall(ctx, params.hallId, params.ticketId);
    const ticket = queue.ticket(params.ticketId);
    const trail = (await listTrail(ctx, ticket.id)).map((line) => ({ ...line, at: line.at.toString() }));
    return { ...(await shown(ctx, { queue, ticket })), trail };
  }),
  route(hall.reserveBlocks, async (ctx, { params }) => reserveBlocks(ctx, params.hallId)),
  route(hall.mergeOffline, async (ctx, { params, body }) => ({
    results: await mergeOffline(ctx, params.hallId, body.tickets),
  })),
  route(hall.takeByPhone, async (ctx, { params, body }) => {
    const { ticket } = await takeByPhone(ctx, params.hallId, body);
    return { token: phoneToken(ctx, ticket.token ?? ""), number: numberOf(ticket) };
  }),
  route(hall.viewPhoneCode, (ctx, { params }) => phoneCode(ctx, params.hallId)),
];
