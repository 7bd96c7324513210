import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import type { PriorityReason } from "../../../contracts/hall.ts";
import type { ProblemCode } from "../../../contracts/problems.ts";
import type { DeviceActor } from "../../foundation/context.ts";
import { newId } from "../../foundation/ids.ts";
import { Problem } from "../../foundation/problem.ts";
import { orgs, testCounty } from "../identity/test-county.ts";
import { callNext } from "./call-next.ts";
import { callNumber } from "./call-number.ts";
import { closeWindow } from "./close-window.ts";
import { confirmPrint } from "./confirm-print.ts";
import { finishTicket } from "./finish-ticket.ts";
import { holdTicket } from "./hold-ticket.ts";
import { markArrived } from "./mark-arrived.ts";
import { markMissed } from "./mark-missed.ts";
import { openWindow } from "./open-window.ts";
import { pauseWindow } from "./pause-window.ts";
import { readHall } from "./queue.ts";
import { rateAtWindow } from "./rate-ticket.ts";
import { recallTicket } from "./recall-ticket.ts";
import { phoneCode, takeByPhone } from "./take-by-phone.ts";
import { takeTicket } from "./take-ticket.ts";
import { buildHall, plainOrder } from "./testing.ts";
import { transferTicket } from "./transfer-ticket.ts";
import { voidTicket } from "./void-ticket.ts";

const county = await testCounty();
const hall = await buildHall(county, {
  services: [
    { code: "A1", letter: "A", typicalMinutes: 20, lastNumberMinutes: 30 },
    { code: "B1", letter: "B", typicalMinutes: 5, dailyQuota: 40 },
    { code: "C1", letter: "C", atKiosk: false },
    { code: "D1", letter: "D", isSuspended: true },
    { code: "E1", letter: "E", dailyQuota: 1 },
  ],
  windows: [{ skills: ["A1", "B1", "D1", "E1"] }, { skills: ["C1"] }],
});
const { hallId, run, service } = hall;
const [first, second] = hall.windows as [(typeof hall.windows)[0], (typeof hall.windows)[0]];
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
const pad = (windowId: string): DeviceActor => ({ ...kiosk, deviceKind: "pad", windowId });
const device = <T>(work: Parameters<typeof county.platform.command<T>>[1], actor = kiosk) =>
  county.platform.command(orgs.county, work, actor);

const refuses = (code: ProblemCode, work: Promise<unknown>) =>
  assert.rejects(work, (error) => {
    assert.ok(error instanceof Problem, String(error));
    assert.equal(error.code, code);
    return true;
  });
const take = async (code = "B1", more: Partial<Parameters<typeof takeTicket>[2]> = {}) =>
  (await run((ctx) => takeTicket(ctx, hallId, { ...plainOrder([service(code)]), ...more }))).ticket;
const next = async (window = first) =>
  (await run((ctx) => callNext(ctx, hallId, window.id), window.actor)).ticket;

/** Every test begins with an empty queue and both windows open. */
beforeEach(async () => {
  for (const window of [first, second]) {
    await run((ctx) => openWindow(ctx, hallId, window.id, false), window.actor);
    let here = (await run((ctx) => readHall(ctx, hallId))).at(window.id);
    for (here ??= await next(window); here; here = await next(window)) {
      const { id, state } = here;
      if (state === "called") await run((ctx) => markArrived(ctx, hallId, window.id, id), window.actor);
      const input = { ticketId: id, outcome: "solved", note: null, next: false } as const;
      await run((ctx) => finishTicket(ctx, hallId, window.id, input), window.actor);
    }
  }
});

test("taking: unknown and suspended services, kiosk, quota and second ticket", async () => {
  await refuses(
    "hall.service_unknown",
    run((ctx) => takeTicket(ctx, hallId, plainOrder([newId()]))),
  );
  await refuses("hall.service_closed", take("D1"));
  await refuses(
    "hall.not_at_kiosk",
    device((ctx) => takeTicket(ctx, hallId, plainOrder([service("C1")]))),
  );
  await take("E1");
  await refuses("hall.quota_used", take("E1"));
  const personKey = "ab".repeat(32);
  await take("B1", { personKey });
  await refuses("hall.already_waiting", take("B1", { personKey }));
  await refuses("request.invalid", take("B1", { priorityReason: "vip" as PriorityReason }));
});

