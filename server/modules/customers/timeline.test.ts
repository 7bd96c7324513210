import assert from "node:assert/strict";
import { test } from "node:test";
import { sql } from "kysely";
import pino from "pino";
import * as contract from "../../../contracts/customers/archive.ts";
import { deliverEvents } from "../../foundation/listeners.ts";
import type { Caller } from "../identity/test-county.ts";
import { orgs, testCounty, untraced } from "../identity/test-county.ts";
import { hearHappening, timelineListener } from "./hear-happenings.ts";
import { noteAnalysis } from "./note-analysis.ts";
import { withoutPersonalNumbers } from "./personal-free.ts";
import { entriesQuery, listAnalysis, listOpenMatters } from "./store/timeline.ts";
import { sweepCustomers } from "./sweep.ts";
import { type Happening, tellCustomer } from "./tell-customer.ts";
import { seedAccount, seedCustomer, seedMerged } from "./testing-seed.ts";
import { timelineRoutes } from "./timeline-routes.ts";

const county = await testCounty({ routes: timelineRoutes });
const { platform } = county;
const orgId = orgs.county;
const unitId = county.county.root;
let clerk = await county.signedIn("clerk");
const log = pino({ level: "silent" });
const at = (text: string) => Temporal.Instant.from(text);

/** Sessions end while time passes. */
const later = async (duration: Temporal.DurationLike) => {
  platform.pass(duration);
  clerk = await county.signedIn("clerk");
};
const someone = (name = "张三丰") => seedCustomer(platform, orgId, { name, unitId });
const tell = (happening: Happening) => platform.command(orgId, async (ctx) => tellCustomer(ctx, happening));
const deliver = () => deliverEvents(platform, [timelineListener], log);
const read = async (customerId: string, query: Record<string, string | number> = {}, by: Caller = clerk) => {
  const { status, body } = await by.call(contract.customerTimeline, { params: { customerId }, query });
  assert.equal(status, 200, JSON.stringify(body));
  return body;
};
const openMatters = (customerId: string) =>
  platform.command(orgId, (ctx) => listOpenMatters(ctx, customerId));

const entry = (key: string, more: Partial<NonNullable<Happening["entry"]>> = {}) => ({
  key,
  kind: "visit" as const,
  at: at("2026-03-04T00:00:00Z"),
  title: { zh: "到厅取号", en: "Took a number" },
  ...more,
});
const matter = (state: string, isClosed = false) => ({
  key: "hall:ticket:1",
  kind: "ticket" as const,
  title: { zh: "号票", en: "Ticket" },
  state: { zh: state, en: state },
  openedAt: at("2026-03-04T00:00:00Z"),
  isClosed,
});

test("what is told is on the customer's page once, however often it is delivered", async () => {
  const customerId = await someone();
  await tell({ customerId, entry: entry("t:1", { result: "回拨 13800138000" }), matter: matter("等候中") });
  await tell({ customerId, entry: entry("t:1", { title: { zh: "再说一遍", en: "Again" } }) });
  await deliver();
  await deliver();
  const { entries, counts } = await read(customerId);
  assert.deepEqual(
    entries.map(({ title, result }) => [title.zh, result]),
    [["到厅取号", "回拨 138****8000"]],
  );
  assert.deepEqual(counts, { visit: 1 });
  assert.deepEqual(
    (await openMatters(customerId)).map(({ state }) => state.zh),
    ["等候中"],
  );
});

test("an older telling that arrives late does not undo a newer one", async () => {
  const customerId = await someone();
  const payload = (state: string, isClosed: boolean) => ({
    customerId,
    entry: null,
    matter: { ...matter(state, isClosed), openedAt: "2026-03-04T00:00:00Z", dueAt: null, accountId: null },
  });
  const event = (seq: number, state: string, isClosed = false) => ({
    orgId,
    seq,
    type: "customer.happening",
    topic: customerId,
    payload: payload(state, isClosed),
    happenedAt: at("2026-03-04T00:10:00Z"),
  });
  const hear = (one: ReturnType<typeof event>) => platform.command(orgId, (ctx) => hearHappening(ctx, one));
  await hear(event(9_002, "已办结", true));
  await hear(event(9_001, "办理中"));
  assert.deepEqual(await openMatters(customerId), []);
  await hear(event(9_003, "重新打开"));
  await hear(event(9_002, "已办结", true));
  assert.deepEqual(
    (await openMatters(customerId)).map(({ state }) => state.zh),
    ["重新打开"],
  );
});

