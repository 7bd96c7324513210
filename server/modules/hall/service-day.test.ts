import assert from "node:assert/strict";
import { test } from "node:test";
import { sql } from "kysely";
import { wallClock } from "../../foundation/clock.ts";
import type { DeviceActor } from "../../foundation/context.ts";
import { newId, newToken } from "../../foundation/ids.ts";
import { command } from "../../foundation/transaction.ts";
import { orgs, testCounty } from "../identity/test-county.ts";
import { callNext } from "./call-next.ts";
import { closeWindow } from "./close-window.ts";
import { confirmPrint } from "./confirm-print.ts";
import { finishTicket } from "./finish-ticket.ts";
import { holdTicket } from "./hold-ticket.ts";
import { markArrived } from "./mark-arrived.ts";
import { markMissed } from "./mark-missed.ts";
import { mergeOffline, type OfflineTicket } from "./merge-offline.ts";
import { openWindow } from "./open-window.ts";
import { pauseWindow } from "./pause-window.ts";
import { readHall } from "./queue.ts";
import { reserveBlocks } from "./reserve-blocks.ts";
import { resumeTicket } from "./resume-ticket.ts";
import { returnTicket } from "./return-ticket.ts";
import { sweepHalls } from "./sweep.ts";
import { takeTicket } from "./take-ticket.ts";
import { buildHall, plainOrder, type TestWindow } from "./testing.ts";
import { numberOf, type Ticket } from "./ticket.ts";
import { transferTicket } from "./transfer-ticket.ts";

const county = await testCounty();
const { platform } = county;
const day = await buildHall(county, {
  windows: [{}, { skills: ["A1"] }],
  hours: [
    { days: "workday", opens: "08:00", closes: "17:30" },
    { days: "offday", opens: "09:00", closes: "16:00" },
  ],
});
const { hallId, run } = day;
const [first, second] = day.windows as [TestWindow, TestWindow];
const kiosk: DeviceActor = {
  kind: "device",
  id: newId(),
  name: "kiosk",
  orgId: orgs.county,
  orgIds: [orgs.county],
  grants: [],
  deviceKind: "kiosk",
  hallId,
};
const at = (instant: string) => platform.clock.moveTo(Temporal.Instant.from(instant));
const take = async (code = "B1", more: Partial<Parameters<typeof takeTicket>[2]> = {}) =>
  (await run((ctx) => takeTicket(ctx, hallId, { ...plainOrder([day.service(code)]), ...more }))).ticket;
const open = (window = first, autoCall = false) =>
  run((ctx) => openWindow(ctx, hallId, window.id, autoCall), window.actor);
const next = async (window = first) =>
  (await run((ctx) => callNext(ctx, hallId, window.id), window.actor)).ticket;
const arrive = (ticketId: string, window = first) =>
  run((ctx) => markArrived(ctx, hallId, window.id, ticketId), window.actor);
const finish = (ticketId: string, window = first) =>
  run(
    (ctx) => finishTicket(ctx, hallId, window.id, { ticketId, outcome: "solved", note: null, next: false }),
    window.actor,
  );
const serve = async (ticketId: string, window = first) => {
  await arrive(ticketId, window);
  return (await finish(ticketId, window)).finished;
};
const now = async (ticketId: string): Promise<Ticket> =>
  (await run((ctx) => readHall(ctx, hallId, ticketId))).ticket(ticketId);
const trailOf = async (ticketId: string): Promise<string[]> =>
  run(async (ctx) => {
    const { rows } = await sql<{ action: string }>`
      select action from hall.trail where org_id = ${orgs.county} and ticket_id = ${ticketId} order by id`.execute(
      ctx.tx,
    );
    return rows.map(({ action }) => action);
  });

test("a missed number comes back once, behind three others, and a second miss gives it up", async () => {
  await open();
  const late = await take();
  const others = [await take(), await take(), await take(), await take()];
  assert.equal((await next())?.id, late.id);
  platform.pass({ seconds: 60 });
  await run((ctx) => markMissed(ctx, hallId, first.id, late.id), first.actor);
  assert.equal((await now(late.id)).state, "missed");
  await run((ctx) => returnTicket(ctx, hallId, late.id));
  const order: string[] = [];
  for (let ticket = await next(); ticket; ticket = await next()) {
    order.push(ticket.id);
    if (ticket.id !== late.id) await serve(ticket.id);
    else {
      platform.pass({ seconds: 61 });
      await sweepHalls(platform);
    }
  }
  const [a, b, c, d] = others.map(({ id }) => id);
  assert.deepEqual(order, [a, b, c, late.id, d]);
  assert.equal((await now(late.id)).state, "abandoned");
  await assert.rejects(
    run((ctx) => returnTicket(ctx, hallId, late.id)),
    /missed_too_often/,
  );
});

test("a missed number is given up after half an hour", async () => {
  const { id } = await take();
  await next();
  platform.pass({ seconds: 61 });
  await sweepHalls(platform);
  assert.equal((await now(id)).state, "missed");
  platform.pass({ minutes: 30 });
  await sweepHalls(platform);
  assert.equal((await now(id)).state, "abandoned");
  await assert.rejects(
    run((ctx) => returnTicket(ctx, hallId, id)),
    /missed_expired/,
  );
});

