/** The background job of a run; its payload says which. */
import type { LongRuns } from "../../../foundation/long-runs.ts";

export const designRuns = {
  table: "orders.design_runs",
  job: "orders.design-run",
} as const satisfies LongRuns;
