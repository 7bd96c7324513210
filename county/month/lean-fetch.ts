/**
 * `fetch` for a replay of hundreds of thousands of calls: plain keep-alive sockets, because on a machine that plays server
 * and people at once the people's own work is taken from the server's.
 */
import { Agent, request } from "node:http";

const agent = new Agent({ keepAlive: true, maxSockets: 64 });

export function leanFetch(url: string, init: RequestInit): Promise<Response> {
  const text = typeof init.body === "string" ? init.body : "";
  const headers = {
    ...(init.headers as Record<string, string>),
    ...(text === "" ? {} : { "content-length": String(Buffer.byteLength(text)) }),
  };
  const { promise, resolve, reject } = Promise.withResolvers<Response>();
  const sent = request(
    url,
    { agent, method: init.method ?? "GET", headers, ...(init.signal ? { signal: init.signal } : {}) },
    (answer) => {
      let received = "";
      answer.setEncoding("utf8");
      answer.on("data", (chunk: string) => {
        received += chunk;
      });
      answer.on("error", reject);
      answer.on("end", () => {
        const own = new Headers();
        for (const line of answer.headers["set-cookie"] ?? []) own.append("set-cookie", line);
        resolve(new Response(received, { status: answer.statusCode ?? 500, headers: own }));
      });
    },
  );
  sent.on("error", reject);
  sent.end(text);
  return promise;
}
