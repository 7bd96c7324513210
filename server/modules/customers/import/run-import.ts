/**
 * Runs an import in the background: batch by batch, each one transaction that brings its rows, its refusals and the line
 * that it came to. Killed anywhere it goes on at that line; two runners of one import take turns at its row, and the one
 * that finds the line moved steps back. While the database writes a batch the next one is read, checked and made ready.
 */
import { z } from "zod";
import type { Words } from "../../../../contracts/endpoint.ts";
import { type Clock, dateOf } from "../../../foundation/clock.ts";
import { audit, type Context, publish } from "../../../foundation/context.ts";
import { newId } from "../../../foundation/ids.ts";
import { Problem, problemDocument } from "../../../foundation/problem.ts";
import { rowsOf } from "../../../foundation/tables/table-file.ts";
import { command, type Platform } from "../../../foundation/transaction.ts";
import {
  addProgress,
  findImport,
  type ImportRow,
  insertRefused,
  lockImport,
  saveEnd,
  takeImport,
} from "../store/imports.ts";
import { type CheckedRow, checkRow, type RowFault, type RowRules } from "./check-row.ts";
import type { Origin } from "./customer-files.ts";
import { rowRules } from "./import-rules.ts";
import { placeRows } from "./place-rows.ts";
import { prepareRows, type Ready, type Sealing } from "./prepare-rows.ts";

export const importJobName = "customers.import";
/** Rows of a transaction: enough that its round trips do not matter, few enough that a kill loses a second. */
const batchRows = 2_000;

/** What the job carries; jobs outlive the code that added them. */
export const importPayload = z.object({ orgId: z.int(), importId: z.uuid() });
export type ImportPayload = z.output<typeof importPayload>;

export const importTopic = (importId: string): string => `import:${importId}`;

/** Runs until the end, a pause, or a fault of the file. @throws what the database says; the job comes again */
export async function runImport(platform: Platform, { orgId, importId }: ImportPayload): Promise<void> {
  const inCompany = <T>(work: (ctx: Context) => Promise<T>) =>
    command(platform, { actor: { kind: "system", orgIds: [orgId] }, orgId, requestId: newId() }, work);
  const start = await inCompany(async (ctx) => ({
    job: await findImport(ctx, importId),
    rules: await rowRules(ctx),
  }));
  const { job, rules } = start;
  if (job?.state !== "running") return;
  if (job.sha256 === null) return end(inCompany, importId, new Problem("imports.file_gone"));
  const file = await platform.files.borrow(orgId, job.sha256);
  try {
    const sealing = { vault: platform.vault, orgId };
    await runBatches(inCompany, job, batchesOf(file.path, job, rules, { sealing, clock: platform.clock }));
  } catch (error) {
    // The file itself cannot be read on; anything else is tried again.
    if (!(error instanceof Problem)) throw error;
    await end(inCompany, importId, error);
  } finally {
    await file.release();
  }
}

type InCompany = <T>(work: (ctx: Context) => Promise<T>) => Promise<T>;

type Batch = {
  readonly rows: readonly CheckedRow[];
  readonly refused: readonly { readonly line: number; readonly faults: readonly RowFault[] }[];
  readonly read: number;
  readonly line: number;
  readonly origin: Origin;
  readonly ready: ReadonlyMap<string, Ready>;
};

async function* batchesOf(
  path: string,
  job: ImportRow,
  rules: RowRules,
  { sealing, clock }: { readonly sealing: Sealing; readonly clock: Clock },
): AsyncGenerator<Batch> {
  let batch = emptyBatch();
  const whole = async () => {
    const origin = originOf(job, clock.now());
    return { ...batch, origin, ready: await prepareRows(sealing, batch.rows, origin) };
  };
  for await (const row of rowsOf(path, job.form)) {
    if (row.line <= job.line) continue;
    const judged = checkRow(row, job.mapping, rules);
    if (judged.row) batch.rows.push(judged.row);
    else batch.refused.push({ line: row.line, faults: judged.faults });
    batch.line = row.line;
    batch.read++;
    if (batch.read < batchRows) continue;
    yield await whole();
    batch = emptyBatch();
  }
  if (batch.read > 0) yield await whole();
}

const originOf = ({ id, unitId }: ImportRow, now: Temporal.Instant): Origin => ({
  unitId,
  today: dateOf(now).toString(),
  at: now.toString(),
  by: `import:${id}`,
});

const emptyBatch = () => ({
  rows: [] as CheckedRow[],
  refused: [] as Batch["refused"][number][],
  read: 0,
  line: 0,
});

async function runBatches(
  inCompany: InCompany,
  job: ImportRow,
  batches: AsyncGenerator<Batch>,
): Promise<void> {
  let from = job.line;
  let since = performance.now();
  let coming = batches.next();
  for (;;) {
    const { value: batch, done } = await coming;
    if (done) break;
    coming = batches.next();
    // Awaited below; should this batch fail first, nobody else would look at it.
    coming.catch(() => {});
    const before = since;
    since = performance.now();
    const goesOn = await inCompany((ctx) => bring(ctx, job.id, from, batch, Math.round(since - before)));
    if (!goesOn) {
      await batches.return(undefined);
      return;
    }
    from = batch.line;
  }
  await end(inCompany, job.id, null);
}

/** @returns false when it was paused meanwhile, or somebody else has brought these rows */
async function bring(
  ctx: Context,
  importId: string,
  from: number,
  batch: Batch,
  busyMs: number,
): Promise<boolean> {
  const job = await takeImport(ctx, importId);
  if (job?.state !== "running" || job.line !== from) return false;
  const placed = await placeRows(ctx, batch.rows, batch.origin, batch.ready);
  const refused = [...batch.refused, ...placed.refused];
  await insertRefused(ctx, importId, refused);
  await addProgress(ctx, importId, {
    line: batch.line,
    read: batch.read,
    created: placed.created,
    present: placed.present,
    refused: refused.length,
    busyMs,
  });
  tellProgress(ctx, importId);
  return true;
}

async function end(inCompany: InCompany, importId: string, problem: Problem | null): Promise<void> {
  await inCompany(async (ctx) => {
    const job = await lockImport(ctx, importId);
    if (job?.state !== "running") return;
    await saveEnd(ctx, importId, problem && wordsOf(problem));
    const { created, present, refused } = job;
    const after = { state: problem ? "failed" : "done", created, present, refused };
    audit(ctx, { action: "customers.import_ended", subject: importTopic(importId), after });
    tellProgress(ctx, importId);
  });
}

/** A refusal in both languages; labels of fields come with their English beside. */
export function wordsOf(problem: Problem): Words {
  const { zh } = problemDocument(problem, "", "zh");
  const { labelEn } = problem.facts;
  const english =
    labelEn === undefined ? problem : new Problem(problem.code, { ...problem.facts, label: labelEn });
  return { zh, en: problemDocument(english, "", "en").en };
}

export function tellProgress(ctx: Context, importId: string): void {
  publish(ctx, { type: "customers.import_moved", topic: importTopic(importId), payload: { importId } });
}