test("a transferred ticket keeps its seniority and goes first at the other window", async () => {
  await open(second);
  const sent = await take("B1");
  platform.pass({ minutes: 1 });
  const waiting = await take("A1");
  await next();
  await arrive(sent.id);
  const to = { ticketId: sent.id, serviceId: day.service("A1"), windowId: second.id, reason: "new meter" };
  await run((ctx) => transferTicket(ctx, hallId, first.id, to), first.actor);
  assert.equal((await now(sent.id)).queuedAt, sent.queuedAt);
  assert.equal((await next(second))?.id, sent.id);
  await serve(sent.id, second);
  assert.equal((await next(second))?.id, waiting.id);
  await serve(waiting.id, second);
});

test("a transfer to a service that stood later in the journey does it once", async () => {
  const { ticket } = await run((ctx) =>
    takeTicket(ctx, hallId, plainOrder([day.service("A1"), day.service("B1")])),
  );
  assert.equal((await next(second))?.id, ticket.id);
  await arrive(ticket.id, second);
  const to = { ticketId: ticket.id, serviceId: day.service("B1"), windowId: first.id, reason: "pays first" };
  await run((ctx) => transferTicket(ctx, hallId, second.id, to), second.actor);
  assert.deepEqual((await now(ticket.id)).journey, [day.service("B1")]);
  assert.equal((await next())?.id, ticket.id);
  assert.equal((await serve(ticket.id)).state, "done");
});

test("a held ticket frees the window, is resumed without waiting, or counts as missed when nobody comes", async () => {
  const { id } = await take();
  await next();
  await arrive(id);
  await run((ctx) => holdTicket(ctx, hallId, first.id, { ticketId: id, reason: "copy" }), first.actor);
  const other = await take();
  assert.equal((await next())?.id, other.id);
  await serve(other.id);
  await run((ctx) => resumeTicket(ctx, hallId, first.id, id), first.actor);
  assert.equal((await finish(id)).finished.state, "done");
  assert.deepEqual(await trailOf(id), ["taken", "called", "arrived", "held", "resumed", "finished"]);

  const gone = await take();
  await next();
  await arrive(gone.id);
  await run((ctx) => holdTicket(ctx, hallId, first.id, { ticketId: gone.id, reason: "copy" }), first.actor);
  platform.pass({ minutes: 21 });
  await sweepHalls(platform);
  assert.equal((await now(gone.id)).state, "missed");
});

test("one ticket carries several services: here while the window can, then first in line elsewhere", async () => {
  const { ticket } = await run((ctx) =>
    takeTicket(ctx, hallId, plainOrder([day.service("A1"), day.service("B1")])),
  );
  assert.equal((await next(second))?.id, ticket.id);
  const half = await serve(ticket.id, second);
  assert.equal(half.state, "waiting", "the second window does not take payments");
  assert.equal(half.journeyAt, 1);
  assert.equal((await next())?.id, ticket.id);
  assert.equal((await serve(ticket.id)).state, "done");
  const handlings = await run(({ tx }) =>
    sql`select 1 from hall.handlings where org_id = ${orgs.county} and ticket_id = ${ticket.id}`.execute(tx),
  );
  assert.equal(handlings.rows.length, 2, "each service is timed");
});

test("a failed print leaves no ghost, nor does a printer that never answers", async () => {
  const failed = await take("B1", { print: true });
  await run((ctx) => confirmPrint(ctx, hallId, failed.id, { ok: false, error: "no paper" }));
  const silent = await take("B1", { print: true });
  platform.pass({ seconds: 61 });
  await sweepHalls(platform);
  for (const { id } of [failed, silent]) assert.equal((await now(id)).state, "void");
  assert.equal(await next(), undefined);
  const good = await take();
  assert.equal(good.seq, silent.seq + 1, "a number is never used again on the same day");
  await next();
  await serve(good.id);
});

test("a rating that nobody gives is no rating, and never a good one", async () => {
  const { id } = await take();
  await next();
  await serve(id);
  platform.pass({ seconds: 31 });
  await sweepHalls(platform);
  assert.ok((await trailOf(id)).includes("unrated"));
  const ratings = await run(({ tx }) =>
    sql`select 1 from hall.ratings where org_id = ${orgs.county} and ticket_id = ${id}`.execute(tx),
  );
  assert.equal(ratings.rows.length, 0);
});

test("a pause that lasts too long raises one alert", async () => {
  await run((ctx) => pauseWindow(ctx, hallId, first.id, "toilet"), first.actor);
  platform.pass({ minutes: 16 });
  await sweepHalls(platform);
  await sweepHalls(platform);
  const alerts = await run(({ tx }) =>
    sql`select 1 from hall.alerts where org_id = ${orgs.county} and kind = 'pause-overrun'`.execute(tx),
  );
  assert.equal(alerts.rows.length, 1);
  await open();
});

