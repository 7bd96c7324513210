import assert from "node:assert/strict";
import { test } from "node:test";
import { sql } from "kysely";
import pino from "pino";
import { setClass as setClassEndpoint } from "../../../contracts/customers/archive.ts";
import * as contract from "../../../contracts/customers/classes.ts";
import { publish } from "../../foundation/context.ts";
import { deliverEvents } from "../../foundation/listeners.ts";
import { orgs, testCounty, untraced } from "../identity/test-county.ts";
import { classTags } from "./class-names.ts";
import { classRoutes } from "./class-routes.ts";
import { classListener, computeClasses } from "./compute-classes.ts";
import { factsFrom } from "./customer-facts.ts";
import { customerChanged } from "./events.ts";
import { noteFact, type ToldFact } from "./note-fact.ts";
import { classify } from "./rules/class-schemes.ts";
import { sweepRuns, walkBatch, walkRun } from "./runs.ts";
import { listClasses } from "./store/classes.ts";
import { seedAccount, seedCustomer, seedMerged } from "./testing-seed.ts";

const county = await testCounty({ routes: classRoutes });
const { platform } = county;
const orgId = orgs.county;
const unitId = county.county.root;
let manager = await county.signedIn("company-manager");
let clerk = await county.signedIn("clerk");
const log = pino({ level: "silent" });

const deliver = () => deliverEvents(platform, [classListener], log);
const tags = (customerId: string) =>
  platform.command(orgId, async (ctx) => classTags(await listClasses(ctx, customerId)));
const classOf = async (customerId: string, scheme: string) => {
  const tag = (await tags(customerId)).find((one) => one.scheme === scheme);
  return tag && { code: tag.code, because: tag.because[0]?.zh };
};
const compute = (customerId: string) => platform.command(orgId, (ctx) => computeClasses(ctx, [customerId]));
const tell = (customerId: string, name: ToldFact, value: number) =>
  platform.command(orgId, (ctx) => noteFact(ctx, { customerId, name, value, source: "test" }));

test("a class says why, with the facts", async () => {
  const customerId = await seedCustomer(platform, orgId, { kind: "organisation", name: "青禾饭店", unitId });
  await seedAccount(platform, orgId, {
    customerId,
    unitId,
    use: "405",
    trade: "H61",
    voltage: "AC00101",
    sort: "01",
    tariffGroup: "commercial-two-part",
    contractKva: 630,
  });
  await compute(customerId);
  assert.deepEqual(await classOf(customerId, "value"), {
    code: "large",
    because: "合同容量 630 千伏安 ≥ 315",
  });
  assert.equal((await classOf(customerId, "object"))?.code, "enterprise");
  assert.deepEqual(await classOf(customerId, "voltage"), {
    code: "AC00101",
    because: "名下最高供电电压 10000 伏",
  });
  const names = Object.fromEntries((await tags(customerId)).map(({ scheme, name }) => [scheme, name.zh]));
  assert.equal(names.kind, "高压");
  assert.match(names.trade ?? "", /住宿/);
  assert.equal(await classOf(customerId, "credit"), undefined);
});

test("events compute anew; what was told twice changes nothing more", async () => {
  const customerId = await seedCustomer(platform, orgId, { unitId });
  await seedAccount(platform, orgId, { customerId, unitId });
  await tell(customerId, "on-time-percent", 97);
  await deliver();
  assert.equal((await classOf(customerId, "credit"))?.code, "A");
  await tell(customerId, "on-time-percent", 60);
  await deliver();
  const credit = await classOf(customerId, "credit");
  assert.deepEqual(credit, { code: "D", because: "近 12 个月按时缴费 60% < 70%" });
  const { changed } = await compute(customerId);
  assert.deepEqual(changed, []);
  await tell(customerId, "year-energy", 120_000_000_00);
  await platform.command(orgId, async (ctx) => publish(ctx, customerChanged(customerId, "class")));
  await deliver();
  await deliver();
  assert.equal((await classOf(customerId, "value"))?.code, "large");
});

test("a class whose rule holds no more goes; one set by hand stays", async () => {
  const customerId = await seedCustomer(platform, orgId, { unitId });
  await tell(customerId, "on-time-percent", 97);
  await deliver();
  const params = { customerId, scheme: "market" };
  const set = await clerk.call(setClassEndpoint, { params, body: { code: "agency", reason: "客户申请" } });
  assert.equal(set.status, 200, JSON.stringify(set.body));
  await platform.asOwner((owner) =>
    owner.query("delete from customers.facts where customer_id = $1", [customerId]),
  );
  await compute(customerId);
  assert.equal(await classOf(customerId, "credit"), undefined);
  assert.deepEqual(await classOf(customerId, "market"), { code: "agency", because: "clerk：客户申请" });

  const refused = async (scheme: string, code: string) =>
    (await clerk.call(setClassEndpoint, { params: { customerId, scheme }, body: { code, reason: "试试" } }))
      .code;
  assert.equal(await refused("value", "vip"), "customers.scheme_computed");
  assert.equal(await refused("nothing", "vip"), "customers.scheme_unknown");
  assert.equal(await refused("market", "vip"), "customers.code_unknown");
});

