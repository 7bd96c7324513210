/**
 * Figures of orders for managers: what was promised and kept, how long stages take and where work piles up, why it was late,
 * what customers said afterwards, the ten promises, and the metrics of the service rules §3.10. Every share shows what it was
 * made of, and leads to the orders behind it. Months and days are local dates.
 */
import { z } from "zod";
import { id, localDate, words } from "../common.ts";
import { endpoint } from "../endpoint.ts";
import { areaType, clockLayer, clockUnit, customerClass, orderLine, typeCode } from "./shapes.ts";

const inCompany = z.strictObject({ orgId: z.string().regex(/^[1-9]\d{0,9}$/) });
/** Both days belong to it. */
const range = {
  from: localDate,
  to: localDate,
  /** With all below it; all units on which the caller may see figures unless said. */
  unitId: id.optional(),
};
const common = {
  method: "get",
  capability: "orders.figures.view",
  scope: "company",
  params: inCompany,
} as const;
const problems = ["orders.range_too_long"] as const;

/** What a figure was made of. `excluded`: left out on both sides, and why is said by its definition. */
const counted = {
  numerator: z.number(),
  denominator: z.number(),
  excluded: z.int(),
};

export const promiseRow = z.object({
  unitId: id,
  unitName: words,
  ruleCode: z.string(),
  ruleName: words,
  layer: clockLayer,
  month: z.string().regex(/^\d{4}-\d\d$/),
  kept: z.int(),
  missed: z.int(),
  /** Nobody waits for it any more: refused, withdrawn, merged. */
  excluded: z.int(),
});

/** 承诺兑现榜: which unit kept which promise, month by month, and what is late at this moment. */
export const readScoreboard = endpoint({
  ...common,
  forKeys: true,
  path: "/api/companies/{orgId}/orders/scoreboard",
  summary: { zh: "承诺兑现榜", en: "Promises kept and broken" },
  query: z.strictObject({ ...range, layer: clockLayer.default("promised") }),
  answer: z.object({
    rows: z.array(promiseRow),
    /** Running now, whatever the range: what is over, and what will be by the usual durations. */
    running: z.array(
      z.object({ unitId: id, unitName: words, running: z.int(), late: z.int(), atRisk: z.int() }),
    ),
  }),
  problems,
});

export const readStageTimes = endpoint({
  ...common,
  path: "/api/companies/{orgId}/orders/stage-times",
  summary: { zh: "环节时长与瓶颈", en: "Stage times and bottlenecks" },
  query: z.strictObject({ ...range, type: typeCode.optional(), customerClass: customerClass.optional() }),
  answer: z.object({
    stages: z.array(
      z.object({
        key: z.string(),
        name: words,
        steps: z.int(),
        medianMinutes: z.int(),
        p90Minutes: z.int(),
        /** Of the time that all steps of the range took together. */
        timeShare: z.number(),
      }),
    ),
    /** Where work piles up: by how long what waits now would take at the pace of the range. */
    bottlenecks: z.array(
      z.object({
        nodeId: z.string(),
        name: words,
        processKey: z.string(),
        waiting: z.int(),
        unassigned: z.int(),
        over: z.int(),
        donePerDay: z.number(),
        /** Waiting ÷ done per day; null where nothing was done in the range. */
        daysOfWork: z.number().nullable(),
      }),
    ),
  }),
  problems,
});

export const readOverdueReasons = endpoint({
  ...common,
  path: "/api/companies/{orgId}/orders/overdue-reasons",
  summary: { zh: "超期原因", en: "Why promises were broken" },
  query: z.strictObject(range),
  answer: z.object({
    missed: z.int(),
    reasons: z.array(
      z.object({
        /** Null: nobody has said why yet. */
        code: z.string().nullable(),
        name: words,
        clocks: z.int(),
      }),
    ),
  }),
  problems,
});

export const readVisitResults = endpoint({
  ...common,
  path: "/api/companies/{orgId}/orders/visit-results",
  summary: { zh: "回访结果", en: "Results of return visits" },
  query: z.strictObject(range),
  answer: z.object({
    visited: z.int(),
    reached: z.int(),
    results: z.array(z.object({ satisfaction: z.string(), name: words, visits: z.int() })),
    /** Satisfied and better of those who gave an answer. */
    satisfied: z.object(counted),
  }),
  problems,
});

/** One figure with its parts: a share of 1, or an average in its unit. */
export const orderFigure = z.object({
  code: z.string(),
  name: words,
  measure: z.enum(["share", "average", "count"]),
  unit: z.union([z.literal("SHARE"), clockUnit, z.literal("COUNT")]),
  /** `ALL`, a customer class or an area. */
  group: z.union([z.literal("ALL"), customerClass, areaType]),
  /** Null where nothing happened in the range. */
  value: z.number().nullable(),
  ...counted,
  target: z.number().nullable(),
  /** False where its data is not here yet. */
  isLive: z.boolean(),
  why: words.nullable(),
});
export type OrderFigure = z.output<typeof orderFigure>;

export const readTenPromises = endpoint({
  ...common,
  forKeys: true,
  path: "/api/companies/{orgId}/orders/ten-promises",
  summary: { zh: "十项承诺", en: "The ten promises" },
  query: z.strictObject(range),
  answer: z.object({
    promises: z.array(
      z.object({ no: z.int(), name: words, text: words, source: z.string(), figures: z.array(orderFigure) }),
    ),
  }),
  problems,
});

export const readOrderMetrics = endpoint({
  ...common,
  forKeys: true,
  path: "/api/companies/{orgId}/orders/metrics",
  summary: { zh: "工单指标", en: "Metrics of orders" },
  query: z.strictObject(range),
  answer: z.object({
    metrics: z.array(
      orderFigure.extend({
        numeratorText: words,
        denominatorText: words.nullable(),
        excludedText: words.nullable(),
        source: z.string(),
        confidence: z.string(),
      }),
    ),
  }),
  problems,
});

/** The orders behind a figure, the latest first. */
export const listFigureOrders = endpoint({
  ...common,
  path: "/api/companies/{orgId}/orders/figure-orders",
  summary: { zh: "指标明细", en: "The orders behind a figure" },
  query: z.strictObject({
    ...range,
    /** A code of the metrics or of the ten promises' figures, or `rule:<code>` for a line of the scoreboard. */
    figure: z.string().min(1).max(80),
    part: z.enum(["numerator", "others", "excluded"]).default("others"),
    limit: z.coerce.number().int().min(1).max(200).default(50),
    after: z.uuid().optional(),
  }),
  answer: z.object({ orders: z.array(orderLine), after: id.nullable() }),
  problems,
});
export type FigureRange = {
  readonly from: string;
  readonly to: string;
  readonly unitId?: string | undefined;
};
