/**
 * Work over every customer of a company as a background job: recomputing classes, trying a strategy. It goes in batches of
 * one transaction each, and where it stands is a row: a worker that is ended anywhere loses at most one batch, and the run
 * goes on from there.
 */
import type { Run } from "../../../contracts/customers/classes.ts";
import { actorName, audit, type Context } from "../../foundation/context.ts";
import { addRunJob, type LongRuns, openRun, takeUpLostRuns } from "../../foundation/long-runs.ts";
import { Problem } from "../../foundation/problem.ts";
import type { Platform } from "../../foundation/transaction.ts";
import { computeClasses } from "./compute-classes.ts";
import { countClasses } from "./count-classes.ts";
import { countCustomers, nextCustomers } from "./store/facts.ts";
import {
  findRun,
  insertRun,
  lockRun,
  type RunKind,
  type RunResult,
  type RunRow,
  saveRun,
} from "./store/runs.ts";
import { tryStrategyOn } from "./try-strategy.ts";

export const customerRuns = { table: "customers.runs", job: "customers.run" } as const satisfies LongRuns;
/** Customers per transaction: a second's work, so that a run gives way often and shows its progress. */
const batch = 500;

/** @throws customers.run_already */
export async function startRun(
  ctx: Context,
  kind: RunKind,
  of: { readonly strategyId: string; readonly version: number } | null = null,
): Promise<string> {
  const runId = await insertRun(ctx, {
    kind,
    strategyId: of?.strategyId ?? null,
    version: of?.version ?? null,
    total: await countCustomers(ctx),
    startedBy: actorName(ctx.actor),
  });
  if (runId === undefined) throw new Problem("customers.run_already");
  await addRunJob(ctx, customerRuns, runId);
  audit(ctx, { action: "customers.run_started", subject: `run:${runId}`, after: { kind, ...of } });
  return runId;
}

/** The job: batch after batch until the run is done. */
export async function walkRun(platform: Platform, payload: unknown): Promise<void> {
  const { runId, inCommand } = openRun(platform, payload);
  while (await inCommand((ctx) => walkBatch(ctx, runId))) {
    // More customers follow.
  }
}

/** @returns whether another batch follows */
export async function walkBatch(ctx: Context, runId: string): Promise<boolean> {
  const run = await lockRun(ctx, runId);
  if (!run) return false;
  const customerIds = await nextCustomers(ctx, run.afterId, batch);
  const isLast = customerIds.length < batch;
  const result = customerIds.length > 0 ? await work(ctx, run, customerIds) : run.result;
  await saveRun(ctx, {
    id: runId,
    state: isLast ? "done" : "running",
    done: run.done + customerIds.length,
    afterId: customerIds.at(-1) ?? run.afterId,
    result,
  });
  return !isLast;
}

async function work(ctx: Context, run: RunRow, customerIds: readonly string[]): Promise<RunResult> {
  if (run.kind === "dry-run") return tryStrategyOn(ctx, run, customerIds);
  const { classes, changed } = await computeClasses(ctx, customerIds);
  const { result } = run;
  return {
    ...result,
    hits: result.hits + changed.length,
    byClass: classes.reduce(
      (counts, own) =>
        countClasses(counts, Object.fromEntries(own.map(({ scheme, code }) => [scheme, code]))),
      result.byClass,
    ),
  };
}

/** Runs whose worker was ended are given to a worker again. */
export const sweepRuns = (platform: Platform): Promise<void> => takeUpLostRuns(platform, customerRuns);

/** @throws thing.not_found */
export async function readRun(ctx: Context, runId: string): Promise<Run> {
  const run = await findRun(ctx, runId);
  if (!run) throw new Problem("thing.not_found");
  return runAnswer(run);
}

export function runAnswer(run: RunRow): Run {
  const { id, kind, state, total, done, startedBy, result } = run;
  return {
    id,
    kind,
    state,
    // Customers who came while it ran are worked on too.
    total: Math.max(total, done),
    done,
    startedBy,
    startedAt: run.startedAt.toString(),
    finishedAt: run.finishedAt?.toString() ?? null,
    result: {
      hits: result.hits,
      failures: result.failures,
      accounts: result.accounts,
      byClass: Object.fromEntries(
        Object.entries(result.byClass).map(([scheme, codes]) => [scheme, { ...codes }]),
      ),
      examples: [...result.examples],
    },
  };
}
