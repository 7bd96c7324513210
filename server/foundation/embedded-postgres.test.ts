import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";
import { attachEmbeddedPostgres, processesOf, startEmbeddedPostgres } from "./embedded-postgres.ts";
import { sharedBuffersMb } from "./postgres/cluster.ts";
import { checkServer } from "./postgres/suitability.ts";
import { StartupProblem } from "./startup-problem.ts";

// Private above, as a clone under /root is: the database's account may not walk down to its own data.
const root = mkdtempSync(join(tmpdir(), "mingchuang-postgres-"));
chmodSync(root, 0o700);
const dataDir = join(root, "data", "postgres");
const silent = { info() {}, warn() {}, error() {} };
const start = () => startEmbeddedPostgres({ dataDir, log: silent });

after(() => {
  for (const pid of processesOf(dataDir)) process.kill(pid, "SIGKILL");
  rmSync(root, { recursive: true, force: true });
});

async function ask<T extends pg.QueryResultRow>(url: string, text: string): Promise<T[]> {
  const client = new pg.Client({ connectionString: url });
  client.on("error", () => {});
  await client.connect();
  try {
    return (await client.query<T>(text)).rows;
  } finally {
    await client.end();
  }
}

async function killEverything(pids: number[]): Promise<void> {
  for (const pid of pids) process.kill(pid, "SIGKILL");
  while (processesOf(dataDir).some((pid) => pids.includes(pid))) await pause(10);
}

test("the database keeps an eighth of the machine's memory, within bounds", async () => {
  const gib = 2 ** 30;
  assert.deepEqual(
    [0.5, 8, 23.54, 256].map((memory) => sharedBuffersMb(memory * gib)),
    [128, 1_024, 3_013, 4_096],
  );
});

test("a new cluster is durable, checks its pages, reads Chinese and is private", async () => {
  const database = await start();
  const [facts] = await ask<Record<string, string>>(
    database.url,
    `select current_setting('fsync') as fsync, current_setting('synchronous_commit') as synchronous,
       current_setting('data_checksums') as checksums, current_setting('listen_addresses') as listens,
       current_setting('unix_socket_directories') as sockets, (select datctype from pg_database limit 1) as ctype,
       '明窗' ~ '^[[:alpha:]]+$' as hanzi,
       (select setting::int >= 128 * 1024 * 1024 / 8192 from pg_settings where name = 'shared_buffers') as roomy,
       current_setting('shared_preload_libraries') as preloaded`,
  );
  assert.deepEqual(
    { ...facts },
    {
      fsync: "on",
      synchronous: "on",
      checksums: "on",
      listens: "127.0.0.1",
      sockets: "",
      ctype: "C.UTF-8",
      hanzi: true,
      roomy: true,
      preloaded: "pg_prewarm",
    },
  );
  assert.equal(statSync(dataDir).mode & 0o077, 0);
  assert.equal(statSync(join(dataDir, "mingchuang.json")).mode & 0o077, 0);
  if (process.getuid?.() === 0) {
    const status = readFileSync(`/proc/${database.pid}/status`, "utf8");
    assert.match(status, /^Uid:\t(?!0\t)\d+/m, "not as root");
    assert.match(status, /^Groups:\s*$/m, "in no further group");
  }
  const wrong = new URL(database.url);
  wrong.password = "wrong";
  await assert.rejects(ask(wrong.href, "select 1"), /password authentication failed/);
  await database.stop();
  assert.deepEqual(processesOf(dataDir), []);
});

test("after kill -9 of the whole database the next start recovers what was acknowledged", async () => {
  const database = await start();
  await ask(database.url, "create table kept (n int)");
  await ask(database.url, "insert into kept select generate_series(1, 1000)");
  const { port } = new URL(database.url);
  await killEverything(processesOf(dataDir));
  // Supervision starts it again by itself, on the same port.
  const rows = await eventually(() =>
    ask<{ n: number }>(database.url, "select count(*)::int as n from kept"),
  );
  assert.equal(rows[0]?.n, 1000);
  assert.equal(new URL(attachEmbeddedPostgres(dataDir)).port, port);
  await database.stop();
});

test("a database that was killed comes back on the port that everybody knows, even if it was taken for a moment", async () => {
  let gaveUp: unknown;
  const onLost = (problem: unknown) => {
    gaveUp = problem;
  };
  const database = await startEmbeddedPostgres({ dataDir, log: silent, onLost });
  const port = Number(new URL(database.url).port);
  assert.ok(port < 32_768, "not among the ports of outgoing connections");
  const dead = killEverything(processesOf(dataDir));
  const thief = await eventually(() => listenOn(port));
  await dead;
  await pause(1_000);
  thief.close();
  await eventually(() => ask(database.url, "select 1")).catch((error) => {
    throw gaveUp ?? error;
  });
  await database.stop();
});