test("another hall's ids do not exist here", async () => {
  const other = newId();
  const ticket = await take();
  await refuses(
    "thing.not_found",
    run((ctx) => takeTicket(ctx, other, plainOrder([service("B1")]))),
  );
  await refuses(
    "thing.not_found",
    run((ctx) => callNext(ctx, hallId, other), first.actor),
  );
  await refuses(
    "thing.not_found",
    run((ctx) => voidTicket(ctx, hallId, other, "no such ticket")),
  );
  const foreign = await buildHall(county, { hallId: county.county.halls[1] ?? "" });
  await refuses(
    "thing.not_found",
    run((ctx) => voidTicket(ctx, foreign.hallId, ticket.id, "of another hall")),
  );
  await refuses(
    "hall.service_unknown",
    run((ctx) => takeTicket(ctx, foreign.hallId, plainOrder([service("B1")]))),
  );
});

test("calling: wrong window, paused, busy, without the skill, twice", async () => {
  await refuses(
    "hall.window_not_yours",
    run((ctx) => callNext(ctx, hallId, first.id), second.actor),
  );
  await refuses(
    "hall.window_taken",
    run((ctx) => openWindow(ctx, hallId, first.id, false), second.actor),
  );
  const special = await take("C1");
  const reason = "the manager said so";
  await refuses(
    "hall.ticket_skill",
    run((ctx) => callNumber(ctx, hallId, first.id, { ticketId: special.id, reason }), first.actor),
  );
  await run((ctx) => pauseWindow(ctx, hallId, first.id, "toilet"), first.actor);
  await refuses("hall.window_paused", next());
  await run((ctx) => openWindow(ctx, hallId, first.id, false), first.actor);
  await take();
  const called = await next();
  await refuses("hall.window_busy", next());
  await refuses(
    "hall.window_busy",
    run((ctx) => pauseWindow(ctx, hallId, first.id, "toilet"), first.actor),
  );
  await refuses(
    "hall.window_busy",
    run((ctx) => closeWindow(ctx, hallId, first.id), first.actor),
  );
  const ticketId = called?.id ?? "";
  await refuses(
    "hall.ticket_not_here",
    run((ctx) => markArrived(ctx, hallId, second.id, ticketId), second.actor),
  );
  await run((ctx) => markArrived(ctx, hallId, first.id, ticketId), first.actor);
  // The same press again, under a fresh key: nothing happens twice.
  await refuses(
    "hall.ticket_not_here",
    run((ctx) => markArrived(ctx, hallId, first.id, ticketId), first.actor),
  );
});

test("pausing: reason and last of a kind", async () => {
  await refuses(
    "hall.pause_reason",
    run((ctx) => pauseWindow(ctx, hallId, first.id, "bored"), first.actor),
  );
  await take();
  await refuses(
    "hall.pause_last_of_kind",
    run((ctx) => pauseWindow(ctx, hallId, first.id, "toilet"), first.actor),
  );
});

test("recalling and missing have their times; transfers their number", async () => {
  const { id } = await take();
  await next();
  const recall = () => run((ctx) => recallTicket(ctx, hallId, first.id, id), first.actor);
  await refuses("hall.recall_too_soon", recall());
  await refuses(
    "hall.missed_too_soon",
    run((ctx) => markMissed(ctx, hallId, first.id, id), first.actor),
  );
  for (let times = 0; times < 2; times++) {
    county.platform.pass({ seconds: 20 });
    await recall();
  }
  county.platform.pass({ seconds: 20 });
  await refuses("hall.recall_too_often", recall());
  const send = (serviceId: string | null, windowId: string | null = null) =>
    run(
      (ctx) => transferTicket(ctx, hallId, first.id, { ticketId: id, serviceId, windowId, reason: "papers" }),
      first.actor,
    );
  await refuses("hall.service_unknown", send(newId()));
  await refuses("hall.ticket_skill", send(null, second.id));
  for (const code of ["A1", "B1"]) {
    await send(service(code));
    assert.equal((await next())?.id, id);
  }
  await refuses("hall.transfer_too_often", send(service("A1")));
});

