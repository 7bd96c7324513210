/**
 * Bringing in the customers of another system (CSV, XLSX): upload, map columns to fields, look at a preview, run in the
 * background, mend what was refused and resubmit. A row is one account with its customer, premise and meter.
 */
import { z } from "zod";
import { empty, id, instant, words } from "../common.ts";
import { endpoint } from "../endpoint.ts";
import { fileName } from "../files.ts";

/** What a column can mean. The first three are needed. */
export const importField = z.enum([
  "accountNumber",
  "name",
  "address",
  "customerKind",
  "paperKind",
  "paperNumber",
  "creditCode",
  "mobile",
  "landline",
  "bankAccount",
  "oldNumber",
  "sortCode",
  "useCode",
  "tradeCode",
  "voltageCode",
  "contractKva",
  "area",
  "sectionCode",
  "openedOn",
  "substation",
  "feeder",
  "transformer",
  "pointNumber",
  "meteringMethod",
  "ratio",
  "meterNumber",
  "installedOn",
  "installedReading",
  "note",
]);
export type ImportField = z.output<typeof importField>;

/** Field → column, from 0. */
export const importMapping = z.partialRecord(importField, z.int().min(0).max(199));
export type ImportMapping = z.output<typeof importMapping>;

/** What is wrong in a row, in words that name the cell. */
export const importFault = z.object({ field: importField.nullable(), code: z.string(), text: words });
export type ImportFault = z.output<typeof importFault>;

export const importState = z.enum(["mapping", "running", "paused", "done", "failed"]);

export const importJob = z.object({
  id,
  fileName: z.string(),
  fileBytes: z.int(),
  form: z.object({
    kind: z.enum(["csv", "xlsx"]),
    encoding: z.string().nullable(),
    delimiter: z.string().nullable(),
  }),
  headers: z.array(z.string()),
  mapping: importMapping,
  state: importState,
  /** Rows of data in the file; an estimate until it has been read to its end, 0 where there is none. */
  rowsTotal: z.int(),
  isTotalExact: z.boolean(),
  rowsRead: z.int(),
  created: z.int(),
  /** Were there already, just so: a file that is run again changes nothing. */
  present: z.int(),
  refused: z.int(),
  rowsPerSecond: z.int().nullable(),
  /** Why it failed, if it did. */
  fault: words.nullable(),
  createdAt: instant,
  createdByName: z.string(),
  startedAt: instant.nullable(),
  finishedAt: instant.nullable(),
  /** The file, and with it the rows to mend, is kept until then. */
  keptUntil: instant,
});
export type ImportJob = z.output<typeof importJob>;

const onImport = z.object({ importId: id });
const shown = z.object({ job: importJob });

export const listImports = endpoint({
  method: "get",
  path: "/api/customer-imports",
  capability: "customers.import",
  scope: "company",
  summary: { zh: "客户导入列表", en: "Imports of customers" },
  query: empty,
  answer: z.object({
    jobs: z.array(importJob),
    /** What a column can be mapped to, as catalogue data names it. */
    fields: z.array(z.object({ field: importField, label: words, isNeeded: z.boolean() })),
  }),
});

/** The file, as its bytes; columns are recognised by their headers and may be mapped otherwise afterwards. */
export const uploadImport = endpoint({
  method: "post",
  path: "/api/customer-imports",
  capability: "customers.import",
  scope: "company",
  summary: { zh: "上传导入文件", en: "Upload a file to import" },
  query: z.strictObject({
    name: fileName,
    /** The unit that the accounts belong to; the company itself unless said. */
    unitId: id.optional(),
  }),
  upload: { maxBytes: 536_870_912, types: ["csv", "xlsx"], unpackedBytes: 4_294_967_296 },
  answer: shown,
  problems: ["tables.not_csv", "tables.not_xlsx", "tables.empty", "files.too_large", "files.empty"],
});

/** The import with its progress; live. */
export const readImport = endpoint({
  method: "get",
  path: "/api/customer-imports/{importId}",
  capability: "customers.import",
  scope: "company",
  live: true,
  summary: { zh: "客户导入进度", en: "An import's progress" },
  params: onImport,
  query: empty,
  answer: shown,
});

/** The first rows as they would be read, with what is wrong in them. Personal numbers are masked here too. */
export const previewImport = endpoint({
  method: "post",
  path: "/api/customer-imports/{importId}/preview",
  capability: "customers.import",
  scope: "company",
  summary: { zh: "预览导入", en: "Preview an import" },
  params: onImport,
  query: empty,
  body: z.strictObject({ mapping: importMapping }),
  answer: z.object({
    rows: z.array(
      z.object({
        line: z.int(),
        cells: z.partialRecord(importField, z.string()),
        faults: z.array(importFault),
        /** What was read otherwise than it was written: full-width forms, look-alike letters. */
        changed: z.array(importField),
      }),
    ),
    /** Of the first thousand rows. */
    checked: z.int(),
    faulty: z.int(),
  }),
  problems: ["imports.column_twice", "imports.field_missing", "imports.file_gone"],
  repeatable: true,
});

export const startImport = endpoint({
  method: "post",
  path: "/api/customer-imports/{importId}/start",
  capability: "customers.import",
  scope: "company",
  summary: { zh: "开始或继续导入", en: "Start or resume an import" },
  params: onImport,
  query: empty,
  body: z.strictObject({ mapping: importMapping }),
  answer: shown,
  problems: ["imports.column_twice", "imports.field_missing", "imports.state", "imports.file_gone"],
});

export const pauseImport = endpoint({
  method: "post",
  path: "/api/customer-imports/{importId}/pause",
  capability: "customers.import",
  scope: "company",
  summary: { zh: "暂停导入", en: "Pause an import" },
  params: onImport,
  query: empty,
  body: empty,
  answer: shown,
  problems: ["imports.state"],
});

/** The refused rows as they were, with a column that says what to mend: mend, upload, run. */
export const refusedRows = endpoint({
  method: "get",
  path: "/api/customer-imports/{importId}/refused",
  capability: "customers.import",
  scope: "company",
  summary: { zh: "下载待改正的行", en: "Download the refused rows" },
  params: onImport,
  query: z.strictObject({ language: z.enum(["zh", "en"]).default("zh") }),
  answer: z.unknown(),
  file: "text/csv",
  problems: ["imports.file_gone"],
});

/** The first of the refused rows, for the page; cells only where the post may see them. */
export const listRefused = endpoint({
  method: "get",
  path: "/api/customer-imports/{importId}/faults",
  capability: "customers.import",
  scope: "company",
  summary: { zh: "待改正的行", en: "The refused rows" },
  params: onImport,
  query: z.strictObject({ after: z.coerce.number().int().min(0).default(0) }),
  answer: z.object({
    faults: z.array(z.object({ line: z.int(), faults: z.array(importFault) })),
    next: z.int().nullable(),
    /** How often each code occurs. */
    summary: z.array(z.object({ code: z.string(), text: words, count: z.int() })),
  }),
});
