import assert from "node:assert/strict";
import { test } from "node:test";
import { sql } from "kysely";
import { testPlatform } from "../server/foundation/test-kit.ts";
import { loadSampleOrganisation } from "../server/modules/identity/index.ts";
import { loadSampleHalls } from "./sample-halls.ts";

const platform = await testPlatform();
const organisation = await loadSampleOrganisation(platform);
assert.ok(organisation);
const { orgId, hallIds } = organisation;
const count = (text: string) =>
  platform.command(orgId, async ({ tx }) => {
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from ${sql.raw(text)}`.execute(tx);
    return rows[0]?.n ?? 0;
  });
const counts = async () => ({
  halls: await count("hall.halls"),
  windows: await count("hall.windows"),
  services: await count("hall.services"),
  roster: await count("hall.roster"),
  tickets: await count("hall.tickets"),
  handlings: await count("hall.handlings"),
  past: await count("hall.past_days"),
});

test("the sample county's halls stand, with three weeks in their books", async () => {
  await loadSampleHalls(platform, organisation);
  const { tickets, handlings, past, ...set } = await counts();
  assert.deepEqual(set, { halls: 3, windows: 12, services: 25, roster: 2 * 14 * 9 });
  assert.equal(past, 20);
  assert.ok(tickets > 4_000 && handlings > tickets * 0.8, `${tickets} tickets, ${handlings} handlings`);
  const model = await count(`hall.wait_models where hall_id = '${hallIds[0]}' and days = 20`);
  assert.equal(model, 1);
});

test("loading again changes nothing", async () => {
  const before = await counts();
  await loadSampleHalls(platform, organisation);
  assert.deepEqual(await counts(), before);
});
