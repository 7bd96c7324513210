import assert from "node:assert/strict";
import { test } from "node:test";
import { testPlatform, testSecret } from "../../server/foundation/test-kit.ts";
import { loadSampleOrganisation } from "../../server/modules/identity/index.ts";
import { type LargeLoad, loadLarge } from "./load-large.ts";
import { isSeedRight, loadSamplePopulation, populationOf, smallCounty } from "./sample-population.ts";

const platform = await testPlatform();
const organisation = await loadSampleOrganisation(platform);
assert.ok(organisation);
const population = await populationOf(platform, organisation, organisation.orgId);
const load = (customers: number, more: Partial<LargeLoad> = {}) =>
  loadLarge({
    appUrl: platform.appUrl,
    ownerUrl: platform.ownerUrl,
    vault: { secret: testSecret },
    population,
    customers,
    ...more,
  });
const counts = () =>
  platform.asOwner(async (owner) => {
    const { rows } = await owner.query<{ customers: number; found: number }>(
      `select count(*)::int as customers, count(s.customer_id)::int as found
       from customers.customers c left join customers.search s on (s.org_id, s.customer_id) = (c.org_id, c.id)
       where c.org_id = $1`,
      [population.orgId],
    );
    return rows[0];
  });

test("a load that is interrupted goes on with the next one, all are found, and a third changes nothing", async () => {
  const controller = new AbortController();
  const interrupted = load(5_500, {
    signal: controller.signal,
    onProgress: () => controller.abort(new Error("enough")),
  });
  await assert.rejects(interrupted, /enough/);
  assert.deepEqual((await counts())?.found, 0);
  const { loaded, present } = await load(5_500);
  assert.deepEqual([loaded + present, present > 0], [5_500, true]);
  assert.deepEqual(await counts(), { customers: 5_500, found: 5_500 });
  assert.deepEqual(await load(5_500), { loaded: 0, present: 5_500 });
  assert.deepEqual(await counts(), { customers: 5_500, found: 5_500 });
});

test("a county that has people is not given the small population; the empty neighbour is", async () => {
  await loadSamplePopulation(platform, organisation);
  assert.equal((await counts())?.customers, 5_500);
  assert.ok(smallCounty < 5_500);
  const neighbour = await populationOf(platform, organisation, organisation.neighbour.orgId);
  assert.equal(await isSeedRight(platform, neighbour), true);
  assert.equal(await isSeedRight(platform, { ...neighbour, seed: 2 }), false);
});
