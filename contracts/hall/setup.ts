/** What an administrator or hall manager sets up: the hall, its hours, services, windows and roster. */
import { z } from "zod";
import { empty, freeText, id, localDate, localTime, words } from "../common.ts";
import { endpoint } from "../endpoint.ts";
import { language, windowKind } from "./shapes.ts";
import { inHall } from "./tickets.ts";

export const hallGrade = z.enum(["A", "B", "C", "D"]);
export const openingSpan = z.strictObject({ opens: localTime, closes: localTime });
export type OpeningSpan = z.infer<typeof openingSpan>;

/** `workday` includes make-up workdays; a weekday (1 Monday … 7 Sunday) wins over both kinds. */
export const dayKind = z.enum(["workday", "offday", "1", "2", "3", "4", "5", "6", "7"]);
export type DayKind = z.infer<typeof dayKind>;

export const hallSettings = z.strictObject({
  code: z.string().regex(/^[A-Z0-9][A-Z0-9-]{1,19}$/),
  name: words,
  /** Handbook §1.7: A prefecture centre, B county centre, C other, D payment or self-service only. */
  grade: hallGrade,
  address: freeText(200).min(2),
  seats: z.int().min(1).max(2_000),
  isClosed: z.boolean().default(false),
});
export type HallSettings = z.infer<typeof hallSettings>;

export const weeklyHours = z.strictObject({ days: dayKind, opens: localTime, closes: localTime });
export const hoursVersion = z.object({
  validFrom: localDate,
  validTo: localDate.nullable(),
  hours: z.array(weeklyHours),
});
export const specialDay = z.object({ day: localDate, spans: z.array(openingSpan), reason: z.string() });

/** What to bring. `types`: the kinds of papers on file (catalogue/document-types.json) that stand for it. */
export const servicePaper = words.extend({
  types: z
    .array(z.string().regex(/^[a-z][a-z-]{1,39}$/))
    .max(20)
    .optional(),
});
export type ServicePaper = z.infer<typeof servicePaper>;

export const serviceSettings = z.strictObject({
  code: z.string().regex(/^[A-Z][A-Z0-9-]{0,19}$/),
  /** Begins its tickets' numbers; several services may share one. V and Y are for priority and appointments. */
  letter: z.enum(["A", "B", "C", "D", "E"]),
  name: words,
  typicalMinutes: z.number().min(0.5).max(480),
  papers: z.array(servicePaper).max(20),
  atKiosk: z.boolean(),
  dailyQuota: z.int().min(1).max(100_000).nullable(),
  /** The last number is given this long before the hall closes. */
  lastNumberMinutes: z.int().min(0).max(480),
  hint: words.nullable(),
  isSuspended: z.boolean(),
  sort: z.int().min(0).max(9_999),
  /** Customers who may book one slot; 0: no appointments. */
  slotContingent: z.int().min(0).max(100),
});
export type ServiceSettings = z.infer<typeof serviceSettings>;
export const serviceSetup = serviceSettings.extend({ id, isClosed: z.boolean() });
export type ServiceSetup = z.infer<typeof serviceSetup>;

export const windowSettings = z.strictObject({
  number: z.string().regex(/^[A-Z0-9]{1,4}$/),
  name: words,
  kind: windowKind,
  /** Codes of the services it may call. */
  skills: z.array(z.string()).min(1).max(100),
  languages: z.array(language).min(1).max(2),
  /** Opened only when the hall fills (弹性窗口). */
  isElastic: z.boolean(),
  sort: z.int().min(0).max(9_999),
});
export type WindowSettings = z.infer<typeof windowSettings>;
export const windowSetup = windowSettings.extend({ id, isClosedDown: z.boolean() });
export type WindowSetup = z.infer<typeof windowSetup>;

export const hallListed = z.object({
  id,
  orgId: z.int(),
  /** The unit's name where the hall is not set up yet. */
  name: words,
  code: z.string().nullable(),
  grade: hallGrade.nullable(),
  isSetUp: z.boolean(),
  isClosed: z.boolean(),
});
export const listHalls = endpoint({
  method: "get",
  path: "/api/halls",
  capability: "hall.floor.view",
  scope: "company",
  summary: { zh: "我能看到的营业厅", en: "The halls that I may see" },
  query: empty,
  answer: z.object({ halls: z.array(hallListed) }),
});

