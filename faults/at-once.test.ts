/** Fifty calls for the same thing at the same moment, each with a key of its own: it is done once. */
import assert from "node:assert/strict";
import { test } from "node:test";
import * as contract from "../contracts/hall.ts";
import { hallRoutes } from "../server/modules/hall/routes.ts";
import { buildHall, clerkOf } from "../server/modules/hall/testing.ts";
import { testCounty } from "../server/modules/identity/test-county.ts";

const county = await testCounty({ routes: hallRoutes });
const hall = await buildHall(county);
const { hallId } = hall;
const { platform } = county;
const clerk = await clerkOf(county, hall);
const guide = await county.signedIn("guide");
const at = { hallId, windowId: hall.windows[0]?.id ?? "" };
const pad = await county.paired("pad", hallId, at.windowId);
await clerk.call(contract.openWindow, { params: at, body: {} });

const fifty = <T>(work: () => Promise<T>): Promise<T[]> => Promise.all(Array.from({ length: 50 }, work));

async function take(): Promise<string> {
  const body = { serviceIds: [hall.service("B1")] };
  return (await guide.call(contract.takeTicket, { params: { hallId }, body })).body.ticket.id;
}

/** How often something is written in a ticket's trail. */
async function count(ticketId: string, action: string): Promise<number> {
  const { rows } = await platform.asOwner((client) =>
    client.query("select count(*)::int as n from hall.trail where ticket_id = $1 and action = $2", [
      ticketId,
      action,
    ]),
  );
  return rows[0].n;
}

test("calling, arriving, finishing and rating, fifty times at once, are each done once", async () => {
  const ticketId = await take();
  await take();
  const steps = [
    { action: "called", send: () => clerk.call(contract.callNext, { params: at, body: {} }) },
    { action: "arrived", send: () => clerk.call(contract.markArrived, { params: at, body: { ticketId } }) },
    { action: "finished", send: () => clerk.call(contract.finishTicket, { params: at, body: { ticketId } }) },
    {
      action: "rated",
      send: () => pad.call(contract.rateAtWindow, { params: at, body: { ticketId, level: 5 } }),
    },
  ];
  for (const { action, send } of steps) {
    const statuses = (await fifty<{ status: number }>(send)).map(({ status }) => status);
    assert.ok(statuses.includes(200), `${action}: ${statuses}`);
    assert.deepEqual(
      statuses.filter((status) => status >= 500),
      [],
    );
    assert.equal(await count(ticketId, action), 1, action);
    platform.pass({ seconds: 3 });
  }
  const { rows } = await platform.asOwner((client) =>
    client.query("select count(*)::int as n from hall.tickets where state in ('called', 'serving')"),
  );
  assert.equal(rows[0].n, 0, "the second customer was not called by the way");
});

test("voiding and leaving at the same moment: one ending, and one only", async () => {
  const body = { serviceIds: [hall.service("B1")] };
  const taken = await guide.call(contract.takeTicket, { params: { hallId }, body });
  const ticketId = taken.body.ticket.id;
  const phone = county.caller({ authorization: `Ticket ${taken.body.token}` });
  const wish = { params: { hallId, ticketId }, body: { reason: "取错了" } };
  await Promise.all([
    fifty(() => guide.call(contract.voidTicket, wish)),
    fifty(() => phone.call(contract.leaveQueue, { body: {} })),
  ]);
  assert.equal((await count(ticketId, "voided")) + (await count(ticketId, "abandoned")), 1);
});
