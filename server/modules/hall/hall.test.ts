import assert from "node:assert/strict";
import { test } from "node:test";
import * as contract from "../../../contracts/hall.ts";
import { type Caller, testCounty } from "../identity/test-county.ts";
import { hallRoutes } from "./routes.ts";
import { buildHall, clerkOf } from "./testing.ts";

const county = await testCounty({ routes: hallRoutes });
const hall = await buildHall(county);
const { hallId } = hall;
const kiosk = await county.paired("kiosk", hallId);
const display = await county.paired("display", hallId);
const guide = await county.signedIn("guide");
const [first] = hall.windows;
const windowId = first?.id ?? "";
const pad = await county.paired("pad", hallId, windowId);
const clerk = await clerkOf(county, hall);
const at = { hallId, windowId };

test("a customer takes a number, is called, served and rates, and every screen follows", async () => {
  const front = await guide.call(contract.viewFront, { params: { hallId } });
  assert.equal(front.status, 200, JSON.stringify(front.body));
  assert.equal(front.body.services.length, 3);

  const opened = await clerk.call(contract.openWindow, { params: at, body: {} });
  assert.equal(opened.status, 200, JSON.stringify(opened.body));
  const taken = await kiosk.call(contract.takeTicket, {
    params: { hallId },
    body: { serviceIds: [hall.service("B1")], print: true },
  });
  assert.equal(taken.status, 200, JSON.stringify(taken.body));
  assert.equal(taken.body.ticket.number, "B001");
  assert.equal(taken.body.ticket.state, "printing");

  const nobody = await clerk.call(contract.callNext, { params: at, body: {} });
  assert.equal(nobody.body.ticket, null, "a number that is not on paper is in nobody's queue");

  const ticketId = taken.body.ticket.id;
  const printed = await kiosk.call(contract.confirmPrint, {
    params: { hallId, ticketId },
    body: { ok: true },
  });
  assert.equal(printed.body.ticket.state, "waiting", JSON.stringify(printed.body));

  const mine = county.caller({ authorization: `Ticket ${taken.body.token}` });
  const waiting = await mine.call(contract.viewMyTicket, {});
  assert.equal(waiting.body.state, "waiting", JSON.stringify(waiting.body));
  assert.equal(waiting.body.ahead, 0);

  const called = await clerk.call(contract.callNext, { params: at, body: {} });
  assert.equal(called.body.ticket?.id, ticketId, JSON.stringify(called.body));
  const screen = await display.call(contract.viewDisplay, { params: { hallId } });
  assert.equal(screen.body.calls[0]?.number, "B001", JSON.stringify(screen.body));

  county.platform.pass({ seconds: 20 });
  const arrived = await clerk.call(contract.markArrived, { params: at, body: { ticketId } });
  assert.equal(arrived.body.ticket?.state, "serving");
  county.platform.pass({ minutes: 4 });
  const finished = await clerk.call(contract.finishTicket, { params: at, body: { ticketId, next: true } });
  assert.equal(finished.status, 200, JSON.stringify(finished.body));
  assert.equal(finished.body.finished.state, "done");
  assert.equal(finished.body.ticket, null);

  const asks = await pad.call(contract.viewPad, { params: at });
  assert.equal(asks.body.ask?.ticketId, ticketId, JSON.stringify(asks.body));
  const rated = await pad.call(contract.rateAtWindow, { params: at, body: { ticketId, level: 5 } });
  assert.equal(rated.status, 200, JSON.stringify(rated.body));
  const again = await pad.call(contract.rateAtWindow, { params: at, body: { ticketId, level: 1 } });
  assert.equal(again.code, "hall.rating_twice");

  const desk = await clerk.call(contract.viewDesk, { params: at });
  assert.equal(desk.status, 200, JSON.stringify(desk.body));
  assert.equal(desk.body.mine.served, 1);
  assert.equal(desk.body.lastServed[0]?.number, "B001");
  const floor = await guide.call(contract.viewFloor, { params: { hallId } });
  assert.equal(floor.status, 200, JSON.stringify(floor.body));
  assert.equal(floor.body.today.rated, 1);
  const after = await mine.call(contract.viewMyTicket, {});
  assert.equal(after.body.state, "done");
});

test("display and phone are pushed the call; nobody else's ticket is on the phone", async () => {
  const order = { params: { hallId }, body: { serviceIds: [hall.service("B1")] } };
  const taken = await guide.call(contract.takeTicket, order);
  await guide.call(contract.takeTicket, order);
  const screens = [
    await follow(display, `/api/hall/${hallId}/display/live`),
    await follow(county.caller({ authorization: `Ticket ${taken.body.token}` }), "/api/my/ticket/live"),
  ] as const;
  for (const screen of screens) assert.ok(await screen.next());
  await clerk.call(contract.callNext, { params: at, body: {} });
  const [shown, mine] = [await screens[0].next(), await screens[1].next()];
  assert.equal(contract.display.parse(shown).calls[0]?.number, taken.body.ticket.number);
  const view = contract.myTicketView.parse(mine);
  assert.deepEqual([view.number, view.state], [taken.body.ticket.number, "called"]);
  for (const screen of screens) await screen.stop();
});

/** Reads a live view's states one by one. */
async function follow(caller: Caller, path: string) {
  const reader = (await caller.open(path)).body?.getReader();
  assert.ok(reader);
  const decoder = new TextDecoder();
  let text = "";
  return {
    async next(): Promise<unknown> {
      for (;;) {
        const found = /event: state\ndata: (.*)\n(?:id: .*\n)?\n/.exec(text);
        if (found?.[1]) {
          text = text.slice(found.index + found[0].length);
          return JSON.parse(found[1]);
        }
        const { value, done } = await reader.read();
        if (done) return undefined;
        text += decoder.decode(value, { stream: true });
      }
    },
    stop: () => reader.cancel(),
  };
}
