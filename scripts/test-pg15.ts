/**
 * `npm run test:pg15`: the database tests once more, on Debian's PostgreSQL 15, the oldest that is supported. Installs
 * the package when it is missing and we may; the cluster is temporary and leaves nothing behind.
 */
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { chmodSync, chownSync, existsSync, globSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";

const programs = "/usr/lib/postgresql/15/bin";
const root = join(import.meta.dirname, "..");
const isRoot = process.getuid?.() === 0;

if (!existsSync(programs) && isRoot && existsSync("/usr/bin/apt-get")) {
  console.log("正在安装 postgresql-15… Installing postgresql-15…");
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  for (const args of [
    ["update", "-qq"],
    ["install", "-y", "-qq", "--no-install-recommends", "postgresql-15"],
  ]) {
    spawnSync("apt-get", args, { stdio: ["ignore", "ignore", "inherit"], env });
  }
}
if (!existsSync(programs)) {
  console.error("请先安装 · Install first: sudo apt-get install -y --no-install-recommends postgresql-15");
  process.exit(1);
}

const folder = mkdtempSync(join(tmpdir(), "mingchuang-pg15-"));
const dataDir = join(folder, "data");
const nobody = { uid: 65_534, gid: 65_534 };
const account = isRoot ? nobody : {};
mkdirSync(dataDir, { mode: 0o700 });
if (isRoot) {
  chmodSync(folder, 0o711);
  chownSync(dataDir, nobody.uid, nobody.gid);
}

const making = [
  "-D",
  dataDir,
  "-U",
  "postgres",
  "-A",
  "trust",
  "-E",
  "UTF8",
  "--locale=C.UTF-8",
  "--data-checksums",
];
const made = spawnSync(join(programs, "initdb"), making, { ...account, cwd: dataDir, encoding: "utf8" });
if (made.status !== 0) {
  console.error(made.stderr);
  process.exit(1);
}
const port = await freePort();
const settings = [
  "listen_addresses=127.0.0.1",
  `port=${port}`,
  "unix_socket_directories=",
  "max_connections=200",
  "fsync=off",
];
const server = spawn(
  join(programs, "postgres"),
  ["-D", dataDir, ...settings.flatMap((each) => ["-c", each])],
  {
    ...account,
    cwd: dataDir,
    stdio: "ignore",
  },
);
try {
  const url = `postgres://postgres@127.0.0.1:${port}/postgres`;
  console.log(`▶ ${await versionOf(url)}`);
  // What starts its own PostgreSQL 18 has nothing to say about 15.
  const files = globSync("{server,county}/**/*.test.ts", { cwd: root }).filter(
    (file) => !/embedded-postgres|main\.test/.test(file),
  );
  const tests = spawn(
    process.execPath,
    ["--test", "--test-concurrency=2", "--test-timeout=600000", ...files.sort()],
    {
      cwd: root,
      stdio: "inherit",
      env: { ...process.env, TEST_DATABASE_URL: url },
    },
  );
  const [code] = await once(tests, "exit");
  process.exitCode = code;
} finally {
  server.kill("SIGINT");
  await once(server, "exit");
  rmSync(folder, { recursive: true, force: true });
}

async function versionOf(url: string): Promise<string> {
  for (let attempt = 1; ; attempt++) {
    const client = new pg.Client({ connectionString: url });
    client.on("error", () => {});
    try {
      await client.connect();
      const { rows } = await client.query<{ version: string }>("select version()");
      return rows[0]?.version ?? "";
    } catch (error) {
      if (attempt === 100) throw error;
      await pause(100);
    } finally {
      await client.end().catch(() => {});
    }
  }
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const address = probe.address();
  probe.close();
  return typeof address === "object" && address ? address.port : 0;
}
