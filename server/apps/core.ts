/** What each app of the platform stands on: a prepared database, the clock, the news, the log. */
import { getCiphers, getHashes, randomBytes } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import pg from "pg";
import type { Outside } from "../foundation/context.ts";
import { type Database, openDatabase } from "../foundation/database.ts";
import { attachEmbeddedPostgres } from "../foundation/embedded-postgres.ts";
import { EventTail } from "../foundation/event-tail.ts";
import { diskStore } from "../foundation/files/disk-store.ts";
import { Files } from "../foundation/files/files.ts";
import { parseS3Address, s3Store } from "../foundation/files/s3-store.ts";
import { LiveHub } from "../foundation/live.ts";
import type { Logger } from "../foundation/log.ts";
import { migrate } from "../foundation/migrate.ts";
import { Outbound } from "../foundation/outbound.ts";
import { notWritable } from "../foundation/postgres/cluster.ts";
import { checkServer } from "../foundation/postgres/suitability.ts";
import type { Settings } from "../foundation/settings.ts";
import { StartupProblem, systemCode } from "../foundation/startup-problem.ts";
import type { Platform } from "../foundation/transaction.ts";
import { Vault, type VaultSettings } from "../foundation/vault.ts";
import { missingKeys } from "../modules/customers/index.ts";
import { businessClock } from "./business-clock.ts";
import { isSampleWanted } from "./sample-wanted.ts";

export type Core = Platform & {
  readonly settings: Settings;
  readonly log: Logger;
  readonly tail: EventTail;
  readonly live: LiveHub;
  /** What the vault was opened with, for threads that open one of their own. */
  readonly vaultSettings: VaultSettings;
  /** As the owner of the tables: migrations, jobs and verification only. */
  readonly ownerUrl: string;
  readonly close: () => Promise<void>;
};

const vaultSettingsOf = ({ MC_DATA_KEYS, MC_CRYPTO }: Settings, secret: string): VaultSettings => ({
  secret,
  suite: MC_CRYPTO,
  ...(MC_DATA_KEYS ? { keys: MC_DATA_KEYS } : {}),
});

const outsideOf = (settings: Settings): Outside => ({
  publicUrl: settings.MC_PUBLIC_URL ?? `http://${settings.MC_HOST}:${settings.PORT}`,
  smsUrl: settings.MC_SMS_URL,
  isSample: isSampleWanted(settings),
});

/** Anything that has been started and can be stopped. */
export type Running = { stop(): Promise<void> };

const ourDatabase = "mingchuang";

/**
 * Opens the database of `settings`, brings it to the code's version and connects to it.
 * @param superuserUrl our own cluster's, when this process has started it
 * @throws StartupProblem when it cannot be reached or used
 */
export async function openCore(settings: Settings, log: Logger, superuserUrl?: string): Promise<Core> {
  const ownerUrl = await ownerUrlOf(settings, superuserUrl);
  await verify(ownerUrl, log);
  const secret = platformSecret(settings);
  const vaultSettings = vaultSettingsOf(settings, secret);
  const url = await migrate(ownerUrl, secret, (name) =>
    log.info({ migration: name.replace(".sql", "") }, "migrated"),
  );
  const warn = (error: unknown) => log.warn({ err: error }, "the news reader stumbled");
  const db = openDatabase({
    url,
    max: settings.MC_POOL_SIZE,
    onError: (err) => log.warn({ err }, "a connection broke"),
  });
  const vault = openVault(vaultSettings);
  await requireKeys(db, vault);
  const tail = new EventTail(db, url, warn);
  tail.start();
  return {
    settings,
    log,
    db,
    tail,
    live: new LiveHub(tail, warn),
    clock: businessClock(settings, log),
    secret,
    vault,
    vaultSettings,
    files: openFiles(settings),
    outbound: new Outbound(settings.MC_OUTBOUND_HOSTS),
    outside: outsideOf(settings),
    announce: tail.announce,
    ownerUrl,
    close: async () => {
      await tail.stop();
      await db.destroy();
    },
  };
}

