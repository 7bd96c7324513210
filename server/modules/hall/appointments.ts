/** Booking, cancelling and arriving (预约). The last place of a slot is decided under its row's lock. */
import type { ResultOf } from "../../../contracts/endpoint.ts";
import type { Appointment, listSlots as listSlotsEndpoint, ServiceSetup } from "../../../contracts/hall.ts";
import { businessZone, type Clock, dateOf, instantAt, timeOf } from "../../foundation/clock.ts";
import { actorKey, audit, type Context, publish } from "../../foundation/context.ts";
import { violates } from "../../foundation/database.ts";
import { RateLimit } from "../../foundation/http/rate-limit.ts";
import { newId } from "../../foundation/ids.ts";
import { Problem } from "../../foundation/problem.ts";
import { command, type Platform } from "../../foundation/transaction.ts";
import { calendarOf, type RulesInForce } from "../catalogue/index.ts";
import { type ArrivalRule, arrivalAt, newCode, slotsOf } from "./appointment.ts";
import { autoCall } from "./counter.ts";
import { hallRules } from "./hall-rules.ts";
import { issueTicket, maskName, phoneHashOf } from "./issue-ticket.ts";
import { openingSpans } from "./opening.ts";
import { lockHall } from "./queue.ts";
import * as store from "./store/appointments.ts";
import * as halls from "./store/halls.ts";
import { refuseStale } from "./take-by-phone.ts";
import { numberOf, type Ticket } from "./ticket.ts";

const arrivalRule = (rules: RulesInForce): ArrivalRule => ({
  earlyMs: rules.ms("HALL.APPOINTMENT.EARLY"),
  lateMs: rules.ms("HALL.APPOINTMENT.LATE"),
});

const limits = new WeakMap<Clock, RateLimit>();

/** Strangers may book and try codes only so often (rule HALL.APPOINTMENT.TRIES_PER_MINUTE), per address and process. */
export async function countTry(ctx: Context): Promise<void> {
  if (ctx.actor.kind !== "anyone" && ctx.actor.kind !== "customer") return;
  const perMinute = (await hallRules(ctx)).value("HALL.APPOINTMENT.TRIES_PER_MINUTE");
  const limit = limits.get(ctx.clock) ?? new RateLimit(perMinute);
  limits.set(ctx.clock, limit);
  limit.take(ctx.ip ?? "unknown");
}

/** The service, when it takes appointments. */
async function bookableService(ctx: Context, hallId: string, serviceId: string): Promise<ServiceSetup> {
  const service = (await halls.listServices(ctx, hallId)).find(({ id }) => id === serviceId);
  if (!service || service.isClosed) throw new Problem("hall.service_unknown");
  if (service.slotContingent === 0 || service.isSuspended)
    throw new Problem("hall.no_appointments", { service: service.name.zh });
  return service;
}

/** The slots of any day from `from` on. */
async function slotsFrom(ctx: Context, hallId: string, from: Temporal.PlainDate, slotMs: number) {
  const specialDays = await halls.listSpecialDays(ctx, hallId, from.toString());
  const opening = { hours: await halls.listHours(ctx, hallId), specialDays };
  const calendar = await calendarOf(ctx);
  return (date: Temporal.PlainDate) => slotsOf(openingSpans(opening, calendar, date), date, slotMs);
}

const midnight = (date: Temporal.PlainDate) => instantAt(date, Temporal.PlainTime.from("00:00"));

