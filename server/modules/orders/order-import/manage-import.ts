/** An import of orders from the upload to its start, and what is shown of it: preview, rows to mend. */
import type { OrderImport, OrderImportMapping } from "../../../../contracts/orders/order-imports.ts";
import { dateOf } from "../../../foundation/clock.ts";
import { actorName, audit, type Context } from "../../../foundation/context.ts";
import type { ReceivedFile } from "../../../foundation/files/receive-file.ts";
import type { FileAnswer } from "../../../foundation/http/route.ts";
import { newId } from "../../../foundation/ids.ts";
import { addJob } from "../../../foundation/jobs.ts";
import { Problem } from "../../../foundation/problem.ts";
import { lookInto, rowsOf } from "../../../foundation/tables/table-file.ts";
import { csvLine, csvStart } from "../../../foundation/tables/write-csv.ts";
import { rulesInForce } from "../../catalogue/index.ts";
import { maskName, maskPhone } from "../../customers/index.ts";
import { kindOf } from "../integration/hand-in.ts";
import { unitsWith } from "../units-with.ts";
import { cellsOf, demandMapping, readRow, suggestMapping } from "./read-row.ts";
import { orderImportJob, subjectOf, wordsOf } from "./run-import.ts";
import * as store from "./store.ts";

const previewRows = 20;
const previewChecked = 1_000;

type Place = { readonly source: string; readonly unitId?: string | undefined };

/** @throws tables.*, thing.not_found for a unit outside the caller's */
export async function beginImport(ctx: Context, file: ReceivedFile, place: Place): Promise<OrderImport> {
  const { source, unitId = null } = place;
  const units = await unitsWith(ctx, "orders.import");
  if (unitId !== null && !units.some((unit) => unit.unitId === unitId)) throw new Problem("thing.not_found");
  const found = await lookInto(file.path, file.type === "xlsx" ? "xlsx" : "csv");
  const kept = await ctx.files.keep(ctx, file);
  const now = ctx.clock.now();
  // What is kept of a file is the same whatever it brings in: people's names and numbers.
  const keep = (await rulesInForce(ctx, dateOf(now).toString())).ms("CUSTOMER.IMPORT.KEEP");
  const id = newId();
  await store.insertImport(ctx, {
    ...{ id, source, unitId, sha256: kept.sha256, fileName: file.name, fileBytes: file.bytes },
    form: found.form,
    headers: [...found.headers],
    rowsTotal: found.rowsTotal,
    mapping: suggestMapping(found.headers),
    createdBy: actorName(ctx.actor),
    keptUntil: now.add({ milliseconds: keep }),
  });
  const after = { file: file.name, bytes: file.bytes, source };
  audit(ctx, { action: "orders.import_uploaded", subject: subjectOf(id), after });
  return importAnswer(await known(ctx, id));
}

/** @throws imports.* */
export async function startImport(
  ctx: Context,
  id: string,
  mapping: OrderImportMapping,
): Promise<OrderImport> {
  const job = await known(ctx, id);
  if (job.state === "running" || job.state === "done")
    throw new Problem("imports.state", { state: job.state });
  if (job.sha256 === null) throw new Problem("imports.file_gone");
  demandMapping(mapping);
  await store.saveStart(ctx, id, mapping);
  await addJob(ctx, orderImportJob, { orderImportId: id }, { key: subjectOf(id) });
  audit(ctx, { action: "orders.import_started", subject: subjectOf(id), after: { mapping, line: job.line } });
  return importAnswer(await known(ctx, id));
}

async function known(ctx: Context, id: string): Promise<store.ImportRow> {
  const job = await store.lockImport(ctx, id);
  if (!job) throw new Problem("thing.not_found");
  return job;
}

export function importAnswer(row: store.ImportRow): OrderImport {
  const { id, source, fileName, headers, mapping, state, rowsTotal, created, present, refused, fault } = row;
  return {
    ...{ source, fileName, headers, mapping, state, rowsTotal, created, present, refused, fault },
    orderImportId: id,
    createdAt: row.createdAt.toString(),
    createdBy: row.createdBy,
    finishedAt: row.finishedAt?.toString() ?? null,
    keptUntil: row.keptUntil.toString(),
  };
}

async function withFile<T>(
  ctx: Context,
  id: string,
  work: (path: string, job: store.ImportRow) => Promise<T>,
): Promise<T> {
  const job = await store.findImport(ctx, id);
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
export async function previewImport(ctx: Context, id: string, mapping: OrderImportMapping) {
  return withFile(ctx, id, async (path, job) => {
    demandMapping(mapping);
    const rows = [];
    let checked = 0;
    let faulty = 0;
    for await (const { line, cells } of rowsOf(path, job.form)) {
      if (line === 1) continue;
      const fault = faultOf(cells, mapping);
      checked++;
      if (fault) faulty++;
      if (rows.length < previewRows)
        rows.push({ line, cells: masked(cells, mapping), fault: fault && wordsOf(fault) });
      if (checked === previewChecked) break;
    }
    return { rows, checked, faulty };
  });
}

/** What can be told from the row alone; whether the account exists is found when it is brought in. */
function faultOf(cells: readonly string[], mapping: OrderImportMapping): Problem | null {
  try {
    kindOf(readRow(cells, mapping).kind);
    return null;
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
}

function masked(cells: readonly string[], mapping: OrderImportMapping) {
  const { contactName, contactPhone, ...read } = cellsOf(cells, mapping);
  return {
    ...read,
    ...(contactName && { contactName: maskName(contactName) }),
    ...(contactPhone && { contactPhone: maskPhone(contactPhone) }),
  };
}

const faultHeader = { zh: "需改正的问题", en: "What to mend" };

/** The refused rows as they were in the file, with what is wrong of each: mended, it can be handed in as it is. */
export async function refusedRows(ctx: Context, id: string, language: "zh" | "en"): Promise<FileAnswer> {
  return withFile(ctx, id, async (path, job) => {
    const byLine = new Map((await store.listFaults(ctx, id)).map((fault) => [fault.line, fault]));
    const lines = [csvStart, csvLine([...job.headers, faultHeader[language]])];
    for await (const { line, cells } of rowsOf(path, job.form)) {
      const fault = byLine.get(line);
      if (!fault) continue;
      const said = wordsOf(new Problem(fault.code as Problem["code"], fault.facts))[language];
      lines.push(csvLine([...job.headers.map((_, column) => cells[column] ?? ""), said]));
    }
    audit(ctx, {
      action: "orders.import_refused_downloaded",
      subject: subjectOf(id),
      after: { rows: byLine.size },
    });
    const base = job.fileName.replace(/\.[^.]*$/, "");
    return { body: lines.join(""), filename: `${base}-${language === "zh" ? "待改正" : "to-mend"}.csv` };
  });
}
