/**
 * Brings a database to the code's version: the application role, then the numbered SQL files that it lacks,
 * each in a transaction of its own, forward only. Safe when several processes start at once.
 */
import { createHash, createHmac } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { runMigrations } from "graphile-worker";
import pg from "pg";
import { StartupProblem } from "./startup-problem.ts";

export const appRole = "mingchuang_app";
const folder = new URL("../migrations/", import.meta.url);
/** Any number will do, as long as all versions of the code use the same one. */
const migrationLock = 7_214_001;

export type Migration = { number: number; name: string; text: string; hash: string };

export async function listMigrations(): Promise<Migration[]> {
  const names = (await readdir(folder)).filter((name) => /^\d{4}_[\w-]+\.sql$/.test(name)).sort();
  return Promise.all(
    names.map(async (name) => {
      const text = await readFile(new URL(name, folder), "utf8");
      return {
        number: Number(name.slice(0, 4)),
        name,
        text,
        hash: createHash("sha256").update(text).digest("hex"),
      };
    }),
  );
}

/** The application role's password, the same for all processes that share the secret. */
export const appPassword = (secret: string): string =>
  createHmac("sha256", secret).update("database role").digest("base64url");

/** The connection string of the application role beside an owner's. */
export function appUrl(ownerUrl: string, secret: string): string {
  const url = new URL(ownerUrl);
  url.username = appRole;
  url.password = appPassword(secret);
  return url.href;
}

/**
 * Migrates as the owner and returns the application role's connection string.
 * @throws {StartupProblem} when the database is newer than the code, or a migration was edited after it ran
 */
export async function migrate(
  ownerUrl: string,
  secret: string,
  log: (line: string) => void = () => {},
): Promise<string> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await client.query("select pg_advisory_lock($1)", [migrationLock]);
    await ensureAppRole(client, secret);
    await client.query(`create table if not exists public.migrations
      (number int primary key, name text not null, hash text not null, applied_at timestamptz not null default clock_timestamp())`);
    await runMigrations({ connectionString: ownerUrl, noPreparedStatements: true });
    const done = await client.query<{ number: number; name: string; hash: string }>(
      "select * from public.migrations",
    );
    const applied = new Map(done.rows.map((row) => [row.number, row]));
    const wanted = await listMigrations();
    refuseUnknown(applied, wanted);
    for (const migration of wanted.filter(({ number }) => !applied.has(number))) {
      log(migration.name);
      await apply(client, migration);
    }
  } finally {
    await client.end();
  }
  return appUrl(ownerUrl, secret);
}

function refuseUnknown(applied: Map<number, { name: string; hash: string }>, wanted: Migration[]): void {
  const known = new Map(wanted.map((migration) => [migration.number, migration]));
  for (const [number, { name, hash }] of applied) {
    const migration = known.get(number);
    if (!migration) {
      throw new StartupProblem(
        `数据库比程序新（${name}），请升级程序。`,
        `The database is newer than this program (${name}); upgrade the program.`,
      );
    }
    if (migration.hash !== hash) {
      throw new StartupProblem(
        `迁移文件 ${name} 在执行后被改动，数据库与程序不一致，请恢复原文件。`,
        `Migration ${name} was edited after it ran, so database and program disagree; restore the original file.`,
      );
    }
  }
}

async function apply(client: pg.Client, { number, name, text, hash }: Migration): Promise<void> {
  await client.query("begin");
  try {
    await client.query(text);
    await client.query("insert into public.migrations (number, name, hash) values ($1, $2, $3)", [
      number,
      name,
      hash,
    ]);
    await client.query("commit");
  } catch (error) {
    await client.query("rollback");
    throw new Error(`migration ${name} failed: ${error instanceof Error ? error.message : error}`, {
      cause: error,
    });
  }
}

/** The role is the cluster's, not the database's: another database may have made it already. */
async function ensureAppRole(client: pg.Client, secret: string): Promise<void> {
  const password = client.escapeLiteral(appPassword(secret));
  const { rows } = await client.query<{ powerful: boolean }>(
    `select rolsuper or rolcreatedb or rolcreaterole or rolreplication or rolbypassrls as powerful
     from pg_roles where rolname = $1`,
    [appRole],
  );
  const [known] = rows;
  // Only a superuser may name these attributes of a role that exists, were it to say what is so already.
  const powers =
    known && !known.powerful ? "" : "nosuperuser nocreatedb nocreaterole noreplication nobypassrls";
  await client
    .query(`${known ? "alter" : "create"} role ${appRole} with login ${powers} password ${password}`)
    .catch((error: unknown) => {
      // Two databases of one cluster prepared at the same moment: the other one has just done the same.
      if (!(error instanceof Error && /tuple concurrently updated|already exists/.test(error.message)))
        throw error;
    });
  await client.query(
    `grant connect on database ${client.escapeIdentifier(client.database ?? "")} to ${appRole}`,
  );
  await client.query("revoke create on schema public from public");
}
