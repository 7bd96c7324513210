/** The HTTP face of what the forecast learns from. */
import * as contract from "../../../contracts/hall.ts";
import { type Route, route } from "../../foundation/http/route.ts";
import { importHistory, readForecastAccuracy } from "./learn-forecast.ts";

export const historyRoutes: readonly Route[] = [
  route(contract.importHistory, async (ctx, { params, body }) => {
    const model = await importHistory(ctx, params.hallId, body.days);
    return {
      days: body.days.length,
      customers: body.days.reduce((sum, day) => sum + day.customers.length, 0),
      modelDays: model.days,
      meanServiceS: model.meanServiceMs / 1_000,
    };
  }),
  route(contract.getForecastAccuracy, (ctx, { params, query }) =>
    readForecastAccuracy(ctx, params.hallId, query.days),
  ),
];
