/** Taking, printing, marking and voiding tickets; offline blocks. */
import { z } from "zod";
import { empty, freeText, id, instant } from "../common.ts";
import { endpoint } from "../endpoint.ts";
import { language, priorityReason, slip, ticket, ticketNumber } from "./shapes.ts";

export const inHall = z.object({ hallId: id });
export const onTicket = z.object({ hallId: id, ticketId: id });

/** Takes a number. With `print`, it joins the queue only when `confirmPrint` says that paper came out. */
export const takeTicket = endpoint({
  method: "post",
  path: "/api/hall/{hallId}/tickets",
  capability: "hall.ticket.take",
  scope: "unit",
  summary: { zh: "取号", en: "Take a ticket" },
  params: inHall,
  query: empty,
  body: z.strictObject({
    /** What the customer came for, in order; one ticket serves them all. */
    serviceIds: z.array(id).min(1).max(5),
    priorityReason: priorityReason.nullable().default(null),
    language: language.default("zh"),
    largeType: z.boolean().default(false),
    print: z.boolean().default(false),
    /** Shown masked on slip and desk; from an ID card, or told to the guide. */
    customerName: freeText(40).nullable().default(null),
    phone: z
      .string()
      .regex(/^1\d{10}$/)
      .nullable()
      .default(null),
    /** What identifies the person (ID card, phone), hashed by the reader: one live ticket per person and service. */
    personKey: z
      .string()
      .regex(/^[0-9a-f]{64}$/)
      .nullable()
      .default(null),
    /** From `recogniseAtHall`: the ticket knows its customer, and what their care entry asks for is done. */
    customerKey: z.string().max(400).nullable().default(null),
  }),
  answer: z.object({ ticket, slip, token: z.string() }),
  problems: [
    "hall.customer_key",
    "hall.closed",
    "hall.service_unknown",
    "hall.service_closed",
    "hall.quota_used",
    "hall.last_number_gone",
    "hall.not_at_kiosk",
    "hall.too_many_tickets",
    "hall.already_waiting",
    "hall.no_capable_window",
  ],
});

export const confirmPrint = endpoint({
  method: "post",
  path: "/api/hall/{hallId}/tickets/{ticketId}/printed",
  capability: "hall.ticket.print",
  scope: "unit",
  summary: { zh: "确认出票", en: "Confirm the print" },
  params: onTicket,
  query: empty,
  body: z.strictObject({ ok: z.boolean(), error: freeText(200).nullable().default(null) }),
  answer: z.object({ ticket, slip: slip.nullable() }),
  problems: ["hall.ticket_state"],
});

export const reprintTicket = endpoint({
  method: "post",
  path: "/api/hall/{hallId}/tickets/{ticketId}/reprint",
  capability: "hall.ticket.print",
  scope: "unit",
  summary: { zh: "补打号票", en: "Print again" },
  params: onTicket,
  query: empty,
  body: z.strictObject({ reason: freeText(100) }),
  answer: z.object({ slip }),
  problems: ["hall.ticket_state"],
});

export const voidTicket = endpoint({
  method: "post",
  path: "/api/hall/{hallId}/tickets/{ticketId}/void",
  capability: "hall.ticket.void",
  scope: "unit",
  summary: { zh: "作废号票", en: "Void a ticket" },
  params: onTicket,
  query: empty,
  body: z.strictObject({ reason: freeText(100).min(1) }),
  answer: z.object({ ticket }),
  problems: ["hall.ticket_state"],
});

export const abandonTicket = endpoint({
  method: "post",
  path: "/api/hall/{hallId}/tickets/{ticketId}/abandon",
  capability: "hall.ticket.void",
  scope: "unit",
  summary: { zh: "客户离开（弃号）", en: "The customer left" },
  params: onTicket,
  query: empty,
  body: z.strictObject({ reason: freeText(100).min(1) }),
  answer: z.object({ ticket }),
  problems: ["hall.ticket_state"],
});

export const markPriority = endpoint({
  method: "post",
  path: "/api/hall/{hallId}/tickets/{ticketId}/priority",
  capability: "hall.ticket.priority",
  scope: "unit",
  summary: { zh: "标记优先", en: "Mark priority" },
  params: onTicket,
  query: empty,
  body: z.strictObject({ reason: priorityReason.nullable() }),
  answer: z.object({ ticket }),
  problems: ["hall.ticket_state"],
});

/** Brings a missed number back (过号激活), by the published rule. */
export const returnTicket = endpoint({
  method: "post",
  path: "/api/hall/{hallId}/tickets/{ticketId}/return",
  capability: "hall.ticket.return",
  scope: "unit",
  summary: { zh: "过号激活", en: "Bring a missed number back" },
  params: onTicket,
  query: empty,
  body: empty,
  answer: z.object({ ticket }),
  problems: ["hall.ticket_state", "hall.missed_expired", "hall.missed_too_often"],
});

export const addService = endpoint({
  method: "post",
  path: "/api/hall/{hallId}/tickets/{ticketId}/services",
  capability: "hall.call",
  scope: "unit",
  summary: { zh: "一号多办：增加业务", en: "Add a service to a ticket" },
  params: onTicket,
  query: empty,
  body: z.strictObject({ serviceId: id }),
  answer: z.object({ ticket }),
  problems: ["hall.ticket_state", "hall.service_unknown"],
});

/** A ticket with everything that happened to it. */
export const getTicket = endpoint({
  method: "get",
  path: "/api/hall/{hallId}/tickets/{ticketId}",
  capability: "hall.floor.view",
  scope: "unit",
  summary: { zh: "号票与经过", en: "A ticket and its trail" },
  params: onTicket,
  query: empty,
  answer: z.object({
    ticket,
    trail: z.array(
      z.object({
        at: instant,
        action: z.string(),
        by: z.string(),
        windowNumber: z.string().nullable(),
        reason: z.string().nullable(),
      }),
    ),
  }),
});

/** Reserves numbers for a kiosk that may lose the network. One block per letter and device lives per day. */
export const reserveBlocks = endpoint({
  method: "post",
  path: "/api/hall/{hallId}/blocks",
  capability: "hall.kiosk.offline",
  scope: "unit",
  summary: { zh: "预留脱网号段", en: "Reserve offline numbers" },
  params: inHall,
  query: empty,
  body: empty,
  answer: z.object({
    day: z.iso.date(),
    blocks: z.array(z.object({ letter: z.string().length(1), from: z.int(), to: z.int(), used: z.int() })),
  }),
  problems: ["hall.closed"],
});

/** Merges what a kiosk issued offline. May come twice, late and in any order: each number lands once, at its own time. */
export const mergeOffline = endpoint({
  method: "post",
  path: "/api/hall/{hallId}/offline-tickets",
  capability: "hall.kiosk.offline",
  scope: "unit",
  summary: { zh: "合并脱网号票", en: "Merge offline tickets" },
  params: inHall,
  query: empty,
  body: z.strictObject({
    tickets: z
      .array(
        z.strictObject({
          ticketId: id,
          number: ticketNumber,
          serviceId: id,
          takenAt: instant,
          priorityReason: priorityReason.nullable().default(null),
          language: language.default("zh"),
          largeType: z.boolean().default(false),
          /** Made by the kiosk, printed as QR code. */
          token: z.string().regex(/^[\w-]{22}$/),
        }),
      )
      .min(1)
      .max(200),
  }),
  answer: z.object({
    results: z.array(
      z.object({
        ticketId: id,
        number: ticketNumber,
        merged: z.enum(["now", "before", "refused"]),
        problem: z.string().nullable(),
      }),
    ),
  }),
});
