/** The halls of a company that the caller may see, at a glance, as one live view: a browser keeps few connections to one address. */
import { z } from "zod";
import { empty, instant } from "../common.ts";
import { endpoint } from "../endpoint.ts";
import { hallFace, windowBoard } from "./shapes.ts";
import { floor, todayFigures } from "./views.ts";

export const hallBrief = z.object({
  hall: hallFace,
  windows: z.array(windowBoard),
  today: todayFigures,
  level: floor.shape.level,
  /** Alerts that nobody has closed. */
  openAlerts: z.int(),
  waitPromiseS: z.number(),
});
export type HallBrief = z.infer<typeof hallBrief>;

export const viewHalls = endpoint({
  method: "get",
  path: "/api/companies/{orgId}/halls/overview",
  capability: "hall.floor.view",
  scope: "company",
  live: true,
  summary: { zh: "全部营业厅概览", en: "All halls at a glance" },
  params: z.object({ orgId: z.coerce.number().int().min(1) }),
  query: empty,
  answer: z.object({ now: instant, halls: z.array(hallBrief) }),
});
