/** The platform as a process: how it starts, refuses to start, stops, and comes back after being killed. */
import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";
import { attachEmbeddedPostgres, processesOf } from "./foundation/embedded-postgres.ts";

const main = join(import.meta.dirname, "main.ts");
const root = mkdtempSync(join(tmpdir(), "mingchuang-main-"));
const dataDir = join(root, "data");
const children = new Set<ChildProcess>();

after(async () => {
  for (const child of children) child.kill("SIGKILL");
  for (const pid of processesOf(join(dataDir, "postgres"))) process.kill(pid, "SIGKILL");
  rmSync(root, { recursive: true, force: true });
});

type Started = { child: ChildProcess; output: () => string; ended: Promise<number | null> };

function launch(environment: Record<string, string> = {}, program = main): Started {
  const env = {
    PATH: process.env.PATH ?? "",
    ...(process.env.NODE_COMPILE_CACHE ? { NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE } : {}),
    PORT: "0",
    MC_DATA_DIR: dataDir,
    MC_SAMPLE: "off",
    ...environment,
  };
  const child = spawn(process.execPath, [program], { env, stdio: ["ignore", "pipe", "pipe", "ipc"] });
  children.add(child);
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding("utf8").on("data", (text: string) => {
      output += text;
    });
  }
  // Not "close": after disconnect() it never comes.
  const streams = [child.stdout, child.stderr].map((stream) => stream && once(stream, "close"));
  const ended = Promise.all([once(child, "exit"), ...streams]).then(([[code]]) => {
    children.delete(child);
    return code as number | null;
  });
  return { child, output: () => output, ended };
}

/** Waits until the platform says that it is ready; returns its address. */
async function ready({ child, output, ended }: Started): Promise<string> {
  const heard = new Promise<string>((resolve) => {
    child.on("message", (message: { ready?: string }) => message.ready && resolve(message.ready));
  });
  const address = await Promise.race([
    heard,
    ended.then((code) => assert.fail(`ended with ${code}: ${output()}`)),
  ]);
  return address.replace("localhost", "127.0.0.1");
}

async function refusal(environment: Record<string, string>): Promise<string> {
  const started = launch(environment);
  assert.equal(await started.ended, 1, started.output());
  const said = started.output();
  assert.doesNotMatch(said, /\n\s+at /, "one sentence, no stack");
  return said;
}

test("starts on an empty directory, says where it is, and is ready a second time within seconds", async () => {
  const first = launch();
  const address = await ready(first);
  assert.equal((await fetch(`${address}/readyz`)).status, 200);
  assert.equal((await fetch(`${address}/metrics`)).status, 200);
  assert.match(first.output(), /Mingchuang is ready/);
  first.child.kill("SIGTERM");
  assert.equal(await first.ended, 0, first.output());
  assert.deepEqual(processesOf(join(dataDir, "postgres")), [], "the database stopped with it");

  const begun = performance.now();
  const second = launch();
  await ready(second);
  assert.ok(performance.now() - begun < 10_000);
  second.child.kill("SIGINT");
  second.child.kill("SIGINT");
  assert.equal(await second.ended, 0, "the same Ctrl-C heard twice is one");
});

test("after kill -9 of everything the next start recovers by itself", async () => {
  const first = launch();
  await ready(first);
  const pids = processesOf(join(dataDir, "postgres"));
  first.child.kill("SIGKILL");
  for (const pid of pids) process.kill(pid, "SIGKILL");
  await first.ended;
  const second = launch();
  const address = await ready(second);
  assert.equal((await fetch(`${address}/readyz`)).status, 200);

  second.child.kill("SIGKILL");
  await second.ended;
  const third = launch();
  await ready(third);
  third.child.kill("SIGTERM");
  assert.equal(await third.ended, 0, "also when the database outlived its platform");
});

test("a request under way ends before the process does, and live streams are let go", async () => {
  const started = launch();
  const address = await ready(started);
  const ownerUrl = new URL(attachEmbeddedPostgres(join(dataDir, "postgres")));
  ownerUrl.pathname = "/mingchuang";
  const client = new pg.Client({ connectionString: ownerUrl.href });
  await client.connect();
  // readyz waits up to a second for the database: held up, it is a request under way.
  const slow = fetch(`${address}/readyz`);
  await pause(20);
  started.child.kill("SIGTERM");
  assert.ok([200, 503].includes((await slow).status));
  await client.end();
  assert.equal(await started.ended, 0);
});

