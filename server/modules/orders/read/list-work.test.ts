import assert from "node:assert/strict";
import { test } from "node:test";
import { sql } from "kysely";
import * as contract from "../../../../contracts/orders.ts";
import { newId } from "../../../foundation/ids.ts";
import { orgs, testCounty } from "../../identity/test-county.ts";
import { readRoutes } from "../read-routes.ts";
import { type Mark, workQuery } from "../store/read-work.ts";
import { copyOrder } from "../testing-copies.ts";
import { orderRows } from "./testing-rows.ts";

const county = await testCounty({ routes: readRoutes });
const put = await orderRows(county);
const clerk = await county.signedIn("clerk");
const clerkId = county.people.get("clerk") ?? "";
const managerId = county.people.get("hall-manager") ?? "";
const now = () => county.platform.clock.now();
const inHours = (hours: number) => now().add({ minutes: Math.round(hours * 60) });
const list = async (
  query: Parameters<typeof clerk.call<typeof contract.listWork>>[1] extends infer _
    ? Record<string, string>
    : never,
  caller = clerk,
) => {
  const reply = await caller.call(contract.listWork, { query: query as never });
  assert.equal(reply.status, 200, JSON.stringify(reply.body));
  return reply.body;
};
const clear = () =>
  county.platform.asOwner((client) =>
    client.query("truncate orders.orders, orders.steps, orders.clocks, orders.marks, orders.search cascade"),
  );

test("mine, open and team: what is in hand, what is free and of my post, everything in my units; the soonest first", async () => {
  await clear();
  const mine = await put({ steps: [{ assigneeId: clerkId, assigneeName: "clerk", dueAt: inHours(5) }] });
  const free = await put({ steps: [{ dueAt: inHours(2) }] });
  const late = await put({ steps: [{ dueAt: inHours(-1) }] });
  const undated = await put({ steps: [{}] });
  const other = await put({ steps: [{ post: "R-MET", dueAt: inHours(1) }] });
  await put({ steps: [{ state: "done", closedAt: now(), closedBy: clerkId }] });

  const own = await list({ view: "mine" });
  assert.deepEqual(
    own.lines.map(({ order }) => order.id),
    [mine.id],
  );
  assert.deepEqual(own.counts, { mine: 1, open: 3, warm: 0, over: 1, waiting: 0, isCapped: false });
  const open = await list({ view: "open" });
  assert.deepEqual(
    open.lines.map(({ order }) => order.id),
    [late.id, free.id, undated.id],
  );
  assert.ok(open.lines.every(({ canClaim, refusal }) => canClaim && refusal === null));
  const team = await list({ view: "team" });
  assert.deepEqual(
    team.lines.map(({ order }) => order.id),
    [late.id, other.id, free.id, mine.id, undated.id],
  );
  const meter = team.lines[1];
  assert.equal(meter?.canClaim, false);
  assert.match(meter?.refusal?.zh ?? "", /装表接电员/);
  assert.deepEqual(
    (await list({ view: "team", post: "R-MET" })).lines.map(({ order }) => order.id),
    [other.id],
  );
  assert.deepEqual((await list({ view: "team", family: "complaint" })).lines, []);
  assert.equal((await list({ view: "team", type: "NI-RES" })).lines.length, 5);
});

test("pages meet without a gap or a double, also among equal due times and those without one", async () => {
  await clear();
  const due = inHours(3);
  for (let n = 0; n < 7; n++) await put({ steps: [n < 5 ? { dueAt: due } : {}] });
  const seen: string[] = [];
  let after: string | null = null;
  do {
    const page: contract.WorkLine[] = [];
    const body = await list({ view: "open", limit: "2", ...(after ? { after } : {}) });
    page.push(...body.lines);
    seen.push(...page.map(({ stepId }) => stepId));
    after = body.after;
  } while (after);
  assert.equal(seen.length, 7);
  assert.equal(new Set(seen).size, 7);
  const broken = await clerk.call(contract.listWork, { query: { view: "open", after: "!!" } });
  assert.equal(broken.code, "request.invalid");
});

test("heat: by the clock of the step; warm is what has been warned of and is not over", async () => {
  await clear();
  const minutes = (used: number, warned: number) => ({
    dueAt: now().add({ minutes: 100 - used }),
    clock: { unit: "MIN" as const, limitValue: 100, startedAt: now().subtract({ minutes: used }), warned },
  });
  await put({ title: "calm", steps: [minutes(10, 0)] });
  await put({ title: "half", steps: [minutes(60, 50)] });
  await put({ title: "warm", steps: [minutes(85, 80)] });
  await put({ title: "over", steps: [minutes(130, 100)] });
  const heats = new Map((await list({ view: "open" })).lines.map(({ order, heat }) => [order.title, heat]));
  assert.deepEqual(
    [...heats].toSorted(),
    ["calm", "half", "over", "warm"].map((heat) => [heat, heat]),
  );
  const titles = async (heat: string) =>
    (await list({ view: "open", heat })).lines.map(({ order }) => order.title);
  assert.deepEqual(await titles("warm"), ["warm"]);
  assert.deepEqual(await titles("over"), ["over"]);
  const { counts } = await list({});
  assert.deepEqual([counts.warm, counts.over], [1, 1]);
});

