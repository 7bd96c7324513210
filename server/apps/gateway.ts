/**
 * What the devices of the halls talk to: tickets, displays, evaluators, phones. The same edge as the api, with the
 * routes of a device or a ticket holder and no others, so that a thousand screens can be kept away from the clerks'
 * processes, and a network of devices reaches nothing that is not for devices. `npm run gateway` runs it alone.
 */
import { type Api, startApi } from "./api.ts";
import { type Core, openCore } from "./core.ts";
import { deviceCapabilities, modules } from "./modules.ts";
import { runApp } from "./run-app.ts";

export function startGateway(core: Core): Promise<Api> {
  const allowed = new Set<string>(["anyone", "my.ticket", ...deviceCapabilities]);
  const routes = modules.flatMap((module) =>
    module.routes.filter(({ endpoint }) => allowed.has(endpoint.capability)),
  );
  return startApi(core, routes);
}

if (import.meta.main) {
  await runApp(async (settings, log) => {
    const core = await openCore(settings, log);
    const gateway = await startGateway(core);
    log.info({ at: gateway.address }, "gateway ready");
    return {
      async stop() {
        await gateway.stop();
        await core.close();
      },
    };
  });
}
