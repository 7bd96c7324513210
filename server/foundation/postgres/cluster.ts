/**
 * A cluster is one data directory. It is prepared in a folder beside its place and moved there when complete, so a
 * machine that dies half way leaves nothing to repair.
 *
 * Initialised with C.UTF-8: under plain C, PostgreSQL finds no trigrams in Chinese text and every search by a part
 * of a name reads the whole table.
 */
import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import {
  accessSync,
  appendFileSync,
  chownSync,
  constants,
  existsSync,
  lchownSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { totalmem } from "node:os";
import { basename, dirname, join, resolve } from "node:path";
import { StartupProblem } from "../startup-problem.ts";
import { type Account, accountFor, embeddedMajor, postgresPrograms } from "./binaries.ts";

export type Cluster = {
  /** Absolute, without symbolic links. */
  readonly dataDir: string;
  readonly account: Account | undefined;
  readonly programs: string;
};

/** What we remember about a cluster, in a file that only its owner reads. The port is the one to try first. */
export type Remembered = { readonly password: string; readonly port: number };

const memory = "mingchuang.json";

/** How PostgreSQL is told where its data is; see `binaries.ts` for the reason. */
export const nameOfDataDir = (cluster: Cluster) => (cluster.account ? "/proc/self/cwd" : cluster.dataDir);

/** How each PostgreSQL program is started: in the data directory, with an environment that is the same everywhere. */
export const spawnOptions = (cluster: Cluster, folder = cluster.dataDir) => ({
  cwd: folder,
  env: { LC_ALL: "C.UTF-8", TZ: "UTC", PATH: process.env.PATH ?? "/usr/bin:/bin" },
  ...cluster.account,
});

/**
 * Opens the cluster in `dataDir`, making it when there is none.
 * @throws StartupProblem when the place cannot be written or holds a cluster that is not ours to run.
 */
export function openCluster(dataDir: string, preparing: () => void): Cluster {
  const parent = dirname(resolve(dataDir));
  try {
    mkdirSync(parent, { recursive: true });
    accessSync(parent, constants.W_OK | constants.X_OK);
  } catch (cause) {
    throw notWritable(parent, cause);
  }
  const place = locate(dataDir);
  const account = accountFor(place);
  const cluster = {
    dataDir: place,
    account,
    programs: postgresPrograms(account),
  };
  if (existsSync(join(place, "PG_VERSION"))) refuseForeign(cluster);
  else {
    preparing();
    prepare(cluster);
  }
  return cluster;
}

/** The one name of a data directory, whatever links and relative paths lead to it. */
export function locate(dataDir: string): string {
  const place = resolve(dataDir);
  const parent = dirname(place);
  return existsSync(parent) ? join(realpathSync(parent), basename(place)) : place;
}

export function remembered(cluster: Pick<Cluster, "dataDir">): Remembered {
  return JSON.parse(readFileSync(join(cluster.dataDir, memory), "utf8"));
}

export function remember(cluster: Cluster, facts: Remembered): void {
  writeMemory(cluster.dataDir, cluster.account, facts);
}

function writeMemory(folder: string, account: Account | undefined, facts: Remembered): void {
  const unfinished = join(folder, `${memory}.${process.pid}`);
  writeFileSync(unfinished, JSON.stringify(facts), { mode: 0o600 });
  if (account) chownSync(unfinished, account.uid, account.gid);
  renameSync(unfinished, join(folder, memory));
}

function refuseForeign(cluster: Cluster): void {
  const { dataDir } = cluster;
  const version = readFileSync(join(dataDir, "PG_VERSION"), "utf8").trim();
  if (version !== String(embeddedMajor)) {
    throw new StartupProblem(
      `${dataDir} 是 PostgreSQL ${version} 的数据，本程序自带 PostgreSQL ${embeddedMajor}；请先升级数据（pg_upgrade）或用 DATABASE_URL 连接原服务器。`,
      `${dataDir} was made by PostgreSQL ${version}, and this program brings PostgreSQL ${embeddedMajor}: upgrade the data with pg_upgrade, or reach the old server with DATABASE_URL.`,
    );
  }
  const owner = statSync(dataDir).uid;
  // A copy made by root (a restored backup, say) would be refused by PostgreSQL.
  if (owner === 0 && cluster.account) giveTo(cluster.account, dataDir);
  else if (!cluster.account && owner !== process.getuid?.()) {
    throw new StartupProblem(
      `数据库目录 ${dataDir} 属于另一个用户（uid ${owner}），请用该用户或 root 启动。`,
      `The database directory ${dataDir} belongs to another user (uid ${owner}): start as that user or as root.`,
    );
  }
  if (!existsSync(join(dataDir, memory))) {
    throw new StartupProblem(
      `${dataDir} 中已有一个不是本程序建立的数据库，请换一个 MC_DATA_DIR。`,
      `${dataDir} holds a database that this program did not make: choose another MC_DATA_DIR.`,
    );
  }
}

function prepare(cluster: Cluster): void {
  const { dataDir, account } = cluster;
  if (existsSync(dataDir) && readdirSync(dataDir).length > 0) {
    throw new StartupProblem(
      `${dataDir} 不是空目录，也不是数据库，请移走其中的文件。`,
      `${dataDir} is neither empty nor a database: move its files away.`,
    );
  }
  removeAbandoned(dataDir);
  const unfinished = `${dataDir}.preparing-${process.pid}`;
  mkdirSync(unfinished, { mode: 0o700 });
  if (account) chownSync(unfinished, account.uid, account.gid);

  const at = account ? "/proc/self/cwd" : unfinished;
  const password = randomBytes(24).toString("base64url");
  // No password file: nobody can sign in until the lines below set one, in a server without connections.
  const making = [
    "--username=postgres",
    "--auth=reject",
    "--encoding=UTF8",
    "--locale=C.UTF-8",
    "--data-checksums",
  ];
  run(cluster, unfinished, "initdb", ["-D", at, ...making, "--no-instructions"]);
  run(
    cluster,
    unfinished,
    "postgres",
    ["--single", "-D", at, "postgres"],
    `ALTER ROLE postgres PASSWORD '${password}'\n`,
  );
  appendFileSync(join(unfinished, "postgresql.conf"), ourConfiguration(cluster));
  writeFileSync(join(unfinished, "pg_hba.conf"), "host all all 127.0.0.1/32 scram-sha-256\n");
  writeMemory(unfinished, account, { password, port: 0 });

  try {
    renameSync(unfinished, dataDir);
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    // Another process may have been quicker; its cluster is as good.
    if (!existsSync(join(dataDir, memory))) throw error;
  }
}

/**
 * Memory that PostgreSQL keeps pages in, in MB: an eighth of the machine's. Its manual advises a quarter where it is alone
 * ("Resource Consumption", shared_buffers); here the platform and often a kiosk's browser live beside it. What no page
 * ever fills is never taken.
 */
export function sharedBuffersMb(memoryBytes: number): number {
  return Math.min(4_096, Math.max(128, Math.floor(memoryBytes / 8 / 2 ** 20)));
}

/** A container may have less than the machine. */
const memoryHere = () => Math.min(totalmem(), process.constrainedMemory() || Number.POSITIVE_INFINITY);

/**
 * Which pages were in memory is noted every five minutes and at the end; after a start they are read again behind the
 * work ("pg_prewarm", autoprewarm), so that the first customers of a morning do not wait for the disk.
 */
function warmStart(programs: string): string {
  const found = ["postgresql", "."].some((folder) =>
    ["so", "dylib", "dll"].some((end) =>
      existsSync(join(programs, "..", "lib", folder, `pg_prewarm.${end}`)),
    ),
  );
  return found ? "shared_preload_libraries = 'pg_prewarm'" : "";
}

/** What fits the machine when the database is made; an operator may edit postgresql.conf afterwards. */
const ourConfiguration = ({ programs }: Cluster) => `
# Mingchuang
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
shared_buffers = ${sharedBuffersMb(memoryHere())}MB
${warmStart(programs)}
max_wal_size = 2GB
timezone = 'UTC'
log_timezone = 'UTC'
jit = off
# One file per weekday, begun anew each week: the log cannot fill the disk.
logging_collector = on
log_filename = 'postgresql-%a.log'
log_truncate_on_rotation = on
log_rotation_size = 0
# Statements may carry personal data.
log_min_error_statement = panic
`;

function run(cluster: Cluster, folder: string, program: string, args: string[], input = ""): void {
  const options = { ...spawnOptions(cluster, folder), input, encoding: "utf8" as const, timeout: 120_000 };
  const done = spawnSync(join(cluster.programs, program), args, options);
  if (done.status === 0) return;
  rmSync(folder, { recursive: true, force: true });
  const reason = (done.error?.message ?? done.stderr).trim().split("\n").slice(-3).join(" ");
  throw new StartupProblem(
    `无法准备数据库（${program}）：${reason}`,
    `The database could not be prepared (${program}): ${reason}`,
  );
}

/** Folders of preparations that died: their process is gone. */
function removeAbandoned(dataDir: string): void {
  const prefix = `${basename(dataDir)}.preparing-`;
  for (const name of readdirSync(dirname(dataDir))) {
    if (!name.startsWith(prefix)) continue;
    const pid = Number(name.slice(prefix.length));
    if (pid === process.pid || !isAlive(pid))
      rmSync(join(dirname(dataDir), name), { recursive: true, force: true });
  }
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

function giveTo(account: Account, path: string): void {
  lchownSync(path, account.uid, account.gid);
  if (!lstatSync(path).isDirectory()) return;
  for (const name of readdirSync(path)) giveTo(account, join(path, name));
}

export function notWritable(folder: string, cause: unknown): StartupProblem {
  return new StartupProblem(
    `目录 ${folder} 不可写，请检查权限或更换 MC_DATA_DIR。`,
    `The directory ${folder} cannot be written: check its permissions, or choose another MC_DATA_DIR.`,
    cause,
  );
}
