/** A real server of the bench's own, in its own process, with its own durable database. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { attachEmbeddedPostgres } from "../server/foundation/embedded-postgres.ts";

const entry = new URL("../server/main.ts", import.meta.url).pathname;
export const benchSecret = "the secret of a bench, thirty-two characters and more";

export type BenchServer = {
  readonly base: string;
  readonly pid: number;
  /** The database as its owner. */
  readonly ownerUrl: string;
  readonly stop: () => Promise<void>;
};

/** @param keptDir a data folder that is kept; a temporary one unless given */
export async function startBenchServer(
  environment: Record<string, string> = {},
  keptDir?: string,
): Promise<BenchServer> {
  const dataDir = keptDir ?? (await mkdtemp(join(tmpdir(), "mingchuang-bench-")));
  const port = await freePort();
  const child = spawn(process.execPath, [entry], {
    stdio: ["ignore", "ignore", "inherit"],
    env: {
      ...process.env,
      PORT: String(port),
      MC_DATA_DIR: dataDir,
      MC_SECRET: benchSecret,
      MC_SAMPLE: "off",
      MC_LOG_LEVEL: "error",
      MC_RATE_PER_MINUTE: "10000000",
      ...environment,
    },
  });
  const base = `http://127.0.0.1:${port}`;
  for (;;) {
    const answer = await fetch(`${base}/readyz`).catch(() => undefined);
    await answer?.arrayBuffer();
    if (answer?.ok) break;
    if (child.exitCode !== null) throw new Error("the bench's server did not start");
    await new Promise((done) => setTimeout(done, 50));
  }
  const ownerUrl = new URL(attachEmbeddedPostgres(join(dataDir, "postgres")));
  ownerUrl.pathname = "/mingchuang";
  return {
    base,
    pid: child.pid ?? 0,
    ownerUrl: ownerUrl.href,
    async stop() {
      child.kill("SIGTERM");
      await once(child, "exit");
      if (!keptDir) await rm(dataDir, { recursive: true, force: true });
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  return typeof address === "object" && address ? address.port : 0;
}
