/**
 * What was found out about a customer (分析资料): attitude, contract performance, credit, needs, potential. The modules that
 * find out write here; the newest finding of an aspect holds, with its reasons and where it comes from.
 */
import type { z } from "zod";
import type { analysisNote } from "../../../contracts/customers/shapes.ts";
import type { Words } from "../../../contracts/endpoint.ts";
import { audit, type Context, publish } from "../../foundation/context.ts";
import { customerChanged } from "./events.ts";
import { presentCustomer } from "./present-customer.ts";
import { putAnalysis } from "./store/timeline.ts";

export type Finding = {
  readonly customerId: string;
  readonly aspect: z.output<typeof analysisNote.shape.aspect>;
  readonly value: string;
  readonly because: readonly Words[];
  /** The module or person that found out. */
  readonly source: string;
  /** When it was so; an older finding that arrives late changes nothing. Now unless given. */
  readonly at?: Temporal.Instant;
};

/** @throws thing.not_found, customers.merged */
export async function noteAnalysis(ctx: Context, { customerId, at, ...finding }: Finding): Promise<void> {
  await presentCustomer(ctx, customerId);
  await putAnalysis(ctx, customerId, {
    ...finding,
    because: [...finding.because],
    at: at ?? ctx.clock.now(),
  });
  const { aspect, value, source } = finding;
  audit(ctx, {
    action: "customers.analysis_noted",
    subject: `customer:${customerId}`,
    after: { aspect, value, source },
  });
  publish(ctx, customerChanged(customerId, "analysis"));
}
