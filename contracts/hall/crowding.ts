/** Crowding on the wire: the alerts of a day with what was done about them and what that did. */
import { z } from "zod";
import { localDate } from "../common.ts";
import { endpoint } from "../endpoint.ts";
import { alert } from "./shapes.ts";
import { inHall } from "./tickets.ts";

/** What the thresholds saw at one instant. */
export const crowdMeasured = z.object({
  waiting: z.int(),
  /** The wait that somebody taking a number now would be told, averaged over five minutes; seconds. */
  waitS: z.number(),
  longestS: z.number(),
  abandonedShare: z.number(),
  openWindows: z.int(),
});
export type CrowdMeasured = z.infer<typeof crowdMeasured>;

export const listAlerts = endpoint({
  method: "get",
  path: "/api/hall/{hallId}/alerts",
  capability: "hall.floor.view",
  scope: "unit",
  summary: { zh: "当日预警及处置效果", en: "A day's alerts and what was done" },
  params: inHall,
  query: z.strictObject({ day: localDate }),
  answer: z.object({
    alerts: z.array(alert.extend({ before: crowdMeasured.nullable(), after: crowdMeasured.nullable() })),
  }),
});