test("what is told of a merged customer stands with the one they are now; of nobody, nowhere", async () => {
  const [first, second, third] = [await someone("甲"), await someone("乙"), await someone("丙")];
  await seedMerged(platform, orgId, first, second);
  await seedMerged(platform, orgId, second, third);
  await tell({ customerId: first, entry: entry("m:1"), matter: matter("等候中") });
  await tell({ customerId: "018f0000-0000-7000-8000-000000000000", entry: entry("m:2") });
  await deliver();
  assert.equal((await read(third)).entries.length, 1);
  assert.equal((await read(first)).entries.length, 0);
  assert.equal((await openMatters(third)).length, 1);
});

test("pages do not overlap, end, and keep to kinds, accounts and days", async () => {
  const customerId = await someone();
  const accountId = await seedAccount(platform, orgId, { customerId, unitId });
  for (let n = 0; n < 23; n++) {
    const happenedAt = at("2026-03-01T02:00:00Z").add({ hours: n * 5 });
    const kind = n % 3 === 0 ? "payment" : "visit";
    await tell({
      customerId,
      entry: entry(`p:${n}`, { at: happenedAt, kind, accountId: n % 2 === 0 ? accountId : null }),
    });
  }
  // Two at one instant across the edge of a page.
  for (const key of ["p:a", "p:b", "p:c"])
    await tell({ customerId, entry: entry(key, { at: at("2026-03-05T04:00:00Z") }) });
  await deliver();

  const walk = async (query: Record<string, string | number>) => {
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof read>> = await read(customerId, {
        ...query,
        limit: 4,
        ...(after === null ? {} : { after }),
      });
      seen.push(...page.entries.map(({ id }) => id));
      after = page.next;
    } while (after !== null);
    assert.equal(new Set(seen).size, seen.length);
    return seen.length;
  };
  assert.equal(await walk({}), 26);
  assert.equal(await walk({ kinds: "payment" }), 8);
  assert.equal(await walk({ kinds: "payment,visit" }), 26);
  assert.equal(await walk({ kinds: "payment", accountId }), 4);
  assert.equal(await walk({ accountId }), 12);
  assert.equal(await walk({ from: "2026-03-02", to: "2026-03-02" }), 5);
  const { entries } = await read(customerId);
  assert.deepEqual(
    entries.map(({ at: when }) => when),
    entries
      .map(({ at: when }) => when)
      .toSorted()
      .reverse(),
  );
  const { code } = await clerk.call(contract.customerTimeline, {
    params: { customerId },
    query: { after: "not-ours" },
  });
  assert.equal(code, "request.invalid");
});

test("a page of 20 000 entries reads as many rows as it shows, whatever is asked for", async () => {
  const customerId = await someone();
  const accountId = await seedAccount(platform, orgId, { customerId, unitId });
  await platform.command(orgId, async (ctx) => {
    await sql`insert into customers.timeline (org_id, customer_id, at, id, key, kind, account_id, title_zh, title_en)
      select ${orgId}, ${customerId}, timestamptz '2016-03-01' + n * interval '4 hours', gen_random_uuid(), 'x:' || n,
        case when n % 4000 = 0 then 'outage' when n % 3 = 0 then 'payment' else 'visit' end,
        case when n % 2 = 0 then ${accountId}::uuid end, '事', 'thing'
      from generate_series(1, 20000) n`.execute(ctx.tx);
  });
  await platform.asOwner((owner) => owner.query("analyze customers.timeline"));
  const filters = {
    all: {},
    later: { after: { at: "2020-01-01T00:00:00Z", id: "018f0000-0000-7000-8000-000000000000" } },
    rare: { kinds: ["outage"] },
    several: { kinds: ["outage", "payment", "rating"] },
    account: { accountId },
    rareOfAccount: { accountId, kinds: ["outage"] },
    days: { from: at("2018-01-01T00:00:00Z"), until: at("2019-01-01T00:00:00Z") },
  } as const;
  const most = 51;
  for (const [name, filter] of Object.entries(filters)) {
    const ranges = name === "account" ? 12 : name === "several" ? 3 : 1;
    const rows = await platform.command(orgId, async (ctx) => {
      const query = entriesQuery(ctx, customerId, filter as Parameters<typeof entriesQuery>[2], most);
      const { rows: plan } = await sql<{
        "QUERY PLAN": unknown;
      }>`explain (analyze, format json) ${query}`.execute(ctx.tx);
      return rowsRead(plan[0]?.["QUERY PLAN"]);
    });
    assert.ok(rows <= most * ranges, `${name} read ${rows} rows`);
  }
  assert.deepEqual((await read(customerId)).counts, { outage: 5, payment: 6665, visit: 13_330 });
});

