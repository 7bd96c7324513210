/**
 * Taking customers out: who, what for, how many. A small list with masked numbers is given at once; a large one, or
 * whole numbers, only after another person has approved. Every file is watermarked, every download is audited.
 */
import { z } from "zod";
import { empty, freeText, id, instant } from "../common.ts";
import { endpoint } from "../endpoint.ts";
import { customerKind, customerStage, register } from "./shapes.ts";

export const exportColumn = z.enum([
  "name",
  "kind",
  "stage",
  "creditCode",
  "paper",
  "phone",
  "accountNumbers",
  "addresses",
  "useCodes",
  "voltageCodes",
  "meterNumbers",
  "transformers",
  "registers",
  "unit",
  "since",
]);
export type ExportColumn = z.output<typeof exportColumn>;

/** Whom the list is about; all conditions hold at once. */
export const exportFilter = z.strictObject({
  kind: customerKind.nullable().default(null),
  stage: customerStage.nullable().default(null),
  register: register.nullable().default(null),
  useCode: freeText(20).nullable().default(null),
  transformer: freeText(60).nullable().default(null),
  unitId: id.nullable().default(null),
});
export type ExportFilter = z.output<typeof exportFilter>;

export const customerExport = z.object({
  id,
  state: z.enum(["waiting", "ready", "refused", "expired"]),
  purpose: z.string(),
  filter: exportFilter,
  columns: z.array(exportColumn),
  /** Whole numbers instead of masked ones. */
  isWhole: z.boolean(),
  format: z.enum(["csv", "xlsx"]),
  rows: z.int(),
  /** So many that it is told to those who answer for personal data. */
  isAlarm: z.boolean(),
  askedAt: instant,
  askedByName: z.string(),
  isOwn: z.boolean(),
  decidedByName: z.string().nullable(),
  decisionNote: z.string().nullable(),
  downloads: z.int(),
  downloadsMost: z.int(),
  expiresAt: instant.nullable(),
});
export type CustomerExport = z.output<typeof customerExport>;

const onExport = z.object({ exportId: id });
const limits = z.object({ rowsAlone: z.int(), rowsMost: z.int(), keepHours: z.int() });

/** How many rows it would have, before anything is asked for. */
export const countExport = endpoint({
  method: "post",
  path: "/api/customer-exports/count",
  capability: "customers.export",
  scope: "company",
  summary: { zh: "预计导出行数", en: "Count what an export would hold" },
  query: empty,
  body: z.strictObject({ filter: exportFilter }),
  answer: z.object({ rows: z.int(), limits }),
  repeatable: true,
});

export const askExport = endpoint({
  method: "post",
  path: "/api/customer-exports",
  capability: "customers.export",
  scope: "company",
  summary: { zh: "申请导出客户", en: "Ask for an export of customers" },
  query: empty,
  body: z.strictObject({
    purpose: freeText(300).min(4),
    filter: exportFilter,
    columns: z.array(exportColumn).min(1).max(15),
    isWhole: z.boolean().default(false),
    format: z.enum(["csv", "xlsx"]).default("xlsx"),
  }),
  answer: z.object({ export: customerExport }),
  problems: ["exports.too_many", "exports.none", "exports.whole"],
});

/** One's own, and for those who approve also those that wait. */
export const listExports = endpoint({
  method: "get",
  path: "/api/customer-exports",
  capability: "customers.export",
  scope: "company",
  summary: { zh: "我的导出", en: "My exports" },
  query: empty,
  answer: z.object({ exports: z.array(customerExport), limits }),
});

export const listExportsToDecide = endpoint({
  method: "get",
  path: "/api/customer-exports/waiting",
  capability: "customers.export.approve",
  scope: "company",
  summary: { zh: "待审核的导出", en: "Exports that wait for approval" },
  query: empty,
  answer: z.object({ exports: z.array(customerExport) }),
});

export const decideExport = endpoint({
  method: "post",
  path: "/api/customer-exports/{exportId}/decision",
  capability: "customers.export.approve",
  scope: "company",
  summary: { zh: "审核导出", en: "Decide an export" },
  params: onExport,
  query: empty,
  body: z.strictObject({
    verdict: z.enum(["approve", "refuse"]),
    note: freeText(200).nullable().default(null),
  }),
  answer: z.object({ export: customerExport }),
  problems: ["customers.own_review", "exports.decided"],
});

/** The file, made anew for whoever asked for it; a few times, for a day. */
export const downloadExport = endpoint({
  method: "get",
  path: "/api/customer-exports/{exportId}/file",
  capability: "customers.export",
  scope: "company",
  summary: { zh: "下载导出文件", en: "Download an export" },
  params: onExport,
  query: z.strictObject({ language: z.enum(["zh", "en"]).default("zh") }),
  answer: z.unknown(),
  file: "application/octet-stream",
  problems: ["exports.not_ready", "exports.downloads_used"],
});
