import assert from "node:assert/strict";
import { test } from "node:test";
import { sql } from "kysely";
import type { ResultOf } from "../../../contracts/endpoint.ts";
import * as contract from "../../../contracts/hall.ts";
import { newId } from "../../foundation/ids.ts";
import { orgs, testCounty } from "../identity/test-county.ts";
import { setupRoutes } from "./setup-routes.ts";

const county = await testCounty({ routes: setupRoutes });
const [hallId = "", second = ""] = county.county.halls;
const [foreignHall = ""] = county.neighbour.halls;
const manager = await county.signedIn("hall-manager");
const params = { hallId };

const settings = {
  code: "QH-01",
  name: { zh: "青禾中心营业厅", en: "Qinghe Centre Hall" },
  grade: "B" as const,
  address: "青禾县人民路 1 号",
  seats: 40,
};
const service = {
  code: "B1",
  letter: "B" as const,
  name: { zh: "交费", en: "Payment" },
  typicalMinutes: 4,
  papers: [],
  atKiosk: true,
  dailyQuota: null,
  lastNumberMinutes: 0,
  hint: null,
  isSuspended: false,
  sort: 1,
  slotContingent: 0,
};
const window = {
  number: "1",
  name: { zh: "收费", en: "Payment" },
  kind: "payment" as const,
  skills: ["B1"],
  languages: ["zh" as const],
  isElastic: false,
  sort: 1,
};
type Made = {
  service: ResultOf<typeof contract.createService>["service"];
  window: ResultOf<typeof contract.createWindow>["window"];
};
const made = {} as Made;

test("a hall is set up, and everything before it is refused", async () => {
  const early = await manager.call(contract.createService, { params, body: service });
  assert.equal(early.code, "hall.not_set_up");
  const answer = await manager.call(contract.saveHall, { params, body: settings });
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
  assert.equal(answer.body.hall?.name.zh, "青禾中心营业厅");
});

test("one centre hall per company; a unit that is no hall is none; codes are unique", async () => {
  const other = { hallId: second };
  const centre = await manager.call(contract.saveHall, {
    params: other,
    body: { ...settings, code: "QH-02" },
  });
  assert.equal(centre.code, "hall.second_centre");
  const twice = await manager.call(contract.saveHall, { params: other, body: { ...settings, grade: "C" } });
  assert.equal(twice.code, "hall.code_taken");
  const root = { hallId: county.county.root };
  const noHall = await manager.call(contract.saveHall, {
    params: root,
    body: { ...settings, code: "QH-03" },
  });
  assert.equal(noHall.code, "hall.not_a_hall");
});

test("hours: a new version ends the old one; overlaps and the past are refused; special days win", async () => {
  const weekly = (opens: string, closes: string) => [
    { days: "workday" as const, opens, closes: "12:00" },
    { days: "workday" as const, opens: "13:30", closes },
    { days: "offday" as const, opens: "09:00", closes: "16:00" },
  ];
  const put = (validFrom: string, hours = weekly("08:30", "17:30")) =>
    manager.call(contract.saveHours, { params, body: { validFrom, hours } });
  assert.equal((await put("2026-03-04")).status, 200);
  const later = await put("2026-05-01", weekly("08:00", "18:00"));
  assert.deepEqual(
    later.body.hours.map(({ validFrom, validTo }) => [validFrom, validTo]),
    [
      ["2026-03-04", "2026-04-30"],
      ["2026-05-01", null],
    ],
  );
  assert.equal((await put("2026-03-03")).code, "hall.date_past");
  const overlap = [...weekly("08:30", "17:30"), { days: "offday" as const, opens: "15:00", closes: "17:00" }];
  assert.equal((await put("2026-06-01", overlap)).code, "hall.spans_overlap");
  const day = { hallId, day: "2026-03-06" };
  const closed = { spans: [], reason: "设备检修" };
  assert.equal((await manager.call(contract.saveSpecialDay, { params: day, body: closed })).status, 200);
  const { body } = await county
    .caller()
    .call(contract.listOpeningDays, { params, query: { from: "2026-03-04", days: 4 } });
  assert.deepEqual(
    body.days.map(({ spans, note }) => [spans.length, note]),
    [
      [2, null],
      [2, null],
      [0, "设备检修"],
      [1, null],
    ],
  );
  assert.equal((await manager.call(contract.removeSpecialDay, { params: day, body: {} })).status, 200);
});

test("services and windows are made and changed; unknown skills and taken codes are refused", async () => {
  const answer = await manager.call(contract.createService, { params, body: service });
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
  made.service = answer.body.service;
  const again = await manager.call(contract.createService, { params, body: service });
  assert.equal(again.code, "hall.code_taken");
  const bad = await manager.call(contract.createWindow, { params, body: { ...window, skills: ["Z9"] } });
  assert.equal(bad.code, "hall.skill_unknown");
  made.window = (await manager.call(contract.createWindow, { params, body: window })).body.window;
  const taken = await manager.call(contract.createWindow, { params, body: window });
  assert.equal(taken.code, "hall.number_taken");
  const edited = await manager.call(contract.editService, {
    params: { hallId, serviceId: made.service.id },
    body: { ...service, dailyQuota: 80 },
  });
  assert.equal(edited.body.service.dailyQuota, 80);
});