/** What can still be booked, from now to the last day of the rule. */
export async function listSlots(
  ctx: Context,
  hallId: string,
  query: { serviceId: string; from?: string | undefined; to?: string | undefined },
): Promise<ResultOf<typeof listSlotsEndpoint>> {
  const service = await bookableService(ctx, hallId, query.serviceId);
  const rules = await hallRules(ctx);
  const slotMs = rules.ms("HALL.APPOINTMENT.SLOT");
  const today = dateOf(ctx.clock.now());
  const last = today.add({ days: rules.value("HALL.APPOINTMENT.DAYS_AHEAD") });
  const from = latest(today, query.from);
  const to = query.to && query.to < last.toString() ? Temporal.PlainDate.from(query.to) : last;
  const touched = await store.listSlots(
    ctx,
    hallId,
    service.id,
    midnight(from),
    midnight(to.add({ days: 1 })),
  );
  const known = new Map(touched.map((slot) => [slot.startsAt.epochMilliseconds, slot]));
  const now = ctx.clock.now().epochMilliseconds;
  const slotsOn = await slotsFrom(ctx, hallId, from, slotMs);
  const slots: ResultOf<typeof listSlotsEndpoint>["slots"] = [];
  for (let date = from; Temporal.PlainDate.compare(date, to) <= 0; date = date.add({ days: 1 })) {
    for (const startsAt of slotsOn(date)) {
      if (startsAt <= now) continue;
      const slot = known.get(startsAt);
      const left = (slot?.contingent ?? service.slotContingent) - (slot?.booked ?? 0);
      slots.push({ serviceId: service.id, startsAt: iso(startsAt), endsAt: iso(startsAt + slotMs), left });
    }
  }
  return { slots, firstDay: from.toString(), lastDay: to.toString() };
}

const latest = (today: Temporal.PlainDate, from: string | undefined) =>
  from && from > today.toString() ? Temporal.PlainDate.from(from) : today;
const iso = (ms: number) => Temporal.Instant.fromEpochMilliseconds(ms).toString();

export type Booking = {
  readonly serviceId: string;
  readonly startsAt: string;
  readonly name: string;
  readonly phone: string;
};

/** Two who book the last place at once: one gets it, the other is told that the slot is full. */
export async function bookAppointment(ctx: Context, hallId: string, booking: Booking): Promise<Appointment> {
  const service = await bookableService(ctx, hallId, booking.serviceId);
  const rules = await hallRules(ctx);
  const startsAt = Temporal.Instant.from(booking.startsAt);
  await refuseWrongSlot(ctx, hallId, startsAt, rules);
  // The phone's lock first, the slot's second: always in this order.
  const phoneHash = phoneHashOf(ctx, booking.phone);
  await store.lockPhone(ctx, phoneHash);
  const limit = rules.value("HALL.APPOINTMENT.PER_PHONE");
  if ((await store.countAhead(ctx, phoneHash)) >= limit)
    throw new Problem("hall.bookings_too_many", { limit });
  const slot = await store.lockSlot(ctx, hallId, service.id, startsAt, service.slotContingent);
  if (slot.booked >= slot.contingent) throw new Problem("hall.slot_full");

  const row: store.AppointmentRow = {
    id: newId(),
    slotId: slot.id,
    serviceId: service.id,
    startsAt,
    code: newCode(),
    name: maskName(booking.name),
    state: "booked",
    ticketId: null,
    bookedAt: ctx.clock.now(),
    arrivedAt: null,
  };
  const dueAt = startsAt.add({ milliseconds: arrivalRule(rules).lateMs });
  try {
    await store.insertAppointment(ctx, hallId, { ...row, phoneHash, dueAt });
  } catch (error) {
    if (violates(error, "appointments_one")) throw new Problem("hall.booked_already");
    throw error;
  }
  await store.moveBooked(ctx, slot.id, 1);
  tell(ctx, hallId, "booked", row);
  return answer(ctx, hallId, row, rules);
}

async function refuseWrongSlot(
  ctx: Context,
  hallId: string,
  startsAt: Temporal.Instant,
  rules: RulesInForce,
): Promise<void> {
  if (Temporal.Instant.compare(startsAt, ctx.clock.now()) <= 0) throw new Problem("hall.slot_past");
  const date = dateOf(startsAt);
  const last = dateOf(ctx.clock.now()).add({ days: rules.value("HALL.APPOINTMENT.DAYS_AHEAD") });
  const isWithin = Temporal.PlainDate.compare(date, last) <= 0;
  const slotsOn = await slotsFrom(ctx, hallId, date, rules.ms("HALL.APPOINTMENT.SLOT"));
  const slots = isWithin ? slotsOn(date) : [];
  if (!slots.includes(startsAt.epochMilliseconds)) throw new Problem("hall.slot_unknown");
}