test("the api and the worker run alone beside it, on the same database", async () => {
  const started = launch();
  await ready(started);
  const api = launch({ PORT: "18433" }, join(import.meta.dirname, "apps/api.ts"));
  const worker = launch({}, join(import.meta.dirname, "apps/worker.ts"));
  await eventually(async () => assert.equal((await fetch("http://127.0.0.1:18433/readyz")).status, 200));
  await eventually(async () => assert.match(worker.output(), /worker ready/));
  for (const each of [api, worker, started]) {
    each.child.kill("SIGTERM");
    assert.equal(await each.ended, 0, each.output());
  }
});

test("a taken port is one sentence", async () => {
  const other = createServer().listen(0, "127.0.0.1");
  await once(other, "listening");
  const address = other.address();
  const port = typeof address === "object" && address ? String(address.port) : "";
  const said = await refusal({ PORT: port }).finally(() => other.close());
  assert.match(said, new RegExp(`端口 ${port} 已被占用`));
  assert.match(said, new RegExp(`Port ${port} is taken`));
  assert.deepEqual(processesOf(join(dataDir, "postgres")), [], "it cleans up behind itself");
});

test("an unknown setting is one sentence that names it", async () => {
  assert.match(await refusal({ MC_PROT: "1" }), /MC_PROT is not a known setting/);
});

test("a database that cannot be reached is one sentence, without its password", async () => {
  const said = await refusal({ DATABASE_URL: "postgres://someone:s3cr3t@127.0.0.1:1/hall" });
  assert.match(said, /The database 127\.0\.0\.1:1\/hall cannot be reached/);
  assert.ok(!said.includes("s3cr3t"));
});

test("a directory that cannot be written is one sentence", async (t) => {
  const [locked, environment] = lockedDirectory();
  t.after(() => chmodSync(locked, 0o700));
  assert.match(await refusal(environment), /cannot be written/);
});

test("a database newer than the code is one sentence", async () => {
  const started = launch();
  await ready(started);
  const url = new URL(attachEmbeddedPostgres(join(dataDir, "postgres")));
  url.pathname = "/mingchuang";
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  await client.query(
    "insert into public.migrations (number, name, hash) values (9999, '9999_future.sql', 'x')",
  );
  await client.end();
  started.child.kill("SIGTERM");
  await started.ended;
  assert.match(await refusal({}), /newer than this program \(9999_future\.sql\)/);
});

test("a moved clock obeys its parent, does what is due, and never runs backwards", async () => {
  const started = launch({ MC_CLOCK: "moved", MC_DATA_DIR: join(root, "moved") });
  const say = async (epochMs: number) => {
    const answer = new Promise<number>((resolve) => {
      const hear = (message: { clockIs?: number }) => {
        if (message.clockIs === undefined) return;
        started.child.off("message", hear);
        resolve(message.clockIs);
      };
      started.child.on("message", hear);
    });
    started.child.send({ setClock: epochMs });
    return answer;
  };
  const open = ready(started);
  const morning = Date.parse("2026-03-04T00:00:00Z");
  assert.equal(await say(morning), morning);
  await open;
  assert.equal(await say(morning + 60_000), morning + 60_000);
  assert.equal(await say(morning), morning + 60_000);
  started.child.disconnect();
  assert.equal(await started.ended, 0, "a parent that goes away ends it");
  for (const pid of processesOf(join(root, "moved/postgres"))) process.kill(pid, "SIGKILL");
});

test("MC_CLOCK=moved without a parent is refused", async () => {
  const env = { PATH: process.env.PATH ?? "", PORT: "0", MC_DATA_DIR: dataDir, MC_CLOCK: "moved" };
  const child = spawn(process.execPath, [main], { env, stdio: "ignore" });
  const [code] = await once(child, "close");
  assert.equal(code, 1);
});

/** Root may write to any directory, but not below a file. */
function lockedDirectory(): [string, Record<string, string>] {
  const locked = mkdtempSync(join(root, "locked-"));
  if (process.getuid?.() !== 0) {
    chmodSync(locked, 0o500);
    return [locked, { MC_DATA_DIR: join(locked, "data") }];
  }
  writeFileSync(join(locked, "file"), "");
  return [locked, { MC_DATA_DIR: join(locked, "file/data") }];
}

async function eventually(work: () => Promise<void>): Promise<void> {
  const end = performance.now() + 20_000;
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (performance.now() > end) throw error;
      await pause(50);
    }
  }
}
