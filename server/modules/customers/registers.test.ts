import assert from "node:assert/strict";
import { test } from "node:test";
import { sql } from "kysely";
import pino from "pino";
import * as contract from "../../../contracts/customers/archive.ts";
import { listRegisterLevels } from "../../../contracts/customers/registers.ts";
import { priorityReason } from "../../../contracts/hall.ts";
import { deliverEvents } from "../../foundation/listeners.ts";
import { type Caller, orgs, testCounty, untraced } from "../identity/test-county.ts";
import { careOf } from "./care-of.ts";
import { classListener } from "./compute-classes.ts";
import { ageOn } from "./customer-facts.ts";
import { timelineListener } from "./hear-happenings.ts";
import { registerRoutes } from "./register-routes.ts";
import { careFor, registerLists } from "./rules/registers.ts";
import { listClasses } from "./store/classes.ts";
import { sweepCustomers } from "./sweep.ts";
import { seedAccount, seedCustomer } from "./testing-seed.ts";

const county = await testCounty({ routes: registerRoutes });
const { platform } = county;
const orgId = orgs.county;
const unitId = county.county.root;
let clerk = await county.signedIn("clerk");
let reviewer = await county.signedIn("hall-manager");
const log = pino({ level: "silent" });

const someone = (bornOn: string | null = null) => seedCustomer(platform, orgId, { unitId, bornOn });
type Given = {
  register: "important" | "sensitive" | "care" | "vip";
  level: string;
  accountId?: string;
  expiresOn?: string | null;
  validFrom?: string;
};
const propose = (customerId: string, given: Given, by = clerk) =>
  by.call(contract.proposeRegister, {
    params: { customerId },
    body: { reason: "政府文件", source: "县发改局 2026-3 号", ...given },
  });
const review = (entryId: string, verdict: "approve" | "refuse" = "approve", by = reviewer) =>
  by.call(contract.reviewRegister, { params: { entryId }, body: { verdict } });
const end = (entryId: string, by = reviewer) =>
  by.call(contract.endRegister, { params: { entryId }, body: { reason: "情况变化" } });
const list = async (query: object, by = clerk) => (await by.call(contract.listRegisters, { query })).body;
const enter = async (customerId: string, given: Given) => {
  const { status, body } = await propose(customerId, given);
  assert.equal(status, 200, JSON.stringify(body));
  assert.equal((await review(body.entryId)).status, 200);
  return body.entryId;
};
const care = (customerId: string) => platform.command(orgId, (ctx) => careOf(ctx, customerId));
const timeline = (customerId: string) =>
  platform.command(orgId, async (ctx) =>
    (
      await sql<{
        title: string;
      }>`select title_zh as title from customers.timeline where org_id = ${orgId} and customer_id = ${customerId} order by at, id`.execute(
        ctx.tx,
      )
    ).rows.map(({ title }) => title),
  );
const deliver = () => deliverEvents(platform, [timelineListener, classListener], log);

test("one person enters, another reviews; until then nothing holds", async () => {
  const customerId = await someone();
  const own = await propose(customerId, { register: "care", level: "disability" }, reviewer);
  assert.equal((await review(own.body.entryId)).code, "customers.own_review");
  assert.equal((await care(customerId))?.priorityReason, null);
  const other = await county.signedIn("company-manager");
  assert.equal((await review(own.body.entryId, "approve", other)).status, 200);
  assert.equal((await review(own.body.entryId, "refuse", other)).code, "customers.reviewed_already");
  const found = await care(customerId);
  assert.deepEqual([found?.priorityReason, found?.homeService, found?.fewerPapers], ["disabled", true, true]);
  assert.deepEqual(
    found?.because.map(({ zh }) => zh),
    ["特需客户：残疾人"],
  );
});

test("the database itself refuses a review of one's own", async () => {
  const customerId = await someone();
  const { body } = await propose(customerId, { register: "vip", level: "large" });
  await assert.rejects(
    platform.asOwner((owner) =>
      owner.query(
        "update customers.register_entries set state = 'in-force', reviewed_by = proposed_by, reviewed_at = now() where id = $1",
        [body.entryId],
      ),
    ),
    /reviewed_by_another/,
  );
});

