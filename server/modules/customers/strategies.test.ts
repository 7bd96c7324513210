import assert from "node:assert/strict";
import { test } from "node:test";
import { sql } from "kysely";
import pino from "pino";
import { readRun } from "../../../contracts/customers/classes.ts";
import * as contract from "../../../contracts/customers/strategies.ts";
import { newId } from "../../foundation/ids.ts";
import { deliverEvents } from "../../foundation/listeners.ts";
import { type Caller, orgs, testCounty, untraced } from "../identity/test-county.ts";
import { acceptServices } from "./answer-proposal.ts";
import { classRoutes } from "./class-routes.ts";
import { timelineListener } from "./hear-happenings.ts";
import { loadStrategies, shippedStrategies } from "./load-strategies.ts";
import { answerOnPhone, proposalsOnPhone } from "./phone-proposals.ts";
import { isWithinLimit, proposalsFor } from "./propose.ts";
import { walkRun } from "./runs.ts";
import { strategyRoutes } from "./strategy-routes.ts";
import { seedAccount, seedCustomer } from "./testing-seed.ts";

const county = await testCounty({ routes: [...strategyRoutes, ...classRoutes] });
const { platform } = county;
const orgId = orgs.county;
const unitId = county.county.root;
await county.addStaff(orgId, { login: "second", roles: [{ role: "company-manager" }] });
const writer = await county.signedIn("company-manager");
const second = await county.signedIn("second");
const clerk = await county.signedIn("clerk");
const log = pino({ level: "silent" });

const content: contract.StrategyContent = {
  title: { zh: "上门服务", en: "Home service" },
  text: { zh: "可预约上门", en: "A visit can be booked" },
  reason: { zh: "{age} 周岁", en: "{age} years old" },
  condition: "age >= 65",
  surfaces: ["desk", "guide"],
  priority: 70,
  action: { kind: "home-service", value: "visit" },
  startsOn: "2026-01-01",
  endsOn: null,
  limit: { times: 2, days: 30 },
};
const elder = (name = "张三丰") => seedCustomer(platform, orgId, { unitId, name, bornOn: "1950-06-01" });
const create = async (more: Partial<contract.StrategyContent> = {}, by = writer) => {
  const { status, body } = await by.call(contract.createStrategy, { body: { ...content, ...more } });
  assert.equal(status, 200, JSON.stringify(body));
  return body.strategyId;
};
const read = async (strategyId: string, by = writer) =>
  (await by.call(contract.readStrategy, { params: { strategyId }, query: {} })).body;
const tryOut = async (strategyId: string) => {
  const { body } = await writer.call(contract.tryStrategy, { params: { strategyId }, body: {} });
  await walkRun(platform, { orgId, runId: body.runId });
  return body.runId;
};
const release = (strategyId: string, version = 1, by = second) =>
  by.call(contract.releaseStrategy, { params: { strategyId }, body: { version } });
const inForce = async (more: Partial<contract.StrategyContent> = {}) => {
  const strategyId = await create(more);
  await tryOut(strategyId);
  const { status, body } = await release(strategyId);
  assert.equal(status, 200, JSON.stringify(body));
  return strategyId;
};
const propose = (customerId: string, surface: contract.Surface = "desk") =>
  platform.command(orgId, (ctx) => proposalsFor(ctx, customerId, surface));
const state = (strategyId: string, action: "pause" | "resume" | "end", by = second) =>
  by.call(contract.setStrategyState, { params: { strategyId }, body: { action, reason: "试试看" } });
const answer = (showingId: string, said: "accepted" | "declined", by: Caller = clerk) =>
  by.call(contract.answerProposal, { params: { showingId }, body: { answer: said } });
/** Ends all, so that tests do not see each other's. */
const clear = () =>
  platform.asOwner((owner) =>
    owner.query(
      "update customers.strategies set state = 'ended'; update customers.strategy_heads set version = version + 1",
    ),
  );

