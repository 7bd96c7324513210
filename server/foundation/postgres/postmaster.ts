/**
 * The PostgreSQL processes of one data directory: find, start, stop.
 *
 * They are started in a session of their own, so Ctrl-C reaches us alone and requests can end before the database
 * does; it also means that they outlive us when we are killed. A start therefore first looks for a server that is
 * still running (and takes it over), for back ends whose parent was killed (and ends them: PostgreSQL would refuse
 * to start beside them), and for a `postmaster.pid` whose number now belongs to somebody else.
 */
import { spawn } from "node:child_process";
import { createHash, randomInt } from "node:crypto";
import { closeSync, existsSync, openSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { StartupProblem } from "../startup-problem.ts";
import { type Cluster, isAlive, nameOfDataDir, remember, remembered, spawnOptions } from "./cluster.ts";

export type Postmaster = { readonly pid: number; readonly port: number };

type Found = Postmaster & { readonly isReady: boolean };

const linux = process.platform === "linux";

/** The server that runs on this data directory now, ready or not. */
export function findPostmaster(dataDir: string): Found | undefined {
  const lines = readLines(join(dataDir, "postmaster.pid"));
  const pid = Number(lines[0]);
  if (!(pid > 0) || !isAlive(pid) || !serves(pid, dataDir)) return undefined;
  return { pid, port: Number(lines[3] ?? 0), isReady: lines[7]?.trim() === "ready" };
}

/** All PostgreSQL processes of this data directory, also those whose parent is gone. Linux only; elsewhere none. */
export function processesOf(dataDir: string): number[] {
  if (!linux) return [];
  return readdirSync("/proc")
    .map(Number)
    .filter((pid) => pid > 0 && serves(pid, dataDir));
}

/**
 * Starts the cluster's server, or takes over one that is running, and waits until it answers.
 * @param knownPort the port on which others already expect it: no other will do
 * @throws StartupProblem with PostgreSQL's own last words, or when `knownPort` stays taken
 */
export async function startPostmaster(
  cluster: Cluster,
  options: readonly string[],
  knownPort?: number,
): Promise<Postmaster> {
  for (let attempt = 1; ; attempt++) {
    if (findPostmaster(cluster.dataDir)) {
      const running = await waitUntilReady(cluster);
      if (running) return running;
    }
    await clearLeftovers(cluster.dataDir);
    const facts = remembered(cluster);
    const port = await choosePort(attempt === 1 ? facts.port : 0, knownPort);
    const child = launch(cluster, port, options);
    const started = await waitUntilReady(cluster, child);
    if (started) {
      if (started.pid === child.pid && port !== facts.port) remember(cluster, { ...facts, port });
      return started;
    }
    // The port was taken between our look and PostgreSQL's, or another process started the same cluster first.
    // What was just killed may not have let go of its memory yet. A server that ended without a word has its reason in a
    // log that was not written yet.
    const worthRetrying =
      /Address already in use|could not create any TCP|lock file "postmaster.pid"|pre-existing shared memory|^exit code \d/;
    if (attempt === 8 || !worthRetrying.test(child.lastWords)) {
      throw new StartupProblem(
        `数据库没有启动成功：${child.lastWords}`,
        `The database did not start: ${child.lastWords}`,
      );
    }
    await pause(100 * attempt);
  }
}

/** Fast shutdown: transactions under way are rolled back, everything committed is on disk. */
export async function stopPostmaster(dataDir: string, limitMs = 20_000): Promise<void> {
  const steps: [NodeJS.Signals, number][] = [
    ["SIGINT", limitMs],
    ["SIGQUIT", 5_000],
  ];
  for (const [signal, limit] of steps) {
    const found = findPostmaster(dataDir);
    if (!found) break;
    send(found.pid, signal);
    const end = performance.now() + limit;
    while (performance.now() < end && isAlive(found.pid) && serves(found.pid, dataDir)) await pause(20);
  }
  // Whoever is gone on paper may take a moment to go: what comes next, a start or the folder's removal, must not meet it.
  for (const end = performance.now() + 5_000; processesOf(dataDir).length > 0 && performance.now() < end; ) {
    for (const pid of processesOf(dataDir)) send(pid, "SIGKILL");
    await pause(20);
  }
}

type Child = { readonly pid: number | undefined; hasEnded: boolean; lastWords: string };

function launch(cluster: Cluster, port: number, options: readonly string[]): Child {
  const said = join(cluster.dataDir, "start.log");
  const output = openSync(said, "w", 0o600);
  const settings = [`port=${port}`, `cluster_name=${mark(cluster.dataDir)}`, ...options];
  const args = ["-D", nameOfDataDir(cluster), ...settings.flatMap((setting) => ["-c", setting])];
  const running = spawn(join(cluster.programs, "postgres"), args, {
    ...spawnOptions(cluster),
    detached: true,
    stdio: ["ignore", output, output],
  });
  closeSync(output);
  running.unref();
  const child: Child = { pid: running.pid, hasEnded: false, lastWords: "" };
  const end = (words: string) => {
    child.hasEnded = true;
    child.lastWords = words;
  };
  running.once("error", (error) => end(error.message));
  running.once("exit", (code) => {
    const words = [...readLines(said), ...logLinesOf(cluster.dataDir, running.pid)].join(" ").trim();
    end(words || `exit code ${code}`);
  });
  return child;
}

/** What this process wrote into the newest log: a port that is taken is told there, no longer on its standard error. */
function logLinesOf(dataDir: string, pid: number | undefined): string[] {
  const folder = join(dataDir, "log");
  const files = existsSync(folder) ? readdirSync(folder).map((name) => join(folder, name)) : [];
  const newest = files.toSorted((a, b) => statSync(a).mtimeMs - statSync(b).mtimeMs).at(-1);
  return newest ? readLines(newest).filter((line) => line.includes(`[${pid}]`)) : [];
}

/** Recovery after a crash may have much to replay, so the limit is generous. Undefined when the server has gone. */
async function waitUntilReady(cluster: Cluster, child?: Child): Promise<Postmaster | undefined> {
  const end = performance.now() + 300_000;
  while (performance.now() < end) {
    const found = findPostmaster(cluster.dataDir);
    if (found?.isReady) return found;
    if (child ? child.hasEnded : !found) return undefined;
    await pause(15);
  }
  throw new StartupProblem(
    `数据库在 5 分钟内没有就绪，请查看 ${cluster.dataDir}/log。`,
    `The database was not ready within 5 minutes: see ${cluster.dataDir}/log.`,
  );
}

/** Back ends end by themselves soon after their parent, unless a statement keeps them. */
async function clearLeftovers(dataDir: string): Promise<void> {
  const stray = processesOf(dataDir);
  for (const pid of stray) send(pid, "SIGQUIT");
  const end = performance.now() + 3_000;
  while (stray.some(isAlive) && performance.now() < end) await pause(20);
  for (const pid of processesOf(dataDir)) send(pid, "SIGKILL");
  // PostgreSQL takes any living process of the same account with this number for its own server.
  if (linux && !findPostmaster(dataDir)) rmSync(join(dataDir, "postmaster.pid"), { force: true });
}

/**
 * Each server carries the mark of its directory as its cluster name, which PostgreSQL shows in the title of all its
 * processes. The command line may be read without any right over the process, unlike its working directory.
 */
const mark = (dataDir: string) =>
  `mingchuang-${createHash("sha256").update(dataDir).digest("hex").slice(0, 16)}`;

function serves(pid: number, dataDir: string): boolean {
  if (!linux) return true;
  return readLines(`/proc/${pid}/cmdline`).join("").includes(mark(dataDir));
}

function readLines(file: string): string[] {
  try {
    return readFileSync(file, "utf8").split("\n");
  } catch {
    return [];
  }
}

/**
 * The remembered port, so that connection strings stay valid; another one only if nobody knows it yet and it stays taken.
 * A server that was just killed holds its port for a moment longer than it can be seen.
 */
async function choosePort(remembered: number, known: number | undefined): Promise<number> {
  const wanted = known ?? remembered;
  const end = performance.now() + (known ? 10_000 : 2_000);
  while (wanted > 0) {
    if (await mayListen(wanted)) return wanted;
    if (performance.now() > end) break;
    await pause(20);
  }
  if (known) {
    throw new StartupProblem(
      `数据库的端口 ${known} 被另一个程序占用，请先停止那个程序。`,
      `The database's port ${known} is taken by another program: stop that program first.`,
    );
  }
  return freePort();
}

/**
 * Below the ports that systems give to outgoing connections (from 32768 on Linux, from 49152 elsewhere): otherwise any
 * connection, even our own to the server that is just down, could take its place.
 */
async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(20_000, 32_000);
    if (await mayListen(port)) return port;
  }
}

function mayListen(port: number): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const probe = createServer();
  probe.once("error", () => resolve(false));
  probe.listen({ port, host: "127.0.0.1" }, () => probe.close(() => resolve(true)));
  return promise;
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It ended between our look and the signal.
  }
}