test("over is also what is late as a whole while its step is in time, once, in every view and page", async () => {
  await clear();
  const [late, future] = [inHours(-2), inHours(40)];
  const hand = { assigneeId: clerkId, assigneeName: "clerk" };
  await put({ title: "in time", dueAt: future, steps: [{ dueAt: inHours(3), warned: 80 }] });
  await put({ title: "step", dueAt: future, steps: [{ dueAt: inHours(-1) }] });
  await put({ title: "both", dueAt: late, steps: [{ dueAt: inHours(-3) }] });
  const clocks = [{ dueAt: late, unit: "MIN" as const, limitValue: 100 }];
  await put({ title: "whole", dueAt: late, clocks, steps: [{ dueAt: inHours(5), warned: 80 }] });
  await put({ title: "undated", dueAt: late, steps: [{}] });
  await put({ title: "mine", dueAt: late, steps: [{ ...hand, dueAt: inHours(4) }] });
  await put({ title: "other post", dueAt: late, steps: [{ post: "R-MET", dueAt: inHours(6) }] });
  const titles = async (query: Record<string, string>) =>
    (await list({ heat: "over", ...query })).lines.map(({ order }) => order.title);
  assert.deepEqual(await titles({ view: "open" }), ["both", "step", "whole", "undated"]);
  assert.deepEqual(await titles({ view: "open", type: "NI-RES" }), ["both", "step", "whole", "undated"]);
  assert.deepEqual(await titles({ view: "mine" }), ["mine"]);
  const team = ["both", "step", "mine", "whole", "other post", "undated"];
  assert.deepEqual(await titles({ view: "team" }), team);
  assert.deepEqual(await titles({ view: "team", post: "R-MET" }), ["other post"]);
  const seen: string[] = [];
  for (let after: string | null = "", page = 0; after !== null && page < 9; page++) {
    const body = await list({ view: "team", heat: "over", limit: "1", ...(after && { after }) });
    seen.push(...body.lines.map(({ order }) => order.title));
    after = body.after;
  }
  assert.deepEqual(seen, team);
  const open = await list({ view: "open", heat: "warm" });
  assert.deepEqual(
    open.lines.map(({ order }) => order.title),
    ["in time"],
  );
  const { lines, counts } = await list({ view: "open" });
  assert.equal(lines.find(({ order }) => order.title === "whole")?.order.heat, "over");
  assert.deepEqual([counts.warm, counts.over], [1, 5]);
});

test("what is over is read off two indexes, a page of each, however many are late", async () => {
  await clear();
  const [late, future] = [inHours(-2), inHours(40)];
  const kinds = [
    { dueAt: late, steps: [{ dueAt: inHours(-3) }] },
    { dueAt: late, steps: [{ dueAt: inHours(5) }] },
    { dueAt: late, steps: [{}] },
    { dueAt: future, steps: [{ dueAt: inHours(-1) }] },
    { dueAt: future, steps: [{ dueAt: inHours(8) }] },
  ];
  const copies = 300;
  for (const [at, kind] of kinds.entries()) {
    const { id: orderId } = await put(kind);
    const of = { orgId: orgs.county, orderId };
    await copyOrder(county.platform.ownerUrl, of, at * copies + 1, (at + 1) * copies);
  }
  await county.platform.asOwner((client) => client.query("analyze orders.orders, orders.steps"));
  const range = { unitIds: [county.county.root], posts: ["R-ACC"], isFree: true };
  const filter = { post: null, typeCodes: null, heat: "over" as const, warmAt: 80 };
  const limit = 51;
  const read = async (after: Mark | null) =>
    county.platform.command(orgs.county, async (ctx) => {
      // Few enough rows to be read through at once: a team with a million is meant.
      for (const way of ["seqscan", "hashjoin", "mergejoin"])
        await sql.raw(`set local enable_${way} = off`).execute(ctx.tx);
      const query = workQuery(ctx, clerkId, { range, filter, after, limit });
      const { rows } = await sql<{ "QUERY PLAN": unknown }>`explain (analyze, format json) ${query}`.execute(
        ctx.tx,
      );
      return rowsRead(rows[0]?.["QUERY PLAN"]);
    });
  // A page of each of three ranges, and each of its lines once more with what its reader did in the order.
  for (const after of [null, { dueAt: inHours(1).toString(), id: newId() }, { dueAt: null, id: newId() }])
    assert.ok((await read(after)) <= limit * 5, `${await read(after)} rows after ${after?.dueAt}`);
});