export const hallSetup = z.object({
  id,
  isSetUp: z.boolean(),
  hall: hallSettings.nullable(),
  hours: z.array(hoursVersion),
  specialDays: z.array(specialDay),
  services: z.array(serviceSetup),
  windows: z.array(windowSetup),
});
export type HallSetup = z.infer<typeof hallSetup>;
export const getHallSetup = endpoint({
  method: "get",
  path: "/api/hall/{hallId}/setup",
  capability: "hall.floor.view",
  scope: "unit",
  summary: { zh: "营业厅设置", en: "A hall's settings" },
  params: inHall,
  query: empty,
  answer: hallSetup,
});
/** Sets up a unit of kind hall, or changes it. */
export const saveHall = endpoint({
  method: "put",
  path: "/api/hall/{hallId}/setup/hall",
  capability: "hall.configure",
  scope: "unit",
  summary: { zh: "新建或修改营业厅", en: "Set up or change a hall" },
  params: inHall,
  query: empty,
  body: hallSettings,
  answer: hallSetup,
  problems: ["hall.code_taken", "hall.not_a_hall", "hall.queue_not_empty", "hall.second_centre"],
});
/** New hours from a day on; those before end the day before. */
export const saveHours = endpoint({
  method: "put",
  path: "/api/hall/{hallId}/setup/hours",
  capability: "hall.configure",
  scope: "unit",
  summary: { zh: "设置营业时间", en: "Set the opening hours" },
  params: inHall,
  query: empty,
  body: z.strictObject({ validFrom: localDate, hours: z.array(weeklyHours).min(1).max(60) }),
  answer: hallSetup,
  problems: ["hall.not_set_up", "hall.spans_overlap", "hall.date_past"],
});
const onDay = z.object({ hallId: id, day: localDate });
/** A single day that differs; no span means closed. */
export const saveSpecialDay = endpoint({
  method: "put",
  path: "/api/hall/{hallId}/setup/special-days/{day}",
  capability: "hall.configure",
  scope: "unit",
  summary: { zh: "设置特殊日", en: "Set a special day" },
  params: onDay,
  query: empty,
  body: z.strictObject({ spans: z.array(openingSpan).max(6), reason: freeText(100).min(2) }),
  answer: hallSetup,
  problems: ["hall.not_set_up", "hall.spans_overlap", "hall.date_past"],
});
export const removeSpecialDay = endpoint({
  method: "delete",
  path: "/api/hall/{hallId}/setup/special-days/{day}",
  capability: "hall.configure",
  scope: "unit",
  summary: { zh: "取消特殊日", en: "Remove a special day" },
  params: onDay,
  query: empty,
  body: empty,
  answer: hallSetup,
  problems: ["hall.date_past"],
});

export const openingDay = z.object({
  day: localDate,
  isWorkday: z.boolean(),
  /** Holiday, make-up workday or special day, in words. */
  note: z.string().nullable(),
  spans: z.array(openingSpan),
});
export const listOpeningDays = endpoint({
  method: "get",
  path: "/api/hall/{hallId}/opening",
  capability: "anyone",
  scope: "unit",
  summary: { zh: "营业时间表", en: "Opening hours, day by day" },
  params: inHall,
  query: z.strictObject({ from: localDate, days: z.coerce.number().int().min(1).max(62).default(14) }),
  answer: z.object({ days: z.array(openingDay) }),
  problems: ["hall.not_set_up"],
});

