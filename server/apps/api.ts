/** HTTP and live updates for people: all routes and all pages. `npm run api` runs it alone, many times over. */
import { join } from "node:path";
import { buildApp } from "../foundation/http/app.ts";
import { createMetrics, registerHealth } from "../foundation/http/health.ts";
import type { Route } from "../foundation/http/route.ts";
import { listen } from "../foundation/http/server.ts";
import { servePages } from "../foundation/http/static.ts";
import { type Core, openCore, type Running } from "./core.ts";
import { gateOf, modules } from "./modules.ts";
import { runApp } from "./run-app.ts";
import { startRoutes } from "./start.ts";

export type Api = Running & { readonly address: string };

const builtPages = join(import.meta.dirname, "../../dist/web");

/** @throws StartupProblem when the port cannot be taken */
export async function startApi(
  core: Core,
  served: readonly Route[] = modules.flatMap(({ routes }) => routes),
): Promise<Api> {
  const { settings, log, live, db } = core;
  let isStopping = false;
  const metrics = createMetrics(live);
  const app = buildApp({
    platform: core,
    gate: gateOf(core, settings.MC_PUBLIC_URL),
    live,
    log,
    routes: [...served, ...startRoutes(core)],
    ratePerMinute: settings.MC_RATE_PER_MINUTE,
    publicUrl: settings.MC_PUBLIC_URL,
    onAnswer: metrics.onAnswer,
  });
  registerHealth(app, { db, metrics, metricsToken: settings.MC_METRICS_TOKEN, isStopping: () => isStopping });
  app.use(servePages(builtPages));
  const listening = await listen(app, settings.MC_HOST, settings.PORT);
  return {
    address: listening.address,
    stop: () => {
      isStopping = true;
      return listening.stop();
    },
  };
}

if (import.meta.main) {
  await runApp(async (settings, log) => {
    const core = await openCore(settings, log);
    const api = await startApi(core);
    log.info({ at: api.address }, "api ready");
    return {
      async stop() {
        await api.stop();
        await core.close();
      },
    };
  });
}