test("a service that people wait for is neither renamed nor closed", async () => {
  const ticketId = newId();
  await county.platform.command(orgs.county, async ({ tx }) => {
    await sql`insert into hall.queue_days (org_id, hall_id, day) values (${orgs.county}, ${hallId}, '2026-03-04')`.execute(
      tx,
    );
    await sql`insert into hall.tickets (org_id, id, hall_id, day, letter, seq, state, service_id, journey, priority, channel,
        taken_by, token_hash, taken_at, queued_at)
      values (${orgs.county}, ${ticketId}, ${hallId}, '2026-03-04', 'B', 1, 'waiting', ${made.service.id},
        array[${made.service.id}]::uuid[], 'ordinary', 'kiosk', 'x', '\\x01', now(), now())`.execute(tx);
  });
  const on = { hallId, serviceId: made.service.id };
  const close = () => manager.call(contract.closeService, { params: on, body: { reason: "合并" } });
  assert.equal((await close()).code, "hall.queue_not_empty");
  const renamed = await manager.call(contract.editService, { params: on, body: { ...service, code: "B9" } });
  assert.equal(renamed.code, "hall.code_in_use");
  const closedHall = await manager.call(contract.saveHall, { params, body: { ...settings, isClosed: true } });
  assert.equal(closedHall.code, "hall.queue_not_empty");
  await county.platform.command(orgs.county, ({ tx }) =>
    sql`update hall.tickets set state = 'done' where id = ${ticketId}`.execute(tx),
  );
  assert.equal((await close()).status, 200);
});

test("a roster is saved, copied to the next week, and clashes are refused", async () => {
  const staffId = await county.addStaff(orgs.county, { login: "roster-clerk", unitId: hallId, roles: [] });
  const put = (shifts: object[], day = "2026-03-04") =>
    manager.call(contract.saveRoster, { params: { hallId, day }, body: { shifts: shifts as never } });
  const shift = { windowId: made.window.id, staffId, starts: "08:30", ends: "12:00" };
  const saved = await put([shift, { ...shift, starts: "13:30", ends: "17:30" }]);
  assert.equal(saved.status, 200, JSON.stringify(saved.body));
  assert.deepEqual(
    saved.body.shifts.map(({ windowNumber, staffName }) => [windowNumber, staffName]),
    [
      ["1", "roster-clerk"],
      ["1", "roster-clerk"],
    ],
  );
  assert.equal((await put([shift, { ...shift, starts: "11:00", ends: "13:00" }])).code, "hall.shift_overlap");
  assert.equal((await put([{ ...shift, starts: "12:00", ends: "08:00" }])).code, "hall.shift_times");
  assert.equal((await put([{ ...shift, windowId: newId() }])).code, "hall.shift_unknown");
  assert.equal((await put([{ ...shift, staffId: newId() }])).code, "hall.shift_unknown");
  assert.equal((await put([shift], "2026-03-03")).code, "hall.date_past");
  const copied = await manager.call(contract.copyRosterWeek, {
    params,
    body: { from: "2026-03-02", to: "2026-03-09" },
  });
  assert.deepEqual(copied.body, { shifts: 2 });
  const roster = await manager.call(contract.getRoster, { params, query: { day: "2026-03-11" } });
  assert.equal(roster.body.shifts.length, 2);
  const tuesday = await manager.call(contract.copyRosterWeek, {
    params,
    body: { from: "2026-03-03", to: "2026-03-09" },
  });
  assert.equal(tuesday.code, "hall.not_monday");
});

test("a window goes out of use, unless somebody sits there", async () => {
  const on = { hallId, windowId: made.window.id };
  const set = (state: string) =>
    county.platform.command(orgs.county, ({ tx }) =>
      sql`update hall.windows set state = ${state}, staff_id = ${state === "open" ? county.people.get("clerk") : null},
        staff_name = 'clerk' where id = ${made.window.id}`.execute(tx),
    );
  const close = () => manager.call(contract.closeDownWindow, { params: on, body: { reason: "改造" } });
  await set("open");
  assert.equal((await close()).code, "hall.window_staffed");
  await set("closed");
  assert.equal((await close()).status, 200);
  assert.equal((await close()).code, "thing.not_found");
});

test("every change is in the trail and told to the hall's screens", async () => {
  const counts = await county.platform.command(orgs.county, async ({ tx }) => {
    const { rows } = await sql<{ audits: number; events: number }>`
      select (select count(*)::int from foundation.audit where action like 'hall.setup.%') as audits,
        (select count(*)::int from foundation.events where type = 'hall.setup-changed' and topic = ${hallId}) as events`.execute(
      tx,
    );
    return rows[0];
  });
  assert.ok(counts && counts.audits >= 11 && counts.audits === counts.events, JSON.stringify(counts));
});

test("strangers, clerks and other companies cannot set up a hall", async () => {
  const call = async (login: string, orgId?: number) =>
    (await (await county.signedIn(login, orgId)).call(contract.saveHall, { params, body: settings })).status;
  assert.equal((await county.caller().call(contract.saveHall, { params, body: settings })).status, 401);
  assert.equal(await call("clerk"), 403);
  assert.equal(await call("hall-manager", orgs.neighbour), 404);
  const foreign = await manager.call(contract.saveHall, { params: { hallId: foreignHall }, body: settings });
  assert.equal(foreign.status, 404);
  const listed = await manager.call(contract.listHalls, { query: {} });
  assert.ok(listed.body.halls.every(({ orgId }) => orgId === orgs.county));
});
