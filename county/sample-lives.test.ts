/** The sample's orders: open, warm, over and past ones, the same for the same seed. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { sql } from "kysely";
import { testPlatform } from "../server/foundation/test-kit.ts";
import { loadSampleOrganisation } from "../server/modules/identity/index.ts";
import { loadSamplePopulation } from "./population/sample-population.ts";
import { liveSampleOrders } from "./sample-lives.ts";
import { loadSampleOrders } from "./sample-orders.ts";

const platform = await testPlatform();

test("orders of many kinds, open and past, come with the sample once", async (t) => {
  const organisation = await loadSampleOrganisation(platform);
  assert.ok(organisation);
  await loadSamplePopulation(platform, organisation);
  await loadSampleOrders(platform, organisation);
  const began = performance.now();
  const taken = await liveSampleOrders(platform, organisation, { open: 24, past: 24 });
  t.diagnostic(`${taken} orders in ${Math.round(performance.now() - began)} ms`);
  const { rows } = await platform.command(organisation.orgId, ({ tx, orgId }) =>
    sql<{ state: string; orders: number; kinds: number; late: number }>`
      select state, count(*)::int as orders, count(distinct type_code)::int as kinds,
        (count(*) filter (where due_at < ${platform.clock.now().toString()}))::int as late
      from orders.orders where org_id = ${orgId} group by state`.execute(tx),
  );
  t.diagnostic(JSON.stringify(rows));
  const of = (state: string) => rows.find((row) => row.state === state);
  assert.ok((of("done")?.orders ?? 0) >= 10, "past ones were brought to their end");
  assert.ok((of("open")?.orders ?? 0) >= 15);
  assert.ok((of("open")?.late ?? 0) > 0, "some are overdue");
});
