/** Set-up, figures and history: the routes behind the counter. */
import type { Route } from "../../foundation/http/route.ts";
import { appointmentRoutes } from "./appointment-routes.ts";
import { crowdingRoutes } from "./crowding-routes.ts";
import { figuresRoutes } from "./figures-routes.ts";
import { historyRoutes } from "./history-routes.ts";
import { setupRoutes } from "./setup-routes.ts";

export const hallManagementRoutes: readonly Route[] = [
  ...setupRoutes,
  ...appointmentRoutes,
  ...crowdingRoutes,
  ...figuresRoutes,
  ...historyRoutes,
];
