/**
 * Runs an import of orders in the background, a row a transaction: the order, the line that it came to, and nothing half.
 * Killed anywhere it goes on behind that line; two runners of one import take turns at its row, and the one that finds the
 * line moved steps back.
 */
import { z } from "zod";
import type { Words } from "../../../../contracts/endpoint.ts";
import { audit, type Context } from "../../../foundation/context.ts";
import { type FileImports, lookAfterImports } from "../../../foundation/file-imports.ts";
import { newId } from "../../../foundation/ids.ts";
import { Problem, problemDocument } from "../../../foundation/problem.ts";
import { rowsOf } from "../../../foundation/tables/table-file.ts";
import { command, type Platform } from "../../../foundation/transaction.ts";
import { handIn } from "../integration/hand-in.ts";
import { readRow } from "./read-row.ts";
import * as store from "./store.ts";

export const orderImportJob = "orders.import";
const payloadShape = z.object({ orgId: z.int(), orderImportId: z.uuid() });

export const subjectOf = (id: string) => `order-import:${id}`;

const inCompany = <T>(platform: Platform, orgId: number, work: (ctx: Context) => Promise<T>) =>
  command(platform, { actor: { kind: "system", orgIds: [orgId] }, orgId, requestId: newId() }, work);

/** @throws what the database says; the job comes again */
export async function runOrderImport(platform: Platform, payload: unknown): Promise<void> {
  const { orgId, orderImportId: id } = payloadShape.parse(payload);
  const job = await inCompany(platform, orgId, (ctx) => store.findImport(ctx, id));
  if (job?.state !== "running" || job.sha256 === null) return;
  const file = await platform.files.borrow(orgId, job.sha256);
  try {
    let from = job.line;
    for await (const { line, cells } of rowsOf(file.path, job.form)) {
      if (line <= from) continue;
      if (!(await bring(platform, orgId, { id, from, line, cells }))) return;
      from = line;
    }
    await end(platform, orgId, id, null);
  } catch (error) {
    // The file itself cannot be read on; anything else is tried again.
    if (!(error instanceof Problem)) throw error;
    await end(platform, orgId, id, wordsOf(error));
  } finally {
    await file.release();
  }
}

type Row = {
  readonly id: string;
  readonly from: number;
  readonly line: number;
  readonly cells: readonly string[];
};

/** @returns false when somebody else has brought this row, or it was ended */
async function bring(platform: Platform, orgId: number, { id, from, line, cells }: Row): Promise<boolean> {
  const isMine = (job?: store.ImportRow) => job?.state === "running" && job.line === from;
  try {
    return await inCompany(platform, orgId, async (ctx) => {
      const job = await store.lockImport(ctx, id);
      if (!job || !isMine(job)) return false;
      const { source, unitId, mapping } = job;
      const { isNew } = await handIn(ctx, { source, unitId, order: readRow(cells, mapping) });
      await store.addProgress(ctx, id, line, isNew ? "created" : "present");
      return true;
    });
  } catch (error) {
    if (!(error instanceof Problem) || error.kind === "unavailable" || error.kind === "fault") throw error;
    return inCompany(platform, orgId, async (ctx) => {
      if (!isMine(await store.lockImport(ctx, id))) return false;
      await store.insertFault(ctx, id, { line, code: error.code, facts: { ...error.facts } });
      await store.addProgress(ctx, id, line, "refused");
      return true;
    });
  }
}

async function end(platform: Platform, orgId: number, id: string, fault: Words | null): Promise<void> {
  await inCompany(platform, orgId, async (ctx) => {
    const job = await store.lockImport(ctx, id);
    if (job?.state !== "running") return;
    await store.saveEnd(ctx, id, fault);
    const { created, present, refused } = job;
    const after = { state: fault ? "failed" : "done", created, present, refused };
    audit(ctx, { action: "orders.import_ended", subject: subjectOf(id), after });
  });
}

/** A refusal in both languages; labels of fields come with their English beside. */
export function wordsOf(problem: Problem): Words {
  const { labelEn } = problem.facts;
  const english =
    labelEn === undefined ? problem : new Problem(problem.code, { ...problem.facts, label: labelEn });
  return { zh: problemDocument(problem, "", "zh").zh, en: problemDocument(english, "", "en").en };
}

const fileImports: FileImports = {
  table: "orders.order_imports",
  due: "orders.order_imports_due",
  job: orderImportJob,
  payloadOf: (orderImportId) => ({ orderImportId }),
  subjectOf,
  removed: "orders.import_file_removed",
};
export const sweepOrderImports = (platform: Platform): Promise<void> =>
  lookAfterImports(platform, fileImports);