/** Rows that scans of steps came across, shown or not. */
function rowsRead(plan: unknown): number {
  if (Array.isArray(plan)) return plan.reduce((sum, each) => sum + rowsRead(each), 0);
  if (typeof plan !== "object" || plan === null) return 0;
  const node = plan as Record<string, unknown>;
  const count = (name: string) => Number(node[name] ?? 0);
  const each =
    count("Actual Rows") + count("Rows Removed by Filter") + count("Rows Removed by Index Recheck");
  const own = node["Relation Name"] === "steps" ? count("Actual Loops") * each : 0;
  return own + rowsRead(node.Plan ?? null) + rowsRead(node.Plans ?? null);
}

test("a complaint is in no list and no count of whoever it is about; its caller's name is for those who handle it", async () => {
  await clear();
  const complaint = {
    typeCode: "COMP",
    secrecy: "anonymous" as const,
    contactName: "王五",
    accused: [clerkId],
    steps: [{ dueAt: inHours(1) }],
  };
  await put(complaint);
  for (const view of ["mine", "open", "team"]) assert.deepEqual((await list({ view })).lines, []);
  assert.deepEqual((await list({})).counts, {
    mine: 0,
    open: 0,
    warm: 0,
    over: 0,
    waiting: 0,
    isCapped: false,
  });

  const manager = await county.signedIn("hall-manager");
  const [line] = (await list({ view: "open" }, manager)).lines;
  assert.equal(line?.order.customerName, "***");
  assert.equal(line?.order.customerId, null);
  await put({ ...complaint, steps: [{ assigneeId: managerId, assigneeName: "m", dueAt: inHours(1) }] });
  const [held] = (await list({ view: "mine" }, manager)).lines;
  assert.equal(held?.order.customerName, "王五");
});

test("duties are kept apart by the order's own history, and the list says so", async () => {
  await clear();
  const past = { state: "done" as const, closedAt: now(), closedBy: clerkId, closedByName: "clerk" };
  await county.addStaff(orgs.county, { login: "approver", post: "R-APP", roles: [{ role: "clerk" }] });
  const approver = await county.signedIn("approver");
  const approverId = county.people.get("approver") ?? "";
  await put({
    steps: [
      { ...past, closedBy: approverId, duty: "plan", nodeId: "plan" },
      { nodeId: "approve", duty: "approve-plan", post: "R-APP" },
    ],
  });
  const [line] = (await list({ view: "open" }, approver)).lines;
  assert.equal(line?.canClaim, false);
  assert.match(line?.refusal?.zh ?? "", /不相容岗位/);
});

test("covering a post, and standing in for a colleague, bring their steps to the list; what ended yesterday does not", async () => {
  await clear();
  await put({ steps: [{ post: "R-MET" }] });
  assert.deepEqual((await list({ view: "open" })).lines, []);
  const cover = (from: string, to: string | null, unitId: string) =>
    county.platform.asOwner((client) =>
      client.query("insert into orders.covers values ($1, $2, 'R-MET', $3, $4, $5)", [
        orgs.county,
        clerkId,
        unitId,
        from,
        to,
      ]),
    );
  await cover("2026-01-01", "2026-03-03", county.county.root);
  await cover("2026-01-01", null, county.county.halls[0] ?? "");
  assert.deepEqual((await list({ view: "open" })).lines, []);
  await cover("2026-02-01", null, county.county.root);
  assert.equal((await list({ view: "open" })).lines.length, 1);
});

test("only units on which the work is granted, and all below them", async () => {
  await clear();
  const [first, second] = county.county.halls;
  await county.addStaff(orgs.county, {
    login: "hall-clerk",
    roles: [{ role: "clerk", ...(first ? { unitId: first } : {}) }],
  });
  const hallClerk = await county.signedIn("hall-clerk");
  const here = await put({ steps: [{ unitId: first ?? null }] });
  await put({ steps: [{ unitId: second ?? null }] });
  await put({ steps: [{}] });
  for (const view of ["open", "team"])
    assert.deepEqual(
      (await list({ view }, hallClerk)).lines.map(({ order }) => order.id),
      [here.id],
    );
  assert.equal((await list({ view: "open" })).lines.length, 3);
});

test("strangers: nobody's list without signing in, another company's never", async () => {
  await clear();
  await put({ orgId: orgs.neighbour, steps: [{}] });
  assert.equal((await county.caller().call(contract.listWork)).code, "access.sign_in");
  assert.deepEqual((await list({ view: "team" })).lines, []);
  const auditor = await county.signedIn("auditor");
  assert.equal((await auditor.call(contract.listWork)).code, "access.denied");
  assert.ok(newId());
});
