/**
 * Simulations and migrations as background jobs. Where a run stands is a row: a worker that is ended anywhere loses at most
 * one order of a migration (which is undone with it), and a simulation is begun anew.
 */
import { z } from "zod";
import type { Words } from "../../../../contracts/endpoint.ts";
import type { DesignRun } from "../../../../contracts/orders/design-runs.ts";
import type { Context } from "../../../foundation/context.ts";
import { newId } from "../../../foundation/ids.ts";
import { Problem } from "../../../foundation/problem.ts";
import { command, type Platform } from "../../../foundation/transaction.ts";
import { type DesignRunRow, findRun, listStuckRuns, markMoved, namesOfOrders } from "../store/design-runs.ts";
import { addRunJob } from "./job.ts";
import { walkMigration } from "./migrate-orders.ts";
import { walkSimulation } from "./simulate-process.ts";

/** A run that has not moved for so long has lost its worker. */
const stuckMinutes = 5;
const jobPayload = z.object({ orgId: z.int(), runId: z.uuid() });

/** The job. */
export async function walkDesignRun(platform: Platform, payload: unknown): Promise<void> {
  const { orgId, runId } = jobPayload.parse(payload);
  const call = { actor: { kind: "system", orgIds: [orgId] }, orgId, requestId: newId() } as const;
  const run = await command(platform, call, (ctx) => findRun(ctx, runId));
  if (run?.state !== "running") return;
  const inCommand = <T>(work: (ctx: Context) => Promise<T>) => command(platform, call, work);
  await (run.kind === "migration" ? walkMigration(inCommand, run) : walkSimulation(inCommand, run));
}

/** Runs whose worker was ended are given to a worker again. */
export async function sweepDesignRuns(platform: Platform): Promise<void> {
  const before = platform.clock.now().subtract({ minutes: stuckMinutes });
  for (const { orgId, id } of await listStuckRuns(platform.db, before)) {
    const call = { actor: { kind: "system", orgIds: [orgId] }, orgId, requestId: newId() } as const;
    await command(platform, call, async (ctx) => {
      if (await markMoved(ctx, id, before)) await addRunJob(ctx, id);
    });
  }
}

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
