/** The live views: what each surface shows, whole. */
import { z } from "zod";
import { empty, id, instant, words } from "../common.ts";
import { endpoint } from "../endpoint.ts";
import {
  alert,
  hallFace,
  missedRule,
  reason,
  serviceOffer,
  staffFace,
  ticket,
  ticketNumber,
  waitRange,
  windowBoard,
  windowState,
} from "./shapes.ts";
import { inHall } from "./tickets.ts";
import { atWindow } from "./windows.ts";

export const front = z.object({
  hall: hallFace,
  now: instant,
  services: z.array(serviceOffer),
  missedRule,
  priorityReasons: z.array(reason),
  /** Waiting in the whole hall. */
  waiting: z.int(),
});
export type Front = z.infer<typeof front>;

/** The kiosk's page, and the phone's before a number is taken. */
export const viewFront = endpoint({
  method: "get",
  path: "/api/hall/{hallId}/front",
  capability: "anyone",
  scope: "unit",
  live: true,
  summary: { zh: "营业厅门面：业务与等候", en: "The front of the hall: services and waits" },
  params: inHall,
  query: empty,
  answer: front,
});

export const display = z.object({
  hall: hallFace,
  now: instant,
  /** Newest first. A repeated call has a higher `times` and is spoken again. */
  calls: z.array(
    z.object({
      ticketId: id,
      number: ticketNumber,
      windowNumber: z.string(),
      windowName: words,
      calledAt: instant,
      times: z.int(),
      arrived: z.boolean(),
    }),
  ),
  windows: z.array(
    z.object({ number: z.string(), name: words, state: windowState, ticketNumber: ticketNumber.nullable() }),
  ),
  services: z.array(
    z.object({
      code: z.string(),
      letter: z.string(),
      name: words,
      waiting: z.int(),
      wait: waitRange.nullable(),
    }),
  ),
  missed: z.array(ticketNumber),
  missedRule,
  waiting: z.int(),
});
export type Display = z.infer<typeof display>;
export const viewDisplay = endpoint({
  method: "get",
  path: "/api/hall/{hallId}/display",
  capability: "hall.display",
  scope: "unit",
  live: true,
  summary: { zh: "综合屏", en: "The hall's big screen" },
  params: inHall,
  query: empty,
  answer: display,
});

export const pad = z.object({
  hall: z.object({ name: words }),
  now: instant,
  window: z.object({
    id,
    number: z.string(),
    name: words,
    state: windowState,
    pauseReason: words.nullable(),
  }),
  staff: staffFace.nullable(),
  ticketNumber: ticketNumber.nullable(),
  serving: z.boolean(),
  /** A rating is asked for until then; null between customers. */
  ask: z.object({ ticketId: id, number: ticketNumber, until: instant }).nullable(),
  reasons: z.array(reason),
});
export type Pad = z.infer<typeof pad>;
export const viewPad = endpoint({
  method: "get",
  path: "/api/hall/{hallId}/windows/{windowId}/pad",
  capability: "hall.rate",
  scope: "unit",
  live: true,
  summary: { zh: "评价器", en: "The evaluator" },
  params: atWindow,
  query: empty,
  answer: pad,
});

/** Today's figures so far; seconds and shares (0..1), null where nothing was measured. */
export const todayFigures = z.object({
  taken: z.int(),
  served: z.int(),
  waiting: z.int(),
  abandoned: z.int(),
  missed: z.int(),
  waitMeanS: z.number().nullable(),
  waitP90S: z.number().nullable(),
  handlingMeanS: z.number().nullable(),
  withinPromise: z.number().nullable(),
  rated: z.int(),
  satisfied: z.number().nullable(),
  forecastErrorS: z.number().nullable(),
  forecastCoverage: z.number().nullable(),
});
export type TodayFigures = z.infer<typeof todayFigures>;

export const floor = z.object({
  hall: hallFace,
  now: instant,
  windows: z.array(windowBoard),
  /** Everything alive (waiting in the probable order of calling, called, serving, held, missed), at most 500. */
  tickets: z.array(ticket),
  services: z.array(serviceOffer),
  alerts: z.array(alert),
  today: todayFigures,
  /** Per half hour of today: taken, served, mean wait. */
  curve: z.array(
    z.object({ from: instant, taken: z.int(), served: z.int(), waitMeanS: z.number().nullable() }),
  ),
  level: z.enum(["green", "yellow", "orange", "red"]),
  /** The promised wait (rule HALL.WAIT.PROMISE). */
  waitPromiseS: z.int(),
  priorityReasons: z.array(reason),
  missedRule,
});
export type Floor = z.infer<typeof floor>;
/** The guide's tablet and the manager's wall. */
export const viewFloor = endpoint({
  method: "get",
  path: "/api/hall/{hallId}/floor",
  capability: "hall.floor.view",
  scope: "unit",
  live: true,
  summary: { zh: "现场", en: "The hall floor" },
  params: inHall,
  query: empty,
  answer: floor,
});

export const desk = z.object({
  hall: hallFace,
  now: instant,
  window: windowBoard,
  /** Called to or served at this window. */
  ticket: ticket.nullable(),
  /** Waiting for this window's skills in the probable order of calling, at most 60. */
  queue: z.array(ticket),
  waitingElsewhere: z.int(),
  held: z.array(ticket),
  missed: z.array(ticket),
  lastServed: z.array(ticket),
  ratingAsked: z.object({ number: ticketNumber, until: instant }).nullable(),
  windows: z.array(windowBoard),
  services: z.array(serviceOffer),
  alerts: z.array(alert),
  pauseReasons: z.array(reason),
  today: todayFigures,
  mine: todayFigures,
  missedRule,
  /** Limits the desk counts down: seconds between recalls, most recalls, seconds to no-show. */
  limits: z.object({
    recallEveryS: z.int(),
    recallsMax: z.int(),
    noShowAfterS: z.int(),
    transfersMax: z.int(),
    /** The promised wait (rule HALL.WAIT.PROMISE): longer waits are shown in red. */
    waitPromiseS: z.int(),
  }),
});
export type Desk = z.infer<typeof desk>;
export const viewDesk = endpoint({
  method: "get",
  path: "/api/hall/{hallId}/windows/{windowId}/desk",
  capability: "hall.call",
  scope: "unit",
  live: true,
  summary: { zh: "窗口工作台", en: "The clerk's desk" },
  params: atWindow,
  query: empty,
  answer: desk,
});