test("from draft over dry run to release by a second person; then it is proposed with its reason", async () => {
  const customerId = await elder();
  await seedCustomer(platform, orgId, { unitId, name: "李年轻", bornOn: "1999-01-01" });
  const strategyId = await create();
  assert.equal((await release(strategyId)).code, "strategies.not_tried");
  const runId = await tryOut(strategyId);
  const { body: run } = await writer.call(readRun, { params: { runId } });
  assert.deepEqual([run.state, run.done, run.result.hits], ["done", 2, 1]);
  assert.deepEqual(run.result.examples, [
    { customerId, maskedName: "张*", reason: { zh: "75 周岁", en: "75 years old" } },
  ]);
  assert.deepEqual(await propose(customerId), []);

  assert.equal((await release(strategyId, 1, writer)).code, "strategies.own_release");
  assert.equal((await read(strategyId)).isOwn, true);
  assert.equal((await release(strategyId)).status, 200);
  assert.equal((await release(strategyId)).code, "strategies.released_already");
  const [proposal, ...more] = await propose(customerId);
  assert.equal(more.length, 0);
  assert.deepEqual(
    [proposal?.title.zh, proposal?.reason.zh, proposal?.action.kind],
    ["上门服务", "75 周岁", "home-service"],
  );
  assert.deepEqual(await propose(customerId, "kiosk"), []);
  await clear();
});

test("on the customer's own phone: shown once a day, reasons only where the phone is proven, answered by nobody else", async () => {
  const customerId = await elder();
  const stranger = await elder("李四光");
  const strategyId = await inForce({ surfaces: ["phone", "desk"] });
  const onPhone = (of: string, isProven: boolean) =>
    platform.command(orgId, (ctx) => proposalsOnPhone(ctx, of, { isProven })).then((one) => one.proposals);
  const say = (of: string, showingId: string, said: "accepted" | "declined") =>
    platform.command(orgId, (ctx) => answerOnPhone(ctx, of, showingId, said));
  const [shown] = await onPhone(customerId, false);
  assert.deepEqual([shown?.title.zh, shown?.reason, shown?.answer], ["上门服务", null, null]);
  const [proven] = await onPhone(customerId, true);
  assert.deepEqual([proven?.showingId, proven?.reason?.zh], [shown?.showingId, "75 周岁"]);
  assert.deepEqual(await onPhone(newId(), true), []);

  const id = shown?.showingId ?? "";
  await assert.rejects(say(stranger, id, "declined"), { code: "thing.not_found" });
  const [atDesk] = await propose(customerId);
  await assert.rejects(say(customerId, atDesk?.showingId ?? "", "accepted"), { code: "thing.not_found" });
  await say(customerId, id, "accepted");
  await say(customerId, id, "accepted");
  await assert.rejects(say(customerId, id, "declined"), { code: "strategies.answered_already" });
  assert.equal((await onPhone(customerId, true))[0]?.answer, "accepted");
  // Whoever serves them today still sees what they wished for.
  assert.equal((await propose(customerId)).length, 1);
  assert.deepEqual((await read(strategyId)).figures.phone, { shown: 1, accepted: 1, declined: 0 });

  const [other] = await onPhone(stranger, false);
  await say(stranger, other?.showingId ?? "", "declined");
  assert.deepEqual(await onPhone(stranger, false), []);
  assert.deepEqual(await propose(stranger), []);
  await clear();
});

test("the database itself refuses a release of one's own", async () => {
  const strategyId = await create();
  await assert.rejects(
    platform.asOwner((owner) =>
      owner.query(
        "update customers.strategy_versions set released_by = edited_by, released_at = now() where strategy_id = $1",
        [strategyId],
      ),
    ),
    /released_by_another/,
  );
});

test("a change is a draft beside what is in force; a dry run of the former text does not count", async () => {
  const customerId = await elder();
  const strategyId = await inForce();
  const before = await read(strategyId);
  const change = (body: object, by = writer) =>
    by.call(contract.changeStrategy, {
      params: { strategyId },
      body: {
        content: { ...content, title: { zh: "新标题", en: "New" } },
        version: before.version,
        editedAt: before.editedAt,
        ...body,
      },
    });
  const { body } = await change({});
  assert.equal(body.version, 2);
  assert.equal((await change({})).code, "strategies.edited_meanwhile");
  assert.equal((await propose(customerId))[0]?.title.zh, "上门服务");
  await tryOut(strategyId);
  platform.pass({ seconds: 1 });
  const draft = await read(strategyId);
  assert.equal((await change({ version: 2, editedAt: draft.editedAt })).body.version, 2);
  assert.equal((await read(strategyId)).dryRun, null);
  assert.equal((await release(strategyId, 2)).code, "strategies.not_tried");
  await tryOut(strategyId);
  assert.equal((await release(strategyId, 1)).code, "strategies.edited_meanwhile");
  assert.equal((await release(strategyId, 2)).status, 200);
  assert.equal((await propose(customerId))[0]?.title.zh, "新标题");
  const { versions } = await read(strategyId);
  assert.deepEqual(
    versions.map(({ version, content: kept }) => [version, kept.title.zh]),
    [
      [2, "新标题"],
      [1, "上门服务"],
    ],
  );
  await clear();
});