test("rating: not asked, someone else's, twice, without a reason, too late", async () => {
  const rate = (windowId: string, ticketId: string, level = 5, reasons: string[] = []) =>
    device(
      (ctx) => rateAtWindow(ctx, hallId, windowId, { ticketId, level, reasons, comment: null }),
      pad(windowId),
    );
  const serve = async () => {
    const { id } = await take();
    await next();
    await refuses("hall.rating_not_asked", rate(first.id, id));
    await run((ctx) => markArrived(ctx, hallId, first.id, id), first.actor);
    const input = { ticketId: id, outcome: "solved", note: null, next: false } as const;
    await run((ctx) => finishTicket(ctx, hallId, first.id, input), first.actor);
    return id;
  };
  const rated = await serve();
  await refuses("hall.rating_not_asked", rate(second.id, rated));
  await refuses(
    "thing.not_found",
    device(
      (ctx) => rateAtWindow(ctx, hallId, first.id, { ticketId: rated, level: 5, reasons: [], comment: null }),
      pad(second.id),
    ),
  );
  await refuses("hall.rating_reason", rate(first.id, rated, 1));
  await rate(first.id, rated, 1, ["attitude"]);
  await refuses("hall.rating_twice", rate(first.id, rated));
  const late = await serve();
  county.platform.pass({ seconds: 31 });
  await refuses("hall.rating_not_asked", rate(first.id, late));
});

test("a kiosk gives so many numbers a minute and no more, and a stale phone code gives none", async () => {
  let given = 0;
  const order = { ...plainOrder([service("A1")]), print: true };
  const one = () => device((ctx) => takeTicket(ctx, hallId, order));
  await assert.rejects(async () => {
    for (; given < 10_000; given++) {
      const { ticket } = await one();
      await device((ctx) => confirmPrint(ctx, hallId, ticket.id, { ok: false, error: "paper out" }));
    }
  }, /too_many_tickets/);
  assert.equal(given, 30);
  county.platform.pass({ seconds: 61 });
  await one();
  const { path } = await run((ctx) => phoneCode(ctx, hallId));
  const code = path.split("code=")[1] ?? "";
  const byPhone = () =>
    run((ctx) => takeByPhone(ctx, hallId, { serviceIds: [service("A1")], code, language: "zh" }));
  assert.equal((await byPhone()).ticket.channel, "phone");
  county.platform.pass({ minutes: 31 });
  await refuses("hall.phone_code", byPhone());
});

test("at lunch and after the last number the hall says so", async () => {
  await county.platform.clock.moveTo(Temporal.Instant.from("2026-03-04T04:10:00Z"));
  await refuses("hall.closed", take());
  county.platform.clock.moveTo(Temporal.Instant.from("2026-03-04T09:05:00Z"));
  await refuses("hall.last_number_gone", take("A1"));
  await take("B1");
  county.platform.clock.moveTo(Temporal.Instant.from("2026-03-04T09:31:00Z"));
  await refuses("hall.closed", take());
});

test("a held ticket is not called, a served one not held again", async () => {
  county.platform.clock.moveTo(Temporal.Instant.from("2026-03-05T01:00:00Z"));
  const { id } = await take();
  await next();
  await refuses(
    "hall.ticket_not_here",
    run((ctx) => holdTicket(ctx, hallId, first.id, { ticketId: id, reason: "form" }), first.actor),
  );
  await run((ctx) => markArrived(ctx, hallId, first.id, id), first.actor);
  await run((ctx) => holdTicket(ctx, hallId, first.id, { ticketId: id, reason: "form" }), first.actor);
  assert.equal(await next(), undefined);
});
