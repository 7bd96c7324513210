/**
 * What the rules of service ask of a step beside its form, by the form that it has: refusing, sending back, visiting, grading.
 * Within the transaction that completes it: what is refused here is not done at all.
 */
import type { FormValues } from "../../../../contracts/orders/shapes.ts";
import type { Context } from "../../../foundation/context.ts";
import { processOf } from "../definitions.ts";
import { linkOutage, outageRefIn } from "../link-outage.ts";
import type { OpenOrder } from "../open-order.ts";
import type { TaskNode } from "../process/definition.ts";
import { isTask, nodeOf } from "../process/definition.ts";
import { orderLimits } from "../promises.ts";
import type { AtStep } from "../step-work.ts";
import * as store from "../store/care-complaint.ts";
import { graver } from "./grade-rules.ts";
import { refuse, sendBack } from "./refuse.ts";
import { noteVisit } from "./visit.ts";

type Done = { readonly values: FormValues; readonly note: string; readonly at: Temporal.Instant };

/** @throws what care/refuse.ts and care/visit.ts refuse */
export async function beforeStep(
  ctx: Context,
  { open, step }: AtStep,
  node: TaskNode,
  done: Done,
): Promise<void> {
  const { values } = done;
  if (node.form === "take" && values.isTaken === false) await refuse(ctx, open, step, done);
  if (node.form === "audit" && values.isAuditPassed === false) await sendBack(ctx, open, step, done);
  if (node.duty === "visit") await noteVisit(ctx, open, step, done);
  // Known only now: the crew goes on with it, and whoever looks for the outage finds it.
  if (node.form === "fault-triage" && outageRefIn(values)) linkOutage(ctx, open, values, step.id);
  if (node.form === "accept-complaint") await settleGrade(ctx, open, values);
}

/** What the clerk settles with the acceptance; never lower than its source and size made it. */
async function settleGrade(ctx: Context, open: OpenOrder, values: FormValues): Promise<void> {
  const said = (["normal", "important", "major", "special"] as const).find((one) => one === values.grade);
  if (!said) return;
  const grade = graver(said, open.order.grade ?? "normal");
  if (grade === open.order.grade) return;
  open.put({ grade, vars: { ...open.order.vars, grade } });
  await store.saveGrade(ctx, open.id, grade);
}

/** Done again after a visit that was denied (RT6): with a share of the limit that the whole order had. */
export async function afterStep(ctx: Context, open: OpenOrder): Promise<void> {
  if (open.order.closedAt) return;
  const { definition } = await processOf(ctx, open.order.processKey, open.order.processVersion);
  const { type } = open;
  const [limit] = type
    ? orderLimits(open.rules, type, open.order).filter(({ layer }) => layer !== "statutory")
    : [];
  if (!limit) return;
  for (const step of open.fresh) {
    const node = nodeOf(definition, step.nodeId);
    if (step.kind !== "task" || !isTask(node) || node.form !== "rework") continue;
    const share = open.rules.value("RETURN.VISIT.SHARE") / 100;
    open.startClock({
      stepId: step.id,
      stage: step.stage,
      ruleCode: "RETURN.VISIT.SHARE",
      layer: "internal",
      subject: "step",
      limit: { value: Math.max(1, Math.floor(limit.limit.value * share)), unit: limit.limit.unit },
    });
  }
}
