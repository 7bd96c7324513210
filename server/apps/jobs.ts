/** Background jobs by graphile-worker, kept going: it gives up after some failures in a row, a platform must not. */
import { setTimeout as pause } from "node:timers/promises";
import { Logger as JobLogger, type Runner, run, type TaskList } from "graphile-worker";
import pg from "pg";
import { sweepStore } from "../foundation/files/sweep-store.ts";
import { keepHouse } from "../foundation/housekeeping.ts";
import type { Logger } from "../foundation/log.ts";
import type { Core, Running } from "./core.ts";
import { modules } from "./modules.ts";

const restartMs = 2_000;

export async function startJobs(core: Core): Promise<Running> {
  const stopping = new AbortController();
  const { signal } = stopping;
  const pool = openPool(core);
  let runner: Runner | undefined;

  const keepRunning = async () => {
    while (!signal.aborted) {
      try {
        runner = await startRunner(core, pool);
        // Asked to stop while it was starting.
        if (signal.aborted) await runner.stop();
        await runner.promise;
      } catch (err) {
        core.log.warn({ err }, "the job runner ended; starting it again");
      }
      await pause(restartMs, undefined, { signal }).catch(() => {});
    }
  };
  const running = keepRunning();
  return {
    async stop() {
      stopping.abort();
      await runner?.stop().catch(() => {});
      await running;
      await pool.end();
    },
  };
}

/** Our own pool: graphile-worker leaves a broken connection's error to whoever listens, and nobody would. */
function openPool({ ownerUrl, log }: Core): pg.Pool {
  const pool = new pg.Pool({ connectionString: ownerUrl, max: 4 });
  const broke = (error: Error) => log.warn({ reason: error.message }, "a connection of the job runner broke");
  pool.on("error", broke);
  pool.on("connect", (client) => client.on("error", broke));
  return pool;
}

function startRunner(core: Core, pgPool: pg.Pool): Promise<Runner> {
  return run({
    pgPool,
    concurrency: 2,
    noHandleSignals: true,
    noPreparedStatements: true,
    logger: jobLog(core.log),
    taskList: tasks(core),
    crontab: "17 * * * * housekeeping",
  });
}

async function tidyUp({ ownerUrl, clock, files }: Core): Promise<void> {
  await keepHouse(ownerUrl, clock.now());
  await files.sweepTemporary();
  await sweepStore(files, ownerUrl);
}

function tasks(core: Core): TaskList {
  const ofModules = modules.map(({ jobs }) => jobs?.(core) ?? {});
  return Object.assign({ housekeeping: () => tidyUp(core) }, ...ofModules);
}

/** Its chatter at our levels; payloads are left out, they may name people. */
function jobLog(log: Logger): JobLogger {
  const levels = { error: "error", warning: "warn", info: "debug", debug: "trace" } as const;
  return new JobLogger(() => (level, message) => log[levels[level]]({ from: "jobs" }, message));
}
