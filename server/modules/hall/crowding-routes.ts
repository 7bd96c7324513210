/** The HTTP face of crowding: the alerts of a day with what was done about them. */
import * as contract from "../../../contracts/hall.ts";
import { type Route, route } from "../../foundation/http/route.ts";
import { listAlerts } from "./store/crowding.ts";

export const crowdingRoutes: readonly Route[] = [
  route(contract.listAlerts, async (ctx, { params, query }) => ({
    alerts: [...(await listAlerts(ctx, params.hallId, query.day))],
  })),
];