test("faults are told with their places, in both languages", async () => {
  const refused = async (more: object) =>
    (await writer.call(contract.createStrategy, { body: { ...content, ...more } as never }))
      .body as unknown as { code: string; zh: string; field?: string };
  const condition = await refused({ condition: "agee >= 65" });
  assert.equal(condition.code, "strategies.expression");
  assert.match(condition.zh, /第 1 个字符/);
  assert.equal((await refused({ reason: { zh: "{nope}", en: "x" } })).field, "reason.zh");
  assert.equal((await refused({ condition: "kind.matches('a')" })).code, "strategies.expression");
  assert.equal((await refused({ endsOn: "2025-01-01" })).code, "customers.days_order");
  assert.equal(
    (await refused({ surfaces: ["kiosk"], condition: 'classes["credit"] == "D"' })).code,
    "strategies.confidential",
  );
  const { body } = await writer.call(contract.checkStrategy, {
    body: { condition: "age > ", reasonZh: "{age}", reasonEn: "{ages}" },
  });
  assert.deepEqual(
    [body.condition?.start, body.reasonZh, body.reasonEn?.code],
    [6, null, "unknown_variable"],
  );
  assert.ok((await writer.call(contract.strategyFacts)).body.facts.length > 30);
});

test("pause, resume, end; days; surfaces; the number shown at once", async () => {
  const customerId = await elder();
  const strategyId = await inForce();
  assert.equal((await state(strategyId, "resume")).code, "strategies.state");
  assert.equal((await state(strategyId, "pause")).status, 200);
  assert.deepEqual(await propose(customerId), []);
  await state(strategyId, "resume");
  assert.equal((await propose(customerId, "guide")).length, 1);
  await state(strategyId, "end");
  assert.deepEqual(await propose(customerId, "guide"), []);
  assert.equal((await state(strategyId, "pause")).code, "strategies.state");
  await inForce({ startsOn: "2026-03-05" });
  await inForce({ endsOn: "2026-03-03" });
  assert.deepEqual(await propose(customerId), []);
  for (let n = 0; n < 7; n++) await inForce({ priority: n, title: { zh: `第${n}`, en: `${n}` } });
  assert.deepEqual(
    (await propose(customerId)).map(({ title }) => title.zh),
    ["第6", "第5", "第4", "第3", "第2"],
  );
  await clear();
});

test("twenty recognitions at once are one showing; a limit counts days", async () => {
  const customerId = await elder();
  const strategyId = await inForce({ limit: { times: 1, days: 30 } });
  const all = await Promise.all(Array.from({ length: 20 }, () => propose(customerId)));
  const ids = new Set(all.map(([first]) => first?.showingId));
  assert.equal(ids.size, 1);
  const figures = async () => (await read(strategyId)).figures;
  assert.deepEqual(await figures(), { desk: { shown: 1, accepted: 0, declined: 0 } });
  assert.equal((await propose(customerId, "guide")).length, 1);
  platform.pass({ hours: 24 });
  assert.deepEqual(await propose(customerId), []);
  platform.pass({ hours: 24 * 29 });
  assert.equal((await propose(customerId)).length, 1);
  await clear();
});

test("limits, day by day", () => {
  const at = (daysAgo: number, said: "accepted" | "declined" | null = null) => ({
    id: newId(),
    strategyId: "s",
    surface: "desk" as const,
    daysAgo,
    answer: said,
  });
  const limit = { times: 2, days: 10 };
  assert.equal(isWithinLimit({ limit }, []), true);
  assert.equal(isWithinLimit({ limit }, [at(0), at(3)]), true);
  assert.equal(isWithinLimit({ limit }, [at(2), at(3)]), false);
  assert.equal(isWithinLimit({ limit }, [at(2), at(2), at(0)]), true);
  assert.equal(isWithinLimit({ limit }, [at(2), at(10)]), true);
  assert.equal(isWithinLimit({ limit }, [at(9, "declined")]), false);
  assert.equal(isWithinLimit({ limit }, [at(10, "declined")]), true);
  const onTheWay = { ...at(0, "accepted"), surface: "kiosk" as const };
  assert.equal(isWithinLimit({ limit }, [onTheWay]), true, "the clerk who is about to do it still sees it");
  assert.equal(isWithinLimit({ limit }, [{ ...onTheWay, daysAgo: 1 }]), false);
  assert.equal(isWithinLimit({ limit }, [{ ...onTheWay, answer: "declined" as const }]), false);
});

