/** The nouns of the hall as they cross the wire. */
import { z } from "zod";
import { freeText, id, instant, localTime, words } from "../common.ts";

/**
 * A ticket's life: `printing` holds a number that no printer has confirmed and that nobody waits with;
 * `done`, `abandoned` and `void` are final.
 */
export const ticketState = z.enum([
  "printing",
  "waiting",
  "called",
  "serving",
  "held",
  "missed",
  "done",
  "abandoned",
  "void",
]);
export type TicketState = z.infer<typeof ticketState>;

/** Handbook §5.2: P0 emergency, P1 priority people (优待), P2 appointment, P3 ordinary. */
export const priorityClass = z.enum(["emergency", "priority", "appointment", "ordinary"]);
export type PriorityClass = z.infer<typeof priorityClass>;
/** Why somebody goes first. Which reason gives which class is catalogue data. */
export const priorityReason = z.enum([
  "emergency",
  "elderly",
  "disabled",
  "pregnant",
  "infant",
  "military",
  "veteran",
  "rescue",
]);
export type PriorityReason = z.infer<typeof priorityReason>;

export const channel = z.enum(["kiosk", "guide", "phone", "appointment", "desk"]);
export const language = z.enum(["zh", "en"]);

/** Predicted wait in seconds: about 80 % of waits fall inside low..high; mid is the median. */
export const waitRange = z.object({ lowS: z.int().min(0), midS: z.int().min(0), highS: z.int().min(0) });
export type WaitRange = z.infer<typeof waitRange>;

/** A ticket's number as people say it: letter and at least three digits. */
export const ticketNumber = z.string().regex(/^[A-Z]\d{3,5}$/);

export const journeyStop = z.object({
  serviceId: id,
  code: z.string(),
  name: words,
  state: z.enum(["pending", "current", "done"]),
});

export type JourneyStop = z.infer<typeof journeyStop>;

/** A ticket as staff see it. The customer's name is masked. */
export const ticket = z.object({
  id,
  number: ticketNumber,
  state: ticketState,
  serviceId: id,
  serviceCode: z.string(),
  serviceName: words,
  journey: z.array(journeyStop),
  priority: priorityClass,
  priorityReason: priorityReason.nullable(),
  channel,
  language,
  largeType: z.boolean(),
  customerName: z.string().nullable(),
  /** Who it is, once recognised. */
  customer: z.object({ id, maskedName: z.string() }).nullable(),
  takenAt: instant,
  queuedAt: instant.nullable(),
  /** People who will probably be called before; null when not waiting. */
  ahead: z.int().nullable(),
  wait: waitRange.nullable(),
  windowId: id.nullable(),
  windowNumber: z.string().nullable(),
  calledAt: instant.nullable(),
  startedAt: instant.nullable(),
  finishedAt: instant.nullable(),
  callCount: z.int(),
  missedCount: z.int(),
  missedUntil: instant.nullable(),
  holdUntil: instant.nullable(),
  transferred: z.boolean(),
  note: z.string().nullable(),
  appointmentAt: instant.nullable(),
});
export type Ticket = z.infer<typeof ticket>;

export const windowState = z.enum(["closed", "open", "paused"]);
export type WindowState = z.infer<typeof windowState>;
export const windowKind = z.enum(["general", "payment", "business", "inquiry", "energy", "vip"]);
export const staffFace = z.object({ id, name: z.string(), number: z.string(), photo: z.string().nullable() });

export const windowBoard = z.object({
  id,
  number: z.string(),
  name: words,
  kind: windowKind,
  /** Codes of the services it may call. */
  skills: z.array(z.string()),
  languages: z.array(language),
  isElastic: z.boolean(),
  state: windowState,
  staff: staffFace.nullable(),
  pauseReason: z.string().nullable(),
  pausedAt: instant.nullable(),
  pauseUntil: instant.nullable(),
  autoCall: z.boolean(),
  ticket: z
    .object({ id, number: ticketNumber, state: ticketState, serviceName: words, since: instant })
    .nullable(),
  servedToday: z.int(),
  online: z.boolean(),
});
export type WindowBoard = z.infer<typeof windowBoard>;

/** A reason code with its words, from the catalogue. */
export const reason = z.object({
  code: z.string(),
  zh: z.string(),
  en: z.string(),
  limitMinutes: z.number().nullable(),
});
export type Reason = z.infer<typeof reason>;

/** A service at the front of the hall, with whether it can be had right now and if not, why. */
export const serviceOffer = z.object({
  id,
  code: z.string(),
  letter: z.string().length(1),
  name: words,
  typicalMinutes: z.number(),
  papers: z.array(words),
  atKiosk: z.boolean(),
  waiting: z.int(),
  wait: waitRange.nullable(),
  openWindows: z.int(),
  /** Which windows serve it, where they are: 收费区 1—2 号窗口. Null when too many do. */
  where: words.nullable(),
  available: z.boolean(),
  /** Problem code of the refusal that taking a ticket would get. */
  unavailable: z.string().nullable(),
  remainingToday: z.int().nullable(),
});
export type ServiceOffer = z.infer<typeof serviceOffer>;

export const hallFace = z.object({
  id,
  code: z.string(),
  name: words,
  grade: z.enum(["A", "B", "C", "D"]),
  address: z.string(),
  isOpen: z.boolean(),
  /** Today's opening spans, lunch split included; empty on a closed day. */
  hours: z.array(z.object({ opens: localTime, closes: localTime })),
  hotlines: z.array(z.string()),
});
export type HallFace = z.infer<typeof hallFace>;

/** The published rule for missed numbers, built from the catalogue's numbers; printed and shown. */
export const missedRule = z.strictObject({ zh: z.string().max(400), en: z.string().max(400) });

/** What goes onto paper. No full id or phone (handbook §5.1). */
export const slip = z.object({
  ticketId: id,
  number: ticketNumber,
  hallName: words,
  serviceName: words,
  ahead: z.int(),
  wait: waitRange.nullable(),
  takenAt: instant,
  priority: priorityClass,
  /** Which counters, where. */
  hint: words.nullable(),
  papers: z.array(words),
  missedRule,
  hotlines: z.array(z.string()),
  customerName: z.string().nullable(),
  /** Address of the phone page, opened by the QR code: path and fragment only. */
  progressPath: z.string(),
  copy: z.int(),
});
export type Slip = z.infer<typeof slip>;

export const alertKind = z.enum(["crowding", "panic", "help", "unhappy", "pause-overrun", "failure"]);
export const alertLevel = z.enum(["info", "yellow", "orange", "red"]);
export const alert = z.object({
  id,
  kind: alertKind,
  level: alertLevel,
  title: words,
  /** What to do about it: open window 6, move the guide. */
  proposal: words.nullable(),
  proposedWindowId: id.nullable(),
  raisedAt: instant,
  answerBy: instant.nullable(),
  acceptedBy: z.string().nullable(),
  acceptedAt: instant.nullable(),
  closedAt: instant.nullable(),
  outcome: z.string().nullable(),
  where: z.string().nullable(),
});
export type Alert = z.infer<typeof alert>;

export const ratingLevel = z.int().min(1).max(5);
export const ratingReason = z.enum(["long-wait", "attitude", "unfamiliar", "unsolved", "equipment", "other"]);
export const rating = z.strictObject({
  ticketId: id,
  /** 5 非常满意, 4 满意, 3 一般, 2 不满意, 1 非常不满意. */
  level: ratingLevel,
  reasons: z.array(ratingReason).max(6).default([]),
  comment: freeText(200).nullable().default(null),
});
export const note = freeText(200);