test("an auto-calling window gets its customer as soon as there is one", async () => {
  await open(first, true);
  const { id, state } = await take();
  assert.equal(state, "called");
  await serve(id);
  await open(first, false);
});

test("numbers set aside for a kiosk are merged once, at their own time, in any order", async () => {
  const asKiosk = <T>(work: Parameters<typeof platform.command<T>>[1]) =>
    platform.command(orgs.county, work, kiosk);
  const { blocks } = await asKiosk((ctx) => reserveBlocks(ctx, hallId));
  assert.deepEqual(await asKiosk((ctx) => reserveBlocks(ctx, hallId)).then((again) => again.blocks), blocks);
  const block = blocks.find(({ letter }) => letter === "B");
  assert.ok(block);
  const offline = (n: number, minutesAgo: number): OfflineTicket => ({
    ticketId: newId(),
    number: numberOf({ letter: "B", seq: block.from + n }),
    serviceId: day.service("B1"),
    takenAt: platform.clock.now().subtract({ minutes: minutesAgo }).toString(),
    priorityReason: null,
    language: "zh",
    largeType: false,
    token: newToken(),
  });
  platform.pass({ minutes: 20 });
  const early = offline(0, 15);
  const late = offline(1, 10);
  const online = await take();
  const merge = (...tickets: OfflineTicket[]) => asKiosk((ctx) => mergeOffline(ctx, hallId, tickets));
  assert.deepEqual(
    (await merge(late)).map(({ merged }) => merged),
    ["now"],
  );
  assert.deepEqual(
    (await merge(late, early, early)).map(({ merged }) => merged),
    ["before", "now", "before"],
  );
  const foreign = { ...offline(2, 1), number: "B9999" };
  const doubled = { ...offline(0, 1) };
  const refused = await merge(foreign, doubled);
  assert.deepEqual(
    refused.map(({ problem }) => problem),
    ["hall.offline_foreign", "hall.offline_taken"],
  );
  const order: string[] = [];
  for (let ticket = await next(); ticket; ticket = await next()) {
    order.push(ticket.id);
    await serve(ticket.id);
  }
  assert.deepEqual(order, [early.ticketId, late.ticketId, online.id], "nobody lost a place");
});

test("past 999 the numbers go on with four digits", async () => {
  await run(({ tx }) =>
    sql`update hall.queue_days set next_numbers = next_numbers || '{"D": 999}' where org_id = ${orgs.county}
      and hall_id = ${hallId}`.execute(tx),
  );
  assert.deepEqual([numberOf(await take("D1")), numberOf(await take("D1"))], ["D999", "D1000"]);
});

test("closing time: who holds a number is served; when the last window has closed nobody waits any more", async () => {
  at("2026-03-04T09:29:00Z");
  const served = await take("B1");
  const left = await take("A1");
  at("2026-03-04T09:31:00Z");
  await sweepHalls(platform);
  assert.equal((await now(served.id)).state, "waiting", "the doors are closed, the windows are not");
  for (let ticket = await next(); ticket; ticket = await next()) {
    if (ticket.id === left.id) break;
    await serve(ticket.id);
  }
  await arrive(left.id);
  await finish(left.id);
  assert.equal((await now(served.id)).state, "done");
  const rest = await run((ctx) => readHall(ctx, hallId));
  assert.equal(rest.waiting().length, 0);
  for (const window of [first, second]) await run((ctx) => closeWindow(ctx, hallId, window.id), window.actor);
  for (const ticket of (await run((ctx) => readHall(ctx, hallId))).tickets.values())
    assert.ok(!["waiting", "held", "missed"].includes(ticket.state), numberOf(ticket));
});

test("midnight: the new day counts from one, business in hand goes on, who waited goes home", async () => {
  at("2026-03-05T09:25:00Z");
  await open();
  await open(second);
  const inHand = await take("B1");
  const waiting = await take("B1");
  await next();
  await arrive(inHand.id);
  at("2026-03-05T15:59:59Z");
  await sweepHalls(platform);
  assert.equal((await now(waiting.id)).state, "waiting");
  at("2026-03-05T16:00:01Z");
  await sweepHalls(platform);
  assert.equal((await now(waiting.id)).state, "abandoned");
  assert.equal((await finish(inHand.id)).finished.state, "done");
  at("2026-03-06T01:00:00Z");
  await sweepHalls(platform);
  assert.equal(numberOf(await take("B1")), "B001");
});

test("a clock that is set back cannot call a customer before the number was taken", async () => {
  await open();
  const back = platform.clock.now().subtract({ minutes: 30 }).epochMilliseconds;
  const elsewhere = { ...platform, clock: wallClock(() => back) };
  // Its memory is another process's: it must read the set-up and the catalogue for itself.
  const call = { actor: first.actor, orgId: orgs.county, requestId: newId() };
  const { ticket } = await command(elsewhere, call, (ctx) => callNext(ctx, hallId, first.id));
  assert.ok(ticket);
  assert.ok((ticket.calledAt ?? 0) >= (ticket.takenAt ?? 0));
});
