/** The listening socket: opens with one clear sentence when it cannot, closes without cutting anyone off. */
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { createAdaptorServer } from "@hono/node-server";
import type { Hono } from "hono";
import { StartupProblem, systemCode } from "../startup-problem.ts";
import type { EdgeEnv } from "./app.ts";

export type Listening = {
  /** `http://host:port`, with the port that was really taken. */
  readonly address: string;
  /** Ends live streams at once (their pages come back by themselves) and lets requests under way end. */
  stop(limitMs?: number): Promise<void>;
};

/** @throws StartupProblem when the port is taken or not ours to take */
export async function listen(app: Hono<EdgeEnv>, host: string, port: number): Promise<Listening> {
  const server = createAdaptorServer({ fetch: app.fetch }) as Server;
  // Longer than the usual 60 s of a proxy in front, which would otherwise meet connections that we have just closed.
  server.keepAliveTimeout = 75_000;
  server.headersTimeout = 20_000;
  // Long enough for a large file on a slow line; other bodies have a minute (parse.ts).
  server.requestTimeout = 30 * 60_000;
  const streams = new Set<ServerResponse>();
  server.prependListener("request", (request: IncomingMessage, response: ServerResponse) => {
    if (!/\/live(\?|$)/.test(request.url ?? "")) return;
    streams.add(response);
    response.once("close", () => streams.delete(response));
  });
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  server.once("error", (error) => reject(asProblem(error, host, port)));
  server.listen({ host, port }, resolve);
  await promise;

  const bound = server.address();
  const taken = typeof bound === "object" && bound ? bound.port : port;
  return {
    address: `http://${shown(host)}:${taken}`,
    stop: (limitMs = 10_000) => close(server, streams, limitMs),
  };
}

const shown = (host: string) =>
  host === "127.0.0.1" || host === "0.0.0.0" ? "localhost" : host.includes(":") ? `[${host}]` : host;

async function close(server: Server, streams: ReadonlySet<ServerResponse>, limitMs: number): Promise<void> {
  const closed = new Promise((done) => server.close(done));
  const sweep = setInterval(() => {
    for (const stream of streams) stream.socket?.destroy();
    server.closeIdleConnections();
  }, 25);
  const limit = setTimeout(() => server.closeAllConnections(), limitMs);
  await closed;
  clearInterval(sweep);
  clearTimeout(limit);
}

function asProblem(error: Error, host: string, port: number): Error {
  switch (systemCode(error)) {
    case "EADDRINUSE":
      return new StartupProblem(
        `端口 ${port} 已被占用，请停止占用它的程序，或用 PORT=… 另选端口。`,
        `Port ${port} is taken: stop the program that uses it, or choose another with PORT=….`,
        error,
      );
    case "EACCES":
      return new StartupProblem(
        `没有权限使用端口 ${port}，请用 PORT=… 选 1024 以上的端口。`,
        `Port ${port} may not be used by this account: choose one above 1024 with PORT=….`,
        error,
      );
    case "EADDRNOTAVAIL":
      return new StartupProblem(
        `本机没有地址 ${host}，请检查 MC_HOST。`,
        `This machine has no address ${host}: check MC_HOST.`,
        error,
      );
    default:
      return error;
  }
}
