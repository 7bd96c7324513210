/** The HTTP face of figures for managers. */
import * as contract from "../../../contracts/orders.ts";
import { type Route, route } from "../../foundation/http/route.ts";
import { listFigureOrders, readOrderMetrics, readTenPromises } from "./read/figures.ts";
import { readOverdueReasons, readScoreboard, readStageTimes, readVisitResults } from "./read/scoreboard.ts";

export const figuresRoutes: readonly Route[] = [
  route(contract.readScoreboard, (ctx, { query }) => readScoreboard(ctx, query)),
  route(contract.readStageTimes, (ctx, { query }) => readStageTimes(ctx, query)),
  route(contract.readOverdueReasons, (ctx, { query }) => readOverdueReasons(ctx, query)),
  route(contract.readVisitResults, (ctx, { query }) => readVisitResults(ctx, query)),
  route(contract.readTenPromises, (ctx, { query }) => readTenPromises(ctx, query)),
  route(contract.readOrderMetrics, (ctx, { query }) => readOrderMetrics(ctx, query)),
  route(contract.listFigureOrders, (ctx, { query }) => listFigureOrders(ctx, query)),
];
