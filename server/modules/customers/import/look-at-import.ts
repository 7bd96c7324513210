/** What is shown of an import: its preview, its refused rows, the file to mend. */
import type { ImportField, ImportMapping } from "../../../../contracts/customers.ts";
import type { Words } from "../../../../contracts/endpoint.ts";
import { audit, type Context } from "../../../foundation/context.ts";
import type { FileAnswer } from "../../../foundation/http/route.ts";
import { Problem } from "../../../foundation/problem.ts";
import { rowsOf } from "../../../foundation/tables/table-file.ts";
import { csvLine, csvStart } from "../../../foundation/tables/write-csv.ts";
import { mask } from "../masks.ts";
import * as store from "../store/imports.ts";
import { checkRow, type RowFault } from "./check-row.ts";
import { demandMapping } from "./fields.ts";
import { rowRules } from "./import-rules.ts";
import { importTopic, wordsOf } from "./run-import.ts";

const previewRows = 20;
const previewChecked = 1_000;
/** Of one file to mend: more than anybody mends by hand. */
const refusedMost = 100_000;

export const faultAnswer = ({ field, code, facts }: RowFault | store.RefusedRow["faults"][number]) => ({
  field,
  code,
  text: wordsOf(new Problem(code as Problem["code"], facts)),
});

const masked: Partial<Record<ImportField, (text: string) => string>> = {
  paperNumber: mask.paper,
  mobile: mask.phone,
  landline: mask.phone,
  bankAccount: mask.bank,
};

async function withFile<T>(
  ctx: Context,
  importId: string,
  work: (path: string, job: store.ImportRow) => Promise<T>,
): Promise<T> {
  const job = await store.findImport(ctx, importId);
  if (!job) throw new Problem("thing.not_found");
  if (job.sha256 === null) throw new Problem("imports.file_gone");
  const file = await ctx.files.borrow(ctx.orgId, job.sha256);
  try {
    return await work(file.path, job);
  } finally {
    await file.release();
  }
}

/** @throws imports.column_twice, imports.field_missing, imports.file_gone */
export async function previewImport(ctx: Context, importId: string, mapping: ImportMapping) {
  const rules = await rowRules(ctx);
  return withFile(ctx, importId, async (path, job) => {
    demandMapping(mapping);
    const rows = [];
    let checked = 0;
    let faulty = 0;
    for await (const row of rowsOf(path, job.form)) {
      if (row.line === 1) continue;
      const { faults, changed } = checkRow(row, mapping, rules);
      checked++;
      if (faults.length > 0) faulty++;
      if (rows.length < previewRows)
        rows.push({
          line: row.line,
          cells: cellsOf(row.cells, mapping),
          faults: faults.map(faultAnswer),
          changed: [...changed],
        });
      if (checked === previewChecked) break;
    }
    return { rows, checked, faulty };
  });
}

function cellsOf(cells: readonly string[], mapping: ImportMapping): Partial<Record<ImportField, string>> {
  const shown: Partial<Record<ImportField, string>> = {};
  for (const [name, column] of Object.entries(mapping)) {
    const field = name as ImportField;
    const text = cells[column] ?? "";
    if (text !== "") shown[field] = masked[field]?.(text) ?? text;
  }
  return shown;
}

const faultHeader: Words = { zh: "需改正的问题", en: "What to mend" };

/** The refused rows as they were in the file, with what is wrong of each: mended, it can be imported as it is. */
export async function refusedRows(
  ctx: Context,
  importId: string,
  language: keyof Words,
): Promise<FileAnswer> {
  return withFile(ctx, importId, async (path, job) => {
    const refused = await store.listRefused(ctx, importId, 0, refusedMost);
    const byLine = new Map(refused.map(({ line, faults }) => [line, faults]));
    const lines = [csvStart, csvLine([...job.headers, faultHeader[language]])];
    let left = byLine.size;
    for await (const { line, cells } of rowsOf(path, job.form)) {
      if (left === 0) break;
      const faults = byLine.get(line);
      if (!faults) continue;
      left--;
      const filled = job.headers.map((_, column) => cells[column] ?? "");
      lines.push(csvLine([...filled, faults.map((one) => faultAnswer(one).text[language]).join(" ")]));
    }
    audit(ctx, {
      action: "customers.import_refused_downloaded",
      subject: importTopic(importId),
      after: { rows: byLine.size },
    });
    const base = job.fileName.replace(/\.[^.]*$/, "");
    return { body: lines.join(""), filename: `${base}-${language === "zh" ? "待改正" : "to-mend"}.csv` };
  });
}