export async function findAppointment(ctx: Context, hallId: string, code: string): Promise<Appointment> {
  return answer(ctx, hallId, await lockByCode(ctx, hallId, code), await hallRules(ctx));
}

/** Gives the place back. */
export async function cancelAppointment(ctx: Context, hallId: string, code: string): Promise<Appointment> {
  const row = await lockByCode(ctx, hallId, code);
  demandState(row, "booked");
  const cancelled = { ...row, state: "cancelled" as const };
  await store.saveAppointment(ctx, cancelled);
  await store.moveBooked(ctx, row.slotId, -1);
  tell(ctx, hallId, "cancelled", cancelled);
  return answer(ctx, hallId, cancelled, await hallRules(ctx));
}

export type Arrival = {
  readonly code: string;
  readonly language: Ticket["language"];
  readonly largeType: boolean;
  readonly print: boolean;
  /** From the hall's screens, when a phone says that its owner is here. */
  readonly hallCode?: string;
};

/**
 * The customer is here. In time: a Y ticket with the appointment's priority. Late: an ordinary ticket.
 * @throws hall.appointment_early, hall.appointment_day, hall.appointment_state, and the refusals of `issueTicket`
 */
export async function checkIn(ctx: Context, hallId: string, arrival: Arrival) {
  const queue = await lockHall(ctx, hallId);
  if (arrival.hallCode !== undefined) refuseStale(ctx, queue, arrival.hallCode);
  const row = await lockByCode(ctx, hallId, arrival.code);
  demandState(row, "booked", "no-show");
  const rule = arrivalRule(await hallRules(ctx));
  const startsAt = row.startsAt.epochMilliseconds;
  const day = dateOf(row.startsAt).toString();
  if (day !== queue.day) throw new Problem("hall.appointment_day", { day });
  const arrived = arrivalAt(startsAt, queue.now, rule);
  if (arrived === "early")
    throw new Problem("hall.appointment_early", { time: clockTime(startsAt - rule.earlyMs) });

  const isLate = arrived === "late";
  const ticket = await issueTicket(ctx, queue, {
    serviceIds: [row.serviceId],
    priority: isLate ? "ordinary" : "appointment",
    priorityReason: null,
    takenBy: actorKey(ctx.actor),
    customerName: null,
    phone: null,
    personKey: null,
    ...(isLate ? {} : { appointment: { id: row.id, at: startsAt } }),
    channel: "appointment",
    language: arrival.language,
    largeType: arrival.largeType,
    print: arrival.print,
  });
  autoCall(ctx, queue);
  await queue.save(ctx);
  const state = isLate ? "late" : "arrived";
  await store.saveAppointment(ctx, { ...row, state, ticketId: ticket.id, arrivedAt: ctx.clock.now() });
  tell(ctx, hallId, state, row);
  return { queue, ticket: queue.ticket(ticket.id), number: numberOf(ticket), isLate };
}

const clockTime = (ms: number) =>
  timeOf(Temporal.Instant.fromEpochMilliseconds(ms)).toString({ smallestUnit: "minute" });

async function lockByCode(ctx: Context, hallId: string, code: string): Promise<store.AppointmentRow> {
  const row = await store.lockAppointment(ctx, hallId, code);
  if (!row) throw new Problem("hall.appointment_unknown");
  return row;
}

const stateWords = {
  booked: "已预约 booked",
  arrived: "已到场 arrived",
  late: "迟到 late",
  "no-show": "未到 not come",
  cancelled: "已取消 cancelled",
} as const;

function demandState(row: store.AppointmentRow, ...states: store.AppointmentRow["state"][]): void {
  if (!states.includes(row.state))
    throw new Problem("hall.appointment_state", { state: stateWords[row.state] });
}

