/**
 * A return visit (回访, §3.8): the call's hour, what was answered, and what follows from it. Attempts and the hours between them
 * are the process's (F-VISIT); that the handler does not call is the segregation of duties.
 */
import type { FormValues } from "../../../../contracts/orders/shapes.ts";
import type { Context } from "../../../foundation/context.ts";
import { Problem } from "../../../foundation/problem.ts";
import { inQuietHours, nextAllowed } from "../clock/quiet-hours.ts";
import type { OpenOrder } from "../open-order.ts";
import { quietSpans } from "../quiet-time.ts";
import * as store from "../store/care-visits.ts";
import type { StepRow } from "../store/rows.ts";
import { levelOf } from "./levels.ts";
import { raise } from "./raise.ts";

const dissatisfied: ReadonlySet<unknown> = new Set(["dissatisfied", "very-dissatisfied"]);

/** @throws orders.visit_quiet, orders.visit_why */
export async function noteVisit(
  ctx: Context,
  open: OpenOrder,
  step: StepRow,
  { values, at }: { readonly values: FormValues; readonly at: Temporal.Instant },
): Promise<void> {
  const quiet = quietSpans(open.rules);
  if (inQuietHours(at, quiet) && values.isAskedTime !== true) {
    const until = nextAllowed(at, quiet).toZonedDateTimeISO("Asia/Shanghai").toPlainTime();
    throw new Problem("orders.visit_quiet", { until: until.toString({ smallestUnit: "minute" }) });
  }
  const isReached = values.isReached === true;
  const isUnhappy = isReached && dissatisfied.has(values.satisfaction);
  const why = typeof values.why === "string" ? values.why.trim() : "";
  if (isUnhappy && (why === "" || typeof values.isReasonable !== "boolean"))
    throw new Problem("orders.visit_why", { field: why === "" ? "why" : "isReasonable" });
  const before = await store.listVisits(ctx, open.id);
  const { satisfaction } = values;
  await store.insertVisit(ctx, {
    orderId: open.id,
    stepId: step.id,
    attempt: before.length + 1,
    at,
    isReached,
    satisfaction: isReached && typeof satisfaction === "string" ? satisfaction : null,
    answers: values,
    why: why || null,
    isReasonable: isUnhappy ? values.isReasonable === true : null,
    by: open.doer,
  });
  if (!isUnhappy) return;
  const nth = before.filter((visit) => dissatisfied.has(visit.satisfaction)).length + 1;
  if (values.isReasonable === true && open.order.vars.isReworked !== true)
    await store.insertRefusal(ctx, {
      orderId: open.id,
      stepId: step.id,
      code: "RT6",
      reason: why,
      by: open.doer,
    });
  await raise(ctx, open, {
    level: levelOf("visit", nth),
    trigger: "visit",
    cause: `visit:${step.id}`,
    reason: { zh: `第 ${nth} 次回访不满意：${why}`, en: `Dissatisfied at visit number ${nth}: ${why}` },
  });
}
