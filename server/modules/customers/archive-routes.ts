/** The HTTP face of the archive: one customer's page, and the commands that keep it. */
import type { Route } from "../../foundation/http/route.ts";

export const archiveRoutes: readonly Route[] = [];
