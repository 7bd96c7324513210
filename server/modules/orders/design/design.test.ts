/** The life of a process: drafted, refused with its path, published by a second person, compared, simulated. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import * as design from "../../../../contracts/orders/design.ts";
import * as runs from "../../../../contracts/orders/design-runs.ts";
import { orgs } from "../../identity/test-county.ts";
import { designRoutes } from "../design-routes.ts";
import { buildOrders } from "../testing.ts";
import { walkDesignRun } from "./runs.ts";

const county = await buildOrders(designRoutes);
const { platform } = county;
await county.addStaff(orgs.county, { login: "manager-2", roles: [{ role: "company-manager" }] });
const designer = await county.as("system-admin");
const manager = await county.as("company-manager");
const other = await county.as("manager-2");
const clerk = await county.as("clerk");

const shipped = readFileSync(new URL("../../../../processes/F-LV.bpmn", import.meta.url), "utf8");
const params = { processKey: "F-LV" };
const renamed = (name: string) => shipped.replaceAll("现场勘查并答复方案", name);
/** A step that nothing follows. */
const withDeadEnd = renamed("勘查").replace(
  "</bpmn:process>",
  `<bpmn:userTask id="lost" name="走失" mc:en="Lost" mc:post="R-CM"><bpmn:incoming>to-lost</bpmn:incoming></bpmn:userTask>
   <bpmn:sequenceFlow id="to-lost" sourceRef="plan-reply" targetRef="lost" /></bpmn:process>`,
);
const line = async (key = "F-LV", by = designer) => {
  const { body } = await by.call(design.listProcesses, { query: {} });
  const found = body.processes.find((process) => process.key === key);
  assert.ok(found, key);
  return found;
};
const draftHash = async () => (await line()).versions.find(({ state }) => state === "draft")?.hash ?? null;
const save = async (xml: string, by = designer, seenHash?: string | null) =>
  by.call(design.saveProcessDraft, {
    params,
    body: { xml, note: "试", seenHash: seenHash === undefined ? await draftHash() : seenHash },
  });
const publish = (version: number, hash: string, by = manager) =>
  by.call(design.publishProcess, { params: { ...params, version }, body: { hash } });
const discard = async () => {
  const hash = await draftHash();
  if (hash) await designer.call(design.discardProcessDraft, { params, query: { hash } });
};

test("shipped processes are listed with their versions and the business types that run by them", async () => {
  const { versions, types, name } = await line();
  assert.equal(name.zh, "低压报装");
  assert.deepEqual(
    versions.map(({ version, state, isShipped }) => ({ version, state, isShipped })),
    [{ version: 1, state: "published", isShipped: true }],
  );
  assert.ok(types.some(({ code }) => code === "NI-RES"));
  const { body } = await clerk.call(design.readProcessVersion, {
    params: { ...params, version: 1 },
    query: {},
  });
  assert.equal(body.xml, shipped);
});

test("a draft with a dead end is kept, and refused at publishing with the path", async () => {
  const { status, body } = await save(withDeadEnd);
  assert.equal(status, 200, JSON.stringify(body));
  const found = body.findings.find(({ code }) => code === "dead_end");
  assert.equal(found?.elementId, "lost");
  assert.deepEqual(found?.path.slice(-2), ["plan-reply", "lost"]);
  const refused = await publish(body.version.version, body.version.hash);
  assert.equal(refused.code, "processes.faulty");
  assert.match(JSON.stringify(refused.body), /“勘查”（plan-reply） → “走失”（lost）/);
  assert.equal((await line()).versions[0]?.state, "draft", "nothing was published");
  await discard();
});

test("a loop without a way out is refused as well", async () => {
  const loop = renamed("勘查").replace(
    "</bpmn:process>",
    `<bpmn:userTask id="turn" name="空转" mc:en="Turn" mc:post="R-CM"><bpmn:incoming>to-turn</bpmn:incoming><bpmn:incoming>again</bpmn:incoming><bpmn:outgoing>again</bpmn:outgoing></bpmn:userTask>
     <bpmn:sequenceFlow id="to-turn" sourceRef="plan-reply" targetRef="turn" /><bpmn:sequenceFlow id="again" sourceRef="turn" targetRef="turn" /></bpmn:process>`,
  );
  const { body } = await save(loop);
  assert.deepEqual(body.findings.find(({ code }) => code === "loop_without_exit")?.path, ["turn", "turn"]);
  assert.equal((await publish(body.version.version, body.version.hash)).code, "processes.faulty");
  await discard();
});

test("what cannot be read, or is another process, is not kept", async () => {
  assert.equal((await save("<nothing")).code, "processes.unreadable");
  assert.equal((await save(shipped.replace('id="F-LV"', 'id="F-XX"'))).code, "processes.key_wrong");
  const unknown = await designer.call(design.checkProcess, {
    body: { processKey: "F-LV", xml: shipped.replace('mc:post="R-CM"', 'mc:post="R-NIX"') },
  });
  assert.ok(unknown.body.findings.some(({ code, level }) => code === "unknown_code" && level === "error"));
});

