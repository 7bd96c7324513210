import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import fc from "fast-check";
import { sql } from "kysely";
import * as contract from "../../../contracts/hall.ts";
import { orgs, testCounty } from "../identity/test-county.ts";
import { arrivalAt, newCode, slotsOf } from "./appointment.ts";
import { appointmentRoutes } from "./appointment-routes.ts";
import { bookAppointment, markNoShows } from "./appointments.ts";
import { hallRoutes } from "./routes.ts";
import { buildHall, clerkOf } from "./testing.ts";

const county = await testCounty({ routes: [...appointmentRoutes, ...hallRoutes] });
const { platform } = county;
const hall = await buildHall(county, {
  services: [
    { code: "A1", letter: "A", typicalMinutes: 20, slotContingent: 2 },
    { code: "B1", letter: "B", typicalMinutes: 5 },
  ],
});
const { hallId } = hall;
const params = { hallId };
const customer = county.caller();
let guide = await county.signedIn("guide");
// The clock stands at 08:00 on Wednesday 2026-03-04.
const at = (time: string, day = "2026-03-04") => Temporal.Instant.from(`${day}T${time}:00+08:00`).toString();
let phone = 13_800_000_000;
const book = (startsAt: string, more: object = {}) =>
  guide.call(contract.bookAppointment, {
    params,
    body: { serviceId: hall.service("A1"), startsAt, name: "李小禾", phone: String(++phone), ...more },
  });

test("slots: whole ones within the opening spans, none in the lunch break, none that has passed", async () => {
  const { body } = await customer.call(contract.listSlots, {
    params,
    query: { serviceId: hall.service("A1"), to: "2026-03-04" },
  });
  const times = body.slots.map(({ startsAt }) => startsAt);
  assert.equal(times.length, 7 + 8, "08:30–11:30 and 13:30–17:00");
  assert.ok(!times.includes(at("12:00")) && !times.includes(at("08:00")));
  const none = await customer.call(contract.listSlots, { params, query: { serviceId: hall.service("B1") } });
  assert.equal(none.code, "hall.no_appointments");
});

test("booked, found, cancelled: the place comes back; the phone number is nowhere", async () => {
  const made = await book(at("09:00"));
  assert.equal(made.status, 200, JSON.stringify(made.body));
  const { code } = made.body.appointment;
  const left = async () => {
    const query = { serviceId: hall.service("A1"), to: "2026-03-04" };
    const { body } = await customer.call(contract.listSlots, { params, query });
    return body.slots.find(({ startsAt }) => startsAt === at("09:00"))?.left;
  };
  assert.equal(await left(), 1);
  const found = await customer.call(contract.findAppointment, {
    params,
    query: { code: code.toLowerCase() },
  });
  assert.equal(found.body.appointment.state, "booked");
  const listed = await guide.call(contract.listAppointments, { params, query: { day: "2026-03-04" } });
  assert.equal(listed.status === 200 ? listed.body.appointments[0]?.name : "李**", "李**");
  const stored = await platform.command(orgs.county, async ({ tx }) => {
    const { rows } = await sql<{
      all: string;
    }>`select json_agg(a)::text as all from hall.appointments a`.execute(tx);
    return rows[0]?.all ?? "";
  });
  assert.ok(!stored.includes(String(phone)) && !stored.includes("小禾"));
  for (const text of [String(phone), `${orgs.county}/${phone}`]) {
    const guess = createHash("sha256").update(text).digest("hex");
    assert.ok(!stored.includes(guess), "nor a hash that trying all numbers would find");
  }
  assert.equal((await customer.call(contract.cancelAppointment, { params, body: { code } })).status, 200);
  assert.equal(await left(), 2);
  const again = await customer.call(contract.cancelAppointment, { params, body: { code } });
  assert.equal(again.code, "hall.appointment_state");
});

test("refusals: a slot that is none, a past one, a service without appointments, the same phone twice, too many", async () => {
  assert.equal((await book(at("12:15"))).code, "hall.slot_unknown");
  assert.equal((await book(at("07:30"))).code, "hall.slot_past");
  assert.equal((await book(at("09:00", "2026-05-06"))).code, "hall.slot_unknown", "too far ahead");
  assert.equal((await book(at("09:00"), { serviceId: hall.service("B1") })).code, "hall.no_appointments");
  const same = { phone: "13900000001" };
  assert.equal((await book(at("14:00"), same)).status, 200);
  assert.equal((await book(at("14:00"), same)).code, "hall.booked_already");
  await book(at("14:30"), same);
  await book(at("15:00"), same);
  assert.equal((await book(at("15:30"), same)).code, "hall.bookings_too_many");
  assert.equal((await book(at("16:00"), { phone: "123" })).code, "request.invalid");
});

test("a hundred race for the two places of a slot: two get them", async () => {
  const startsAt = at("10:30");
  const answers = await Promise.allSettled(
    Array.from({ length: 100 }, (_, index) =>
      platform.command(orgs.county, (ctx) =>
        bookAppointment(ctx, hallId, {
          serviceId: hall.service("A1"),
          startsAt,
          name: "客户",
          phone: String(15_000_000_000 + index),
        }),
      ),
    ),
  );
  assert.equal(answers.filter(({ status }) => status === "fulfilled").length, 2);
  const codes = answers.flatMap((answer) =>
    answer.status === "rejected" ? [String(answer.reason.code)] : [],
  );
  assert.deepEqual(new Set(codes), new Set(["hall.slot_full"]));
});

