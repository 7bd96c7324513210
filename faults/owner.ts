/** Looks past the platform, straight into the database of a server of the test's own, as its owner. */
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";
import { attachEmbeddedPostgres } from "../server/foundation/embedded-postgres.ts";

/** @param database the platform's own unless said */
export async function asOwner<T>(
  dataDir: string,
  work: (client: pg.Client) => Promise<T>,
  database = "mingchuang",
): Promise<T> {
  const url = new URL(attachEmbeddedPostgres(join(dataDir, "postgres")));
  url.pathname = `/${database}`;
  const client = new pg.Client({ connectionString: url.href });
  client.on("error", () => {});
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end().catch(() => {});
  }
}

/** Waits until `base` says that it is ready. @returns how long that took, in milliseconds */
export async function untilReady(base: string, limitMs = 60_000): Promise<number> {
  const begun = performance.now();
  while (performance.now() - begun < limitMs) {
    const answer = await fetch(`${base}/readyz`).catch(() => undefined);
    await answer?.arrayBuffer();
    if (answer?.ok) return performance.now() - begun;
    await pause(25);
  }
  throw new Error(`not ready within ${limitMs} ms`);
}
