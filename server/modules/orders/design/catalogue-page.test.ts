/** The catalogue as its page shows it, and who covers which post. */
import assert from "node:assert/strict";
import { test } from "node:test";
import * as catalogue from "../../../../contracts/orders/catalogue.ts";
import { orgs } from "../../identity/test-county.ts";
import { designRoutes } from "../design-routes.ts";
import { buildOrders } from "../testing.ts";

const county = await buildOrders(designRoutes);
const admin = await county.as("system-admin");
const manager = await county.as("company-manager");
const clerk = await county.as("clerk");

test("a business type shows its limits in their layers, with source, and its papers", async () => {
  const { body, status } = await clerk.call(catalogue.readOrderCatalogue, { query: {} });
  assert.equal(status, 200, JSON.stringify(body));
  const type = body.types.find(({ code }) => code === "NI-RES");
  const total = type?.limits.find(({ of }) => of === "order");
  assert.equal(total?.ruleCode, "NI.TOTAL");
  assert.ok(total?.values.every(({ customerClass }) => customerClass === null || customerClass === "RES"));
  assert.ok(total?.values.some(({ layer }) => layer === "promised"));
  assert.ok(total?.values.every(({ source, confidence }) => source !== "" && confidence !== ""));
  assert.ok(type?.limits.some(({ of, where }) => of === "step" && where.zh === "现场勘查并答复方案"));
  const steps = type?.limits.filter(({ of }) => of === "step").map(({ where }) => where.zh) ?? [];
  assert.ok(steps.indexOf("现场勘查并答复方案") < steps.indexOf("装表接电"), steps.join(" "));
  assert.equal(steps.at(0), "业务受理");
  assert.ok(type?.papers.some(({ need }) => need === "must"));
  assert.ok(body.segregation.length > 3);
});

test("a cover is set, seen, and ended; a clerk neither sees nor sets one", async () => {
  const staffId = await county.addPerson("covers", "R-MET");
  const unitId = county.county.root;
  const cover = { staffId, post: "R-CM", unitId };
  const covered = async () =>
    (await manager.call(catalogue.listOrderCovers, { query: {} })).body.covers.filter(
      (one) => one.staffId === staffId,
    );
  assert.equal(
    (await admin.call(catalogue.coverPost, { body: { ...cover, post: "R-MET" } })).code,
    "orders.cover_own_post",
  );
  assert.equal((await admin.call(catalogue.coverPost, { body: cover })).status, 200);
  assert.equal((await admin.call(catalogue.coverPost, { body: cover })).status, 200, "twice is once");
  assert.deepEqual(
    (await covered()).map(({ post, ownPost, validTo }) => [post, ownPost, validTo]),
    [["R-CM", "R-MET", null]],
  );
  assert.equal((await clerk.call(catalogue.coverPost, { body: cover })).status, 403);
  assert.equal((await admin.call(catalogue.endOrderCover, { body: cover })).status, 200);
  assert.deepEqual(await covered(), []);
  assert.equal((await admin.call(catalogue.endOrderCover, { body: cover })).code, "thing.not_found");
  await county.platform.asOwner((owner) =>
    owner.query(
      "insert into orders.covers (org_id, staff_id, post, unit_id, valid_from) values ($1, $2, 'R-CM', $3, '2026-01-01')",
      [orgs.county, staffId, unitId],
    ),
  );
  await admin.call(catalogue.endOrderCover, { body: cover });
  assert.deepEqual(await covered(), [], "from today on");
});