/** Rows that scans of the timeline came across, shown or not. */
function rowsRead(plan: unknown): number {
  if (Array.isArray(plan)) return plan.reduce((sum, each) => sum + rowsRead(each), 0);
  if (typeof plan !== "object" || plan === null) return 0;
  const node = plan as Record<string, unknown>;
  const isScan = node["Relation Name"] === "timeline";
  const count = (name: string) => Number(node[name] ?? 0);
  const own = isScan
    ? count("Actual Loops") *
      (count("Actual Rows") + count("Rows Removed by Filter") + count("Rows Removed by Index Recheck"))
    : 0;
  return own + rowsRead(node.Plan ?? null) + rowsRead(node.Plans ?? null);
}

test("a contact is a line at once; one in the future or of another's account is refused", async () => {
  const customerId = await someone();
  const foreign = await seedAccount(platform, orgId, { customerId: await someone("别人"), unitId });
  const body = { channel: "phone", subject: "催缴提醒", result: "已告知", costFen: 30 } as const;
  const { status, body: made } = await clerk.call(contract.recordContact, { params: { customerId }, body });
  assert.equal(status, 200, JSON.stringify(made));
  const { entries } = await read(customerId);
  assert.deepEqual(
    entries.map((one) => [one.id, one.kind, one.channel, one.who, one.result, one.costFen]),
    [[made.entryId, "contact", "phone", "clerk", "已告知", 30]],
  );
  const refused = async (more: object) =>
    (await clerk.call(contract.recordContact, { params: { customerId }, body: { ...body, ...more } })).code;
  assert.equal(await refused({ at: "2026-03-09T00:00:00Z" }), "customers.future_day");
  assert.equal(await refused({ accountId: foreign }), "thing.not_found");
});

test("pins stand above, the gravest first, until their day or until they are removed", async () => {
  const customerId = await someone();
  const pin = async (text: string, level: "info" | "danger", until: string | null) =>
    (await clerk.call(contract.placePin, { params: { customerId }, body: { text, level, until } })).body
      .pinId;
  await pin("下次带营业执照", "info", null);
  const danger = await pin("家有呼吸机，停电前须联系", "danger", null);
  await pin("本周不在家", "info", "2026-03-05");
  const texts = async () => (await read(customerId)).pins.map(({ text }) => text);
  assert.deepEqual((await texts())[0], "家有呼吸机，停电前须联系");
  assert.equal((await texts()).length, 3);
  const past = { text: "昨天", level: "info", until: "2026-03-01" } as const;
  assert.equal(
    (await clerk.call(contract.placePin, { params: { customerId }, body: past })).code,
    "customers.days_order",
  );
  const off = () => clerk.call(contract.removePin, { params: { customerId, pinId: danger }, body: {} });
  assert.equal((await off()).status, 200);
  assert.equal((await off()).code, "thing.not_found");
  assert.equal((await texts()).length, 2);
  await later({ hours: 48 });
  assert.deepEqual(await texts(), ["下次带营业执照"]);
});

