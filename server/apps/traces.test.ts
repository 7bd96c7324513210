/**
 * What a service day leaves behind: each command that was done can be found with who, when and what; and nobody's name,
 * number, password or token stands in a log, an answer that need not hold it, or a table that keeps no secrets.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import * as contract from "../../contracts/hall.ts";
import { signIn } from "../../contracts/identity.ts";
import { createLog } from "../foundation/log.ts";
import { buildHall, clerkOf } from "../modules/hall/testing.ts";
import {
  type Caller,
  commandsDone,
  orgs,
  testCounty,
  testPassword,
} from "../modules/identity/test-county.ts";
import { modules } from "./modules.ts";

const canary = {
  name: "金丝雀鸣",
  phone: "13987650321",
  password: "Canary-In-The-Mine-7",
  comment: "金丝雀的意见：窗口太高",
} as const;

const lines: string[] = [];
const log = createLog("trace", { write: (line: string) => void lines.push(line) });
const county = await testCounty({
  routes: modules.filter(({ name }) => name !== "identity").flatMap((module) => module.routes),
  edge: { log },
});
const hall = await buildHall(county);
const { hallId } = hall;
const { platform } = county;
const [first, second] = hall.windows;
const at = { hallId, windowId: first?.id ?? "" };
const there = { hallId, windowId: second?.id ?? "" };
const kiosk = await county.paired("kiosk", hallId);
const pad = await county.paired("pad", hallId, at.windowId);
const guide = await county.signedIn("guide");
const manager = await county.signedIn("hall-manager");
const clerk = await clerkOf(county, hall);
const colleague = await clerkOf(county, hall, 1);
const inHall = { hallId };
const tokens: string[] = [];

async function ok<T>(reply: Promise<{ status: number; body: T }>): Promise<T> {
  const { status, body } = await reply;
  assert.equal(status, 200, JSON.stringify(body));
  return body;
}

async function take(by: Caller, print = false) {
  const body = {
    serviceIds: [hall.service("B1")],
    print,
    customerName: canary.name,
    phone: canary.phone,
  };
  const taken = await ok(by.call(contract.takeTicket, { params: inHall, body }));
  tokens.push(taken.token);
  return { ...taken, ticketId: taken.ticket.id, on: { hallId, ticketId: taken.ticket.id } };
}

async function callNext(): Promise<string> {
  const { ticket } = await ok(clerk.call(contract.callNext, { params: at, body: {} }));
  assert.ok(ticket);
  return ticket.id;
}

test("a piece of a day with everything that can happen to a number", async () => {
  await ok(clerk.call(contract.openWindow, { params: at, body: {} }));
  await ok(colleague.call(contract.openWindow, { params: there, body: {} }));
  const one = await take(kiosk, true);
  await ok(kiosk.call(contract.confirmPrint, { params: one.on, body: { ok: true } }));
  await ok(kiosk.call(contract.reprintTicket, { params: one.on, body: { reason: "卡纸" } }));
  const two = await take(guide);
  await ok(guide.call(contract.markPriority, { params: two.on, body: { reason: "elderly" } }));
  const three = await take(guide);
  await ok(guide.call(contract.voidTicket, { params: three.on, body: { reason: "取错" } }));
  const four = await take(guide);
  await ok(guide.call(contract.abandonTicket, { params: four.on, body: { reason: "走了" } }));
  await ok(kiosk.call(contract.reserveBlocks, { params: inHall, body: {} }));
  const five = await take(kiosk);
  const phone = county.caller({ authorization: `Ticket ${five.token}` });
  await ok(phone.call(contract.askMoreTime, { body: {} }));
  await ok(phone.call(contract.leaveQueue, { body: {} }));

  const ticketId = await callNext();
  platform.pass({ seconds: 30 });
  await ok(clerk.call(contract.recallTicket, { params: at, body: { ticketId } }));
  await ok(clerk.call(contract.markArrived, { params: at, body: { ticketId } }));
  await ok(
    clerk.call(contract.addService, {
      params: { hallId, ticketId },
      body: { serviceId: hall.service("A1") },
    }),
  );
  await ok(clerk.call(contract.holdTicket, { params: at, body: { ticketId, reason: "补材料" } }));
  await ok(clerk.call(contract.resumeTicket, { params: at, body: { ticketId } }));
  platform.pass({ minutes: 3 });
  const finish = { ticketId, note: canary.comment };
  await ok(clerk.call(contract.finishTicket, { params: at, body: finish }));
  const rest = await clerk.call(contract.finishTicket, { params: at, body: finish });
  assert.ok([200, 409].includes(rest.status), JSON.stringify(rest.body));

  for (let serving = await nextOrNone(); serving; serving = await nextOrNone()) {
    platform.pass({ seconds: 90 });
    await ok(clerk.call(contract.markArrived, { params: at, body: { ticketId: serving } }));
    await ok(clerk.call(contract.finishTicket, { params: at, body: { ticketId: serving } }));
    const rating = { ticketId: serving, level: 2, reasons: ["long-wait" as const], comment: canary.comment };
    const rated = await pad.call(contract.rateAtWindow, { params: at, body: rating });
    assert.ok([200, 409].includes(rated.status), JSON.stringify(rated.body));
  }
  await ok(clerk.call(contract.pressPanic, { params: at, body: {} }));
  await ok(kiosk.call(contract.askForHelp, { params: inHall, body: {} }));
  const { alerts } = await ok(
    manager.call(contract.listAlerts, { params: inHall, query: { day: "2026-03-04" } }),
  );
  for (const { id } of alerts.slice(0, 1)) {
    await ok(manager.call(contract.acceptAlert, { params: { hallId, alertId: id }, body: {} }));
    await ok(
      manager.call(contract.closeAlert, { params: { hallId, alertId: id }, body: { outcome: "已处理" } }),
    );
  }
  await ok(clerk.call(contract.closeWindow, { params: at, body: {} }));
  await ok(colleague.call(contract.closeWindow, { params: there, body: {} }));
});

async function nextOrNone(): Promise<string | undefined> {
  const { ticket } = await ok(clerk.call(contract.callNext, { params: at, body: {} }));
  return ticket?.id;
}

test("every command that changed something is found again, with who, when and from which request", async (t) => {
  const { rows } = await platform.asOwner((client) =>
    client.query(
      "select request_id as id from foundation.audit union select request_id from foundation.events",
    ),
  );
  const traced = new Set(rows.map(({ id }) => id as string));
  const missing = commandsDone
    .filter(({ requestId }) => !traced.has(requestId))
    .map(({ endpoint }) => `${endpoint.method} ${endpoint.path}`);
  // What changed nothing leaves nothing: a call with nobody waiting.
  const empty = `${contract.callNext.method} ${contract.callNext.path}`;
  assert.deepEqual(
    [...new Set(missing)].filter((path) => path !== empty),
    [],
  );
  const routes = new Set(commandsDone.map(({ endpoint }) => `${endpoint.method} ${endpoint.path}`));
  t.diagnostic(`${commandsDone.length} commands on ${routes.size} routes`);
  assert.ok(routes.size >= 20);
  const trail = await platform.asOwner((client) =>
    client.query(
      "select count(*)::int as count from hall.trail where actor = '' or actor_name = '' or at is null",
    ),
  );
  assert.equal(trail.rows[0].count, 0, "each line of a ticket's trail names somebody");
});

test("no canary sings: logs, other people's answers and the address hold nothing personal", async () => {
  // Errors are where personal data slips out: wrong passwords, wrong bodies, wrong tokens, a broken database.
  const stranger = county.caller();
  const guess = { orgId: orgs.county, login: "clerk", password: canary.password };
  assert.notEqual((await stranger.call(signIn, { body: guess })).status, 200);
  await kiosk.send("post", `/api/hall/${hallId}/tickets`, { phone: canary.phone, customerName: canary.name });
  await kiosk.send("post", `/api/hall/${hallId}/tickets`, `{"phone":"${canary.phone}",`);
  await stranger.send("get", `/api/hall/my?token=${tokens[0]}&phone=${canary.phone}`);
  await county.caller({ authorization: `Ticket ${tokens[0]}x` }).call(contract.viewMyTicket, {});
  log.error(
    { err: new Error(`duplicate key (phone)=(${canary.phone})`), customerName: canary.name },
    "failed",
  );

  const shown: string[] = [];
  for (const [by, endpoint, params] of [
    [guide, contract.viewFloor, inHall],
    [guide, contract.viewFront, inHall],
    [manager, contract.getEveningReport, inHall],
    [clerk, contract.viewDesk, at],
  ] as const) {
    const query = endpoint === contract.getEveningReport ? { day: "2026-03-04" } : undefined;
    const reply = await by.call(endpoint as never, { params, ...(query ? { query } : {}) } as never);
    assert.equal(reply.status, 200, JSON.stringify(reply.body));
    shown.push(JSON.stringify(reply.body));
  }
  const display = await county.paired("display", hallId);
  shown.push(JSON.stringify((await display.call(contract.viewDisplay, { params: inHall })).body));

  const secrets = [canary.password, testPassword, canary.phone, ...tokens, ...tokens.map(afterDot)];
  const sings = (text: string, words: readonly string[]) => words.filter((word) => text.includes(word));
  const written = lines.join("");
  assert.ok(lines.length > 40, "the log was not listened to");
  assert.deepEqual(sings(written, [...secrets, canary.name, canary.comment]), []);
  assert.deepEqual(sings(shown.join(""), [...secrets, canary.name]), []);
  const kept = await platform.asOwner(async (client) => {
    const audit = await client.query("select row_to_json(a)::text as line from foundation.audit a");
    const events = await client.query("select row_to_json(e)::text as line from foundation.events e");
    const tickets = await client.query("select row_to_json(t)::text as line from hall.tickets t");
    return [audit, events, tickets].map(({ rows }) => rows.map(({ line }) => line as string).join(""));
  });
  const [audit = "", events = "", tickets = ""] = kept;
  assert.deepEqual(sings(audit + events, [...secrets, canary.name]), []);
  assert.deepEqual(
    sings(tickets, [canary.phone, canary.name]),
    [],
    "masked and hashed before they are stored",
  );
});

test("the ear hears: a line with a canary in it would be found", () => {
  log.info({ number: "A001" }, canary.comment);
  assert.ok(lines.join("").includes(canary.comment));
});

const afterDot = (token: string) => token.slice(token.indexOf(".") + 1);
