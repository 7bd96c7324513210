/** The screens of `hall_push`: a process of its own that holds thousands of live connections and notes when each hears. */
import { Agent, get } from "node:http";

export type WatchedHall = {
  readonly hallId: string;
  readonly cookie: string;
  readonly tokens: readonly string[];
};
export type Watch = { readonly base: string; readonly halls: readonly WatchedHall[] };
/** For each hall the instants (epoch milliseconds) at which each of its screens heard something. */
export type Heard = { readonly hallId: string; readonly screens: readonly (readonly number[])[] }[];

const agent = new Agent({ keepAlive: true, maxSockets: Number.POSITIVE_INFINITY });
const heard = new Map<string, number[][]>();

process.on("message", async (message: Watch | "report") => {
  if (message === "report") {
    process.send?.([...heard].map(([hallId, screens]) => ({ hallId, screens })) satisfies Heard);
    return;
  }
  for (const { hallId, cookie, tokens } of message.halls) {
    const screens: number[][] = [];
    heard.set(hallId, screens);
    const display = { path: `/api/hall/${hallId}/display/live`, headers: { cookie } };
    const phones = tokens.map((token) => ({
      path: "/api/my/ticket/live",
      headers: { authorization: `Ticket ${token}` },
    }));
    await Promise.all(
      [display, ...phones].map((screen) => watch(message.base, screen.path, screen.headers, screens)),
    );
  }
  process.send?.("connected");
});

/** Connects, and is done when the first state has come. */
function watch(
  base: string,
  path: string,
  headers: Record<string, string>,
  screens: number[][],
): Promise<void> {
  const instants: number[] = [];
  screens.push(instants);
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(base);
    get({ agent, host: hostname, port, path, headers }, (answer) => {
      if (answer.statusCode !== 200) reject(new Error(`${path}: ${answer.statusCode}`));
      answer.on("data", (chunk: Buffer) => {
        if (!chunk.includes("event: state")) return;
        instants.push(performance.timeOrigin + performance.now());
        resolve();
      });
    }).on("error", reject);
  });
}