test("who had a hand in a version does not publish it, whoever changed it last; the database says so too", async () => {
  const first = await save(renamed("一次勘查"), manager);
  const second = await save(renamed("二次勘查"), designer);
  const { version, hash, isOwn } = second.body.version;
  assert.deepEqual([version, isOwn], [2, true]);
  assert.equal((await publish(version, hash, manager)).code, "processes.own_publish");
  assert.equal((await publish(version, first.body.version.hash, other)).code, "processes.edited_meanwhile");
  await assert.rejects(
    platform.asOwner((owner) =>
      owner.query(`update orders.definitions set state = 'published', compiled = '{}', published_at = now(),
        published_by = editors[1] where process_key = 'F-LV' and version = 2`),
    ),
    /definition_published_by/,
  );
  const done = await publish(version, hash, other);
  assert.equal(done.status, 200, JSON.stringify(done.body));
  assert.deepEqual(
    (await line()).versions.map(({ version: number, state }) => [number, state]),
    [
      [2, "published"],
      [1, "retired"],
    ],
  );
  assert.equal((await publish(version, hash, other)).code, "processes.not_draft");
});

test("new orders begin with the new version, those under way stay on theirs", async () => {
  const order = await county.openOrder();
  assert.equal(order.processVersion, 2);
  assert.equal((await county.task(order.id)).nameZh, "二次勘查");
});

test("two designers: the later one is told who was first", async () => {
  const { body } = await save(renamed("甲"));
  const { code } = await save(renamed("乙"), manager, null);
  assert.equal(code, "processes.edited_meanwhile");
  const { code: discarded } = await manager.call(design.discardProcessDraft, {
    params,
    query: { hash: "0".repeat(64) },
  });
  assert.equal(discarded, "processes.edited_meanwhile");
  assert.equal((await save(renamed("丙"), manager, body.version.hash)).status, 200);
  await discard();
});

test("two versions are compared, element by element", async () => {
  const { body } = await manager.call(design.compareProcesses, { params, query: { from: 1, to: 2 } });
  assert.equal(body.isSame, false);
  assert.deepEqual(
    body.nodes.changed.map(({ id, changes }) => [id, changes]),
    [["plan-reply", [{ field: "zh", before: "现场勘查并答复方案", after: "二次勘查" }]]],
  );
  const same = await manager.call(design.compareProcesses, { params, query: { from: 1, to: 1 } });
  assert.equal(same.code, "processes.same_version");
});

test("a process is simulated: waiting, bottleneck, share late; the same seed gives the same", async () => {
  const simulate = async (more: object = {}) => {
    const body = { xml: shipped, runs: 300, typeCode: "NI-RES", seed: 7, ...more };
    const { body: started, status } = await designer.call(runs.simulateProcess, { params, body });
    assert.equal(status, 200, JSON.stringify(started));
    await walkDesignRun(platform, { orgId: orgs.county, runId: started.runId });
    const { body: run } = await designer.call(runs.readDesignRun, {
      params: { runId: started.runId },
      query: {},
    });
    assert.deepEqual([run.state, run.done], ["done", 300]);
    assert.ok(run.simulation);
    return run.simulation;
  };
  const plain = await simulate();
  assert.deepEqual(plain, await simulate());
  assert.equal(plain.ended, 300);
  assert.ok(plain.late && plain.late.limitMinutes > 0);
  assert.equal(
    plain.bins.reduce((sum, { orders }) => sum + orders, 0),
    300,
  );
  const crowded = await simulate({ capacity: { "R-CM": 1 }, interval: 10 });
  const waiting = (result: typeof plain) =>
    result.steps.find(({ elementId }) => elementId === "plan-reply")?.waiting.mean ?? 0;
  assert.equal(waiting(plain), 0);
  assert.ok(waiting(crowded) > 60, "one person for everybody: a queue");
  const slow = await simulate({ means: { "plan-reply": 100_000 } });
  assert.equal(slow.bottleneck, "plan-reply");
  assert.ok((slow.late?.share ?? 0) > 0.9);
  assert.deepEqual(Object.keys(plain.ends), ["done"], "the usual order comes to the usual end");
  const chance = await simulate({ chance: ["isFeasible"] });
  assert.ok(Object.keys(chance.ends).includes("infeasible-end"));
  const faulty = await designer.call(runs.simulateProcess, { params, body: { xml: withDeadEnd } });
  assert.equal(faulty.code, "processes.faulty");
});

test("a retired process takes no new orders", async () => {
  const retire = () =>
    manager.call(design.retireProcess, { params: { processKey: "F-MT" }, body: { reason: "不再受理" } });
  assert.equal((await retire()).status, 200);
  assert.equal((await retire()).code, "processes.not_published");
});

test("strangers stay out: a clerk neither draws nor publishes nor migrates", async () => {
  const { version, hash } = (await save(renamed("丁"))).body.version;
  assert.equal((await save(renamed("戊"), clerk)).status, 403);
  assert.equal((await publish(version, hash, clerk)).status, 403);
  assert.equal((await publish(version, hash, designer)).status, 403);
  const body = { fromVersion: 1, toVersion: 2 };
  assert.equal((await clerk.call(runs.previewMigration, { params, body })).status, 403);
  assert.equal(
    (await clerk.call(runs.migrateOrders, { params, body: { ...body, reason: "试试" } })).status,
    403,
  );
  await discard();
});
