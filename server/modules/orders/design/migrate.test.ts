/** Running orders move to a new version: seen beforehand, order by order, through a worker that is ended in the middle. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import * as design from "../../../../contracts/orders/design.ts";
import * as runs from "../../../../contracts/orders/design-runs.ts";
import type { InCommand } from "../../../foundation/long-runs.ts";
import { orgs } from "../../identity/test-county.ts";
import { claimStep } from "../claim-step.ts";
import { designRoutes } from "../design-routes.ts";
import type { MigrationRun } from "../store/design-runs.ts";
import { findRun } from "../store/design-runs.ts";
import { buildOrders } from "../testing.ts";
import { walkMigration } from "./migrate-orders.ts";
import { sweepDesignRuns, walkDesignRun } from "./runs.ts";

const county = await buildOrders(designRoutes);
const { platform } = county;
const orgId = orgs.county;
const designer = await county.as("system-admin");
const manager = await county.as("company-manager");
const shipped = readFileSync(new URL("../../../../processes/F-LV.bpmn", import.meta.url), "utf8");
const params = { processKey: "F-LV" };
const inCommand: InCommand = (work) => platform.command(orgId, work);

async function newVersion(xml: string): Promise<number> {
  const saved = await designer.call(design.saveProcessDraft, { params, body: { xml, seenHash: null } });
  assert.equal(saved.status, 200, JSON.stringify(saved.body));
  const { version, hash } = saved.body.version;
  const done = await manager.call(design.publishProcess, { params: { ...params, version }, body: { hash } });
  assert.equal(done.status, 200, JSON.stringify(done.body));
  return version;
}
const preview = async (fromVersion: number, toVersion: number, mapping: Record<string, string> = {}) =>
  (await manager.call(runs.previewMigration, { params, body: { fromVersion, toVersion, mapping } })).body;
const start = async (fromVersion: number, toVersion: number, mapping: Record<string, string> = {}) => {
  const body = { fromVersion, toVersion, mapping, reason: "新版启用" };
  return manager.call(runs.migrateOrders, { params, body });
};
const read = async (runId: string) =>
  (await manager.call(runs.readDesignRun, { params: { runId }, query: {} })).body;
const movedTimes = async (orderIds: readonly string[]) => {
  const { rows } = await platform.asOwner((owner) =>
    owner.query<{ count: number }>(
      `select count(*)::int as count from orders.entries where kind = 'migrated' and order_id = any ($1) group by order_id`,
      [orderIds],
    ),
  );
  return rows.map(({ count }) => count);
};

const orders = [];
for (let n = 0; n < 6; n++) orders.push(await county.openOrder());
const ids = orders.map(({ id }) => id);
const [first = "", second = ""] = ids;
// One is a step further, one is in somebody's hands.
await county.complete(first, "plan-reply");
const held = await county.task(second, "plan-reply");
await county.runAs("r-cm", (ctx) => claimStep(ctx, second, held.id));

// The survey gets another name and id, and is done by another limit; the contract keeps its id.
const next = shipped
  .replaceAll('"plan-reply"', '"survey-reply"')
  .replaceAll("现场勘查并答复方案", "上门勘查")
  .replaceAll('mc:output="survey-reply"', 'mc:output="plan-reply"');
let to = 0;

test("a preview says which steps go where and which cannot, and changes nothing", async () => {
  to = await newVersion(next);
  const blind = await preview(1, to);
  assert.deepEqual([blind.orders, blind.can, blind.cannot], [6, 1, 5]);
  assert.deepEqual(
    blind.obstacles.map(({ elementId, orders: many }) => [elementId, many]),
    [["plan-reply", 5]],
  );
  assert.match(blind.obstacles[0]?.zh ?? "", /新版本中没有环节/);
  const mapped = await preview(1, to, { "plan-reply": "survey-reply" });
  assert.deepEqual([mapped.can, mapped.cannot], [6, 0]);
  const move = mapped.moves.find(({ from }) => from === "plan-reply");
  assert.deepEqual([move?.to, move?.toName.zh, move?.orders], ["survey-reply", "上门勘查", 5]);
  const { order } = await county.look(second);
  assert.equal(order.processVersion, 1);
  const wrong = await manager.call(runs.previewMigration, {
    params,
    body: { fromVersion: to, toVersion: 1 },
  });
  assert.equal(wrong.code, "processes.migrate_target", "only to what is in force");
});

test("a worker that is ended in the middle loses nothing, and the next one goes on; each order moves once", async () => {
  const before = await county.look(second);
  const dueBefore = before.step(held.id)?.dueAt?.toString();
  const { body } = await start(1, to, { "plan-reply": "survey-reply" });
  assert.equal((await start(1, to)).code, "processes.run_already");
  const run = await inCommand((ctx) => findRun(ctx, body.runId));
  assert.equal(run?.kind, "migration");
  // Ended before its fourth transaction commits: all that it did is undone.
  let commands = 0;
  const killed: InCommand = (work) =>
    inCommand(async (ctx) => {
      const answer = await work(ctx);
      if (++commands === 4) throw new Error("killed");
      return answer;
    });
  await assert.rejects(walkMigration(killed, run as MigrationRun), /killed/);
  const half = await read(body.runId);
  assert.deepEqual([half.state, half.done, half.migration?.moved], ["running", 2, 2]);
  assert.deepEqual(await movedTimes(ids), [1, 1]);

  await platform.asOwner((owner) =>
    owner.query("update orders.design_runs set moved_at = moved_at - interval '1 hour'"),
  );
  await sweepDesignRuns(platform);
  const payload = { orgId, runId: body.runId };
  // Two workers may get hold of it at once.
  await Promise.all([walkDesignRun(platform, payload), walkDesignRun(platform, payload)]);
  const done = await read(body.runId);
  assert.deepEqual([done.state, done.migration?.moved, done.migration?.stayed], ["done", 6, 0]);
  assert.deepEqual(await movedTimes(ids), [1, 1, 1, 1, 1, 1]);

  const after = await county.look(second);
  const step = after.step(held.id);
  assert.equal(after.order.processVersion, to);
  assert.deepEqual([step?.nodeId, step?.nameZh, step?.assigneeName], ["survey-reply", "上门勘查", "r-cm"]);
  assert.equal(step?.dueAt?.toString(), dueBefore, "its clock goes on");
  assert.equal(
    step?.version,
    (before.step(held.id)?.version ?? 0) + 1,
    "a form against the old version is refused",
  );
  await county.complete(ids[2] ?? "", "survey-reply");
  assert.ok(await county.task(ids[2] ?? "", "contract-sign"), "it goes on by the new version");
});

test("an order that cannot move stays on its version, with the reason; those of another limit keep what has elapsed", async () => {
  const limited = next
    .replace('mc:limit="NI.PLAN"', 'mc:limit="NI.ACCEPT"')
    .replaceAll('"contract-sign"', '"contract-made"')
    .replaceAll('mc:form="contract-made"', 'mc:form="contract-sign"');
  const third = await newVersion(limited);
  const { body } = await start(to, third);
  await walkDesignRun(platform, { orgId, runId: body.runId });
  const done = await read(body.runId);
  // Two orders stand at the contract.
  assert.deepEqual([done.state, done.migration?.moved, done.migration?.stayed], ["done", 4, 2]);
  assert.deepEqual(done.migration?.orders.map(({ orderId }) => orderId).sort(), [first, ids[2]].sort());
  assert.match(done.migration?.orders[0]?.zh ?? "", /contract-sign/);
  assert.equal((await county.look(first)).order.processVersion, to);
  const moved = await county.look(second);
  const clock = moved.clocks.find(({ stepId, layer }) => stepId === held.id && layer !== "statutory");
  assert.equal(clock?.ruleCode, "NI.ACCEPT");
  assert.equal(clock?.startedAt.toString(), held.openedAt.toString());
});
