/** Pauses across orders (§2.15), for those who check: why clocks were stopped, for how long, by whom; the suspicious first. */
import { z } from "zod";
import { id, instant, localDate, words } from "../common.ts";
import { endpoint } from "../endpoint.ts";
import { orderLine } from "./shapes.ts";

/** near: shortly before the limit was over; long; many: again and again; unproven: without the proof its reason asks for. */
export const pauseMark = z.enum(["near", "long", "many", "unproven", "unjustified"]);
export type PauseMark = z.output<typeof pauseMark>;

export const qualityPause = z.object({
  id,
  reasonCode: z.string(),
  reasonName: words,
  reason: z.string(),
  needsProof: z.boolean(),
  proofId: id.nullable(),
  at: instant,
  byName: z.string(),
  endedAt: instant.nullable(),
  /** Until it ended, or until now. */
  minutes: z.int(),
  /** Percent of the nearest limit that was used up; null where no limit ran, and of pauses from before this was kept. */
  usedShare: z.int().nullable(),
  wasDueAt: instant.nullable(),
  /** How many times this order was stopped. */
  ofOrder: z.int(),
  needsCheck: z.boolean(),
  checkedByName: z.string().nullable(),
  isJustified: z.boolean().nullable(),
  checkNote: z.string().nullable(),
  marks: z.array(pauseMark),
  /** Somebody else's, and not looked at yet. */
  mayCheck: z.boolean(),
  order: orderLine,
});
export type QualityPause = z.output<typeof qualityPause>;

export const listQualityPauses = endpoint({
  method: "get",
  path: "/api/orders/quality-pauses",
  capability: "orders.check",
  scope: "company",
  summary: { zh: "暂停稽查", en: "Quality of pauses" },
  query: z.strictObject({
    /** Both days belong to it; the past ninety unless said. */
    from: localDate.optional(),
    to: localDate.optional(),
    unitId: id.optional(),
    reason: z.string().max(40).optional(),
    state: z.enum(["standing", "ended"]).optional(),
    check: z.enum(["owed", "justified", "unjustified"]).optional(),
    mark: pauseMark.optional(),
    /** A part of the name of whoever stopped it. */
    who: z.string().max(50).optional(),
    limit: z.coerce.number().int().min(1).max(500).default(100),
  }),
  answer: z.object({
    now: instant,
    /** The days that were looked at. */
    from: localDate,
    to: localDate,
    /** From where on a pause is suspicious, by the rules in force. */
    suspect: z.object({ share: z.int(), days: z.int(), count: z.int() }),
    /** Of everything that the filter finds, shown or not. */
    totals: z.object({
      pauses: z.int(),
      standing: z.int(),
      suspicious: z.int(),
      owed: z.int(),
      unjustified: z.int(),
    }),
    reasons: z.array(z.object({ code: z.string(), name: words })),
    pauses: z.array(qualityPause),
    hasMore: z.boolean(),
  }),
  problems: ["orders.range_too_long"],
});
