/**
 * The clock that the platform lives by. In service it is the machine's, never running backwards. Under `MC_CLOCK=moved`
 * the parent process says what time it is (`{ setClock: epochMs }`) and hears `{ clockIs: epochMs }` when everything
 * that was due by then has been done: a replayed day takes minutes, and each minute of it is complete.
 */
import { type Clock, movedClock, wallClock } from "../foundation/clock.ts";
import type { Logger } from "../foundation/log.ts";
import type { Settings } from "../foundation/settings.ts";
import { StartupProblem } from "../foundation/startup-problem.ts";

type Moved = ReturnType<typeof movedClock>;
const dawn = Temporal.Instant.fromEpochMilliseconds(0);
const moved: { clock: Moved; settle: () => Promise<void>; isSet: PromiseWithResolvers<void> } = {
  clock: movedClock(dawn),
  settle: async () => {},
  isSet: Promise.withResolvers<void>(),
};

export function businessClock(settings: Settings, log: Logger): Clock {
  if (settings.MC_CLOCK === "moved") return moved.clock;
  let last = 0;
  return wallClock(() => {
    const now = Date.now();
    // A step back of the machine's clock: ours holds still until it has been overtaken.
    if (now < last - 1_000)
      log.warn({ backMs: last - now }, "the machine's clock was set back; business time waits");
    last = now;
    return now;
  });
}

/**
 * Listens to the parent; to be called before anything else is awaited, or its first word is lost.
 * @throws StartupProblem when there is no parent to listen to
 */
export async function followParent(settings: Settings, log: Logger): Promise<void> {
  if (settings.MC_CLOCK !== "moved") return;
  if (!process.send) {
    throw new StartupProblem(
      "MC_CLOCK=moved 只能由回放程序启动时使用。",
      "MC_CLOCK=moved works only when a replay starts the platform.",
    );
  }
  let turn = Promise.resolve();
  process.on("message", (message: unknown) => {
    const at = asked(message);
    if (at !== undefined) turn = turn.then(() => move(at, log));
  });
  await moved.isSet.promise;
}

/** What must be done each time the clock has moved. */
export function onMoved(settle: () => Promise<void>): void {
  moved.settle = settle;
}

async function move(epochMs: number, log: Logger): Promise<void> {
  const before = moved.clock.now().epochMilliseconds;
  if (epochMs < before) log.warn({ backMs: before - epochMs }, "asked to set the clock back; it stays");
  moved.clock.moveTo(Temporal.Instant.fromEpochMilliseconds(epochMs));
  moved.isSet.resolve();
  await moved.settle().catch((error: unknown) => log.error({ err: error }, "what was due could not be done"));
  process.send?.({ clockIs: moved.clock.now().epochMilliseconds });
}

function asked(message: unknown): number | undefined {
  if (typeof message !== "object" || message === null || !("setClock" in message)) return undefined;
  return typeof message.setClock === "number" && Number.isSafeInteger(message.setClock)
    ? message.setClock
    : undefined;
}
