import assert from "node:assert/strict";
import { test } from "node:test";
import { Logger, runOnce } from "graphile-worker";
import { addJob } from "./jobs.ts";
import { testPlatform } from "./test-kit.ts";

const platform = await testPlatform();
const done: unknown[] = [];

const runJobs = () =>
  runOnce({
    connectionString: platform.ownerUrl,
    noPreparedStatements: true,
    logger: new Logger(() => () => {}),
    taskList: { note: async (payload) => void done.push(payload) },
  });

test("a job is done when its command commits, and never when it is undone", async () => {
  await platform.command(1, (ctx) => addJob(ctx, "note", { text: "kept" }));
  const failed = platform.command(1, async (ctx) => {
    await addJob(ctx, "note", { text: "undone" });
    throw new Error("refused after all");
  });
  await assert.rejects(failed, /refused/);
  await runJobs();
  assert.deepEqual(done.splice(0), [{ orgId: 1, text: "kept" }]);
});

test("a job asked for twice under one key is done once, with the last content", async () => {
  for (const n of [1, 2, 3])
    await platform.command(1, (ctx) => addJob(ctx, "note", { n }, { key: "figures" }));
  await runJobs();
  assert.deepEqual(done.splice(0), [{ orgId: 1, n: 3 }]);
});

test("a job for later waits", async () => {
  const later = Temporal.Now.instant().add({ hours: 1 });
  await platform.command(1, (ctx) => addJob(ctx, "note", { when: "later" }, { runAt: later }));
  await runJobs();
  assert.deepEqual(done, []);
});