test("terms come from the catalogue; unknown levels, wrong days and second entries are refused", async () => {
  const customerId = await someone();
  const { body } = await propose(customerId, { register: "care", level: "low-income" });
  const { entries } = await list({ register: "care", state: "proposed" });
  const mine = entries.find(({ id }) => id === body.entryId);
  assert.deepEqual(
    [mine?.validFrom, mine?.expiresOn, mine?.levelName.zh],
    ["2026-03-04", "2027-03-03", "特需客户：低保、特困"],
  );
  assert.equal(
    (await propose(customerId, { register: "care", level: "low-income" })).code,
    "customers.register_twice",
  );
  assert.equal(
    (await propose(customerId, { register: "care", level: "S1" })).code,
    "customers.register_level",
  );
  const backwards = {
    register: "vip",
    level: "large",
    validFrom: "2026-03-04",
    expiresOn: "2026-03-03",
  } as const;
  assert.equal((await propose(customerId, backwards)).code, "customers.days_order");
  await review(body.entryId, "refuse");
  assert.equal((await propose(customerId, { register: "care", level: "low-income" })).status, 200);
});

test("ten at once enter a customer once", async () => {
  const customerId = await someone();
  const replies = await Promise.all(
    Array.from({ length: 10 }, () => propose(customerId, { register: "vip", level: "star" })),
  );
  assert.equal(replies.filter(({ status }) => status === 200).length, 1);
  assert.ok(replies.every(({ status, code }) => status === 200 || code === "customers.register_twice"));
});

test("an important customer's accounts say so, and stop saying so", async () => {
  const customerId = await someone();
  const accounts = [
    await seedAccount(platform, orgId, { customerId, unitId }),
    await seedAccount(platform, orgId, { customerId, unitId }),
  ];
  const importance = () =>
    platform.command(orgId, async (ctx) =>
      (
        await sql<{
          id: string;
          importance: string;
          check: number | null;
        }>`select id, importance, check_months as check from customers.accounts where org_id = ${orgId} and customer_id = ${customerId} order by number`.execute(
          ctx.tx,
        )
      ).rows.map((row) => [row.importance, row.check]),
    );
  const one = await enter(customerId, {
    register: "important",
    level: "second",
    accountId: accounts[0] ?? "",
  });
  assert.deepEqual(await importance(), [
    ["second", 6],
    ["none", null],
  ]);
  const all = await enter(customerId, { register: "important", level: "first" });
  assert.deepEqual(await importance(), [
    ["first", 3],
    ["first", 3],
  ]);
  await end(all);
  assert.deepEqual(await importance(), [
    ["second", 6],
    ["none", null],
  ]);
  await end(one);
  assert.deepEqual(await importance(), [
    ["none", null],
    ["none", null],
  ]);
  assert.equal((await end(one)).code, "customers.reviewed_already");
  const past = await platform.asOwner((owner) =>
    owner.query("select 1 from customers.past where id = $1", [accounts[0]]),
  );
  assert.equal(past.rowCount, 1);
});

test("an entry is announced before it expires, ends with its last day, and both are told once", async () => {
  const customerId = await someone();
  await enter(customerId, { register: "important", level: "temporary", expiresOn: "2026-03-20" });
  await deliver();
  const valued = async () =>
    (await platform.command(orgId, (ctx) => listClasses(ctx, customerId))).find(
      ({ scheme }) => scheme === "value",
    )?.code;
  assert.equal(await valued(), "important");
  await sweepCustomers(platform);
  await deliver();
  assert.ok((await timeline(customerId)).includes("名册将于 2026-03-20 到期（重要客户：临时性）"));
  platform.pass({ hours: 24 * 16 });
  await sweepCustomers(platform);
  await deliver();
  assert.equal(await valued(), "important");
  platform.pass({ hours: 24 });
  await Promise.all([sweepCustomers(platform), sweepCustomers(platform)]);
  await sweepCustomers(platform);
  await deliver();
  await deliver();
  const told = await timeline(customerId);
  assert.equal(told.filter((title) => title.startsWith("名册到期")).length, 1);
  assert.equal(told.filter((title) => title.startsWith("名册将于")).length, 1);
  assert.equal(await valued(), "normal");
  clerk = await county.signedIn("clerk");
  reviewer = await county.signedIn("hall-manager");
});

