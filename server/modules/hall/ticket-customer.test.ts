import assert from "node:assert/strict";
import { test } from "node:test";
import { sql } from "kysely";
import pino from "pino";
import type { MyProposals } from "../../../contracts/customers/my-proposals.ts";
import type { Context } from "../../foundation/context.ts";
import { newId } from "../../foundation/ids.ts";
import { deliverEvents } from "../../foundation/listeners.ts";
import { customers, loadStrategies } from "../customers/index.ts";
import { orgs, testCounty } from "../identity/test-county.ts";
import { callNext } from "./call-next.ts";
import { makeCustomerKey, openCustomerKey } from "./customer-key.ts";
import { finishTicket } from "./finish-ticket.ts";
import { markArrived } from "./mark-arrived.ts";
import { answerProposal, leaveQueue, showProposals, viewMine } from "./my-ticket.ts";
import { openWindow } from "./open-window.ts";
import { recogniseAtHall } from "./recognise-at-hall.ts";
import { setTicketCustomer } from "./set-ticket-customer.ts";
import { takeTicket } from "./take-ticket.ts";
import { buildHall, plainOrder, type TestWindow } from "./testing.ts";

const county = await testCounty();
const { platform } = county;
const hall = await buildHall(county);
const { hallId, run } = hall;
const [window] = hall.windows as [TestWindow];
const log = pino({ level: "silent" });
platform.clock.moveTo(Temporal.Instant.from("2026-03-04T01:00:00Z"));
await run((ctx) => openWindow(ctx, hallId, window.id, false), window.actor);

/** Straight into the table: what the hall needs of a customer is that there is one. */
async function customer(name: string, orgId: number = orgs.county): Promise<string> {
  const id = newId();
  await platform.asOwner((client) =>
    client.query(
      `insert into customers.customers (org_id, id, kind, name, unit_id, valid_from, created_at, created_by, updated_at, updated_by)
       select $1, $2, 'individual', $3, unit_id, '2026-01-01', now(), 'test', now(), 'test'
       from identity.units where org_id = $1 and parent_id is null`,
      [orgId, id, name],
    ),
  );
  return id;
}

const take = (code: string, customerKey: string | null = null) =>
  run((ctx) => takeTicket(ctx, hallId, { ...plainOrder([hall.service(code)]), customerKey }));
const customerActor = (tokenHash: string) =>
  ({ kind: "customer", orgId: orgs.county, tokenHash: Buffer.from(tokenHash.slice(2), "hex") }) as const;
const keyFor = (customerId: string, priorityReason: "elderly" | null = null, of = hallId) =>
  run(async (ctx) =>
    makeCustomerKey(ctx, of, { customerId, maskedName: "张*", priorityReason, largeType: true }, 600_000),
  );
const set = (ticketId: string, customerId: string | null) =>
  run((ctx) => setTicketCustomer(ctx, hallId, ticketId, customerId), window.actor);

async function pageOf(customerId: string) {
  await deliverEvents(platform, customers.listeners ?? [], log);
  return run(async (ctx) => {
    const { rows: lines } = await sql<{ title: string; result: string | null }>`
      select title_zh as title, result from customers.timeline
      where org_id = ${ctx.orgId} and customer_id = ${customerId} order by at, id`.execute(ctx.tx);
    const { rows: open } = await sql<{ state: string }>`
      select state_zh as state from customers.matters
      where org_id = ${ctx.orgId} and customer_id = ${customerId} and closed_at is null`.execute(ctx.tx);
    return { lines, open: open.map(({ state }) => state) };
  });
}

