import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { sql } from "kysely";
import hallRuleRows from "../../../catalogue/hall-rules.json" with { type: "json" };
import * as contract from "../../../contracts/hall.ts";
import { orgs, testCounty } from "../identity/test-county.ts";
import { abandonTicket } from "./abandon-ticket.ts";
import { acceptAlert } from "./alerts.ts";
import { averageOf, crowdLevel, isHigher, proposalFor } from "./crowding.ts";
import { crowdingRoutes } from "./crowding-routes.ts";
import { openWindow } from "./open-window.ts";
import { queueRulesFrom } from "./rules/queue-rules.ts";
import { takeTicket } from "./take-ticket.ts";
import { buildHall, plainOrder, staffActor } from "./testing.ts";
import { judgeHall, watchCrowds } from "./watch-crowd.ts";

const rules = queueRulesFrom(hallRuleRows);
const calm = { waiting: 0, waitS: 0, longestS: 0, abandonedShare: 0, openWindows: 3 };
const level = (seen: Partial<typeof calm>, taken = 100) => crowdLevel({ ...calm, ...seen }, rules, 40, taken);

test("each threshold of the handbook gives its level", () => {
  assert.equal(level({}), "green");
  assert.equal(level({ waitS: 599 }), "green");
  assert.equal(level({ waitS: 600 }), "yellow");
  assert.equal(level({ waiting: 10 }), "yellow");
  assert.equal(level({ waitS: 900 }), "orange");
  assert.equal(level({ longestS: 1_200 }), "orange");
  assert.equal(level({ abandonedShare: 0.05 }), "orange");
  assert.equal(level({ abandonedShare: 0.2 }, 5), "green", "one of five who left says little");
  assert.equal(level({ waitS: 1_800 }), "red");
  assert.equal(level({ waiting: 40 }), "red", "as many as there are seats");
});

test("property: more of anything never lowers the level", () => {
  const seen = fc.record({
    waiting: fc.integer({ min: 0, max: 60 }),
    waitS: fc.integer({ min: 0, max: 3_000 }),
    longestS: fc.integer({ min: 0, max: 3_000 }),
    abandonedShare: fc.double({ min: 0, max: 1, noNaN: true }),
    openWindows: fc.constant(3),
  });
  fc.assert(
    fc.property(seen, seen, (a, more) => {
      const b = {
        ...a,
        waiting: a.waiting + more.waiting,
        waitS: a.waitS + more.waitS,
        longestS: a.longestS + more.longestS,
      };
      assert.ok(!isHigher(crowdLevel(a, rules, 40, 100), crowdLevel(b, rules, 40, 100)));
      assert.deepEqual(averageOf([a, a]), { ...a, abandonedShare: averageOf([a]).abandonedShare });
    }),
  );
});

test("the proposal opens the closed window that helps most, and says who else must come", () => {
  const closed = (number: string, skills: string[], isElastic = false) => ({
    id: number,
    number,
    isElastic,
    isPlanned: false,
    skills: new Set(skills),
  });
  const windows = [closed("5", ["C1"]), closed("6", ["A1", "B1"]), closed("8", ["A1", "B1"], true)];
  const yellow = proposalFor("yellow", ["A1", "B1", "B1"], windows);
  assert.equal(yellow.windowId, "8");
  assert.match(yellow.words.zh, /打开 8 号窗口/);
  assert.equal(proposalFor("yellow", ["D1"], windows).windowId, null);
  assert.match(proposalFor("red", ["B1"], windows).words.en, /unit head/);
});

const county = await testCounty({ routes: crowdingRoutes });
const { platform } = county;
const hall = await buildHall(county, { windows: [{}, { isElastic: true }] });
const { hallId } = hall;
const [first] = hall.windows;
const guide = staffActor(orgs.county, county.people.get("guide") ?? "", "方悦");
const judge = () => platform.command(orgs.county, (ctx) => judgeHall(ctx, hallId));
const alerts = async () => {
  const manager = await county.signedIn("hall-manager");
  const { body } = await manager.call(contract.listAlerts, {
    params: { hallId },
    query: { day: "2026-03-04" },
  });
  return body.alerts;
};

test("a filling hall raises one alert with a proposal; judging twice at once changes nothing", async () => {
  platform.pass({ minutes: 30 });
  await hall.run((ctx) => openWindow(ctx, hallId, first?.id ?? "", false), first?.actor);
  assert.equal(await judge(), "green");
  assert.equal(await judge(), undefined, "the beat is half a minute");
  for (let index = 0; index < 12; index++)
    await hall.run((ctx) => takeTicket(ctx, hallId, plainOrder([hall.service("A1")])), guide);
  platform.pass({ minutes: 6 });
  const levels = await Promise.all([judge(), judge(), judge()]);
  assert.equal(levels.filter((one) => one !== undefined).length, 1);
  const [alert, ...others] = await alerts();
  assert.equal(others.length, 0);
  assert.ok(alert && alert.level !== ("green" as string));
  assert.equal(alert.proposedWindowId, hall.windows[1]?.id);
  assert.equal(alert.before?.waiting, 12);
});

test("what an accepted proposal did is measured, and the alert goes when the hall is calm again", async () => {
  const [alert] = await alerts();
  await hall.run((ctx) => acceptAlert(ctx, hallId, alert?.id ?? ""), guide);
  const waiting = await platform.command(orgs.county, async ({ tx }) => {
    const { rows } = await sql<{
      id: string;
    }>`select id from hall.tickets where hall_id = ${hallId} and state = 'waiting'`.execute(tx);
    return rows.map(({ id }) => id);
  });
  platform.pass({ minutes: 16 });
  for (const id of waiting) await hall.run((ctx) => abandonTicket(ctx, hallId, id, "离开"), guide);
  await watchCrowds(platform, [orgs.county]);
  const [measured] = await alerts();
  assert.equal(measured?.after?.waiting, 0, JSON.stringify(measured));
  assert.equal(measured?.closedAt, null, "not calm for long enough, and many have left");
  platform.pass({ hours: 1, minutes: 1 });
  for (let minute = 0; minute < 24; minute++) {
    platform.pass({ seconds: 30 });
    await judge();
  }
  assert.notEqual((await alerts())[0]?.closedAt, null);
});

test("who gave up after more than the promise is told once", async () => {
  const told = await platform.command(orgs.county, async ({ tx }) => {
    const { rows } = await sql<{
      n: number;
    }>`select count(*)::int as n from foundation.events where type = 'hall.wait_over_promise'`.execute(tx);
    return rows[0]?.n;
  });
  assert.equal(told, 12);
});
