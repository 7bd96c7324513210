/** Clocks that step back, leap days: nothing ends early, nothing ends twice. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { wallClock } from "../server/foundation/clock.ts";
import { newId } from "../server/foundation/ids.ts";
import { command, type Platform } from "../server/foundation/transaction.ts";
import { callNext } from "../server/modules/hall/call-next.ts";
import { openWindow } from "../server/modules/hall/open-window.ts";
import { sweepHalls } from "../server/modules/hall/sweep.ts";
import { takeTicket } from "../server/modules/hall/take-ticket.ts";
import { buildHall, plainOrder } from "../server/modules/hall/testing.ts";
import { numberOf } from "../server/modules/hall/ticket.ts";
import { orgs, testCounty } from "../server/modules/identity/test-county.ts";
import { chance, seed, whole } from "./random.ts";

const county = await testCounty();
const [first = "", second = ""] = county.county.halls;
const [hall, other] = [
  await buildHall(county, { hallId: first }),
  await buildHall(county, { hallId: second }),
];
const moment = 1_000;
const minute = 60 * moment;
const hour = 60 * minute;

test("the machine's clock, however it steps, never runs backwards for the business", (t) => {
  t.diagnostic(`seed ${seed}`);
  const draw = chance();
  let reading = Date.parse("2026-03-04T01:00:00Z");
  const clock = wallClock(() => reading);
  let last = clock.now();
  for (let step = 0; step < 10_000; step++) {
    reading += draw() < 0.05 ? (draw() - 0.5) * 2 * hour : whole(draw, 100);
    reading = Math.round(reading);
    const now = clock.now();
    assert.ok(Temporal.Instant.compare(now, last) >= 0, `step ${step}`);
    assert.ok(now.epochMilliseconds >= reading, "and never behind the machine's");
    last = now;
  }
});

test("an hour back and forth while somebody is called: the no-show comes once, and not early", async () => {
  const start = Date.parse("2026-03-04T01:00:00Z");
  let reading = start;
  const platform: Platform = { ...county.platform, clock: wallClock(() => reading) };
  const run = <T>(work: Parameters<typeof command<T>>[2]) =>
    command(
      platform,
      { actor: { kind: "system", orgIds: [orgs.county] }, orgId: orgs.county, requestId: newId() },
      work,
    );
  const [window] = hall.windows;
  assert.ok(window);
  const asClerk = <T>(work: Parameters<typeof command<T>>[2]) =>
    command(platform, { actor: window.actor, orgId: orgs.county, requestId: newId() }, work);
  await asClerk((ctx) => openWindow(ctx, hall.hallId, window.id, false));
  await run((ctx) => takeTicket(ctx, hall.hallId, plainOrder([hall.service("B1")])));
  const { ticket } = await asClerk((ctx) => callNext(ctx, hall.hallId, window.id));
  assert.ok(ticket);
  const dueAt = await dueOf(ticket.id);
  assert.ok(dueAt !== undefined && dueAt > start);

  // Back by an hour, there again by NTP, a second before the limit: nobody is passed over yet.
  for (const at of [start - hour, start + moment, start - hour, dueAt - moment]) {
    reading = at;
    await sweepHalls(platform);
    assert.equal(await stateOf(ticket.id), "called", `at ${at - start} ms`);
  }
  reading = dueAt;
  await Promise.all([sweepHalls(platform), sweepHalls(platform)]);
  const after = await stateOf(ticket.id);
  assert.notEqual(after, "called", "the limit has come");
  // Before it once more, and beyond it once more: what has happened does not happen again.
  for (const at of [start - hour, dueAt + moment]) {
    reading = at;
    await sweepHalls(platform);
  }
  assert.equal(await countActions(ticket.id, "missed"), 1);
});

test("29 February is a day like any other, and the first number of 1 March is 001", async () => {
  const { platform } = county;
  const takeAt = async (instant: string) => {
    platform.clock.moveTo(Temporal.Instant.from(instant));
    await sweepHalls(platform);
    return other.run((ctx) => takeTicket(ctx, other.hallId, plainOrder([other.service("B1")])));
  };
  const leap = await takeAt("2028-02-29T10:00:00+08:00");
  assert.equal(`${leap.ticket.day} ${numberOf(leap.ticket)}`, "2028-02-29 B001");
  const march = await takeAt("2028-03-01T10:00:00+08:00");
  assert.equal(`${march.ticket.day} ${numberOf(march.ticket)}`, "2028-03-01 B001");
  assert.equal(await stateOf(leap.ticket.id), "abandoned", "who waited at midnight does not wait any more");
});

const one = async <T>(text: string, values: unknown[]): Promise<T | undefined> =>
  county.platform.asOwner(
    async (client) => (await client.query(text, values)).rows[0]?.value as T | undefined,
  );
const stateOf = (ticketId: string) =>
  one<string>("select state as value from hall.tickets where id = $1", [ticketId]);
const dueOf = (ticketId: string) =>
  one<number>("select (extract(epoch from due_at) * 1000)::float8 as value from hall.tickets where id = $1", [
    ticketId,
  ]);
const countActions = async (ticketId: string, action: string) =>
  Number(
    await one("select count(*) as value from hall.trail where ticket_id = $1 and action = $2", [
      ticketId,
      action,
    ]),
  );