test("one phone that books five slots at once keeps to its limit", async () => {
  const times = ["08:30", "09:30", "10:00", "11:00", "11:30"];
  const answers = await Promise.allSettled(
    times.map((time) =>
      platform.command(orgs.county, (ctx) =>
        bookAppointment(ctx, hallId, {
          serviceId: hall.service("A1"),
          startsAt: at(time, "2026-03-05"),
          name: "客户",
          phone: "15100000000",
        }),
      ),
    ),
  );
  assert.equal(answers.filter(({ status }) => status === "fulfilled").length, 3);
});

test("arriving: early is told when, in time gets a Y ticket that goes first, late joins the ordinary queue", async () => {
  const first = (await book(at("08:30"))).body.appointment.code;
  const late = (await book(at("08:30"))).body.appointment.code;
  const checkIn = (code: string) => guide.call(contract.checkIn, { params, body: { code } });
  const early = await checkIn(first);
  assert.equal(early.code, "hall.appointment_early");
  assert.match(JSON.stringify(early.body), /08:20/);

  const clerk = await clerkOf(county, hall);
  const windowId = hall.windows[0]?.id ?? "";
  await clerk.call(contract.openWindow, { params: { hallId, windowId }, body: {} });
  platform.clock.moveTo(Temporal.Instant.from(at("08:22")));
  guide = await county.signedIn("guide");
  const walkIn = await guide.call(contract.takeTicket, {
    params,
    body: { serviceIds: [hall.service("A1")] },
  });
  assert.equal(walkIn.body.ticket.number, "A001");
  const inTime = await checkIn(first);
  assert.equal(inTime.status, 200, JSON.stringify(inTime.body));
  assert.equal(inTime.body.ticket.number, "Y001");
  assert.equal(inTime.body.ticket.priority, "appointment");
  assert.equal((await checkIn(first)).code, "hall.appointment_state");

  platform.clock.moveTo(Temporal.Instant.from(at("08:46")));
  guide = await county.signedIn("guide");
  const gone = await platform.command(orgs.county, (ctx) => markNoShows(ctx));
  assert.equal(gone, 1, "the other one has not come");
  const lateOne = await checkIn(late);
  assert.equal(lateOne.body.isLate, true, JSON.stringify(lateOne.body));
  assert.equal(lateOne.body.ticket.number, "A002");
  assert.equal(await platform.command(orgs.county, (ctx) => markNoShows(ctx)), 0);
  const mine = await customer.call(contract.findAppointment, { params, query: { code: late } });
  assert.deepEqual([mine.body.appointment.state, mine.body.appointment.ticketNumber], ["late", "A002"]);
});

test("another day's appointment, an unknown code, another hall", async () => {
  const { code } = (await book(at("09:00", "2026-03-05"))).body.appointment;
  const tomorrow = await guide.call(contract.checkIn, { params, body: { code } });
  assert.equal(tomorrow.code, "hall.appointment_day");
  assert.equal(
    (await guide.call(contract.checkIn, { params, body: { code: newCode() } })).code,
    "hall.appointment_unknown",
  );
  const foreign = await (await county.signedIn("guide", orgs.neighbour)).call(contract.checkIn, {
    params,
    body: { code },
  });
  assert.equal(foreign.status, 404);
  assert.equal((await customer.call(contract.checkIn, { params, body: { code } })).status, 401);
  assert.equal(
    (await customer.call(contract.listAppointments, { params, query: { day: "2026-03-04" } })).status,
    401,
  );
});

test("a slot's contingent is changed, but not below those who have booked", async () => {
  const body = { serviceId: hall.service("A1"), startsAt: at("14:00"), contingent: 5 };
  const manager = await county.signedIn("hall-manager");
  const put = (contingent: number) =>
    manager.call(contract.saveSlot, { params, body: { ...body, contingent } });
  assert.deepEqual((await put(5)).body, { contingent: 5, booked: 1 });
  assert.equal((await put(0)).code, "hall.slot_booked");
});

test("a guesser of codes is stopped", async () => {
  const answers = [];
  for (let index = 0; index < 30; index++)
    answers.push(
      (await customer.call(contract.findAppointment, { params, query: { code: newCode() } })).code,
    );
  assert.equal(answers.at(-1), "request.too_many");
});

test("property: slots neither overlap nor leave the span; arriving has exactly one of three outcomes", () => {
  const date = Temporal.PlainDate.from("2026-03-04");
  fc.assert(
    fc.property(
      fc.integer({ min: 5, max: 120 }),
      fc.integer({ min: 0, max: 600 }),
      fc.integer({ min: 1, max: 700 }),
      (slot, start, length) => {
        const time = (m: number) =>
          `${String(Math.floor(m / 60)).padStart(2, "0")}:${String(m % 60).padStart(2, "0")}`;
        const span = { opens: time(start), closes: time(start + length) };
        const slots = slotsOf([span], date, slot * 60_000);
        assert.equal(slots.length, Math.floor(length / slot));
        for (const [index, at] of slots.entries()) assert.equal(at - (slots[0] ?? 0), index * slot * 60_000);
      },
    ),
  );
  const rule = { earlyMs: 600_000, lateMs: 900_000 };
  fc.assert(
    fc.property(fc.integer({ min: -3_000_000, max: 3_000_000 }), (offset) => {
      const expected = offset < -600_000 ? "early" : offset <= 900_000 ? "in-time" : "late";
      assert.equal(arrivalAt(1e12, 1e12 + offset, rule), expected);
    }),
  );
});
