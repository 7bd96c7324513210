/** The phone page: its holder is known by the ticket's token alone (`Authorization: Ticket <token>`). */
import { z } from "zod";
import { empty, id, instant, words } from "../common.ts";
import { myProposals, ofShowing, saidToProposal } from "../customers/my-proposals.ts";
import { endpoint } from "../endpoint.ts";
import {
  language,
  missedRule,
  priorityClass,
  rating,
  ticketNumber,
  ticketState,
  waitRange,
} from "./shapes.ts";
import { inHall } from "./tickets.ts";

export const myTicketView = z.object({
  ticketId: id,
  number: ticketNumber,
  state: ticketState,
  hallName: words,
  serviceName: words,
  priority: priorityClass,
  /** The ticket was taken in large type, or its customer's care entry asks for it. */
  largeType: z.boolean(),
  takenAt: instant,
  now: instant,
  ahead: z.int().nullable(),
  wait: waitRange.nullable(),
  /** One of the next few: time to come back to the hall. */
  callAhead: z.boolean(),
  windowNumber: z.string().nullable(),
  windowName: words.nullable(),
  calledAt: instant.nullable(),
  missedUntil: instant.nullable(),
  missedRule,
  canAskMoreTime: z.boolean(),
  canLeave: z.boolean(),
  canReturn: z.boolean(),
  canRate: z.boolean(),
  rateUntil: instant.nullable(),
  servedBy: z.string().nullable(),
  papers: z.array(words),
});
export type MyTicketView = z.infer<typeof myTicketView>;

export const viewMyTicket = endpoint({
  method: "get",
  path: "/api/my/ticket",
  capability: "my.ticket",
  scope: "none",
  live: true,
  summary: { zh: "我的号", en: "My ticket" },
  params: empty,
  query: empty,
  answer: myTicketView,
});
/** "I need more time": gives up places by the published rule instead of missing the call. */
export const askMoreTime = endpoint({
  method: "post",
  path: "/api/my/ticket/more-time",
  capability: "my.ticket",
  scope: "none",
  summary: { zh: "晚点到：延后几位", en: "I need more time" },
  params: empty,
  query: empty,
  body: empty,
  answer: myTicketView,
  problems: ["hall.ticket_state", "hall.more_time_too_often"],
});
export const leaveQueue = endpoint({
  method: "post",
  path: "/api/my/ticket/leave",
  capability: "my.ticket",
  scope: "none",
  summary: { zh: "不等了：退出排队", en: "Leave the queue" },
  params: empty,
  query: empty,
  body: empty,
  answer: myTicketView,
  problems: ["hall.ticket_state"],
});
export const returnMyTicket = endpoint({
  method: "post",
  path: "/api/my/ticket/return",
  capability: "my.ticket",
  scope: "none",
  summary: { zh: "我回来了：过号激活", en: "I am back" },
  params: empty,
  query: empty,
  body: empty,
  answer: myTicketView,
  problems: ["hall.ticket_state", "hall.missed_expired", "hall.missed_too_often"],
});
export const rateMyTicket = endpoint({
  method: "post",
  path: "/api/my/ticket/rating",
  capability: "my.ticket",
  scope: "none",
  summary: { zh: "评价", en: "Rate the service" },
  params: empty,
  query: empty,
  body: rating.omit({ ticketId: true }),
  answer: myTicketView,
  problems: ["hall.rating_not_asked", "hall.rating_twice", "hall.rating_reason"],
});

/**
 * What is proposed to the customer of this number while they wait: counted as shown, once a day. Nothing for a number
 * whose customer nobody recognised, and none of the reasons: whoever finds the slip can open this page.
 */
export const showMyProposals = endpoint({
  method: "post",
  path: "/api/my/ticket/proposals",
  capability: "my.ticket",
  scope: "none",
  summary: { zh: "为您推荐", en: "Proposed to me" },
  params: empty,
  query: empty,
  body: empty,
  answer: myProposals,
});
export const answerMyProposal = endpoint({
  method: "post",
  path: "/api/my/ticket/proposals/{showingId}",
  capability: "my.ticket",
  scope: "none",
  summary: { zh: "回应推荐", en: "Answer a proposal" },
  params: ofShowing,
  query: empty,
  body: saidToProposal,
  answer: empty,
  problems: ["strategies.answered_already"],
});

/** A number by phone: the code stands on the hall's screens today, so only those present can take one. */
export const takeByPhone = endpoint({
  method: "post",
  path: "/api/hall/{hallId}/phone-tickets",
  capability: "anyone",
  scope: "unit",
  summary: { zh: "手机扫码取号", en: "Take a ticket by phone" },
  params: inHall,
  query: empty,
  body: z.strictObject({
    serviceIds: z.array(id).min(1).max(5),
    code: z.string().max(40),
    language: language.default("zh"),
  }),
  answer: z.object({ token: z.string(), number: ticketNumber }),
  problems: [
    "hall.closed",
    "hall.service_unknown",
    "hall.service_closed",
    "hall.quota_used",
    "hall.last_number_gone",
    "hall.phone_code",
    "hall.too_many_tickets",
  ],
});
/** Today's code and address for the QR code on kiosk and display. */
export const viewPhoneCode = endpoint({
  method: "get",
  path: "/api/hall/{hallId}/phone-code",
  capability: "hall.display",
  scope: "unit",
  summary: { zh: "扫码取号二维码", en: "The QR code for phones" },
  params: inHall,
  query: empty,
  answer: z.object({ path: z.string(), validUntil: instant }),
});
