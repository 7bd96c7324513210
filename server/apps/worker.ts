/**
 * What happens without anyone asking: time limits, delivery of events, background jobs. `npm run worker` runs it
 * alone; any number may run side by side, because all that is shared is locked in the database.
 */
import { setTimeout as pause } from "node:timers/promises";
import { isUnavailable } from "../foundation/database.ts";
import { deliverEvents } from "../foundation/listeners.ts";
import { type Core, openCore, type Running } from "./core.ts";
import { startJobs } from "./jobs.ts";
import { modules } from "./modules.ts";
import { runApp } from "./run-app.ts";

const everyMs = 1_000;

export type Worker = Running & {
  /** Does at once what is due by the business clock. */
  readonly settle: () => Promise<void>;
};

export async function startWorker(core: Core): Promise<Worker> {
  const stopping = new AbortController();
  let turn: Promise<void> = Promise.resolve();
  // One round at a time: a moved clock and the second hand must not sweep over each other.
  const settle = () => {
    turn = turn.then(() => round(core));
    return turn;
  };
  const beating = beat(settle, stopping.signal);
  const jobs = await startJobs(core);
  return {
    settle,
    async stop() {
      stopping.abort();
      await beating;
      await turn;
      await jobs.stop();
    },
  };
}

async function beat(settle: () => Promise<void>, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await settle();
    await pause(everyMs, undefined, { signal }).catch(() => {});
  }
}

/** Whatever fails is tried again in a second; one module's trouble does not stop the others. */
async function round(core: Core): Promise<void> {
  const { log } = core;
  const trouble = (what: string) => (error: unknown) => {
    if (isUnavailable(error)) log.warn({ what }, "the database is away; trying again");
    else log.error({ err: error, what }, "a sweep failed; trying again");
  };
  for (const { name, sweep } of modules) await sweep?.(core).catch(trouble(name));
  const listeners = modules.flatMap((module) => module.listeners ?? []);
  await deliverEvents(core, listeners, log).catch(trouble("listeners"));
}

if (import.meta.main) {
  await runApp(async (settings, log) => {
    const core = await openCore(settings, log);
    const worker = await startWorker(core);
    log.info("worker ready");
    return {
      async stop() {
        await worker.stop();
        await core.close();
      },
    };
  });
}
