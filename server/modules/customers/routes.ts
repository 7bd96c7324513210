/** The HTTP face of the customers module: one list per slice, joined here. */
import type { Route } from "../../foundation/http/route.ts";
import { archiveRoutes } from "./archive-routes.ts";
import { classRoutes } from "./class-routes.ts";
import { documentRoutes } from "./document-routes.ts";
import { exportRoutes } from "./export-routes.ts";
import { importRoutes } from "./import-routes.ts";
import { mergeRoutes } from "./merge-routes.ts";
import { privacyRoutes } from "./privacy-routes.ts";
import { recognitionRoutes } from "./recognition-routes.ts";
import { registerRoutes } from "./register-routes.ts";
import { strategyRoutes } from "./strategy-routes.ts";
import { timelineRoutes } from "./timeline-routes.ts";

export const customersRoutes: readonly Route[] = [
  ...archiveRoutes,
  ...timelineRoutes,
  ...classRoutes,
  ...registerRoutes,
  ...strategyRoutes,
  ...recognitionRoutes,
  ...mergeRoutes,
  ...documentRoutes,
  ...exportRoutes,
  ...importRoutes,
  ...privacyRoutes,
];
