/** Removes from the store what no company's row names: left by commands that failed, or forgotten by rule. */
import pg from "pg";
import { readPlace } from "./file-store.ts";
import type { Files } from "./files.ts";

/** A command that puts a file and has not committed yet is younger than this. */
const graceHours = 24;

/** Runs as the owner, over all companies. @returns how many files were removed */
export async function sweepStore(
  files: Files,
  ownerUrl: string,
  now = Temporal.Now.instant(),
): Promise<number> {
  const client = new pg.Client({ connectionString: ownerUrl });
  client.on("error", () => {});
  await client.connect();
  let removed = 0;
  try {
    const before = now.subtract({ hours: graceHours });
    for await (const { place, at } of files.store.list()) {
      if (Temporal.Instant.compare(at, before) < 0 && (await removeUnlessNamed(files, client, place)))
        removed++;
    }
  } finally {
    await client.end();
  }
  return removed;
}

/** Under the lock that keeping takes: a file that is kept anew at this moment is either seen or put afterwards. */
async function removeUnlessNamed(files: Files, client: pg.Client, place: string): Promise<boolean> {
  const { orgId, sha256 } = readPlace(place);
  const hash = Buffer.from(sha256, "hex");
  await client.query("begin");
  try {
    await client.query("select pg_advisory_xact_lock($1::int, $2::int)", [orgId, hash.readInt32BE(0)]);
    const found = await client.query("select 1 from foundation.files where org_id = $1 and sha256 = $2", [
      orgId,
      hash,
    ]);
    if (found.rowCount === 0) await files.store.remove(place);
    return found.rowCount === 0;
  } finally {
    await client.query("commit");
  }
}