test("a number taken after recognition knows its customer, goes first for their care entry, and tells their page", async () => {
  const id = await customer("张建国");
  const { ticket } = await take("A1", await keyFor(id, "elderly"));
  assert.equal(ticket.customerId, id);
  assert.equal(ticket.customerName, "张*");
  assert.equal(ticket.priority, "priority");
  assert.equal(ticket.largeType, true);
  assert.deepEqual((await pageOf(id)).open, ["等候中"]);

  const called = await run((ctx) => callNext(ctx, hallId, window.id), window.actor);
  assert.equal(called.ticket?.id, ticket.id);
  await run((ctx) => markArrived(ctx, hallId, window.id, ticket.id), window.actor);
  assert.deepEqual((await pageOf(id)).open, ["办理中"]);
  const done = { ticketId: ticket.id, outcome: "solved" as const, note: "已开具证明", next: false };
  await run((ctx) => finishTicket(ctx, hallId, window.id, done), window.actor);
  const page = await pageOf(id);
  assert.deepEqual(page.open, []);
  assert.equal(page.lines.length, 2);
  assert.match(page.lines[0]?.title ?? "", /^到厅取号：业务A1（V\d+）$/);
  assert.deepEqual(page.lines[1]?.result, "办结；已开具证明");
});

test("a number taken for the service that was proposed there accepts the proposal", async () => {
  const id = await customer("孙秀兰");
  const by = { id: county.people.get("company-manager") ?? "", name: "试验" };
  await county.platform.command(orgs.county, (ctx) => loadStrategies(ctx, by));
  await platform.asOwner((client) =>
    client.query(
      `insert into customers.showings (org_id, id, customer_id, strategy_id, version, surface, day, shown_at, shown_by)
       select org_id, $1, $2, id, released_version, 'guide', '2026-03-04', now(), 'test' from customers.strategies
       where org_id = $3 and code = 'contract-ending'`,
      [newId(), id, orgs.county],
    ),
  );
  const answers = () =>
    run(async (ctx) => {
      const { rows } = await sql<{ answer: string | null }>`
        select answer from customers.showings where org_id = ${ctx.orgId} and customer_id = ${id}`.execute(
        ctx.tx,
      );
      return rows.map(({ answer }) => answer);
    });
  await take("B1", await keyFor(id));
  assert.deepEqual(await answers(), [null]);
  await take("A1", await keyFor(id));
  assert.deepEqual(await answers(), ["accepted"]);
});

test("papers on file and good need not be brought; titles, what has run out and what was not asked for are not told", async () => {
  const id = await customer("周文");
  const value = "91350100M000100Y43";
  await platform.asOwner((client) =>
    client.query("update customers.customers set kind = 'organisation', credit_code = $2 where id = $1", [
      id,
      value,
    ]),
  );
  const file = (type: string, expiresOn: string | null) =>
    platform.asOwner((client) =>
      client.query(
        `insert into customers.documents (org_id, id, customer_id, type, is_single, state, expires_on, current_from, added_at, added_by_name)
         values ($1, $2, $3, $4, true, 'current', $5, '2026-01-01', now(), 'test')`,
        [orgs.county, newId(), id, type, expiresOn],
      ),
    );
  const papers = [
    { zh: "有效身份证件", en: "Identity card", types: ["id-card", "passport"] },
    { zh: "房屋产权证明", en: "Title", types: ["property-title"] },
    { zh: "营业执照", en: "Licence", types: ["business-licence"] },
    { zh: "申请表", en: "Form" },
  ];
  const other = await buildHall(county, {
    hallId: county.county.halls[1] ?? "",
    services: [{ code: "A1", letter: "A", papers }],
  });
  const onFile = async () => {
    const wish = { by: "any" as const, value };
    return (await other.run((ctx) => recogniseAtHall(ctx, other.hallId, wish))).papersOnFile.map(
      ({ zh }) => zh,
    );
  };
  assert.deepEqual(await onFile(), []);
  await file("property-title", null);
  await file("disability", "2030-01-01");
  await file("business-licence", "2026-03-03");
  assert.deepEqual(await onFile(), []);
  await file("id-card", "2026-03-04");
  assert.deepEqual(await onFile(), ["有效身份证件"]);
  // What goes onto slips and phones is the words alone.
  const { ticket } = await other.run((ctx) =>
    takeTicket(ctx, other.hallId, { ...plainOrder([other.service("A1")]), customerKey: null }),
  );
  const phone = customerActor(ticket.tokenHash);
  const view = await platform.command(orgs.county, (ctx) => viewMine(ctx), phone);
  assert.deepEqual(view.papers[0], { zh: "有效身份证件", en: "Identity card" });
});

