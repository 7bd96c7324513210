/** Appointments: slots with contingents, booking, cancelling, arriving. */
import { z } from "zod";
import { empty, freeText, id, instant, localDate, words } from "../common.ts";
import { endpoint } from "../endpoint.ts";
import { language, slip, ticket } from "./shapes.ts";
import { inHall } from "./tickets.ts";

export const appointmentState = z.enum(["booked", "arrived", "late", "no-show", "cancelled"]);
export const appointmentCode = z
  .string()
  .trim()
  .toUpperCase()
  .regex(/^[2-9A-HJKMNP-Z]{8}$/);

export const slot = z.object({ serviceId: id, startsAt: instant, endsAt: instant, left: z.int() });
/** Slots that can still be booked, of one service. */
export const listSlots = endpoint({
  method: "get",
  path: "/api/hall/{hallId}/slots",
  capability: "anyone",
  scope: "unit",
  summary: { zh: "可预约时段", en: "Slots that can be booked" },
  params: inHall,
  query: z.strictObject({ serviceId: id, from: localDate.optional(), to: localDate.optional() }),
  answer: z.object({ slots: z.array(slot), firstDay: localDate, lastDay: localDate }),
  problems: ["hall.service_unknown", "hall.no_appointments"],
});

export const appointment = z.object({
  code: z.string(),
  state: appointmentState,
  hallName: words,
  address: z.string(),
  serviceName: words,
  startsAt: instant,
  /** Arriving outside this span has consequences; the rule says which. */
  arriveFrom: instant,
  arriveUntil: instant,
  rule: words,
  papers: z.array(words),
  ticketNumber: z.string().nullable(),
});
export type Appointment = z.infer<typeof appointment>;

export const bookAppointment = endpoint({
  method: "post",
  path: "/api/hall/{hallId}/appointments",
  capability: "anyone",
  scope: "unit",
  summary: { zh: "预约", en: "Book an appointment" },
  params: inHall,
  query: empty,
  body: z.strictObject({
    serviceId: id,
    startsAt: instant,
    name: freeText(40).min(1),
    phone: z.string().regex(/^1[3-9]\d{9}$/),
  }),
  answer: z.object({ appointment }),
  problems: [
    "hall.service_unknown",
    "hall.no_appointments",
    "hall.slot_unknown",
    "hall.slot_full",
    "hall.slot_past",
    "hall.booked_already",
    "hall.bookings_too_many",
    "request.too_many",
  ],
});
export const findAppointment = endpoint({
  method: "get",
  path: "/api/hall/{hallId}/appointments/mine",
  capability: "anyone",
  scope: "unit",
  summary: { zh: "凭预约码查询", en: "Find an appointment by its code" },
  params: inHall,
  query: z.strictObject({ code: appointmentCode }),
  answer: z.object({ appointment }),
  problems: ["hall.appointment_unknown", "request.too_many"],
});
export const cancelAppointment = endpoint({
  method: "post",
  path: "/api/hall/{hallId}/appointments/cancel",
  capability: "anyone",
  scope: "unit",
  summary: { zh: "取消预约", en: "Cancel an appointment" },
  params: inHall,
  query: empty,
  body: z.strictObject({ code: appointmentCode }),
  answer: z.object({ appointment }),
  problems: ["hall.appointment_unknown", "hall.appointment_state", "request.too_many"],
});

const arrival = { code: appointmentCode, language: language.default("zh") };
const checkInProblems = [
  "hall.appointment_unknown",
  "hall.appointment_state",
  "hall.appointment_early",
  "hall.appointment_day",
  "hall.closed",
  "hall.service_closed",
  "request.too_many",
] as const;
/** The customer is here, says the kiosk or the guide. Early: told when. Late: joins the ordinary queue. */
export const checkIn = endpoint({
  method: "post",
  path: "/api/hall/{hallId}/check-in",
  capability: "hall.ticket.take",
  scope: "unit",
  summary: { zh: "预约到场取号", en: "Check in an appointment" },
  params: inHall,
  query: empty,
  body: z.strictObject({
    ...arrival,
    largeType: z.boolean().default(false),
    print: z.boolean().default(false),
  }),
  answer: z.object({ ticket, slip, token: z.string(), isLate: z.boolean() }),
  problems: checkInProblems,
});
/** The same on the customer's phone, with the code that stands on the hall's screens today. */
export const checkInByPhone = endpoint({
  method: "post",
  path: "/api/hall/{hallId}/phone-check-in",
  capability: "anyone",
  scope: "unit",
  summary: { zh: "手机预约到场", en: "Check in by phone" },
  params: inHall,
  query: empty,
  body: z.strictObject({ ...arrival, hallCode: z.string().max(40) }),
  answer: z.object({ token: z.string(), number: z.string(), isLate: z.boolean() }),
  problems: [...checkInProblems, "hall.phone_code"],
});

export const appointmentListed = z.object({
  id,
  code: z.string(),
  state: appointmentState,
  serviceName: words,
  startsAt: instant,
  name: z.string(),
  bookedAt: instant,
  arrivedAt: instant.nullable(),
  ticketNumber: z.string().nullable(),
});
/** The appointments of a day, for staff; names masked. */
export const listAppointments = endpoint({
  method: "get",
  path: "/api/hall/{hallId}/appointments",
  capability: "hall.appointment.manage",
  scope: "unit",
  summary: { zh: "当日预约", en: "A day's appointments" },
  params: inHall,
  query: z.strictObject({ day: localDate }),
  answer: z.object({
    appointments: z.array(appointmentListed),
    slots: z.array(z.object({ serviceId: id, startsAt: instant, contingent: z.int(), booked: z.int() })),
  }),
});
/** Gives one slot another contingent; not fewer than are booked. */
export const saveSlot = endpoint({
  method: "put",
  path: "/api/hall/{hallId}/slots",
  capability: "hall.appointment.manage",
  scope: "unit",
  summary: { zh: "调整时段名额", en: "Change a slot's contingent" },
  params: inHall,
  query: empty,
  body: z.strictObject({ serviceId: id, startsAt: instant, contingent: z.int().min(0).max(100) }),
  answer: z.object({ contingent: z.int(), booked: z.int() }),
  problems: ["hall.service_unknown", "hall.slot_unknown", "hall.slot_past", "hall.slot_booked"],
});
