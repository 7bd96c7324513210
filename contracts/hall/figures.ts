/** Figures (handbook §5.7): each with its definition, over the organisation tree, down to the tickets behind it. */
import { z } from "zod";
import { empty, id, instant, localDate, words } from "../common.ts";
import { endpoint } from "../endpoint.ts";
import { ticketNumber } from "./shapes.ts";
import { inHall } from "./tickets.ts";

export const figureCode = z.enum([
  "taken",
  "served",
  "wait-called-mean",
  "wait-served-mean",
  "wait-p50",
  "wait-p90",
  "wait-max",
  "wait-within-promise",
  "handling-mean",
  "handling-overtime",
  "abandoned-share",
  "missed-share",
  "rated-share",
  "satisfied-share",
  "unhappy-answered",
  "windows-open-share",
  "windows-used-share",
  "self-service-share",
  "appointments-kept",
  "solved-once",
  "forecast-error",
  "formula-error",
  "forecast-coverage",
]);
export type FigureCode = z.infer<typeof figureCode>;

/** What a figure means, for people and for checking: stands beside every number that is shown. */
export const figureDefinition = z.object({
  code: figureCode,
  name: words,
  unit: z.enum(["count", "seconds", "share"]),
  definition: words,
  numerator: words,
  denominator: words.nullable(),
  excluded: words.nullable(),
  /** Higher is better, lower is better, or neither. */
  better: z.enum(["higher", "lower", "neither"]),
  source: z.string(),
  confidence: z.string(),
  /** Whether the tickets behind it can be listed. */
  hasRows: z.boolean(),
});
export type FigureDefinition = z.infer<typeof figureDefinition>;

export const figureGrouping = z.enum([
  "total",
  "company",
  "hall",
  "service",
  "window",
  "clerk",
  "half-hour",
  "day",
]);
export type FigureGrouping = z.infer<typeof figureGrouping>;

/** Any of them null where nothing was measured or where it has no meaning for the grouping. */
export const figureValues = z.record(figureCode, z.number().nullable());
export type FigureValues = z.infer<typeof figureValues>;
export const figureGroup = z.object({ key: z.string(), label: words, figures: figureValues });
export type FigureGroup = z.infer<typeof figureGroup>;

const range = {
  /** The organisation unit; everything below it counts. The caller's own company unless said. */
  unitId: id.optional(),
  from: localDate,
  to: localDate,
  serviceCode: z.string().max(20).optional(),
};

export const listFigureDefinitions = endpoint({
  method: "get",
  path: "/api/figures/definitions",
  capability: "hall.figures.view",
  scope: "company",
  summary: { zh: "指标定义", en: "What each figure means" },
  query: empty,
  answer: z.object({ definitions: z.array(figureDefinition) }),
});
export const getFigures = endpoint({
  method: "get",
  path: "/api/figures",
  capability: "hall.figures.view",
  scope: "company",
  summary: { zh: "营业厅指标", en: "Hall figures" },
  query: z.strictObject({ ...range, by: figureGrouping.default("total") }),
  answer: z.object({ total: figureValues, groups: z.array(figureGroup), halls: z.int() }),
  problems: ["hall.range_too_long", "thing.not_found"],
});

export const figureRow = z.object({
  ticketId: id,
  hallId: id,
  hallName: words,
  day: localDate,
  number: ticketNumber,
  state: z.string(),
  serviceCode: z.string(),
  serviceName: words,
  windowNumber: z.string().nullable(),
  staffName: z.string().nullable(),
  takenAt: instant,
  calledAt: instant.nullable(),
  startedAt: instant.nullable(),
  finishedAt: instant.nullable(),
  waitS: z.int().nullable(),
  handlingS: z.int().nullable(),
  toldMidS: z.int().nullable(),
  rating: z.int().nullable(),
});
export type FigureRow = z.infer<typeof figureRow>;
/** The tickets behind a figure: those in its numerator, or all of its denominator. */
export const listFigureRows = endpoint({
  method: "get",
  path: "/api/figures/rows",
  capability: "hall.figures.view",
  scope: "company",
  summary: { zh: "指标明细", en: "The tickets behind a figure" },
  query: z.strictObject({
    ...range,
    figure: figureCode,
    part: z.enum(["numerator", "denominator"]).default("numerator"),
    by: figureGrouping.default("total"),
    /** A group's key, as `getFigures` gave it. */
    key: z.string().max(80).optional(),
    after: id.optional(),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  }),
  answer: z.object({ rows: z.array(figureRow), next: z.string().nullable() }),
  problems: ["hall.range_too_long", "hall.figure_no_rows", "thing.not_found"],
});
export const exportFigures = {
  ...endpoint({
    method: "get",
    path: "/api/figures/export",
    capability: "hall.figures.export",
    scope: "company",
    summary: { zh: "导出指标（Excel）", en: "Export figures to Excel" },
    query: z.strictObject({
      ...range,
      by: figureGrouping.default("hall"),
      language: z.enum(["zh", "en"]).default("zh"),
    }),
    answer: z.string(),
    problems: ["hall.range_too_long", "thing.not_found"],
  }),
  file: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
} as const;

const waits = z.object({
  meanS: z.number().nullable(),
  p50S: z.number().nullable(),
  p90S: z.number().nullable(),
  maxS: z.number().nullable(),
});
/** The hall's evening report. Waits run from taking the number to the first call. */
export const eveningReport = z.object({
  hallId: id,
  hallName: words,
  day: localDate,
  madeAt: instant,
  customers: z.int(),
  served: z.int(),
  abandoned: z.int(),
  missed: z.int(),
  void: z.int(),
  /** Still somewhere in the hall when the report was made. */
  open: z.int(),
  wait: waits,
  /** From taking the number to the start of the service. */
  waitToService: waits,
  withinPromise: z.number().nullable(),
  handlingMeanS: z.number().nullable(),
  rated: z.int(),
  satisfied: z.number().nullable(),
  ratings: z.array(z.object({ level: z.int(), count: z.int() })),
  services: z.array(
    z.object({
      code: z.string(),
      name: words,
      customers: z.int(),
      served: z.int(),
      abandoned: z.int(),
      wait: waits,
      handlingMeanS: z.number().nullable(),
    }),
  ),
  windows: z.array(
    z.object({
      number: z.string(),
      name: words,
      served: z.int(),
      handlingMeanS: z.number().nullable(),
      openS: z.number(),
      busyShare: z.number().nullable(),
      satisfied: z.number().nullable(),
    }),
  ),
  /** How good the forecast was: mean absolute error in seconds, beside the usual formula's. */
  forecast: z.object({
    measured: z.int(),
    errorS: z.number().nullable(),
    formulaErrorS: z.number().nullable(),
    coverage: z.number().nullable(),
  }),
  alerts: z.int(),
});
export type EveningReport = z.infer<typeof eveningReport>;
export const getEveningReport = endpoint({
  method: "get",
  path: "/api/hall/{hallId}/report",
  capability: "hall.figures.view",
  scope: "unit",
  summary: { zh: "营业厅日报", en: "The hall's evening report" },
  params: inHall,
  query: z.strictObject({ day: localDate }),
  answer: eveningReport,
  problems: ["hall.not_set_up"],
});