test("an answer is recorded once, counted, and a line of the timeline; it is not asked again", async () => {
  // The sessions of the first tests are over by now.
  const [now, reader] = [await county.signedIn("clerk"), await county.signedIn("company-manager")];
  const customerId = await elder();
  const strategyId = await county.platform.command(orgId, async (ctx) => {
    await loadStrategies(ctx, { id: county.people.get("second") ?? "", name: "second" });
    const { rows } = await sql<{
      id: string;
    }>`select id from customers.strategies where org_id = ${orgId} and code = 'home-service'`.execute(ctx.tx);
    return rows[0]?.id ?? "";
  });
  const shown = (await propose(customerId)).find((one) => one.strategyId === strategyId);
  assert.equal(shown?.reason.zh, "客户 75 周岁");
  const id = shown?.showingId ?? "";
  assert.equal((await answer(id, "declined", now)).status, 200);
  assert.equal((await answer(id, "declined", now)).status, 200);
  assert.equal((await answer(id, "accepted", now)).code, "strategies.answered_already");
  assert.ok((await propose(customerId)).every((one) => one.strategyId !== strategyId));
  assert.deepEqual((await read(strategyId, reader)).figures, {
    desk: { shown: 1, accepted: 0, declined: 1 },
  });
  await deliverEvents(platform, [timelineListener], log);
  const titles = await platform.command(
    orgId,
    async (ctx) =>
      (
        await sql<{
          title: string;
          result: string;
        }>`select title_zh as title, result from customers.timeline where org_id = ${orgId} and customer_id = ${customerId}`.execute(
          ctx.tx,
        )
      ).rows,
  );
  assert.deepEqual(
    titles.filter(({ title }) => title.startsWith("推送")),
    [{ title: "推送：提供上门服务", result: "谢绝" }],
  );
});

test("what is shipped is right, is loaded once, and stays as the company has it", async () => {
  assert.ok(shippedStrategies.length >= 10);
  const count = () =>
    platform.command(
      orgId,
      async (ctx) =>
        (
          await sql<{
            n: number;
          }>`select count(*)::int as n from customers.strategies where org_id = ${orgId} and code is not null`.execute(
            ctx.tx,
          )
        ).rows[0]?.n,
    );
  assert.equal(await count(), shippedStrategies.length);
  await Promise.all([1, 2, 3].map(() => platform.command(orgId, (ctx) => loadStrategies(ctx))));
  assert.equal(await count(), shippedStrategies.length);
  await Promise.all([1, 2].map(() => platform.command(orgs.neighbour, (ctx) => loadStrategies(ctx))));
  const { strategies } = (
    await (
      await county.signedIn("company-manager", orgs.neighbour)
    ).call(contract.listStrategies, { query: {} })
  ).body;
  assert.ok(
    strategies.length === shippedStrategies.length && strategies.every((one) => one.state === "draft"),
  );
});

test("shipped strategies find whom they are for; credit is not told to customers, numbers on a kiosk are masked", async () => {
  const customerId = await seedCustomer(platform, orgId, { kind: "organisation", name: "青禾商贸", unitId });
  await seedAccount(platform, orgId, {
    customerId,
    unitId,
    temporaryUntil: "2026-04-15",
    transfer: "supplier",
  });
  await platform.command(orgId, async (ctx) => {
    await sql`insert into customers.classes (org_id, customer_id, scheme, code, is_computed, because, set_at, set_by)
      values (${orgId}, ${customerId}, 'credit', 'D', true, '[]', ${ctx.clock.now()}, 'test')`.execute(
      ctx.tx,
    );
    await sql`insert into customers.people (org_id, id, customer_id, role, name, authorised_until, valid_from)
      values (${orgId}, ${newId()}, ${customerId}, 'agent', '经办', '2026-03-30', '2020-01-01')`.execute(
      ctx.tx,
    );
  });
  const desk = (await propose(customerId)).map(({ title }) => title.zh);
  assert.deepEqual(desk, ["信用 D 级：不适用容缺受理", "续办经办人授权", "临时用电即将到期", "转供电改直供"]);
  assert.deepEqual(
    (await propose(customerId, "kiosk")).map(({ title }) => title.zh),
    ["临时用电即将到期"],
  );
  const again = await county.signedIn("company-manager");
  const other = await county.signedIn("second");
  const body = {
    ...content,
    condition: "accountCount > 0",
    surfaces: ["kiosk" as const],
    reason: { zh: "{accounts[0].number}", en: "x" },
  };
  const { body: made } = await again.call(contract.createStrategy, { body });
  const { body: run } = await again.call(contract.tryStrategy, {
    params: { strategyId: made.strategyId },
    body: {},
  });
  await walkRun(platform, { orgId, runId: run.runId });
  await other.call(contract.releaseStrategy, {
    params: { strategyId: made.strategyId },
    body: { version: 1 },
  });
  const masked = (await propose(customerId, "kiosk")).find((one) => one.strategyId === made.strategyId);
  assert.match(masked?.reason.zh ?? "", /^\*+\d{4}$/);
});

