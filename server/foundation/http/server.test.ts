import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { Hono } from "hono";
import { streamSSE } from "hono/streaming";
import { StartupProblem } from "../startup-problem.ts";
import type { EdgeEnv } from "./app.ts";
import { listen } from "./server.ts";

function slowApp(ms: number): Hono<EdgeEnv> {
  const app = new Hono<EdgeEnv>();
  app.get("/slow", async (c) => {
    // Not waited for at the end: the request that never ends must not keep the tests running.
    await pause(ms, undefined, { ref: false });
    return c.text("done");
  });
  app.get("/api/hall/live", (c) =>
    streamSSE(c, async (stream) => {
      await stream.writeSSE({ event: "state", data: "{}" });
      await new Promise<void>((resolve) => stream.onAbort(resolve));
    }),
  );
  return app;
}

test("stopping lets a request under way end, and lets live streams go at once", async () => {
  const server = await listen(slowApp(400), "127.0.0.1", 0);
  const slow = fetch(`${server.address}/slow`);
  const live = await fetch(`${server.address}/api/hall/live`);
  await pause(50);
  const begun = performance.now();
  await server.stop();
  const took = performance.now() - begun;
  assert.equal(await (await slow).text(), "done");
  await assert.rejects(live.text(), "the stream was cut, its page comes back by itself");
  assert.ok(took > 300 && took < 2_000, `${took}`);
  await assert.rejects(fetch(`${server.address}/slow`), "nobody is let in any more");
});

test("a request that never ends is cut off when the limit has passed", async () => {
  const server = await listen(slowApp(60_000), "127.0.0.1", 0);
  const stuck = fetch(`${server.address}/slow`);
  stuck.catch(() => {});
  await pause(50);
  const begun = performance.now();
  await server.stop(300);
  assert.ok(performance.now() - begun < 2_000);
  await assert.rejects(stuck);
});

test("a taken port and a foreign address are named", async () => {
  const first = await listen(slowApp(1), "127.0.0.1", 0);
  const port = Number(new URL(first.address).port);
  await assert.rejects(
    listen(slowApp(1), "127.0.0.1", port),
    (problem) => problem instanceof StartupProblem && problem.en.includes(`Port ${port} is taken`),
  );
  await assert.rejects(listen(slowApp(1), "203.0.113.9", 0), /no address 203\.0\.113\.9/);
  await first.stop();
});
