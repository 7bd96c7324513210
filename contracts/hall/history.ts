/** What the forecast learns from, and how good it has been. */
import { z } from "zod";
import { empty, localDate } from "../common.ts";
import { endpoint } from "../endpoint.ts";
import { priorityClass } from "./shapes.ts";
import { inHall } from "./tickets.ts";

/** Epoch milliseconds. */
const ms = z.int().min(0).max(8_640_000_000_000_000);
const name = z.string().min(1).max(40);

/** What became of one customer of a past day. */
export const pastCustomer = z.strictObject({
  id: name,
  serviceCode: z.string().min(1).max(20),
  priority: priorityClass,
  slotAt: ms.optional(),
  takenAt: ms,
  calledAt: ms.optional(),
  finishedAt: ms.optional(),
  leftAt: ms.optional(),
  window: name.optional(),
});
/** When a window was staffed and what it served; `all` where the record does not say. */
export const pastPresence = z.strictObject({
  window: name,
  skills: z.union([z.literal("all"), z.array(z.string().min(1).max(20)).max(100)]),
  opensAt: ms,
  closesAt: ms,
});
/** Imports past days and learns from them. A day that comes again replaces itself: the import may be repeated. */
export const importHistory = endpoint({
  method: "post",
  path: "/api/hall/{hallId}/history",
  capability: "hall.configure",
  scope: "unit",
  summary: { zh: "导入历史记录并学习", en: "Import earlier days and learn from them" },
  params: inHall,
  query: empty,
  bodyLimit: 8_388_608,
  body: z.strictObject({
    days: z
      .array(
        z.strictObject({
          date: localDate,
          customers: z.array(pastCustomer).max(20_000),
          presence: z.array(pastPresence).max(1_000),
        }),
      )
      .min(1)
      .max(400),
  }),
  answer: z.object({ days: z.int(), customers: z.int(), modelDays: z.int(), meanServiceS: z.number() }),
  problems: ["hall.not_set_up", "hall.history_day", "hall.history_future"],
});

/** How good the forecast was, day by day: what each customer was told against how long it took. */
export const getForecastAccuracy = endpoint({
  method: "get",
  path: "/api/hall/{hallId}/forecast",
  capability: "hall.floor.view",
  scope: "unit",
  summary: { zh: "等候预测的准确度", en: "How good the wait forecast is" },
  params: inHall,
  query: z.strictObject({ days: z.coerce.number().int().min(1).max(92).default(14) }),
  answer: z.object({
    /** Days that the present model has learned from; 0 on the first day. */
    modelDays: z.int(),
    learnedAt: z.iso.datetime().nullable(),
    /** The earliest first. */
    days: z.array(
      z.object({
        day: localDate,
        measured: z.int(),
        errorS: z.number().nullable(),
        formulaErrorS: z.number().nullable(),
        coverage: z.number().nullable(),
        /** 1 − our error ÷ the formula's. */
        gain: z.number().nullable(),
      }),
    ),
  }),
  problems: ["hall.not_set_up"],
});