/**
 * The connection string of the owner of the tables.
 * @throws StartupProblem when our own database is asked for and does not run
 */
export async function ownerUrlOf(settings: Settings, superuserUrl?: string): Promise<string> {
  if (settings.DATABASE_URL) return settings.DATABASE_URL;
  return ownDatabase(superuserUrl ?? attachEmbeddedPostgres(postgresDir(settings)));
}

export const postgresDir = (settings: Settings): string => resolve(settings.MC_DATA_DIR, "postgres");

/** A secret that all processes of the platform share; made once where none is given. */
export function platformSecret(settings: Settings): string {
  if (settings.MC_SECRET) return settings.MC_SECRET;
  const file = join(settings.MC_DATA_DIR, "secret");
  try {
    mkdirSync(settings.MC_DATA_DIR, { recursive: true });
    // `wx`: of two processes that start at once, one writes and both read.
    writeFileSync(file, randomBytes(32).toString("base64url"), { mode: 0o600, flag: "wx" });
  } catch (error) {
    if (systemCode(error) !== "EEXIST") throw notWritable(resolve(settings.MC_DATA_DIR), error);
  }
  return readFileSync(file, "utf8").trim();
}

/** @throws StartupProblem when rows are sealed with a key that is not configured: better now than with the first customer */
async function requireKeys(db: Database, vault: Vault): Promise<void> {
  const missing = (await missingKeys({ db, vault })).join(", ");
  if (missing === "") return;
  await db.destroy();
  throw new StartupProblem(
    `数据库中仍有用密钥 ${missing} 加密的内容，但 MC_DATA_KEYS 中没有这个密钥。请把它放回去。`,
    `Rows are still sealed with key ${missing}, which MC_DATA_KEYS does not have. Put it back.`,
  );
}

/** @throws StartupProblem when this Node was built without the 国密 algorithms */
function openVault(settings: VaultSettings): Vault {
  if (!getHashes().includes("sm3") || !getCiphers().includes("sm4-ctr"))
    throw new StartupProblem(
      "这个 Node 的 OpenSSL 不含国密算法 SM3、SM4，请使用随软件安装的 Node。",
      "This Node's OpenSSL has no SM3 and SM4; use the Node that is installed with the software.",
    );
  return new Vault(settings);
}

/** On disk, or in a store of objects; temporary files are always on disk. */
function openFiles({ MC_DATA_DIR, FILES_URL }: Settings): Files {
  const folder = resolve(MC_DATA_DIR, "files");
  return new Files(folder, FILES_URL ? s3Store(parseS3Address(FILES_URL)) : diskStore(folder));
}

async function ownDatabase(superuserUrl: string): Promise<string> {
  const client = new pg.Client({ connectionString: superuserUrl });
  await client.connect();
  try {
    const { rowCount } = await client.query("select 1 from pg_database where datname = $1", [ourDatabase]);
    if (!rowCount) await client.query(`create database ${ourDatabase} template template0`);
  } finally {
    await client.end();
  }
  const url = new URL(superuserUrl);
  url.pathname = `/${ourDatabase}`;
  return url.href;
}

async function verify(url: string, log: Logger): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  client.on("error", () => {});
  try {
    await client.connect();
  } catch (cause) {
    // The address without its password.
    const { hostname, port, pathname } = new URL(url);
    const place = `${hostname}:${port || 5432}${pathname}`;
    const reason = cause instanceof Error ? cause.message || (systemCode(cause) ?? "") : String(cause);
    throw new StartupProblem(
      `无法连接数据库 ${place}：${reason}`,
      `The database ${place} cannot be reached: ${reason}`,
      cause,
    );
  }
  try {
    if (!(await checkServer(client)))
      log.warn("the database has no page checksums: damage on disk would go unseen");
  } finally {
    await client.end();
  }
}
