/**
 * A platform with a large sample county for the benches of the archive. Building a million customers takes minutes, so
 * the data folder is kept (`data/bench/`, never committed) under a name that says what it was made by: another
 * population is built anew, other search terms are only made anew, and a newer schema is migrated to, as people's
 * databases are. Only where a migration has changed that it has run, it is of no use.
 */
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import pg from "pg";
import { loadLarge } from "../county/population/load-large.ts";
import { Population } from "../county/population/population.ts";
import { populationOf } from "../county/population/sample-population.ts";
import { openDatabase } from "../server/foundation/database.ts";
import { Files } from "../server/foundation/files/files.ts";
import { appUrl, listMigrations } from "../server/foundation/migrate.ts";
import type { Platform } from "../server/foundation/transaction.ts";
import { Vault } from "../server/foundation/vault.ts";
import { loadSampleOrganisation, sampleSignIns } from "../server/modules/identity/index.ts";
import { type BenchServer, benchSecret, startBenchServer } from "./bench-server.ts";
import { systemClock } from "./clock.ts";

export type Archive = {
  readonly server: BenchServer;
  /** The same database without the server before it. */
  readonly platform: Platform;
  readonly population: Population;
  readonly orgId: number;
  readonly customers: number;
  readonly close: () => Promise<void>;
};

const root = new URL("../", import.meta.url).pathname;
const kept = join(root, "data", "bench");
/** The file that says which migrations the database has run. */
const migrated = "migrations";
const madeBy = ["county/population", "server/modules/customers/store/bulk-tables.ts"];
const termsMadeBy = ["server/modules/customers/rules", "server/modules/customers/refresh-search.ts"];

/** A running server whose sample county has so many customers. */
export async function openArchive(customers: number, log: (line: string) => void): Promise<Archive> {
  const prefix = `customers-${customers}-`;
  const dataDir = join(kept, prefix + (await hashOf(madeBy)).slice(0, 12));
  await mkdir(kept, { recursive: true });
  for (const old of await readdir(kept))
    if (old.startsWith(prefix) && (join(kept, old) !== dataDir || !(await canMigrate(dataDir))))
      await rm(join(kept, old), { recursive: true });
  log(existsSync(dataDir) ? `kept: ${dataDir}` : `building ${customers} customers in ${dataDir}`);
  await mkdir(dataDir, { recursive: true });
  await writeFile(join(dataDir, migrated), (await migrations()).join("\n"));
  const server = await startBenchServer({ MC_SAMPLE: "on" }, dataDir);
  const db = openDatabase({ url: appUrl(server.ownerUrl, benchSecret), max: 2 });
  const close = async () => {
    await db.destroy();
    await server.stop();
  };
  const files = new Files(join(dataDir, "files"));
  const vault = new Vault({ secret: benchSecret });
  const platform = { db, clock: systemClock, secret: benchSecret, vault, files, announce: () => {} };
  try {
    const population = await fill(platform, server.ownerUrl, dataDir, customers, log);
    await untilIdle(server.ownerUrl, log);
    return { server, platform, population, orgId: sampleSignIns.orgId, customers, close };
  } catch (error) {
    await close();
    throw error;
  }
}

const migrations = async () => (await listMigrations()).map(({ hash }) => hash);

/** What the kept database has run is the beginning of what there is now. */
async function canMigrate(dataDir: string): Promise<boolean> {
  const run = await readFile(join(dataDir, migrated), "utf8").catch(() => undefined);
  if (run === undefined) return false;
  return (await migrations()).join("\n").startsWith(run);
}

async function fill(
  platform: Platform,
  ownerUrl: string,
  dataDir: string,
  customers: number,
  log: (line: string) => void,
): Promise<Population> {
  const organisation = await loadSampleOrganisation(platform);
  if (!organisation) throw new Error("the bench's database holds another company");
  const population = await populationOf(platform, organisation, organisation.orgId);
  const mark = join(dataDir, "loaded-terms");
  const terms = await hashOf(termsMadeBy);
  const known = await readFile(mark, "utf8").catch(() => "");
  if (known !== terms) {
    if (known !== "") await asOwner(ownerUrl, "truncate customers.search");
    let last = 0;
    await loadLarge({
      appUrl: appUrl(ownerUrl, benchSecret),
      ownerUrl,
      vault: { secret: benchSecret },
      population,
      customers,
      onProgress: (phase, done) => {
        if (performance.now() - last < 10_000) return;
        last = performance.now();
        log(`${phase} ${done}/${customers}`);
      },
    });
    // What autovacuum would do in the hours after such a load.
    await asOwner(ownerUrl, "vacuum analyze");
    await writeFile(mark, terms);
  }
  return new Population(population);
}

/** Looks, a quarter of a second apart, that must all find nobody at work. */
const idleLooks = 12;

/**
 * The days that pass at once in a new archive (register entries expire by the thousand, old numbers go) are worked off
 * behind whoever asks first: minutes that belong to nobody's search.
 */
async function untilIdle(ownerUrl: string, log: (line: string) => void): Promise<void> {
  const owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
  try {
    for (let idle = 0, looks = 0; idle < idleLooks; looks++) {
      const { rows } = await owner.query<{ busy: boolean }>(
        `select count(*) > 0 as busy from pg_stat_activity
         where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend' and state <> 'idle'`,
      );
      idle = rows[0]?.busy ? 0 : idle + 1;
      if (looks === idleLooks) log("waiting until what fell due has been worked off");
      await new Promise((done) => setTimeout(done, 250));
    }
  } finally {
    await owner.end();
  }
}

async function asOwner(url: string, statement: string): Promise<void> {
  const owner = new pg.Client({ connectionString: url });
  await owner.connect();
  try {
    await owner.query(statement);
  } finally {
    await owner.end();
  }
}

/** Of all files named, and of all in the folders named, tests aside. */
async function hashOf(paths: readonly string[]): Promise<string> {
  const hash = createHash("sha256");
  for (const path of paths) {
    const isFile = path.endsWith(".ts");
    const found = isFile ? [path] : (await readdir(join(root, path))).sort().map((name) => join(path, name));
    for (const file of found.filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts")))
      hash.update(await readFile(join(root, file)));
  }
  return hash.digest("hex");
}
