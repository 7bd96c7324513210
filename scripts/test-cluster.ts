/** `start` and `stop` for the PostgreSQL that the tests share. It is not stopped while others still test with it. */
import pg from "pg";
import { isAlive } from "../server/foundation/postgres/cluster.ts";
import { stopTestCluster, testCluster } from "../server/foundation/postgres/test-cluster.ts";

const url = await testCluster();
if (process.argv[2] === "stop" && !process.env.TEST_DATABASE_URL) await stopWhenIdle();

async function stopWhenIdle(): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await removeAbandoned(client);
  const others = await client.query(
    "select 1 from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()",
  );
  await client.end();
  if (others.rowCount === 0) await stopTestCluster();
}

/** A test file that was killed leaves its database; the name says which process it was. */
async function removeAbandoned(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    "select datname as name from pg_database where datname ~ '^test_[0-9]+_'",
  );
  for (const { name } of rows) {
    const pid = Number(name.split("_")[1]);
    if (!isAlive(pid))
      await client.query(`drop database if exists ${client.escapeIdentifier(name)} with (force)`);
  }
}
