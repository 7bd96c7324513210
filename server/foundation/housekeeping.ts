/** What the foundation throws away again. Runs as the owner, over all companies. */
import pg from "pg";

/** How long a repeated command still gets its first answer; a kiosk may be offline over a weekend. */
const keptAnswerDays = 7;

export async function keepHouse(ownerUrl: string, now: Temporal.Instant): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl });
  client.on("error", () => {});
  await client.connect();
  try {
    const before = now.subtract({ hours: 24 * keptAnswerDays }).toString();
    await client.query("delete from foundation.idempotency where created_at < $1", [before]);
  } finally {
    await client.end();
  }
}
