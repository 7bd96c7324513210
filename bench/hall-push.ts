/**
 * From the call of a number to the screens: 2,000 live connections (displays and phones of 20 halls) on one server
 * process, held by another process. The time runs from sending the call until each screen of that hall has the number.
 */
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import * as hall from "../contracts/hall.ts";
import { type BenchHall, makeHalls } from "./bench-halls.ts";
import { startBenchServer } from "./bench-server.ts";
import { callFast } from "./http-client.ts";
import { type Bench, quantile } from "./kit.ts";
import type { Heard, Watch } from "./push-watchers.ts";

const halls = 20;
const screensPerHall = 100;
const calls = 200;

export const hallPush: Bench = {
  name: "hall_push",
  about: `a call reaching displays and phones, ${halls * screensPerHall} live connections on one process`,
  async run(log) {
    const server = await startBenchServer();
    const watchers = fork(new URL("./push-watchers.ts", import.meta.url), {
      stdio: ["ignore", "inherit", "inherit", "ipc"],
    });
    try {
      const made = await makeHalls(server.ownerUrl, halls);
      const base = new URL(server.base);
      const tokens = await Promise.all(made.map((target) => takeNumbers(base, target, screensPerHall - 1)));
      const watch: Watch = {
        base: server.base,
        halls: made.map(({ hallId, windows }, index) => ({
          hallId,
          cookie: windows[0]?.cookie ?? "",
          tokens: tokens[index] ?? [],
        })),
      };
      await ask(watchers, watch);
      log("all screens are connected");
      const sent: Sent[] = [];
      for (let n = 0; n < calls; n++) {
        const target = made[n % made.length];
        if (!target) continue;
        sent.push({ hallId: target.hallId, at: performance.timeOrigin + performance.now() });
        await callOnce(base, target, Math.floor(n / made.length) % target.windows.length);
        await new Promise((done) => setTimeout(done, 25));
      }
      await new Promise((done) => setTimeout(done, 2_000));
      const delays = delaysOf(sent, (await ask(watchers, "report")) as Heard);
      const missed = calls * screensPerHall - delays.length;
      log(`${delays.length} pushes of ${calls} calls, ${missed} missed`);
      return [
        { name: "hall_push_p50_ms", value: quantile(delays, 0.5), unit: "ms" },
        { name: "hall_push_p95_ms", value: quantile(delays, 0.95), unit: "ms", note: "aim < 300" },
        { name: "hall_push_p99_ms", value: quantile(delays, 0.99), unit: "ms" },
        { name: "hall_push_missed", value: missed, unit: "screens", note: "not told within two seconds" },
        { name: "hall_push_screens", value: halls * screensPerHall, unit: "connections" },
      ];
    } finally {
      watchers.kill();
      await server.stop();
    }
  },
};

async function takeNumbers(
  base: URL,
  { hallId, serviceId, windows }: BenchHall,
  count: number,
): Promise<string[]> {
  const tokens: string[] = [];
  for (let n = 0; n < count; n++) {
    const headers = { cookie: windows[0]?.cookie ?? "" };
    tokens.push(
      (
        await callFast(base, headers, hall.takeTicket, {
          params: { hallId },
          body: { serviceIds: [serviceId] },
        })
      ).token,
    );
  }
  return tokens;
}

/** Calls the next number and serves it, so that the window is free for the next call. */
async function callOnce(base: URL, { hallId, windows }: BenchHall, window: number): Promise<void> {
  const { windowId, cookie } = windows[window] ?? { windowId: "", cookie: "" };
  const params = { hallId, windowId };
  const { ticket } = await callFast(base, { cookie }, hall.callNext, {
    params,
    body: {},
  });
  if (!ticket) return;
  await callFast(base, { cookie }, hall.markArrived, { params, body: { ticketId: ticket.id } });
  await callFast(base, { cookie }, hall.finishTicket, { params, body: { ticketId: ticket.id } });
}

async function ask(watchers: ChildProcess, question: Watch | "report"): Promise<unknown> {
  watchers.send(question);
  const [answer] = await once(watchers, "message");
  return answer;
}

type Sent = { readonly hallId: string; readonly at: number };

/** From each call to the first state that each screen of its hall then got. A hall's calls are half a second apart. */
function delaysOf(sent: readonly Sent[], heard: Heard): number[] {
  const screensOf = new Map(heard.map(({ hallId, screens }) => [hallId, screens]));
  return sent.flatMap(({ hallId, at }) =>
    (screensOf.get(hallId) ?? []).flatMap((instants) => {
      const first = instants.find((instant) => instant >= at);
      return first !== undefined && first - at < 2_000 ? [first - at] : [];
    }),
  );
}
