/**
 * The tests' databases: clones of a template that the first who needs it makes, and all others find. Cloning copies
 * files, which takes a tenth of a second; migrating takes a second, and filling the sample county ten.
 */
import { randomBytes } from "node:crypto";
import pg from "pg";
import { testCluster } from "./test-cluster.ts";

/** Templates of one kind are made one at a time. */
const templateLock = 7_214_002;

/**
 * Opens a database of one's own. The name ends with the process that has it, so that what a killed one leaves is found.
 * @param version what the template is made of: another version is another template, and replaces the former
 * @param make fills an empty database, and leaves no connection to it
 * @returns the connection string of its owner
 */
export async function cloneOf(
  kind: string,
  version: string,
  make: (url: string) => Promise<void>,
): Promise<string> {
  const cluster = await testCluster();
  return connected(cluster, async (client) => {
    const template = `${kind}_${version}`;
    await client.query("select pg_advisory_lock($1, hashtext($2))", [templateLock, kind]);
    const { rows } = await client.query<{ name: string }>(
      "select datname as name from pg_database where datname ~ $1",
      [`^${kind}_[0-9a-f]+(_draft)?$`],
    );
    if (!rows.some(({ name }) => name === template)) {
      for (const { name } of rows) await client.query(`drop database ${name} with (force)`);
      // A half-made template never bears the final name.
      const draft = `${template}_draft`;
      await client.query(`create database ${draft} template template0`);
      await make(withDatabase(cluster, draft));
      await client.query(`alter database ${draft} rename to ${template}`);
    }
    const name = `test_${process.pid}_${randomBytes(4).toString("hex")}`;
    await client.query(`create database ${name} template ${template}`);
    return withDatabase(cluster, name);
  });
}

export async function dropDatabase(url: string): Promise<void> {
  const name = new URL(url).pathname.slice(1);
  await connected(await testCluster(), (client) =>
    client.query(`drop database if exists ${name} with (force)`),
  );
}

export async function connected<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

function withDatabase(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.href;
}