/** Changes how many may book a slot; those who have booked keep their places. */
export async function saveSlot(
  ctx: Context,
  hallId: string,
  change: { serviceId: string; startsAt: string; contingent: number },
): Promise<{ contingent: number; booked: number }> {
  const service = (await halls.listServices(ctx, hallId)).find(({ id }) => id === change.serviceId);
  if (!service || service.isClosed) throw new Problem("hall.service_unknown");
  const startsAt = Temporal.Instant.from(change.startsAt);
  await refuseWrongSlot(ctx, hallId, startsAt, await hallRules(ctx));
  const slot = await store.lockSlot(ctx, hallId, service.id, startsAt, service.slotContingent);
  if (change.contingent < slot.booked) throw new Problem("hall.slot_booked", { booked: slot.booked });
  await store.setContingent(ctx, slot.id, change.contingent);
  audit(ctx, {
    action: "hall.slot.change",
    subject: `slot:${slot.id}`,
    before: { contingent: slot.contingent },
    after: { contingent: change.contingent },
  });
  return { contingent: change.contingent, booked: slot.booked };
}

/** For the sweep: who did not come, in all companies that have such appointments. */
export async function sweepAppointments(platform: Platform, orgIds: readonly number[]): Promise<void> {
  for (const orgId of await store.companiesWithDue(platform.db, orgIds, platform.clock.now())) {
    const call = { actor: { kind: "system", orgIds: [orgId] }, orgId, requestId: newId() } as const;
    await command(platform, call, markNoShows);
  }
}

/** One company's no-shows, in a transaction of its own. */
export async function markNoShows(ctx: Context): Promise<number> {
  const gone = await store.markNoShows(ctx);
  for (const { id, hallId, serviceId } of gone)
    publish(ctx, {
      type: "hall.appointment_no_show",
      topic: hallId,
      payload: { appointmentId: id, serviceId },
    });
  return gone.length;
}

function tell(ctx: Context, hallId: string, what: string, row: store.AppointmentRow): void {
  const { id: appointmentId, serviceId } = row;
  audit(ctx, {
    action: `hall.appointment.${what}`,
    subject: `appointment:${row.id}`,
    before: { state: row.state },
    after: { state: what },
  });
  publish(ctx, { type: `hall.appointment_${what}`, topic: hallId, payload: { appointmentId, serviceId } });
}

async function answer(
  ctx: Context,
  hallId: string,
  row: store.AppointmentRow,
  rules: RulesInForce,
): Promise<Appointment> {
  const hall = await halls.findHall(ctx, hallId);
  const service = (await halls.listServices(ctx, hallId)).find(({ id }) => id === row.serviceId);
  if (!hall || !service) throw new Problem("hall.not_set_up");
  const { earlyMs, lateMs } = arrivalRule(rules);
  const startsAt = row.startsAt.epochMilliseconds;
  const [early, late] = [earlyMs / 60_000, lateMs / 60_000];
  const day = dateOf(row.startsAt);
  const onDay =
    row.ticketId === null
      ? []
      : await store.listAppointments(
          ctx,
          hallId,
          midnight(day),
          day.add({ days: 1 }).toZonedDateTime(businessZone).toInstant(),
        );
  return {
    code: row.code,
    state: row.state,
    hallName: hall.name,
    address: hall.address,
    serviceName: service.name,
    startsAt: row.startsAt.toString(),
    arriveFrom: iso(startsAt - earlyMs),
    arriveUntil: iso(startsAt + lateMs),
    rule: {
      zh: `请在预约时间前 ${early} 分钟至后 ${late} 分钟内到厅取号；迟到按普通顺序排队。`,
      en: `Check in from ${early} minutes before until ${late} minutes after the time; later you join the ordinary queue.`,
    },
    papers: [...service.papers],
    ticketNumber: onDay.find(({ id }) => id === row.id)?.ticketNumber ?? null,
  };
}
