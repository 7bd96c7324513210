/** The HTTP face of the service day: tickets, counter, phone page and live views. */
import * as hall from "../../../contracts/hall.ts";
import { type Route, route } from "../../foundation/http/route.ts";
import { counterRoutes } from "./counter-routes.ts";
import { answerProposal, askMoreTime, leaveQueue, rateMine, returnMine, showProposals } from "./my-ticket.ts";
import { ticketRoutes } from "./ticket-routes.ts";
import { viewRoutes } from "./views/routes.ts";

const myRoutes: readonly Route[] = [
  route(hall.askMoreTime, (ctx) => askMoreTime(ctx)),
  route(hall.leaveQueue, (ctx) => leaveQueue(ctx)),
  route(hall.returnMyTicket, (ctx) => returnMine(ctx)),
  route(hall.rateMyTicket, (ctx, { body }) => rateMine(ctx, body)),
  route(hall.showMyProposals, (ctx) => showProposals(ctx)),
  route(hall.answerMyProposal, async (ctx, { params, body }) => {
    await answerProposal(ctx, params.showingId, body.answer);
    return {};
  }),
];

export const hallRoutes: readonly Route[] = [...ticketRoutes, ...counterRoutes, ...myRoutes, ...viewRoutes];
