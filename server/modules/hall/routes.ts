/** The HTTP face of the service day: tickets, counter, phone page and live views. */
import * as hall from "../../../contracts/hall.ts";
import { type Route, route } from "../../foundation/http/route.ts";
import { counterRoutes } from "./counter-routes.ts";
import { askMoreTime, leaveQueue, rateMine, returnMine } from "./my-ticket.ts";
import { ticketRoutes } from "./ticket-routes.ts";
import { viewRoutes } from "./views/routes.ts";

const myRoutes: readonly Route[] = [
  route(hall.askMoreTime, (ctx) => askMoreTime(ctx)),
  route(hall.leaveQueue, (ctx) => leaveQueue(ctx)),
  route(hall.returnMyTicket, (ctx) => returnMine(ctx)),
  route(hall.rateMyTicket, (ctx, { body }) => rateMine(ctx, body)),
];

export const hallRoutes: readonly Route[] = [...ticketRoutes, ...counterRoutes, ...myRoutes, ...viewRoutes];