test("a number taken for what the kiosk proposed accepts it there, once; other services and surfaces do not", async () => {
  await clear();
  const [now, by] = [await county.signedIn("company-manager"), await county.signedIn("second")];
  const strategyId = await create(
    { surfaces: ["kiosk", "desk"], action: { kind: "service", value: "A1" } },
    now,
  );
  const { body } = await now.call(contract.tryStrategy, { params: { strategyId }, body: {} });
  await walkRun(platform, { orgId, runId: body.runId });
  assert.equal((await release(strategyId, 1, by)).status, 200);
  const customerId = await elder();
  assert.equal((await propose(customerId, "kiosk")).length, 1);
  const take = (surface: "guide" | "kiosk", code: string) =>
    platform.command(orgId, (ctx) => acceptServices(ctx, customerId, surface, [code]));
  await take("kiosk", "B1");
  await take("guide", "A1");
  assert.deepEqual((await read(strategyId, now)).figures, { kiosk: { shown: 1, accepted: 0, declined: 0 } });
  await take("kiosk", "A1");
  await take("kiosk", "A1");
  assert.equal((await propose(customerId)).length, 1, "the clerk still sees what to do");
  assert.deepEqual((await read(strategyId, now)).figures, {
    kiosk: { shown: 1, accepted: 1, declined: 0 },
    desk: { shown: 1, accepted: 0, declined: 0 },
  });
});

test("a condition that cannot be worked out for somebody proposes nothing, and is counted", async () => {
  const [again, other] = [await county.signedIn("company-manager"), await county.signedIn("second")];
  const { body: made } = await again.call(contract.createStrategy, {
    body: { ...content, condition: 'accounts[0].use == "405"' },
  });
  const { body: run } = await again.call(contract.tryStrategy, {
    params: { strategyId: made.strategyId },
    body: {},
  });
  await walkRun(platform, { orgId, runId: run.runId });
  const { body } = await again.call(readRun, { params: { runId: run.runId } });
  assert.ok(body.result.failures > 0 && body.state === "done");
  await other.call(contract.releaseStrategy, {
    params: { strategyId: made.strategyId },
    body: { version: 1 },
  });
  assert.ok((await propose(await elder())).every(({ strategyId }) => strategyId !== made.strategyId));
});

test("strangers stay out: another company, another role", async () => {
  const again = await county.signedIn("company-manager");
  const { body: made } = await again.call(contract.createStrategy, { body: content });
  const foreign = await county.signedIn("company-manager", orgs.neighbour);
  const params = { strategyId: made.strategyId };
  assert.equal((await foreign.call(contract.readStrategy, { params, query: {} })).code, "thing.not_found");
  assert.equal((await foreign.call(contract.tryStrategy, { params, body: {} })).code, "thing.not_found");
  assert.equal(
    (await foreign.call(contract.releaseStrategy, { params, body: { version: 1 } })).code,
    "thing.not_found",
  );
  const own = await county.signedIn("clerk");
  assert.equal((await own.call(contract.createStrategy, { body: content })).code, "access.denied");
  const [shown] = await propose(await elder());
  assert.equal(
    (await answer(shown?.showingId ?? newId(), "accepted", await county.signedIn("clerk", orgs.neighbour)))
      .code,
    "thing.not_found",
  );
});

test("every command that was done is on the audit trail", async () => {
  const untold = (await untraced(platform)).filter((address) => !address.endsWith("/strategy-checks"));
  assert.deepEqual(untold, []);
});