test("proposals reach the phone of a recognised customer while the number is alive, and no other", async () => {
  const id = await customer("孙思");
  const by = { id: county.people.get("company-manager") ?? "", name: "试验" };
  await platform.command(orgs.county, (ctx) => loadStrategies(ctx, by));
  await platform.asOwner((client) =>
    client.query(
      `insert into customers.matters (org_id, customer_id, key, kind, title_zh, title_en, state_zh, state_en, opened_at, told_seq)
       values ($1, $2, 'test:arrears', 'arrears', '欠费', 'Arrears', '未缴', 'open', now(), 1)`,
      [orgs.county, id],
    ),
  );
  const { ticket } = await take("B1");
  const as = (work: (ctx: Context) => Promise<unknown>) =>
    platform.command(orgs.county, work, customerActor(ticket.tokenHash));
  const shown = async () => ((await as(showProposals)) as MyProposals).proposals;
  assert.deepEqual(await shown(), []);
  await set(ticket.id, id);
  const [first] = await shown();
  assert.deepEqual([first?.title.zh, first?.reason], ["有欠费，可当场缴清", null]);
  await assert.rejects(
    as((ctx) => answerProposal(ctx, newId(), "accepted")),
    { code: "thing.not_found" },
  );
  await as((ctx) => answerProposal(ctx, first?.showingId ?? "", "accepted"));
  assert.equal((await shown())[0]?.answer, "accepted");
  await as(leaveQueue);
  assert.deepEqual(await shown(), []);
});

test("one customer has one live number per service, however they were recognised", async () => {
  const id = await customer("李秀英");
  const key = await keyFor(id);
  await take("B1", key);
  await assert.rejects(take("B1", key), { code: "hall.already_waiting" });
  const { ticket } = await take("B1");
  await assert.rejects(set(ticket.id, id), { code: "hall.already_waiting" });
  await take("D1", key);
});

test("a key opens in its own hall and company only, unaltered, and not for long", async () => {
  const id = await customer("王芳");
  const key = await keyFor(id);
  const open = (text: string, of = hallId, orgId: number = orgs.county) =>
    platform.command(orgId, async (ctx) => openCustomerKey(ctx, of, text));
  assert.equal((await open(key)).customerId, id);
  await assert.rejects(open(key, newId()), { code: "hall.customer_key" });
  await assert.rejects(open(key, hallId, orgs.neighbour), { code: "hall.customer_key" });
  await assert.rejects(open(`A${key.slice(1)}`), { code: "hall.customer_key" });
  await assert.rejects(open("x"), { code: "hall.customer_key" });
  platform.pass({ minutes: 11 });
  await assert.rejects(take("B1", key), { code: "hall.customer_key" });
});

test("a wrong recognition is corrected: the one's page closes the matter, the other's opens it", async () => {
  const wrong = await customer("赵一");
  const right = await customer("赵二");
  const { ticket } = await take("B1");
  assert.equal((await set(ticket.id, wrong)).ticket.customerName, "赵*");
  await set(ticket.id, wrong);
  assert.deepEqual((await pageOf(wrong)).open, ["等候中"]);
  await set(ticket.id, right);
  assert.deepEqual((await pageOf(right)).open, ["等候中"]);
  const former = await pageOf(wrong);
  assert.deepEqual(former.open, []);
  assert.match(former.lines.at(-1)?.title ?? "", /^更正/);
  assert.equal((await set(ticket.id, null)).ticket.customerId, null);
  assert.deepEqual((await pageOf(right)).open, []);
});

test("a customer of another company, or none, cannot be bound to a ticket", async () => {
  const { ticket } = await take("B1");
  await assert.rejects(set(ticket.id, await customer("外人", orgs.neighbour)), { code: "customers.unknown" });
  await assert.rejects(set(ticket.id, newId()), { code: "customers.unknown" });
});

test("a ticket of a merged customer is bound to the one it was merged into", async () => {
  const loser = await customer("钱三");
  const winner = await customer("钱三");
  await platform.asOwner((client) =>
    client.query("update customers.customers set merged_into = $1 where id = $2", [winner, loser]),
  );
  const { ticket } = await take("B1");
  assert.equal((await set(ticket.id, loser)).ticket.customerId, winner);
});
