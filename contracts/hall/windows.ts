/** What a clerk does at a window: open it, call, serve, finish; and what the evaluator beside it does. */
import { z } from "zod";
import { empty, freeText, id } from "../common.ts";
import { endpoint } from "../endpoint.ts";
import { rating, ticket, windowBoard } from "./shapes.ts";

export const atWindow = z.object({ hallId: id, windowId: id });
/** Names the ticket that the clerk sees, so that a double press or a stale screen changes nothing else. */
const current = z.strictObject({ ticketId: id });
const base = "/api/hall/{hallId}/windows/{windowId}";
const called = z.object({ ticket: ticket.nullable() });

export const openWindow = endpoint({
  method: "post",
  path: `${base}/open`,
  capability: "hall.window.operate",
  scope: "unit",
  summary: { zh: "开窗（或恢复服务）", en: "Open the window, or resume" },
  params: atWindow,
  query: empty,
  body: z.strictObject({ autoCall: z.boolean().default(false) }),
  answer: z.object({ window: windowBoard }),
  problems: ["hall.window_taken", "hall.window_elsewhere"],
});
export const pauseWindow = endpoint({
  method: "post",
  path: `${base}/pause`,
  capability: "hall.window.operate",
  scope: "unit",
  summary: { zh: "暂停服务", en: "Pause" },
  params: atWindow,
  query: empty,
  body: z.strictObject({ reason: z.string().max(40) }),
  answer: z.object({ window: windowBoard }),
  problems: ["hall.window_state", "hall.window_busy", "hall.pause_reason", "hall.pause_last_of_kind"],
});
export const closeWindow = endpoint({
  method: "post",
  path: `${base}/close`,
  capability: "hall.window.operate",
  scope: "unit",
  summary: { zh: "关窗", en: "Close the window" },
  params: atWindow,
  query: empty,
  body: empty,
  answer: z.object({ window: windowBoard }),
  problems: ["hall.window_state", "hall.window_busy"],
});

/** Calls the next ticket by the published rule. Answers `ticket: null` when nobody is waiting for this window. */
export const callNext = endpoint({
  method: "post",
  path: `${base}/call-next`,
  capability: "hall.call",
  scope: "unit",
  summary: { zh: "呼叫下一位", en: "Call the next" },
  params: atWindow,
  query: empty,
  body: empty,
  answer: called,
  problems: ["hall.window_not_yours", "hall.window_paused", "hall.window_busy"],
});
/** Calls a certain number out of turn; the reason is kept. */
export const callNumber = endpoint({
  method: "post",
  path: `${base}/call-number`,
  capability: "hall.call",
  scope: "unit",
  summary: { zh: "指定呼叫", en: "Call a certain number" },
  params: atWindow,
  query: empty,
  body: z.strictObject({ ticketId: id, reason: freeText(100).min(2) }),
  answer: called,
  problems: [
    "hall.window_not_yours",
    "hall.window_paused",
    "hall.window_busy",
    "hall.ticket_state",
    "hall.ticket_skill",
  ],
});
export const recallTicket = endpoint({
  method: "post",
  path: `${base}/recall`,
  capability: "hall.call",
  scope: "unit",
  summary: { zh: "重呼", en: "Call again" },
  params: atWindow,
  query: empty,
  body: current,
  answer: called,
  problems: [
    "hall.window_not_yours",
    "hall.ticket_not_here",
    "hall.recall_too_soon",
    "hall.recall_too_often",
  ],
});
export const markArrived = endpoint({
  method: "post",
  path: `${base}/arrived`,
  capability: "hall.call",
  scope: "unit",
  summary: { zh: "开始办理", en: "The customer is here" },
  params: atWindow,
  query: empty,
  body: current,
  answer: called,
  problems: ["hall.window_not_yours", "hall.ticket_not_here"],
});
export const markMissed = endpoint({
  method: "post",
  path: `${base}/missed`,
  capability: "hall.call",
  scope: "unit",
  summary: { zh: "过号", en: "Nobody came" },
  params: atWindow,
  query: empty,
  body: current,
  answer: called,
  problems: ["hall.window_not_yours", "hall.ticket_not_here", "hall.missed_too_soon"],
});
export const holdTicket = endpoint({
  method: "post",
  path: `${base}/hold`,
  capability: "hall.call",
  scope: "unit",
  summary: { zh: "挂起", en: "Hold" },
  params: atWindow,
  query: empty,
  body: z.strictObject({ ticketId: id, reason: freeText(100) }),
  answer: called,
  problems: ["hall.window_not_yours", "hall.ticket_not_here"],
});
export const resumeTicket = endpoint({
  method: "post",
  path: `${base}/resume`,
  capability: "hall.call",
  scope: "unit",
  summary: { zh: "恢复挂起", en: "Resume a held ticket" },
  params: atWindow,
  query: empty,
  body: current,
  answer: called,
  problems: [
    "hall.window_not_yours",
    "hall.window_busy",
    "hall.window_paused",
    "hall.ticket_state",
    "hall.ticket_skill",
  ],
});
/** Hands the ticket to another service or window; it keeps its seniority and goes first there. */
export const transferTicket = endpoint({
  method: "post",
  path: `${base}/transfer`,
  capability: "hall.call",
  scope: "unit",
  summary: { zh: "转移", en: "Transfer" },
  params: atWindow,
  query: empty,
  body: z.strictObject({
    ticketId: id,
    serviceId: id.nullable().default(null),
    windowId: id.nullable().default(null),
    reason: freeText(100).min(2),
  }),
  answer: called,
  problems: [
    "hall.window_not_yours",
    "hall.ticket_not_here",
    "hall.transfer_too_often",
    "hall.service_unknown",
    "hall.ticket_skill",
  ],
});
/** Ends the current service; with `next`, the next ticket is called in the same transaction (one key). */
export const finishTicket = endpoint({
  method: "post",
  path: `${base}/finish`,
  capability: "hall.call",
  scope: "unit",
  summary: { zh: "办结（并呼叫下一位）", en: "Finish (and call the next)" },
  params: atWindow,
  query: empty,
  body: z.strictObject({
    ticketId: id,
    outcome: z.enum(["solved", "accepted", "referred", "unsolved"]).default("solved"),
    note: freeText(200).nullable().default(null),
    next: z.boolean().default(false),
  }),
  answer: z.object({ finished: ticket, ticket: ticket.nullable() }),
  problems: ["hall.window_not_yours", "hall.ticket_not_here"],
});

