/**
 * Files of orders that a hotline hands over (CSV, XLSX): upload, map columns, look at a preview, run in the background, mend
 * what was refused and hand it in again. A row is an order of `handInOrder`; the same reference comes in once.
 */
import { z } from "zod";
import { empty, id, instant, words } from "../common.ts";
import { endpoint } from "../endpoint.ts";
import { fileName } from "../files.ts";
import { systemName } from "../identity/api-keys.ts";

export const orderImportField = z.enum([
  "ref",
  "kind",
  "demand",
  "title",
  "contactName",
  "contactPhone",
  "address",
  "accountNumber",
  "receivedAt",
  "dueAt",
  "priority",
  "secrecy",
]);
export type OrderImportField = z.output<typeof orderImportField>;

/** Field → column, from 0. */
export const orderImportMapping = z.partialRecord(orderImportField, z.int().min(0).max(199));
export type OrderImportMapping = z.output<typeof orderImportMapping>;

export const orderImport = z.object({
  orderImportId: id,
  source: systemName,
  fileName: z.string(),
  headers: z.array(z.string()),
  mapping: orderImportMapping,
  state: z.enum(["mapping", "running", "done", "failed"]),
  /** Rows of data in the file; an estimate where cells have line breaks, 0 where there is none. */
  rowsTotal: z.int(),
  created: z.int(),
  /** Were handed in before, just so. */
  present: z.int(),
  refused: z.int(),
  fault: words.nullable(),
  createdAt: instant,
  createdBy: z.string(),
  finishedAt: instant.nullable(),
  /** The file, and with it the rows to mend, is kept until then. */
  keptUntil: instant,
});
export type OrderImport = z.output<typeof orderImport>;

const common = { capability: "orders.import", scope: "company" } as const;
const onImport = z.strictObject({ orderImportId: id });
const shown = z.object({ job: orderImport });

export const listOrderImports = endpoint({
  ...common,
  method: "get",
  path: "/api/integration/imports",
  summary: { zh: "工单导入列表", en: "Imports of orders" },
  query: empty,
  answer: z.object({
    jobs: z.array(orderImport),
    fields: z.array(z.object({ field: orderImportField, label: words, isNeeded: z.boolean() })),
  }),
});

export const uploadOrderImport = endpoint({
  ...common,
  method: "post",
  path: "/api/integration/imports",
  summary: { zh: "上传工单文件", en: "Upload a file of orders" },
  query: z.strictObject({ name: fileName, source: systemName, unitId: id.optional() }),
  upload: { maxBytes: 67_108_864, types: ["csv", "xlsx"], unpackedBytes: 1_073_741_824 },
  answer: shown,
  problems: ["tables.not_csv", "tables.not_xlsx", "tables.empty", "files.too_large", "files.empty"],
});

export const previewOrderImport = endpoint({
  ...common,
  method: "post",
  path: "/api/integration/imports/{orderImportId}/preview",
  summary: { zh: "预览工单导入", en: "Preview an import of orders" },
  params: onImport,
  query: empty,
  body: z.strictObject({ mapping: orderImportMapping }),
  answer: z.object({
    /** The first rows as they would be read; who called is masked. */
    rows: z.array(
      z.object({
        line: z.int(),
        cells: z.partialRecord(orderImportField, z.string()),
        fault: words.nullable(),
      }),
    ),
    /** Of the first thousand rows. */
    checked: z.int(),
    faulty: z.int(),
  }),
  problems: ["imports.column_twice", "imports.field_missing", "imports.file_gone"],
  repeatable: true,
});

/** Starts, or goes on after a fault of the file. */
export const startOrderImport = endpoint({
  ...common,
  method: "post",
  path: "/api/integration/imports/{orderImportId}/start",
  summary: { zh: "开始导入工单", en: "Start an import of orders" },
  params: onImport,
  query: empty,
  body: z.strictObject({ mapping: orderImportMapping }),
  answer: shown,
  problems: ["imports.column_twice", "imports.field_missing", "imports.state", "imports.file_gone"],
});

/** The refused rows as they were, with a column that says what to mend: mend, upload, run. */
export const refusedOrderRows = endpoint({
  ...common,
  method: "get",
  path: "/api/integration/imports/{orderImportId}/refused",
  summary: { zh: "下载待改正的工单行", en: "Download the refused rows" },
  params: onImport,
  query: z.strictObject({ language: z.enum(["zh", "en"]).default("zh") }),
  answer: z.unknown(),
  file: "text/csv",
  problems: ["imports.file_gone"],
});
