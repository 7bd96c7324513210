/** The HTTP face of reading orders: the work list, the board, the order's page, and finding one. */
import * as contract from "../../../contracts/orders.ts";
import type { Context } from "../../foundation/context.ts";
import { liveRoute, type Route, route } from "../../foundation/http/route.ts";
import { Problem } from "../../foundation/problem.ts";
import { unitTopic } from "./events.ts";
import { figuresRoutes } from "./figures-routes.ts";
import { explainClock } from "./read/explain-clock.ts";
import { findOrders } from "./read/find-orders.ts";
import { listWork } from "./read/list-work.ts";
import { readBoard } from "./read/read-board.ts";
import { readOrder, readOrderDiagram } from "./read/read-order.ts";
import { findHead } from "./store/read-order.ts";
import { unitsWith } from "./units-with.ts";

/** Colours and counts change by time alone. */
const refreshMs = 30_000;

const callerOf = (ctx: Context) => (ctx.actor.kind === "staff" ? ctx.actor.id : "");

/** The last of the module's routes: what stands at `/api/orders/{orderId}` would answer for every word behind it. */
export const readRoutes: readonly Route[] = [
  ...figuresRoutes,
  liveRoute(contract.listWork, {
    topic: async (ctx) => (await unitsWith(ctx, "orders.work")).map(({ unitId }) => unitTopic(unitId)),
    // Nobody shares a list: what one may take, and what hides from those it is about, is each person's own.
    share: (ctx, { query }) => `${callerOf(ctx)} ${JSON.stringify(query)}`,
    load: (ctx, { query }) => listWork(ctx, query),
    refreshMs,
  }),
  liveRoute(contract.readBoard, {
    topic: async (ctx, { query: { unitId: wanted } }) => {
      const units = await unitsWith(ctx, "orders.dispatch");
      if (!units.some(({ path }) => wanted === undefined || path.includes(wanted)))
        throw new Problem("thing.not_found");
      return units.map(({ unitId }) => unitTopic(unitId));
    },
    share: (ctx, { query }) => `${callerOf(ctx)} ${JSON.stringify(query)}`,
    load: (ctx, { query }) => readBoard(ctx, query),
    refreshMs,
  }),
  liveRoute(contract.readOrder, {
    // Refused before the stream begins: a page that waits for a state which never comes cannot say why.
    topic: async (ctx, { params }) => {
      if (!(await findHead(ctx, params.orderId))) throw new Problem("thing.not_found");
      return params.orderId;
    },
    // What can be done, and who it is, differs from person to person.
    share: (ctx, { params }) => `${callerOf(ctx)} ${params.orderId}`,
    load: (ctx, { params }) => readOrder(ctx, params.orderId),
    refreshMs,
  }),
  route(contract.findOrders, (ctx, { body }) => findOrders(ctx, body)),
  route(contract.readOrderDiagram, (ctx, { params }) => readOrderDiagram(ctx, params.orderId)),
  route(contract.explainClock, (ctx, { params }) => explainClock(ctx, params)),
];