test("all customers are recomputed in batches, with progress; a run that was cut off goes on", async () => {
  const before =
    (await platform.command(
      orgId,
      async (ctx) =>
        (
          await sql<{
            n: number;
          }>`select count(*)::int as n from customers.customers where org_id = ${orgId}`.execute(ctx.tx)
        ).rows[0]?.n,
    )) ?? 0;
  await platform.command(orgId, async (ctx) => {
    await sql`insert into customers.customers (org_id, id, kind, name, unit_id, valid_from, created_at, created_by, updated_at, updated_by)
      select ${orgId}, gen_random_uuid(), 'individual', '客户' || n, ${unitId}, '2020-01-01', now(), 'test', now(), 'test'
      from generate_series(1, 1100) n`.execute(ctx.tx);
  });
  const merged = await seedCustomer(platform, orgId, { unitId });
  await seedMerged(platform, orgId, merged, await seedCustomer(platform, orgId, { unitId }));
  const total = before + 1101;

  const { body } = await manager.call(contract.recomputeClasses, { body: {} });
  assert.equal((await manager.call(contract.recomputeClasses, { body: {} })).code, "customers.run_already");
  const read = async () => (await manager.call(contract.readRun, { params: { runId: body.runId } })).body;
  assert.deepEqual([(await read()).total, (await read()).done], [total, 0]);
  assert.equal(await platform.command(orgId, (ctx) => walkBatch(ctx, body.runId)), true);
  assert.equal((await read()).done, 500);

  // The worker is gone. A minute later nobody asks yet; after six a worker gets it again, once.
  const jobs = async () =>
    (await platform.asOwner((owner) => owner.query("select 1 from graphile_worker.jobs"))).rowCount;
  const asked = await jobs();
  await platform.asOwner((owner) => owner.query("delete from graphile_worker._private_jobs"));
  await sweepRuns(platform);
  assert.equal(await jobs(), 0);
  platform.pass({ minutes: 6 });
  await Promise.all([sweepRuns(platform), sweepRuns(platform)]);
  assert.equal(await jobs(), 1);
  assert.equal(asked, 1);

  const work = () => walkRun(platform, { orgId, runId: body.runId });
  await Promise.all([work(), work()]);
  await work();
  const done = await read();
  assert.deepEqual([done.state, done.done], ["done", total]);
  assert.equal(
    Object.values(done.result.byClass.object ?? {}).reduce((sum, n) => sum + n, 0),
    total,
  );
  const { body: list } = await clerk.call(contract.listClassSchemes);
  assert.equal(list.lastRun?.id, body.runId);
  assert.equal(list.schemes.find(({ scheme }) => scheme === "value")?.numbers.LARGE_KVA, 315);
});

test("a merged customer has no classes of its own; facts told of it stand with the other", async () => {
  const [gone, stays] = [
    await seedCustomer(platform, orgId, { unitId }),
    await seedCustomer(platform, orgId, { unitId }),
  ];
  await seedMerged(platform, orgId, gone, stays);
  await tell(gone, "on-time-percent", 90);
  await deliver();
  assert.equal((await classOf(stays, "credit"))?.code, "B");
  assert.deepEqual(await tags(gone), []);
});

test("somebody of whom nothing is known still has a class of each scheme that can be told", () => {
  const facts = factsFrom(
    {
      id: "",
      name: "",
      kind: "individual",
      stage: "potential",
      language: "zh",
      bornOn: null,
      accounts: [],
      accountCount: 0,
      contractEnds: null,
      authorityEnds: null,
      registers: [],
      registerEnds: null,
      classes: {},
      papers: [],
      open: {},
      visits: 0,
      contacts: 0,
      told: {},
    },
    Temporal.PlainDate.from("2026-03-04"),
  );
  assert.deepEqual(
    classify(facts).map(({ scheme, code }) => [scheme, code]),
    [
      ["object", "resident"],
      ["value", "normal"],
    ],
  );
});

test("strangers stay out", async () => {
  clerk = await county.signedIn("clerk");
  manager = await county.signedIn("company-manager");
  const customerId = await seedCustomer(platform, orgId, { unitId });
  const neighbour = await county.signedIn("clerk", orgs.neighbour);
  const params = { customerId, scheme: "market" };
  const set = await neighbour.call(setClassEndpoint, { params, body: { code: "agency", reason: "试试" } });
  assert.equal(set.code, "thing.not_found");
  assert.equal((await clerk.call(contract.recomputeClasses, { body: {} })).code, "access.denied");
  const { body } = await manager.call(contract.recomputeClasses, { body: {} });
  const foreign = await county.signedIn("company-manager", orgs.neighbour);
  assert.equal(
    (await foreign.call(contract.readRun, { params: { runId: body.runId } })).code,
    "thing.not_found",
  );
});

test("every command that was done is on the audit trail", async () => {
  assert.deepEqual(await untraced(platform), []);
});
