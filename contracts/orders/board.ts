/** The dispatcher's board (业扩调度, 95598 调度): everything that runs, by stage and risk; bulk acts say first what they change. */
import { z } from "zod";
import { empty, freeText, id, instant, words } from "../common.ts";
import { endpoint } from "../endpoint.ts";
import { family, heat, workLine } from "./shapes.ts";

export const readBoard = endpoint({
  method: "get",
  path: "/api/orders/board",
  capability: "orders.dispatch",
  scope: "company",
  summary: { zh: "调度看板", en: "Dispatcher's board" },
  query: z.strictObject({
    board: z.enum(["supply", "hotline"]).default("supply"),
    family: family.optional(),
    unitId: id.optional(),
    heat: heat.optional(),
    limit: z.coerce.number().int().min(10).max(500).default(200),
  }),
  live: true,
  answer: z.object({
    now: instant,
    stages: z.array(
      z.object({
        key: z.string(),
        name: words,
        count: z.int(),
        warm: z.int(),
        over: z.int(),
        lines: z.array(workLine),
      }),
    ),
    /** Of live steps, as the columns count them; `orders`: of how many orders they are. */
    totals: z.object({
      running: z.int(),
      orders: z.int(),
      warm: z.int(),
      over: z.int(),
      paused: z.int(),
      unassigned: z.int(),
    }),
    /** Who has how much in hand, to drag work onto. */
    people: z.array(
      z.object({ staffId: id, name: z.string(), post: z.string(), openSteps: z.int(), over: z.int() }),
    ),
  }),
});

/** With `isPreview` nothing changes: the answer says what would, line by line. */
export const bulkAssign = endpoint({
  method: "post",
  path: "/api/orders/bulk-assign",
  capability: "orders.dispatch",
  scope: "company",
  summary: { zh: "批量指派", en: "Assign several" },
  query: empty,
  body: z.strictObject({
    stepIds: z.array(id).min(1).max(200),
    staffId: id.nullable(),
    reason: freeText(500).default(""),
    isPreview: z.boolean(),
  }),
  answer: z.object({
    changes: z.array(
      z.object({
        stepId: id,
        orderNumber: z.string(),
        name: words,
        from: z.string().nullable(),
        to: z.string().nullable(),
        refusal: words.nullable(),
      }),
    ),
    done: z.int(),
  }),
  problems: ["orders.staff_unknown"],
});
