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
  const taken = await liveSampleOrders(platform, organisation, { open: 20, past: 8 });
  t.diagnostic(`${taken} orders in ${Math.round(performance.now() - began)} ms`);
  const { rows } = await platform.command(organisation.orgId, ({ tx, orgId }) =>
    sql<{ state: string; orders: number; kinds: number; late: number }>`
      select state, count(*)::int as orders, count(distinct type_code)::int as kinds,
        (count(*) filter (where due_at < ${platform.clock.now().toString()}))::int as late
      from orders.orders where org_id = ${orgId} group by state`.execute(tx),
  );
  t.diagnostic(JSON.stringify(rows));
  const of = (state: string) => rows.find((row) => row.state === state);
  assert.ok((of("done")?.orders ?? 0) >= 4, "past ones were brought to their end");
  assert.ok((of("open")?.orders ?? 0) >= 12);
  assert.ok((of("open")?.late ?? 0) > 0, "some are overdue");
  const { rows: steps } = await platform.command(organisation.orgId, ({ tx, orgId }) =>
    sql<{ held: number; free: number; phones: number; orders: number }>`
      select (count(*) filter (where s.assignee_id is not null))::int as held,
        (count(*) filter (where s.assignee_id is null))::int as free,
        count(distinct o.contact_phone_blind)::int as phones, count(distinct o.id)::int as orders
      from orders.steps s join orders.orders o on o.org_id = s.org_id and o.id = s.order_id
      where s.org_id = ${orgId} and s.state = 'live' and s.post is not null`.execute(tx),
  );
  t.diagnostic(JSON.stringify(steps));
  const [{ held, free, phones, orders } = { held: 0, free: 0, phones: 0, orders: 0 }] = steps;
  assert.ok(held > 0 && free > 0, "some are in somebody's hands, some wait for whoever comes");
  assert.equal(phones, orders, "nobody has another's phone");
});
