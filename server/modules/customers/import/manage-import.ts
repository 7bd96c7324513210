/** An import from the upload to its start, pauses, and the end of its file. */
import type { ImportMapping } from "../../../../contracts/customers.ts";
import { dateOf } from "../../../foundation/clock.ts";
import { audit, type Context, staffOf } from "../../../foundation/context.ts";
import { type FileImports, lookAfterImports } from "../../../foundation/file-imports.ts";
import type { ReceivedFile } from "../../../foundation/files/receive-file.ts";
import { newId } from "../../../foundation/ids.ts";
import { addJob } from "../../../foundation/jobs.ts";
import { Problem } from "../../../foundation/problem.ts";
import { lookInto } from "../../../foundation/tables/table-file.ts";
import type { Platform } from "../../../foundation/transaction.ts";
import { rulesInForce } from "../../catalogue/index.ts";
import { findUnit, getRootUnit } from "../../identity/index.ts";
import * as store from "../store/imports.ts";
import { demandMapping, suggestMapping } from "./fields.ts";
import { importJobName, importTopic, tellProgress } from "./run-import.ts";

/** @throws tables.*, thing.not_found for a unit of another company */
export async function beginImport(
  ctx: Context,
  file: ReceivedFile,
  unitId?: string,
): Promise<store.ImportRow> {
  const unit = unitId ? await findUnit(ctx, unitId) : await getRootUnit(ctx);
  if (!unit) throw new Problem("thing.not_found");
  const found = await lookInto(file.path, file.type === "xlsx" ? "xlsx" : "csv");
  const kept = await ctx.files.keep(ctx, file);
  const rules = await rulesInForce(ctx, dateOf(ctx.clock.now()).toString());
  const now = ctx.clock.now();
  const staff = staffOf(ctx);
  const row: store.ImportRow = {
    id: newId(),
    sha256: kept.sha256,
    fileName: file.name,
    fileBytes: file.bytes,
    ...found,
    mapping: suggestMapping(found.headers),
    state: "mapping",
    unitId: unit.unitId,
    line: 1,
    isTotalExact: false,
    rowsRead: 0,
    created: 0,
    present: 0,
    refused: 0,
    busyMs: 0,
    fault: null,
    createdAt: now,
    createdBy: staff.id,
    createdByName: staff.name,
    startedAt: null,
    finishedAt: null,
    keptUntil: now.add({ milliseconds: rules.ms("CUSTOMER.IMPORT.KEEP") }),
  };
  await store.insertImport(ctx, row);
  const after = { file: row.fileName, bytes: row.fileBytes, rows: row.rowsTotal };
  audit(ctx, { action: "customers.import_uploaded", subject: importTopic(row.id), after });
  return row;
}

const stateWords: Readonly<Record<store.ImportRow["state"], string>> = {
  mapping: "待对应 mapping",
  running: "导入中 running",
  paused: "已暂停 paused",
  done: "已完成 done",
  failed: "失败 failed",
};

/** Starts, resumes after a pause, or tries again after a fault of the file. @throws imports.* */
export async function startImport(
  ctx: Context,
  importId: string,
  mapping: ImportMapping,
): Promise<store.ImportRow> {
  const job = await lock(ctx, importId);
  if (job.state === "running" || job.state === "done")
    throw new Problem("imports.state", { state: stateWords[job.state] });
  if (job.sha256 === null) throw new Problem("imports.file_gone");
  demandMapping(mapping);
  await store.saveStart(ctx, importId, mapping);
  await addJob(ctx, importJobName, { importId }, { key: importTopic(importId) });
  audit(ctx, {
    action: "customers.import_started",
    subject: importTopic(importId),
    before: { state: job.state, line: job.line },
    after: { mapping },
  });
  tellProgress(ctx, importId);
  return { ...job, mapping, state: "running", fault: null, startedAt: job.startedAt ?? ctx.clock.now() };
}

/** The batch that is being written is still brought to its end. @throws imports.state */
export async function pauseImport(ctx: Context, importId: string): Promise<store.ImportRow> {
  const job = await lock(ctx, importId);
  if (job.state !== "running") throw new Problem("imports.state", { state: stateWords[job.state] });
  await store.saveState(ctx, importId, "paused");
  audit(ctx, {
    action: "customers.import_paused",
    subject: importTopic(importId),
    after: { line: job.line },
  });
  tellProgress(ctx, importId);
  return { ...job, state: "paused" };
}

async function lock(ctx: Context, importId: string): Promise<store.ImportRow> {
  const job = await store.lockImport(ctx, importId);
  if (!job) throw new Problem("thing.not_found");
  return job;
}

const fileImports: FileImports = {
  table: "customers.imports",
  due: "customers.imports_due",
  job: importJobName,
  payloadOf: (importId) => ({ importId }),
  subjectOf: importTopic,
  removed: "customers.import_file_removed",
};
export const sweepImports = (platform: Platform): Promise<void> => lookAfterImports(platform, fileImports);