const onService = z.object({ hallId: id, serviceId: id });
export const createService = endpoint({
  method: "post",
  path: "/api/hall/{hallId}/setup/services",
  capability: "hall.configure",
  scope: "unit",
  summary: { zh: "增加业务", en: "Add a service" },
  params: inHall,
  query: empty,
  body: serviceSettings,
  answer: z.object({ service: serviceSetup }),
  problems: ["hall.not_set_up", "hall.code_taken"],
});
export const editService = endpoint({
  method: "put",
  path: "/api/hall/{hallId}/setup/services/{serviceId}",
  capability: "hall.configure",
  scope: "unit",
  summary: { zh: "修改业务", en: "Change a service" },
  params: onService,
  query: empty,
  body: serviceSettings,
  answer: z.object({ service: serviceSetup }),
  problems: ["hall.service_unknown", "hall.code_taken", "hall.code_in_use"],
});
/** Ends a service for good; its history stays. Refused while somebody waits for it. */
export const closeService = endpoint({
  method: "post",
  path: "/api/hall/{hallId}/setup/services/{serviceId}/close",
  capability: "hall.configure",
  scope: "unit",
  summary: { zh: "停办业务", en: "Close a service" },
  params: onService,
  query: empty,
  body: z.strictObject({ reason: freeText(100).min(2) }),
  answer: z.object({ service: serviceSetup }),
  problems: ["hall.service_unknown", "hall.queue_not_empty"],
});

const onWindow = z.object({ hallId: id, windowId: id });
export const createWindow = endpoint({
  method: "post",
  path: "/api/hall/{hallId}/setup/windows",
  capability: "hall.configure",
  scope: "unit",
  summary: { zh: "增加窗口", en: "Add a window" },
  params: inHall,
  query: empty,
  body: windowSettings,
  answer: z.object({ window: windowSetup }),
  problems: ["hall.not_set_up", "hall.number_taken", "hall.skill_unknown"],
});
export const editWindow = endpoint({
  method: "put",
  path: "/api/hall/{hallId}/setup/windows/{windowId}",
  capability: "hall.configure",
  scope: "unit",
  summary: { zh: "修改窗口", en: "Change a window" },
  params: onWindow,
  query: empty,
  body: windowSettings,
  answer: z.object({ window: windowSetup }),
  problems: ["thing.not_found", "hall.number_taken", "hall.skill_unknown"],
});
/** Takes a window out of use; its history stays. */
export const closeDownWindow = endpoint({
  method: "post",
  path: "/api/hall/{hallId}/setup/windows/{windowId}/close-down",
  capability: "hall.configure",
  scope: "unit",
  summary: { zh: "撤销窗口", en: "Take a window out of use" },
  params: onWindow,
  query: empty,
  body: z.strictObject({ reason: freeText(100).min(2) }),
  answer: z.object({ window: windowSetup }),
  problems: ["thing.not_found", "hall.window_staffed"],
});

export const rosterShift = z.strictObject({
  windowId: id,
  staffId: id.nullable(),
  starts: localTime,
  ends: localTime,
});
export const rosterDay = z.object({
  day: localDate,
  spans: z.array(openingSpan),
  shifts: z.array(rosterShift.extend({ id, windowNumber: z.string(), staffName: z.string().nullable() })),
  /** Who may be planned: the staff of this hall. */
  staff: z.array(z.object({ id, name: z.string(), number: z.string(), post: z.string() })),
});
export const getRoster = endpoint({
  method: "get",
  path: "/api/hall/{hallId}/roster",
  capability: "hall.floor.view",
  scope: "unit",
  summary: { zh: "排班", en: "The roster of a day" },
  params: inHall,
  query: z.strictObject({ day: localDate }),
  answer: rosterDay,
  problems: ["hall.not_set_up"],
});
export const saveRoster = endpoint({
  method: "put",
  path: "/api/hall/{hallId}/roster/{day}",
  capability: "hall.configure",
  scope: "unit",
  summary: { zh: "保存排班", en: "Save a day's roster" },
  params: onDay,
  query: empty,
  body: z.strictObject({ shifts: z.array(rosterShift).max(400) }),
  answer: rosterDay,
  problems: [
    "hall.not_set_up",
    "hall.date_past",
    "hall.shift_overlap",
    "hall.shift_unknown",
    "hall.shift_times",
  ],
});
/** Copies the seven days from one Monday to another; days that have passed stay. */
export const copyRosterWeek = endpoint({
  method: "post",
  path: "/api/hall/{hallId}/roster/copy-week",
  capability: "hall.configure",
  scope: "unit",
  summary: { zh: "复制一周排班", en: "Copy a week's roster" },
  params: inHall,
  query: empty,
  body: z.strictObject({ from: localDate, to: localDate }),
  answer: z.object({ shifts: z.int() }),
  problems: ["hall.not_monday", "hall.date_past"],
});
