/** What the caller can do with each live step of an order: a screen that offers no more refuses nothing. Pure. */
import type { AnswerOf } from "../../../../contracts/endpoint.ts";
import type { OrderPaper, readOrder } from "../../../../contracts/orders.ts";
import { problemWords } from "../../../foundation/problem.ts";
import type { OrderCatalogue } from "../catalogue/order-catalogue.ts";
import { type Definition, isTask, type TaskNode } from "../process/definition.ts";
import { graphOf } from "../process/graph.ts";
import { type Deed, refusalToClaim, refusalToWork, type StepFacts, type Worker } from "../step-rights.ts";
import type { OrderState, StepRow } from "../store/rows.ts";
import { naming } from "./naming.ts";

type Offer = AnswerOf<typeof readOrder>["offers"][number];

/** Whether the caller holds a capability on the unit of a step. */
export type May = (
  capability: "orders.work" | "orders.dispatch" | "orders.skip",
  unitId: string | null,
) => boolean;

export type OfferGround = {
  readonly order: { readonly state: OrderState; readonly greenChannel: string | null };
  readonly definition: Definition;
  readonly catalogue: OrderCatalogue;
  readonly steps: readonly StepRow[];
  readonly papers: readonly OrderPaper[];
  readonly worker: Worker;
  readonly may: May;
};

export function offersOf(ground: OfferGround): Offer[] {
  return ground.steps.flatMap((step) => {
    const node = ground.definition.nodes[step.nodeId];
    const isOffered = step.state === "live" && step.kind === "task" && step.post !== null;
    return isOffered && node && isTask(node) ? [offerOf(step, node, ground)] : [];
  });
}

function offerOf(step: StepRow, node: TaskNode, ground: OfferGround): Offer {
  const { order, worker, may, papers } = ground;
  const deeds = deedsOf(ground.steps, step.id);
  const facts = factsOf(step, order.state);
  const isOpen = order.state === "open";
  const isMine = step.assigneeId === worker.staffId;
  const mayWork = may("orders.work", step.unitId);
  const refusal = refusalToClaim(worker, facts, deeds, naming);
  const canComplete = isOpen && isMine && mayWork && refusalToWork(worker, facts, deeds, naming) === null;
  return {
    stepId: step.id,
    form: node.form === null ? null : (ground.catalogue.form(node.form) ?? null),
    papers: papers.filter(({ code, dueNode }) => dueNode === node.id || node.papers.includes(code)),
    evidence: [...node.evidence],
    canClaim: mayWork && step.assigneeId === null && refusal === null,
    canComplete,
    canAssign: isOpen && ((isMine && mayWork) || may("orders.dispatch", step.unitId)),
    canSkip: isOpen && node.skippable && order.greenChannel !== null && may("orders.skip", step.unitId),
    returnTo: canComplete ? earlierOf(step, ground) : [],
    refusal: refusal && problemWords(refusal),
  };
}

const nameOf = ({ nameZh, nameEn }: StepRow) => ({ zh: nameZh, en: nameEn });

const factsOf = (step: StepRow, orderState: OrderState): StepFacts => ({
  ...step,
  name: nameOf(step),
  orderState,
});

/** What people have done of the order or have in hand, the step in question aside. */
function deedsOf(steps: readonly StepRow[], besides: string): Deed[] {
  return steps.flatMap((step) => {
    if (step.id === besides || step.post === null) return [];
    const [staffId, who] =
      step.state === "live"
        ? [step.assigneeId, step.assigneeName]
        : step.state === "done"
          ? [step.closedBy, step.closedByName]
          : [null, null];
    return staffId === null ? [] : [{ staffId, who: who ?? "—", step: nameOf(step), duty: step.duty }];
  });
}

/** Steps that the order has been through on the way to this one, each once, the latest first. */
function earlierOf(step: StepRow, { definition, steps }: OfferGround): Offer["returnTo"] {
  const { after } = graphOf(definition);
  const earlier = new Map<string, { nodeId: string; name: Offer["returnTo"][number]["name"] }>();
  for (const past of steps.toReversed()) {
    const node = definition.nodes[past.nodeId];
    const wasDone = past.state === "done" && past.kind === "task" && past.how === "completed";
    if (!wasDone || !node || past.nodeId === step.nodeId) continue;
    if (!after(past.nodeId).has(step.nodeId)) continue;
    if (!earlier.has(past.nodeId)) earlier.set(past.nodeId, { nodeId: past.nodeId, name: nameOf(past) });
  }
  return [...earlier.values()];
}
