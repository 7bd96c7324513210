/**
 * A real server of the replay's own: a process with its own database and a clock that the replay moves. It can be
 * killed at any moment and comes back on the same data; the replay goes on.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

const entry = new URL("../../server/main.ts", import.meta.url).pathname;
/** A server that has not ended by itself by then, in milliseconds, is ended. */
const stopPatienceMs = 20_000;
/** A first start makes a database and fills the sample county: seconds, but a minute and more on a machine that is busy. */
const startPatienceMs = 240_000;

export type OwnServerOptions = {
  /** Kept when given; a new folder, removed at the end, when not. */
  readonly dataDir?: string;
  readonly environment?: Readonly<Record<string, string>>;
  /** Hears all that the server writes: its log. */
  readonly overhear?: (output: string) => void;
};

export class OwnServer {
  readonly base: string;
  readonly dataDir: string;
  readonly #port: number;
  readonly #environment: Readonly<Record<string, string>>;
  readonly #keepsData: boolean;
  readonly #overhear: ((output: string) => void) | undefined;
  #child: ChildProcess | undefined;
  #clockMs: number;
  /** Who waits until the server has done everything that was due by a time. */
  readonly #waiting = new Map<PromiseWithResolvers<void>, number>();
  #isReady = false;
  #stopping = false;
  #output = "";
  /** How often the process was started again after it died. */
  restarts = 0;

  private constructor(dataDir: string, port: number, clockMs: number, options: OwnServerOptions) {
    this.dataDir = dataDir;
    this.#keepsData = options.dataDir !== undefined;
    this.#overhear = options.overhear;
    this.#port = port;
    this.#clockMs = clockMs;
    this.#environment = options.environment ?? {};
    this.base = `http://127.0.0.1:${port}`;
  }

  /** Starts a server whose clock stands at `clockMs` (epoch milliseconds) and waits until it is ready. */
  static async start(clockMs: number, options: OwnServerOptions = {}): Promise<OwnServer> {
    const dataDir = options.dataDir ?? (await mkdtemp(join(tmpdir(), "mingchuang-day-")));
    const server = new OwnServer(dataDir, await freePort(), clockMs, options);
    try {
      await server.#launch();
    } catch (error) {
      await server.stop();
      throw error;
    }
    return server;
  }

  get pid(): number | undefined {
    return this.#child?.pid;
  }

  /**
   * Moves the clock and waits until everything that was due by then has been done; survives a restart meanwhile.
   * Moves may overlap: each ends when its own time has been reached.
   */
  async moveTo(clockMs: number): Promise<void> {
    if (clockMs <= this.#clockMs) return;
    this.#clockMs = clockMs;
    const reached = Promise.withResolvers<void>();
    this.#waiting.set(reached, clockMs);
    // A server that is just being killed or started cannot be told; it is told when it is ready.
    if (this.#isReady) this.#tellClock();
    await reached.promise;
  }

  /** Kills the server and its database at once, as a power cut would, and lets it come back. */
  async kill(): Promise<void> {
    const pids = [this.#child?.pid, await postmasterPid(this.dataDir)];
    for (const pid of pids) if (pid) killTree(pid);
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    const child = this.#child;
    if (child && child.exitCode === null && child.signalCode === null) {
      const ended = once(child, "exit");
      child.kill("SIGTERM");
      const tooLong = setTimeout(() => void this.kill(), stopPatienceMs);
      await ended;
      clearTimeout(tooLong);
    }
    if (!this.#keepsData) await rm(this.dataDir, { recursive: true, force: true });
  }

  async #launch(): Promise<void> {
    const child = spawn(process.execPath, [entry], {
      stdio: ["ignore", "pipe", "pipe", "ipc"],
      env: {
        ...process.env,
        PORT: String(this.#port),
        MC_DATA_DIR: this.dataDir,
        MC_CLOCK: "moved",
        MC_LOG_LEVEL: "warn",
        MC_RATE_PER_MINUTE: "10000000",
        ...this.#environment,
      },
    });
    this.#child = child;
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on("data", (chunk: Buffer) => {
        this.#overhear?.(chunk.toString());
        this.#output = (this.#output + chunk.toString()).slice(-4_000);
      });
    }
    // What it says before it is ready is not yet that everything due has been done.
    child.on("message", (message: { clockIs?: number }) => {
      if (this.#isReady && message.clockIs !== undefined) this.#reached(message.clockIs);
    });
    child.on("exit", () => {
      if (this.#child !== child) return;
      this.#isReady = false;
      if (this.#stopping) return;
      this.restarts++;
      setTimeout(() => void this.#launch(), 50);
    });
    this.#tellClock();
    await this.#ready(child);
    if (this.#child !== child) return;
    this.#isReady = true;
    if (this.#waiting.size > 0) this.#tellClock();
  }

  async #ready(child: ChildProcess): Promise<void> {
    for (const began = performance.now(); performance.now() - began < startPatienceMs; ) {
      if (child !== this.#child) return;
      const answer = await fetch(`${this.base}/readyz`).catch(() => undefined);
      await answer?.arrayBuffer();
      if (answer?.ok) return;
      if (this.restarts === 0 && child.exitCode !== null) break;
      await new Promise((done) => setTimeout(done, 50));
    }
    throw new Error(`the server did not become ready:\n${this.#output}`);
  }

  #tellClock(): void {
    if (this.#child?.connected) this.#child.send({ setClock: this.#clockMs }, () => {});
  }

  #reached(clockMs: number): void {
    for (const [waiter, until] of this.#waiting) {
      if (until > clockMs) continue;
      this.#waiting.delete(waiter);
      waiter.resolve();
    }
  }
}

/** The process and its whole group, so that no back-end finishes what it was doing. */
function killTree(pid: number): void {
  for (const target of [-pid, pid]) {
    try {
      process.kill(target, "SIGKILL");
    } catch {
      // It is gone already, or leads no group.
    }
  }
}

async function postmasterPid(dataDir: string): Promise<number | undefined> {
  const text = await readFile(join(dataDir, "postgres", "postmaster.pid"), "utf8").catch(() => "");
  const pid = Number(text.split("\n")[0]);
  return pid > 1 ? pid : undefined;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  return typeof address === "object" && address ? address.port : 0;
}
