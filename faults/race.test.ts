import assert from "node:assert/strict";
import { test } from "node:test";
import pg from "pg";
import { callNext } from "../server/modules/hall/call-next.ts";
import { openWindow } from "../server/modules/hall/open-window.ts";
import { takeTicket } from "../server/modules/hall/take-ticket.ts";
import { buildHall, plainOrder, type TestHall, type TestWindow } from "../server/modules/hall/testing.ts";
import { orgs, testCounty } from "../server/modules/identity/test-county.ts";
import { scale } from "./scale.ts";

const races = scale(2_000, 20_000);
const county = await testCounty();
const halls: TestHall[] = [];
for (const hallId of county.county.halls) halls.push(await buildHall(county, { hallId }));

/** Puts the hall back to one waiting ticket, as cheaply as the database can: one statement by its owner. */
const owner = new pg.Client({ connectionString: county.platform.ownerUrl });
await owner.connect();
const reset = ({ hallId }: TestHall) =>
  owner.query({
    name: "reset",
    text: "update hall.tickets set state = 'waiting', window_id = null, due_at = null where org_id = $1 and hall_id = $2 and state = 'called'",
    values: [orgs.county, hallId],
  });

test(`${races} races for the last ticket: one window gets it, the other gets nobody`, async () => {
  const each = races / halls.length;
  await Promise.all(
    halls.map(async (hall) => {
      const [left, right] = hall.windows;
      assert.ok(left && right);
      const call = (window: TestWindow) =>
        hall.run((ctx) => callNext(ctx, hall.hallId, window.id), window.actor);
      for (const window of [left, right])
        await hall.run((ctx) => openWindow(ctx, hall.hallId, window.id, false), window.actor);
      await hall.run((ctx) => takeTicket(ctx, hall.hallId, plainOrder([hall.service("B1")])));
      const wins = { left: 0, right: 0 };
      for (let race = 0; race < each; race++) {
        const both: readonly TestWindow[] = race % 2 ? [left, right] : [right, left];
        const results = await Promise.all(both.map(call));
        const winners = results.filter(({ ticket }) => ticket !== undefined);
        assert.equal(winners.length, 1, `race ${race}: ${winners.length} windows hold the number`);
        if (winners[0]?.ticket?.windowId === left.id) wins.left++;
        else wins.right++;
        await reset(hall);
      }
      // Both must have won often, or the two never met.
      assert.ok(Math.min(wins.left, wins.right) > each / 20, JSON.stringify(wins));
    }),
  ).finally(() => owner.end());
});
