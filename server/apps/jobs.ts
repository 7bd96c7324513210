/** Background jobs by graphile-worker, kept going: it gives up after some failures in a row, a platform must not. */
import { setTimeout as pause } from "node:timers/promises";
import { Logger as JobLogger, type Runner, run, type TaskList } from "graphile-worker";
import { keepHouse } from "../foundation/housekeeping.ts";
import type { Logger } from "../foundation/log.ts";
import type { Core, Running } from "./core.ts";
import { modules } from "./modules.ts";

const restartMs = 2_000;

export async function startJobs(core: Core): Promise<Running> {
  let isStopping = false;
  let runner: Runner | undefined;

  const keepRunning = async () => {
    while (!isStopping) {
      try {
        runner = await startRunner(core);
        await runner.promise;
      } catch (err) {
        core.log.warn({ err }, "the job runner ended; starting it again");
      }
      if (!isStopping) await pause(restartMs);
    }
  };
  const running = keepRunning();
  return {
    async stop() {
      isStopping = true;
      await runner?.stop().catch(() => {});
      await running;
    },
  };
}

function startRunner(core: Core): Promise<Runner> {
  return run({
    connectionString: core.ownerUrl,
    concurrency: 2,
    maxPoolSize: 4,
    noHandleSignals: true,
    noPreparedStatements: true,
    logger: jobLog(core.log),
    taskList: tasks(core),
    crontab: "17 * * * * housekeeping",
  });
}

function tasks(core: Core): TaskList {
  const ofModules = modules.map(({ jobs }) => jobs?.(core) ?? {});
  return Object.assign({ housekeeping: () => keepHouse(core.ownerUrl, core.clock.now()) }, ...ofModules);
}

/** Its chatter at our levels; payloads are left out, they may name people. */
function jobLog(log: Logger): JobLogger {
  const levels = { error: "error", warning: "warn", info: "debug", debug: "trace" } as const;
  return new JobLogger(() => (level, message) => log[levels[level]]({ from: "jobs" }, message));
}