/** The silent button under the counter. */
export const pressPanic = endpoint({
  method: "post",
  path: `${base}/panic`,
  capability: "hall.call",
  scope: "unit",
  summary: { zh: "紧急求助", en: "Panic" },
  params: atWindow,
  query: empty,
  body: empty,
  answer: z.object({ alertId: id }),
});
/** A kiosk's customer needs a person. */
export const askForHelp = endpoint({
  method: "post",
  path: "/api/hall/{hallId}/help",
  capability: "hall.help.ask",
  scope: "unit",
  summary: { zh: "呼叫引导员", en: "Ask for the guide" },
  params: z.object({ hallId: id }),
  query: empty,
  body: empty,
  answer: z.object({ alertId: id }),
});
const onAlert = z.object({ hallId: id, alertId: id });
export const acceptAlert = endpoint({
  method: "post",
  path: "/api/hall/{hallId}/alerts/{alertId}/accept",
  capability: "hall.alert.answer",
  scope: "unit",
  summary: { zh: "接受预警或求助", en: "Accept an alert" },
  params: onAlert,
  query: empty,
  body: empty,
  answer: z.object({ ok: z.literal(true) }),
  problems: ["hall.alert_taken"],
});
export const closeAlert = endpoint({
  method: "post",
  path: "/api/hall/{hallId}/alerts/{alertId}/close",
  capability: "hall.alert.answer",
  scope: "unit",
  summary: { zh: "关闭预警或求助", en: "Close an alert" },
  params: onAlert,
  query: empty,
  body: z.strictObject({ outcome: freeText(200).min(2) }),
  answer: z.object({ ok: z.literal(true) }),
  problems: ["hall.alert_taken"],
});

/** The customer rates on the evaluator: once, while it asks. */
export const rateAtWindow = endpoint({
  method: "post",
  path: `${base}/ratings`,
  capability: "hall.rate",
  scope: "unit",
  summary: { zh: "评价", en: "Rate the service" },
  params: atWindow,
  query: empty,
  body: rating,
  answer: z.object({ ok: z.literal(true) }),
  problems: ["hall.rating_not_asked", "hall.rating_twice", "hall.rating_reason"],
});
