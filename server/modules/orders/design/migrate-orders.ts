/**
 * Running orders are moved to the published version, by a job: order after order, each in a transaction of its own with the
 * place that the run has come to. Ended anywhere and started again it goes on there; an order is moved once.
 */
import type { Words } from "../../../../contracts/endpoint.ts";
import { audit, type Context } from "../../../foundation/context.ts";
import { addRunJob, type InCommand } from "../../../foundation/long-runs.ts";
import { Problem, problemWords } from "../../../foundation/problem.ts";
import { tryOpenOrder } from "../open-order.ts";
import type { NodeMapping } from "../process/migrate-tokens.ts";
import { ProcessFault } from "../process/process-fault.ts";
import {
  countRunning,
  insertRun,
  lockRun,
  type MigrationCounts,
  type MigrationRun,
  nextOrders,
  saveRun,
} from "../store/design-runs.ts";
import { designRuns } from "./job.ts";
import { moveOrder } from "./move-order.ts";
import { requireTarget } from "./preview-migration.ts";

type Wish = {
  readonly fromVersion: number;
  readonly toVersion: number;
  readonly mapping: NodeMapping;
  readonly reason: string;
};

/** Ids that are read ahead; each order is its own transaction all the same. */
const batch = 100;
/** Orders that stayed are listed up to here; all of them are counted. */
const listedMost = 200;
const nothing: MigrationCounts = { moved: 0, passed: 0, stayed: 0, orders: [] };

/** @throws processes.same_version, processes.migrate_target, processes.run_already */
export async function startMigration(ctx: Context, key: string, wish: Wish): Promise<string> {
  const { fromVersion, toVersion, mapping, reason } = wish;
  await requireTarget(ctx, key, wish);
  const runId = await insertRun(ctx, {
    kind: "migration",
    processKey: key,
    fromVersion,
    toVersion,
    total: await countRunning(ctx, key, fromVersion),
    input: { mapping, reason },
    result: nothing,
  });
  if (runId === undefined) throw new Problem("processes.run_already");
  await addRunJob(ctx, designRuns, runId);
  audit(ctx, {
    action: "processes.migration_started",
    subject: `process:${key}/${toVersion}`,
    before: { version: fromVersion },
    after: { version: toVersion, mapping },
    reason,
  });
  return runId;
}

export async function walkMigration(inCommand: InCommand, { id }: MigrationRun): Promise<void> {
  for (;;) {
    const orderIds = await inCommand((ctx) => nextBatch(ctx, id));
    if (orderIds.length === 0) return;
    for (const orderId of orderIds) await migrateOne(inCommand, id, orderId);
  }
}

/** Empty when the run is over; then it is marked so. */
async function nextBatch(ctx: Context, runId: string): Promise<string[]> {
  const run = await lockRun(ctx, runId);
  if (run?.kind !== "migration") return [];
  const orderIds = await nextOrders(ctx, run, batch);
  if (orderIds.length === 0) await saveRun(ctx, { id: runId, done: run.done, state: "done" });
  return orderIds;
}

export async function migrateOne(inCommand: InCommand, runId: string, orderId: string): Promise<void> {
  try {
    await inCommand((ctx) => migrateLocked(ctx, runId, orderId));
  } catch (error) {
    // What its own process or a handler refuses keeps this one back, not the others.
    const why = wordsOf(error);
    if (!why) throw error;
    await inCommand((ctx) => note(ctx, runId, orderId, why));
  }
}

function wordsOf(error: unknown): Words | undefined {
  if (error instanceof Problem) return problemWords(error);
  return error instanceof ProcessFault ? { zh: error.zh, en: error.en } : undefined;
}

/** The run first, then the order: only migrations lock runs, so nobody waits in a circle. */
async function migrateLocked(ctx: Context, runId: string, orderId: string): Promise<void> {
  const run = await lockRun(ctx, runId);
  if (run?.kind !== "migration" || isBehind(run, orderId)) return;
  const { fromVersion, toVersion, input } = run;
  const open = await tryOpenOrder(ctx, orderId, false);
  const isThere = open && open.order.closedAt === null && open.order.processVersion === fromVersion;
  const obstacles = isThere ? await moveOrder(ctx, open, { to: toVersion, ...input }) : [];
  const [first] = obstacles;
  const counts = first
    ? stayed(run.result, orderId, {
        zh: obstacles.map(({ zh }) => zh).join(""),
        en: obstacles.map(({ en }) => en).join(" "),
      })
    : add(run.result, isThere ? "moved" : "passed");
  await saveRun(ctx, { id: runId, done: run.done + 1, afterId: orderId, result: counts });
}

async function note(ctx: Context, runId: string, orderId: string, why: Words): Promise<void> {
  const run = await lockRun(ctx, runId);
  if (run?.kind !== "migration" || isBehind(run, orderId)) return;
  const result = stayed(run.result, orderId, why);
  await saveRun(ctx, { id: runId, done: run.done + 1, afterId: orderId, result });
}

/** Another worker on the same run has come past it. Ids are compared as the database orders them: as text of equal length. */
const isBehind = ({ afterId }: MigrationRun, orderId: string) => afterId !== null && orderId <= afterId;

const add = (counts: MigrationCounts, what: "moved" | "passed"): MigrationCounts => ({
  ...counts,
  [what]: counts[what] + 1,
});
const stayed = (counts: MigrationCounts, orderId: string, why: Words): MigrationCounts => ({
  ...counts,
  stayed: counts.stayed + 1,
  orders: counts.orders.length < listedMost ? [...counts.orders, { orderId, ...why }] : counts.orders,
});
