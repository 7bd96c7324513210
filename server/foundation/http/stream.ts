/** Server-sent events of one live view to one watcher. */
import type { Context as HonoContext } from "hono";
import { streamSSE } from "hono/streaming";
import type { Logger } from "pino";
import type { LiveHub, LiveView } from "../live.ts";

const heartbeatMs = 15_000;
/** Permissions are looked at again this often; a change in them acts on open streams within two seconds. */
const recheckMs = 1_500;

type Options = {
  readonly c: HonoContext;
  readonly hub: LiveHub;
  readonly view: LiveView<unknown>;
  readonly project: (loaded: unknown) => unknown;
  /** Throws when the watcher may no longer see the view. */
  readonly stillAllowed: () => Promise<void>;
  readonly log: Logger;
};

/**
 * Pushes the view's state as `event: state` with the company's event number as `id`. A watcher that comes back
 * with Last-Event-ID and has missed nothing gets nothing; otherwise it gets the whole state at once.
 */
export function streamView({ c, hub, view, project, stillAllowed, log }: Options): Response {
  c.header("cache-control", "no-store");
  c.header("x-accel-buffering", "no");
  const seen = c.req.header("last-event-id");
  return streamSSE(c, async (stream) => {
    const { promise: ended, resolve: end } = Promise.withResolvers<void>();
    stream.onAbort(end);
    let last = "";
    let lastSeq = -1;
    const push = (state: unknown, seq: number) => {
      if (seq < lastSeq) return;
      lastSeq = seq;
      const data = JSON.stringify(state);
      if (data === last) return;
      last = data;
      void stream.writeSSE({ event: "state", id: String(seq), data });
    };
    // Refused from now on: the stream ends, and the page that comes back is told why.
    const { stop, seq } = await hub.watch(view, project, push, () => end());
    const timers = [
      setInterval(() => void stream.write(": here\n\n"), heartbeatMs),
      setInterval(() => {
        stillAllowed().catch(() => stream.abort());
      }, recheckMs),
    ];
    try {
      if (seen !== String(seq)) push(project(await view.load()), seq);
      await ended;
    } catch (error) {
      log.warn({ err: error }, "a live view ended");
    } finally {
      for (const timer of timers) clearInterval(timer);
      stop();
    }
  });
}
