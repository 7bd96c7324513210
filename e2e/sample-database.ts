/**
 * The sample county as a first start loads it, once for all page tests: each file gets a clone in the PostgreSQL that
 * the tests share. That a first start makes a database and fills it is what `server/main.test.ts` and the faults try.
 */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { OwnServer } from "../county/replay/own-server.ts";
import { testSecret } from "../server/foundation/postgres/test-cluster.ts";
import { cloneOf } from "../server/foundation/postgres/test-databases.ts";

const root = join(import.meta.dirname, "..");
/** What the sample is made of. One that an earlier version of other code has loaded is as good: people have such data. */
const sources = ["catalogue", "county", "server/migrations"];

/** @returns the connection string of its owner */
export const cloneOfSample = (clockMs: number): Promise<string> =>
  cloneOf("sample", versionOf(clockMs), async (url) => {
    const server = await OwnServer.start(clockMs, { environment: environmentOf(url) });
    await server.stop();
  });

/** A server on a database of the tests', with the sample in it. */
export const environmentOf = (url: string): Readonly<Record<string, string>> => ({
  DATABASE_URL: url,
  MC_SECRET: testSecret,
  MC_SAMPLE: "on",
});

function versionOf(clockMs: number): string {
  const hash = createHash("sha256").update(String(clockMs));
  for (const folder of sources)
    for (const entry of readdirSync(join(root, folder), { recursive: true, withFileTypes: true })) {
      const path = join(entry.parentPath, entry.name);
      if (entry.isFile() && !entry.name.includes(".test.")) hash.update(path).update(readFileSync(path));
    }
  return hash.digest("hex").slice(0, 16);
}
