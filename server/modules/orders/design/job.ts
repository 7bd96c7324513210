/** The background job of a run; its payload says which. */
import type { Context } from "../../../foundation/context.ts";
import { addJob } from "../../../foundation/jobs.ts";

export const designJob = "orders.design-run";

export const addRunJob = (ctx: Context, runId: string): Promise<void> =>
  addJob(ctx, designJob, { runId }, { key: `${designJob}:${runId}` });

/** Runs a piece of a job in a transaction of its own. */
export type InCommand = <T>(work: (ctx: Context) => Promise<T>) => Promise<T>;
