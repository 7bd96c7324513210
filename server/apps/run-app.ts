/** How a process of the platform begins and ends, the same for all apps. */
import { isUnavailable } from "../foundation/database.ts";
import { createLog, type Logger } from "../foundation/log.ts";
import { readSettings, type Settings } from "../foundation/settings.ts";
import { StartupProblem } from "../foundation/startup-problem.ts";
import type { Running } from "./core.ts";

/**
 * Starts an app and stops it in good order at SIGINT or SIGTERM. A problem that was foreseen is one sentence in both
 * languages and exit code 1; anything else is logged with its stack.
 */
export async function runApp(start: (settings: Settings, log: Logger) => Promise<Running>): Promise<void> {
  let log: Logger | undefined;
  const stopped = Promise.withResolvers<void>();
  try {
    const settings = readSettings(process.env);
    log = createLog(settings.MC_LOG_LEVEL);
    catchStray(log);
    const signalled = untilSignalled(log);
    const starting = start(settings, log);
    // Asked to stop while still starting: what has been opened is closed by its own means.
    const running = await starting;
    await signalled;
    await running.stop();
    log.info("stopped");
    stopped.resolve();
    process.exit(0);
  } catch (error) {
    explain(error, log);
    process.exit(1);
  }
}

export function explain(error: unknown, log?: Logger): void {
  if (error instanceof StartupProblem) console.error(`\n${error.zh}\n${error.en}\n`);
  else if (log) log.fatal({ err: error }, "could not go on");
  else console.error(error);
}

/**
 * npm, the start script and a terminal each pass the same Ctrl-C on, so several signals within a second are one. A
 * further one means: do not wait any longer.
 */
function untilSignalled(log: Logger): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  let first: number | undefined;
  const hear = (signal: NodeJS.Signals) => {
    if (first === undefined) {
      first = performance.now();
      log.info({ signal }, "stopping: requests under way may end");
      resolve();
    } else if (performance.now() - first > 1_000) {
      log.warn({ signal }, "stopping at once");
      process.exit(130);
    }
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, hear);
  // A parent that holds a channel to us and goes away, goes away for good.
  process.on("disconnect", () => hear("SIGTERM"));
  return promise;
}

/** A connection that broke outside any request is replaced by its pool; anything else leaves a state nobody knows. */
function catchStray(log: Logger): void {
  process.on("unhandledRejection", (error) => log.error({ err: error }, "a rejection nobody handled"));
  process.on("uncaughtException", (error) => {
    if (isUnavailable(error)) return log.warn({ err: error }, "a connection broke");
    log.fatal({ err: error }, "an error nobody handled");
    return process.exit(1);
  });
}
