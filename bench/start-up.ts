/** How long `npm start` takes to serve, the first time and the second, and what it then holds in memory. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Bench, Figure } from "./kit.ts";

const start = new URL("../scripts/start.mjs", import.meta.url).pathname;

export const startUp: Bench = {
  name: "start",
  about: "npm start until it is ready, first and second time, and its memory",
  async run(log) {
    const dataDir = await mkdtemp(join(tmpdir(), "mingchuang-start-"));
    try {
      const first = await startOnce(dataDir);
      log(`first start ${(first.ms / 1000).toFixed(1)} s`);
      const second = await startOnce(dataDir);
      log(`second start ${(second.ms / 1000).toFixed(1)} s`);
      return [
        {
          name: "start_first_ms",
          value: first.ms,
          unit: "ms",
          note: "empty data folder: new database, sample county",
        },
        { name: "start_second_ms", value: second.ms, unit: "ms", note: "as on every later morning" },
        { name: "start_server_mb", value: second.serverMb, unit: "MiB", note: "resident, Node alone" },
        { name: "start_all_mb", value: second.allMb, unit: "MiB", note: "proportional, with PostgreSQL" },
      ] satisfies Figure[];
    } finally {
      await rm(dataDir, { recursive: true, force: true });
    }
  },
};

async function startOnce(dataDir: string) {
  const began = performance.now();
  const port = 20_000 + Math.floor(Math.random() * 20_000);
  const child = spawn(process.execPath, [start], {
    stdio: "ignore",
    env: { ...process.env, PORT: String(port), MC_DATA_DIR: dataDir, MC_LOG_LEVEL: "warn" },
  });
  try {
    for (;;) {
      const answer = await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => undefined);
      if (answer?.ok) break;
      if (child.exitCode !== null) throw new Error("npm start ended before it was ready");
      await new Promise((done) => setTimeout(done, 20));
    }
    const ms = performance.now() - began;
    await new Promise((done) => setTimeout(done, 3_000));
    return { ms, ...(await memory(child.pid ?? 0, dataDir)) };
  } finally {
    child.kill("SIGTERM");
    await once(child, "exit");
  }
}

/** Memory of the server's process and of all processes of its database, from the kernel's own accounting. */
async function memory(launcher: number, dataDir: string) {
  const postmaster = Number(
    (await readFile(join(dataDir, "postgres", "postmaster.pid"), "utf8")).split("\n")[0],
  );
  const parents = new Map<number, number>();
  for (const name of await readdir("/proc")) {
    const stat = /^\d+$/.test(name) ? await readFile(`/proc/${name}/stat`, "utf8").catch(() => "") : "";
    const parent = /\) \w (\d+)/.exec(stat)?.[1];
    if (parent) parents.set(Number(name), Number(parent));
  }
  const isBelow = (pid: number, top: number): boolean =>
    pid === top || (pid > 1 && isBelow(parents.get(pid) ?? 0, top));
  const field = async (pid: number, file: string, name: string) =>
    Number(
      new RegExp(`^${name}:\\s+(\\d+)`, "m").exec(
        await readFile(`/proc/${pid}/${file}`, "utf8").catch(() => ""),
      )?.[1] ?? 0,
    ) / 1024;
  let serverMb = 0;
  let allMb = 0;
  for (const pid of parents.keys()) {
    if (!isBelow(pid, launcher) && !isBelow(pid, postmaster)) continue;
    if (!isBelow(pid, postmaster)) serverMb = Math.max(serverMb, await field(pid, "status", "VmRSS"));
    allMb += await field(pid, "smaps_rollup", "Pss");
  }
  return { serverMb, allMb };
}
