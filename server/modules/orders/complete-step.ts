/**
 * A step is done (办结环节): what was filled in is checked, and the order goes on to whatever comes next, in one transaction.
 * Of two who complete the same step the order's lock lets one be first; the other is told that it is over, and by whom.
 */
import type { FormValues } from "../../../contracts/orders/shapes.ts";
import type { Context } from "../../foundation/context.ts";
import { Problem } from "../../foundation/problem.ts";
import { afterStep, beforeStep } from "./care/step-care.ts";
import { processOf } from "./definitions.ts";
import type { OpenOrder } from "./open-order.ts";
import { checkForm, decidingValues, evidenceName, missingEvidence } from "./order-form.ts";
import { paperName } from "./paper-names.ts";
import { isTask, nodeOf, type TaskNode } from "./process/definition.ts";
import { completeToken } from "./process/machine.ts";
import { advance } from "./process-run.ts";
import { saveOrder } from "./save-order.ts";
import { sealForm } from "./sealed-form.ts";
import {
  type AtStep,
  lockStep,
  requireHolder,
  requireOpen,
  requireSeen,
  requireWorker,
} from "./step-work.ts";
import type { StepRow } from "./store/rows.ts";
import { callingWorker } from "./worker.ts";

export type Completion = {
  readonly version: number;
  readonly form: FormValues;
  readonly note: string;
  readonly doneAt: string | null;
};

/**
 * @returns the order with what is open now
 * @throws orders.step_closed, orders.step_not_yours, orders.step_changed, orders.not_open, orders.form_incomplete,
 *   orders.form_version, orders.paper_missing, orders.evidence_missing, orders.segregation, orders.post_wrong,
 *   and what care/step-care.ts refuses
 */
export async function completeStep(
  ctx: Context,
  orderId: string,
  stepId: string,
  { version, form, note, doneAt }: Completion,
): Promise<OpenOrder> {
  const [at, worker] = await Promise.all([lockStep(ctx, orderId, stepId), callingWorker(ctx)]);
  const { open, step } = at;
  requireOpen(open);
  requireHolder(ctx, step);
  requireSeen(step, version);
  requireWorker(worker, at);
  const node = await taskOf(ctx, at);
  const shape = open.catalogue.form(node.form);
  const values = checkForm(shape, form);
  requireEvidence(node, values);
  requireOwnPapers(open, step, node);
  await beforeStep(ctx, at, node, { values, note, at: doneWhen(open, step, doneAt) });
  await finish(ctx, at, { values: sealForm(ctx, orderId, shape, values), note, doneAt });
  await afterStep(ctx, open);
  await saveOrder(ctx, open, { action: "completed", stepId, after: { nodeId: step.nodeId } });
  return open;
}

async function finish(
  ctx: Context,
  { open, step }: AtStep,
  { values, note, doneAt }: { values: FormValues; note: string; doneAt: string | null },
): Promise<void> {
  const when = doneWhen(open, step, doneAt);
  open.put({ vars: { ...open.order.vars, ...decidingValues(values) } });
  open.tell({
    kind: "completed",
    text: {
      zh: `办结：${step.nameZh}${note ? `。${note}` : ""}`,
      en: `Done: ${step.nameEn}${note ? `. ${note}` : ""}`,
    },
    stepId: step.id,
    detail: when.equals(open.now) ? {} : { doneAt: when.toString() },
    // A remark is for colleagues; that the step is done is for the customer, too, by the state of the order.
  });
  await advance(
    ctx,
    open,
    (definition, tokens, around) => completeToken(definition, tokens, step.id, around),
    new Map([[step.id, { how: "completed", form: values, at: when, reason: note || null }]]),
  );
}

export async function taskOf(ctx: Context, { open, step }: AtStep): Promise<TaskNode> {
  const { definition } = await processOf(ctx, open.order.processKey, open.order.processVersion);
  const node = nodeOf(definition, step.nodeId);
  if (!isTask(node)) throw new TypeError(`${step.nodeId} is nobody's step`);
  return node;
}

/** Work recorded without a network counts from when it was done, but not from before it began or from tomorrow. */
function doneWhen({ now }: OpenOrder, { openedAt }: StepRow, doneAt: string | null): Temporal.Instant {
  if (doneAt === null) return now;
  const said = Temporal.Instant.from(doneAt);
  if (Temporal.Instant.compare(said, now) > 0) return now;
  return Temporal.Instant.compare(said, openedAt) < 0 ? openedAt : said;
}

function requireEvidence(node: TaskNode, values: FormValues): void {
  const missing = missingEvidence(node.evidence, values).map(evidenceName);
  if (missing.length === 0) return;
  throw new Problem("orders.evidence_missing", {
    evidence: missing.map(({ zh }) => zh).join("、"),
    evidenceEn: missing.map(({ en }) => en).join(", "),
  });
}

/** What the step itself asks for, and what is owed until it. */
function requireOwnPapers(open: OpenOrder, step: StepRow, node: TaskNode): void {
  const asked = new Set(node.papers);
  const missing = open.papers.filter(
    ({ code, state, dueNode, need }) =>
      state === "owed" && need !== "extra" && (asked.has(code) || isNode(step.nodeId, dueNode)),
  );
  const known = new Set(open.papers.map(({ code }) => code));
  const codes = [...missing.map(({ code }) => code), ...[...asked].filter((code) => !known.has(code))];
  if (codes.length === 0) return;
  const names = codes.map(paperName);
  throw new Problem("orders.paper_missing", {
    papers: names.map(({ zh }) => zh).join("、"),
    papersEn: names.map(({ en }) => en).join(", "),
  });
}

/** Of a called process the node's own part of the id counts. */
const isNode = (nodeId: string, dueNode: string | null) =>
  dueNode !== null && (nodeId === dueNode || nodeId.endsWith(`/${dueNode}`));
