/**
 * Simulations and migrations as background jobs. Where a run stands is a row: a worker that is ended anywhere loses at most
 * one order of a migration (which is undone with it), and a simulation is begun anew.
 */
import type { Words } from "../../../../contracts/endpoint.ts";
import type { DesignRun } from "../../../../contracts/orders/design-runs.ts";
import type { Context } from "../../../foundation/context.ts";
import { openRun, takeUpLostRuns } from "../../../foundation/long-runs.ts";
import { Problem } from "../../../foundation/problem.ts";
import type { Platform } from "../../../foundation/transaction.ts";
import { type DesignRunRow, findRun, namesOfOrders } from "../store/design-runs.ts";
import { designRuns } from "./job.ts";
import { walkMigration } from "./migrate-orders.ts";
import { walkSimulation } from "./simulate-process.ts";

/** The job. */
export async function walkDesignRun(platform: Platform, payload: unknown): Promise<void> {
  const { runId, inCommand } = openRun(platform, payload);
  const run = await inCommand((ctx) => findRun(ctx, runId));
  if (run?.state !== "running") return;
  await (run.kind === "migration" ? walkMigration(inCommand, run) : walkSimulation(inCommand, run));
}

/** Runs whose worker was ended are given to a worker again. */
export const sweepDesignRuns = (platform: Platform): Promise<void> => takeUpLostRuns(platform, designRuns);

/** @throws thing.not_found */
export async function readRun(ctx: Context, runId: string): Promise<DesignRun> {
  const run = await findRun(ctx, runId);
  if (!run) throw new Problem("thing.not_found");
  return runAnswer(ctx, run);
}

export async function runAnswer(ctx: Context, run: DesignRunRow): Promise<DesignRun> {
  return {
    id: run.id,
    kind: run.kind,
    processKey: run.processKey,
    fromVersion: run.fromVersion,
    toVersion: run.toVersion,
    state: run.state,
    total: Math.max(run.total, run.done),
    done: run.done,
    startedAt: run.startedAt.toString(),
    startedBy: run.startedBy,
    finishedAt: run.finishedAt?.toString() ?? null,
    failure: run.failure,
    simulation: run.kind === "simulation" ? run.result : null,
    migration:
      run.kind === "migration" ? { ...run.result, orders: await stuckOrders(ctx, run.result.orders) } : null,
  };
}

/** An order that is about whoever asks is not among them. */
async function stuckOrders(ctx: Context, orders: readonly (Words & { readonly orderId: string })[]) {
  const names = await namesOfOrders(
    ctx,
    orders.map(({ orderId }) => orderId),
  );
  return orders.flatMap((order) => {
    const name = names.get(order.orderId);
    return name ? [{ ...order, ...name }] : [];
  });
}