test("what age asks for, at its edges; a VIP jumps no queue", async () => {
  // The test's day is 21 March 2026 by now.
  const byAge = async (bornOn: string) => {
    const found = await care(await someone(bornOn));
    return [found?.priorityReason, found?.largeType, found?.homeService];
  };
  assert.deepEqual(await byAge("1961-03-21"), ["elderly", true, true]);
  assert.deepEqual(await byAge("1961-03-22"), [null, true, false]);
  assert.deepEqual(await byAge("1966-03-21"), [null, true, false]);
  assert.deepEqual(await byAge("1966-03-22"), [null, false, false]);
  const vip = await someone();
  await enter(vip, { register: "vip", level: "large" });
  assert.deepEqual(await care(vip), {
    priorityReason: null,
    largeType: false,
    homeService: false,
    fewerPapers: false,
    because: [],
  });
  assert.equal(ageOn(Temporal.PlainDate.from("1960-02-29"), Temporal.PlainDate.from("2025-02-28")), 64);
  assert.equal(ageOn(Temporal.PlainDate.from("1960-02-29"), Temporal.PlainDate.from("2025-03-01")), 65);
});

test("every priority that a register gives is one of the hall's; a reason out of use gives none", () => {
  const inUse = new Set<string>(priorityReason.options);
  for (const { register, levels } of registerLists)
    for (const { code, care: asked } of levels) {
      if (asked?.priorityReason !== undefined) assert.ok(inUse.has(asked.priorityReason), code);
      if (register === "vip") assert.equal(asked, undefined);
    }
  const ages = { elderlyAge: 65, largeTypeAge: 60 };
  const registers = [{ register: "care" as const, level: "disability" }];
  assert.equal(careFor({ age: 70, registers }, ages, new Set(["disabled"])).priorityReason, "disabled");
  assert.equal(careFor({ age: 70, registers }, ages, new Set()).priorityReason, null);
});

test("registers are listed in pages: by register and state, and by what expires first", async () => {
  const entered: string[] = [];
  for (let n = 0; n < 7; n++)
    entered.push(
      await enter(await someone(), {
        register: "sensitive",
        level: "S3",
        expiresOn: `2026-04-${String(20 - n).padStart(2, "0")}`,
      }),
    );
  const walk = async (query: object) => {
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof list>> = await list({
        ...query,
        limit: 3,
        ...(after === null ? {} : { after }),
      });
      seen.push(...page.entries.map(({ id }) => id));
      after = page.next;
    } while (after !== null);
    return seen;
  };
  assert.deepEqual(await walk({ register: "sensitive", state: "in-force" }), entered.toReversed());
  assert.deepEqual(await walk({ register: "sensitive", expiringDays: 60 }), entered.toReversed());
  assert.equal((await list({ register: "sensitive", expiringDays: 25 })).total, 2);
  assert.equal((await clerk.call(contract.listRegisters, { query: { after: "x" } })).code, "request.invalid");
  assert.equal((await clerk.call(listRegisterLevels)).body.registers.length, 4);
});

test("strangers stay out: another company, another role", async () => {
  const customerId = await someone();
  const { body } = await propose(customerId, { register: "care", level: "medical" });
  const [neighbour, foreign] = [
    await county.signedIn("clerk", orgs.neighbour),
    await county.signedIn("hall-manager", orgs.neighbour),
  ];
  const tried = async (call: Promise<{ code: string | undefined }>) => (await call).code;
  assert.equal(
    await tried(propose(customerId, { register: "care", level: "low-income" }, neighbour)),
    "thing.not_found",
  );
  assert.equal(await tried(review(body.entryId, "approve", foreign)), "thing.not_found");
  assert.equal(await tried(review(body.entryId, "approve", clerk)), "access.denied");
  assert.equal((await list({}, neighbour as Caller)).entries.length, 0);
});

test("every command that was done is on the audit trail", async () => {
  assert.deepEqual(await untraced(platform), []);
});
