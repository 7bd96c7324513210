/**
 * A live view on a page: the server pushes the whole state whenever something changed. Never polls. A lost connection
 * comes back by itself (backoff with jitter, at once when the network or the page wakes up) and meanwhile the last
 * known state stays, marked as lost.
 */
import { useEffect, useRef, useState } from "react";
import type { CallOf, Endpoint, ResultOf } from "../../contracts/endpoint.ts";
import type { ProblemDocument } from "../../contracts/problems.ts";
import { ApiProblem, addressOf, identityHeaders, problemOf } from "./api.ts";
import { readEvents } from "./event-stream.ts";
import { syncClock } from "./time.ts";

export type LiveStatus = "loading" | "live" | "lost" | "refused";
export type Live<T> = {
  readonly status: LiveStatus;
  readonly data?: T;
  /** Why the view is refused. */
  readonly problem?: ProblemDocument;
};

/** The server sends a sign of life every 15 s; after this long without one the connection is dead. */
const silenceMs = 40_000;
const longestPauseMs = 15_000;
/** A refusal may end (a device enrolled again): looked at again this rarely. */
const refusedPauseMs = 30_000;

/** Follows a live view (an endpoint with `live: true`); `input: null` follows nothing yet. */
export function useLive<E extends Endpoint>(endpoint: E, input: CallOf<E> | null): Live<ResultOf<E>> {
  const address = input ? addressOf(endpoint, input, "/live") : null;
  const [state, setState] = useState<Live<ResultOf<E>>>({ status: "loading" });
  const shown = useRef(address);
  useEffect(() => {
    if (shown.current !== address) setState({ status: "loading" });
    shown.current = address;
    if (!address) return;
    return follow<ResultOf<E>>(address, (next) => setState((last) => ({ ...last, ...next })));
  }, [address]);
  return state;
}

/** Follows an address until the returned function is called. */
export function follow<T>(address: string, tell: (state: Live<T>) => void): () => void {
  let stopped = false;
  let lastId = "";
  let failures = 0;
  let connection = new AbortController();
  let wake = () => {};

  async function connect(): Promise<void> {
    connection = new AbortController();
    const { signal } = connection;
    const watchdog = silenceGuard(() => connection.abort());
    try {
      const headers = { accept: "text/event-stream", ...identityHeaders() };
      const again = lastId ? { "last-event-id": lastId } : {};
      const response = await fetch(address, { headers: { ...headers, ...again }, signal, cache: "no-store" });
      if (!response.ok || !response.body) throw await problemOf(response);
      watchdog.sign();
      // With nothing missed the server sends no state: what is shown is the truth again.
      if (lastId) tell({ status: "live" });
      for await (const { event, id, data } of readEvents(response.body, watchdog.sign)) {
        if (event !== "state") continue;
        failures = 0;
        lastId = id;
        const state = JSON.parse(data) as T;
        if (hasNow(state)) syncClock(state.now);
        tell({ status: "live", data: state });
      }
    } finally {
      watchdog.stop();
    }
  }

  async function run(): Promise<void> {
    while (!stopped) {
      let refused = false;
      try {
        await connect();
      } catch (error) {
        refused = error instanceof ApiProblem && error.document.status < 429;
        if (refused && error instanceof ApiProblem && !stopped) {
          lastId = "";
          tell({ status: "refused", problem: error.document });
        }
      }
      if (stopped) return;
      if (!refused) tell({ status: "lost" });
      const backoff = Math.min(longestPauseMs, 400 * 2 ** Math.min(failures++, 8));
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, refused ? refusedPauseMs : backoff * (0.5 + Math.random()));
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  }

  const hurry = () => {
    failures = 0;
    wake();
  };
  const gone = () => connection.abort();
  const seen = () => {
    if (document.visibilityState === "visible") hurry();
  };
  addEventListener("online", hurry);
  addEventListener("offline", gone);
  document.addEventListener("visibilitychange", seen);
  void run();
  return () => {
    stopped = true;
    connection.abort();
    wake();
    removeEventListener("online", hurry);
    removeEventListener("offline", gone);
    document.removeEventListener("visibilitychange", seen);
  };
}

const hasNow = (state: unknown): state is { now: string } =>
  typeof state === "object" && state !== null && "now" in state && typeof state.now === "string";

function silenceGuard(onSilence: () => void) {
  let timer = setTimeout(onSilence, silenceMs);
  return {
    sign: () => {
      clearTimeout(timer);
      timer = setTimeout(onSilence, silenceMs);
    },
    stop: () => clearTimeout(timer),
  };
}
