/**
 * The PostgreSQL that comes with the platform: started with it, durable, on 127.0.0.1 only, with a password that
 * only the owner of the data directory can read. `DATABASE_URL` replaces all of this.
 */

import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";
import type { Logger } from "pino";
import { type Cluster, locate, notWritable, openCluster, remembered } from "./postgres/cluster.ts";
import { findPostmaster, type Postmaster, startPostmaster, stopPostmaster } from "./postgres/postmaster.ts";
import { checkServer } from "./postgres/suitability.ts";
import { StartupProblem, systemCode } from "./startup-problem.ts";

export { processesOf } from "./postgres/postmaster.ts";

export type EmbeddedPostgres = {
  /** As the superuser `postgres`, to the database of the same name. */
  readonly url: string;
  /** The postmaster; another one after a restart. */
  readonly pid: number;
  stop(): Promise<void>;
};

export type Options = {
  readonly dataDir: string;
  readonly log: Pick<Logger, "info" | "warn" | "error">;
  /** Called once, before a new cluster is made, which takes a second or two. */
  readonly preparing?: () => void;
  /** The server ended and could not be started again. */
  readonly onLost?: (problem: unknown) => void;
};

/** Whatever postgresql.conf says, an acknowledged command survives the loss of power. */
const durable = ["fsync=on", "synchronous_commit=on", "full_page_writes=on"];
/**
 * For tests alone: quick, and as safe as long as the machine stays up. Hundreds of small databases come and go, and each that
 * is dropped is looked for in all of the memory for pages: little of it is best.
 */
const volatile = [
  ...["fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=200"],
  ...["shared_buffers=128MB", "shared_preload_libraries="],
];

/**
 * Starts the cluster in `dataDir`, or takes over one whose platform was killed, and keeps it running: should the
 * server end by itself, it is started again.
 * @throws StartupProblem also when another platform already runs on this directory
 */
export async function startEmbeddedPostgres(options: Options): Promise<EmbeddedPostgres> {
  const { dataDir, log, preparing = () => {}, onLost = () => {} } = options;
  const cluster = open(dataDir, preparing);
  let held = await startAndOwn(cluster);
  let isStopping = false;

  let mending: Promise<void> | undefined;

  const mend = async () => {
    log.warn("the database ended or dropped us; looking after it");
    try {
      held = await startAndOwn(cluster, held.postmaster.port);
      log.info({ pid: held.postmaster.pid }, "the database is back");
      keep();
    } catch (problem) {
      if (!isStopping) onLost(problem);
    }
  };
  const keep = () => {
    held.ownership.once("end", () => {
      if (!isStopping) mending = mend();
    });
  };
  keep();

  return {
    url: urlOf(cluster, held.postmaster),
    get pid() {
      return held.postmaster.pid;
    },
    async stop() {
      isStopping = true;
      await mending;
      await held.ownership.end().catch(() => {});
      await stopPostmaster(cluster.dataDir);
    },
  };
}

/**
 * The connection string of a cluster that another process has started.
 * @throws StartupProblem when there is none
 */
export function attachEmbeddedPostgres(dataDir: string): string {
  const cluster = { dataDir: locate(dataDir) };
  const running = findPostmaster(cluster.dataDir);
  if (!running) {
    throw new StartupProblem(
      "数据库没有运行：请先运行 npm start，或设置 DATABASE_URL。",
      "The database is not running: run npm start first, or set DATABASE_URL.",
    );
  }
  return urlOf(cluster, running);
}

/** A cluster for tests, shared by all test processes and left running until `stopTestPostgres`. */
export async function startTestPostgres(dataDir: string): Promise<string> {
  const cluster = open(dataDir, () => {});
  return urlOf(cluster, await startPostmaster(cluster, volatile));
}

export const stopTestPostgres = (dataDir: string): Promise<void> => stopPostmaster(locate(dataDir), 5_000);

function open(dataDir: string, preparing: () => void): Cluster {
  try {
    return openCluster(dataDir, preparing);
  } catch (error) {
    const code = systemCode(error);
    throw code === "EACCES" || code === "EROFS" || code === "EPERM" ? notWritable(dataDir, error) : error;
  }
}

function urlOf(cluster: Pick<Cluster, "dataDir">, { port }: Postmaster): string {
  return `postgres://postgres:${remembered(cluster).password}@127.0.0.1:${port}/postgres`;
}

const ownerLock = 7_214_000;
const ownerName = (pid: number) => `mingchuang, process ${pid}`;

/**
 * One platform per directory: a lock that the database itself releases when the connection of a killed process breaks.
 * It is in the database and not in a file because a file outlives its process.
 */
async function own(cluster: Cluster, postmaster: Postmaster): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString: urlOf(cluster, postmaster),
    application_name: ownerName(process.pid),
    keepAlive: true,
  });
  client.on("error", () => {});
  await client.connect();
  try {
    await checkServer(client, { demandChecksums: true });
    // A platform that was killed a moment ago still has its connection for an instant.
    for (let attempt = 1; !(await tryLock(client)); attempt++) {
      if (attempt === 15) throw await alreadyRunning(client, cluster);
      await pause(100);
    }
    return client;
  } catch (error) {
    await client.end();
    throw error;
  }
}

async function tryLock(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ held: boolean }>("select pg_try_advisory_lock($1) as held", [
    ownerLock,
  ]);
  return rows[0]?.held ?? false;
}

async function alreadyRunning(client: pg.Client, { dataDir }: Cluster): Promise<StartupProblem> {
  const { rows } = await client.query<{ name: string }>(
    "select application_name as name from pg_stat_activity join pg_locks using (pid) where locktype = 'advisory' and objid = $1 and granted",
    [ownerLock],
  );
  const who = rows[0]?.name.replace(/\D/g, "") ?? "?";
  return new StartupProblem(
    `明窗已在运行（进程 ${who}，数据目录 ${dataDir}），请先停止它，或另设 MC_DATA_DIR。`,
    `Mingchuang is already running (process ${who}, data in ${dataDir}): stop it first, or set another MC_DATA_DIR.`,
  );
}

type Held = { readonly postmaster: Postmaster; readonly ownership: pg.Client };

/** A server that is just recovering or stopping refuses connections: tried again. A problem that was named is final. */
async function startAndOwn(cluster: Cluster, knownPort?: number): Promise<Held> {
  for (let attempt = 1; ; attempt++) {
    try {
      const postmaster = await startPostmaster(cluster, durable, knownPort);
      return { postmaster, ownership: await own(cluster, postmaster) };
    } catch (error) {
      if (error instanceof StartupProblem || attempt === 20) throw error;
      await pause(250);
    }
  }
}