test("two clerks on one customer see each other, until one leaves or falls silent", async () => {
  const customerId = await someone();
  const colleague = await county.signedIn("duty-manager");
  const attend = async (by: Caller, isEditing = false, isLeaving = false) =>
    (await by.call(contract.attendCustomer, { params: { customerId }, body: { isEditing, isLeaving } })).body;
  assert.deepEqual(await attend(clerk, true), { version: 1, others: [] });
  const seen = (await attend(colleague)).others.map(({ name, isEditing }) => ({ name, isEditing }));
  assert.deepEqual(seen, [{ name: "clerk", isEditing: true }]);
  assert.equal((await attend(clerk)).others.length, 1);
  await attend(colleague, false, true);
  assert.equal((await attend(clerk)).others.length, 0);
  await attend(colleague);
  platform.pass({ minutes: 1 });
  assert.equal((await attend(clerk)).others.length, 0);
  await later({ hours: 25 });
  await sweepCustomers(platform);
  const left = await platform.command(
    orgId,
    async (ctx) =>
      (
        await sql`select 1 from customers.presence where org_id = ${orgId} and customer_id = ${customerId}`.execute(
          ctx.tx,
        )
      ).rows.length,
  );
  assert.equal(left, 0);
});

test("the newest finding of an aspect holds", async () => {
  const customerId = await someone();
  const note = (value: string, when: string) =>
    platform.command(orgId, (ctx) =>
      noteAnalysis(ctx, {
        customerId,
        aspect: "attitude",
        value,
        because: [],
        source: "quality",
        at: at(when),
      }),
    );
  await note("满意", "2026-03-03T00:00:00Z");
  await note("不满", "2026-02-03T00:00:00Z");
  const found = await platform.command(orgId, (ctx) => listAnalysis(ctx, customerId));
  assert.deepEqual(
    found.map(({ value }) => value),
    ["满意"],
  );
});

test("changes of the archive are lines too", async () => {
  const customerId = await someone();
  await clerk.call(contract.recordContact, {
    params: { customerId },
    body: { channel: "hall", subject: "一", result: "二" },
  });
  await platform.command(orgId, async (ctx) => {
    ctx.pending.events.push({
      type: "customers.changed",
      topic: customerId,
      payload: { customerId, part: "meter" },
    });
  });
  await deliver();
  await deliver();
  assert.deepEqual((await read(customerId)).entries.map(({ kind }) => kind).toSorted(), ["contact", "meter"]);
});

test("strangers stay out: another company, another role", async () => {
  const customerId = await someone();
  const neighbour = await county.signedIn("clerk", orgs.neighbour);
  const auditor = await county.signedIn("auditor");
  const calls = (by: Caller) => [
    by.call(contract.customerTimeline, { params: { customerId } }),
    by.call(contract.recordContact, {
      params: { customerId },
      body: { channel: "hall", subject: "一", result: "二" },
    }),
    by.call(contract.placePin, { params: { customerId }, body: { text: "一", level: "info", until: null } }),
    by.call(contract.attendCustomer, { params: { customerId }, body: { isEditing: false } }),
  ];
  for (const reply of calls(neighbour)) assert.equal((await reply).code, "thing.not_found");
  for (const reply of calls(auditor)) assert.equal((await reply).code, "access.denied");
});

test("numbers of people in free text are masked; account and meter numbers stay", () => {
  assert.equal(withoutPersonalNumbers("请打 13800138000 找老张"), "请打 138****8000 找老张");
  assert.equal(withoutPersonalNumbers("138 0013 8000"), "138****8000");
  assert.equal(withoutPersonalNumbers("证件11010519491231002X。"), "证件110***********002X。");
  assert.equal(withoutPersonalNumbers("卡 6222020200112233445"), "卡 ***************3445");
  assert.equal(
    withoutPersonalNumbers("户号 3201234567890，表号 0012345678"),
    "户号 3201234567890，表号 0012345678",
  );
});

test("every command that was done is on the audit trail", async () => {
  const untold = (await untraced(platform)).filter((address) => !address.endsWith("/presence"));
  assert.deepEqual(untold, []);
});