test("a stale postmaster.pid whose number belongs to another process does not hinder a start", async () => {
  const lines = [String(process.ppid), dataDir, "1", "1", "", "127.0.0.1", "1 1", "ready"];
  writeFileSync(join(dataDir, "postmaster.pid"), `${lines.join("\n")}\n`);
  assert.throws(() => attachEmbeddedPostgres(dataDir), StartupProblem);
  const database = await start();
  assert.equal((await ask<{ one: number }>(database.url, "select 1 as one"))[0]?.one, 1);
  await database.stop();
});

test("back ends whose parent was killed are ended before the next start", async () => {
  const script = `
    import { startEmbeddedPostgres } from ${JSON.stringify(new URL("./embedded-postgres.ts", import.meta.url).href)};
    import pg from "pg";
    const log = { info() {}, warn() {}, error() {} };
    const database = await startEmbeddedPostgres({ dataDir: ${JSON.stringify(dataDir)}, log });
    const busy = new pg.Client({ connectionString: database.url });
    busy.on("error", () => {});
    await busy.connect();
    busy.query("select count(*) from generate_series(1, 100000000000)").catch(() => {});
    setTimeout(() => { process.kill(database.pid, "SIGKILL"); process.kill(process.pid, "SIGKILL"); }, 300);
  `;
  await run(script);
  const database = await start();
  assert.equal((await ask<{ n: number }>(database.url, "select count(*)::int as n from kept"))[0]?.n, 1000);
  await database.stop();
});

test("a platform that was killed leaves its database running, and the next one takes it over", async () => {
  const pid = Number(
    await run(`
    import { startEmbeddedPostgres } from ${JSON.stringify(new URL("./embedded-postgres.ts", import.meta.url).href)};
    const log = { info() {}, warn() {}, error() {} };
    const database = await startEmbeddedPostgres({ dataDir: ${JSON.stringify(dataDir)}, log });
    process.stdout.write(String(database.pid), () => process.kill(process.pid, "SIGKILL"));
  `),
  );
  const database = await start();
  assert.equal(database.pid, pid);
  await database.stop();
});

test("a second platform on the same directory is told so", async () => {
  const database = await start();
  await assert.rejects(start(), (problem) => {
    assert.ok(problem instanceof StartupProblem);
    assert.match(problem.en, new RegExp(`already running \\(process ${process.pid},`));
    return true;
  });
  assert.equal(
    (await ask<{ one: number }>(database.url, "select 1 as one"))[0]?.one,
    1,
    "the first is unharmed",
  );
  await database.stop();
});

test("two platforms that begin on an empty directory at once: one wins, one is told so", async () => {
  const fresh = join(root, "race", "postgres");
  const both = await Promise.allSettled(
    [1, 2].map(() => startEmbeddedPostgres({ dataDir: fresh, log: silent })),
  );
  const winners = both.filter((one) => one.status === "fulfilled");
  assert.equal(winners.length, 1);
  await winners[0]?.value.stop();
});

test("a database that cannot search Chinese is refused", async () => {
  const database = await start();
  await ask(database.url, "create database plain template template0 lc_ctype 'C' lc_collate 'C'");
  const url = new URL(database.url);
  url.pathname = "/plain";
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  await assert.rejects(checkServer(client), /lc_ctype C, which cannot search Chinese/);
  await client.end();
  await database.stop();
});

test("a directory that holds something else is refused, and left as it was", async () => {
  const foreign = join(root, "foreign");
  mkdirSync(foreign);
  writeFileSync(join(foreign, "diary.txt"), "mine");
  await assert.rejects(
    startEmbeddedPostgres({ dataDir: foreign, log: silent }),
    /neither empty nor a database/,
  );
  assert.ok(existsSync(join(foreign, "diary.txt")));
});

/** Runs a module in a process of its own, which may end by its own hand; returns what it printed. */
async function run(module: string): Promise<string> {
  const child = spawn(process.execPath, ["--input-type=module", "--eval", module], {
    cwd: import.meta.dirname,
    stdio: ["ignore", "pipe", "inherit"],
  });
  let printed = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    printed += text;
  });
  await once(child, "close");
  return printed;
}

async function listenOn(port: number): Promise<Server> {
  const server = createServer().listen(port, "127.0.0.1");
  await once(server, "listening");
  return server;
}

async function eventually<T>(work: () => Promise<T>): Promise<T> {
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
