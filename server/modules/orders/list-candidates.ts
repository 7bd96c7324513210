/** Who could do a step, with why not for those who could not: the list a dispatcher assigns from. */
import type { AnswerOf } from "../../../contracts/endpoint.ts";
import type { listCandidates as endpoint } from "../../../contracts/orders.ts";
import type { Context } from "../../foundation/context.ts";
import { problemWords } from "../../foundation/problem.ts";
import { workersAt } from "./assign-step.ts";
import { naming } from "./read/naming.ts";
import { refusalToWork } from "./step-rights.ts";
import { deedsOf, factsOf, lockStep } from "./step-work.ts";
import { countInHand } from "./store/in-hand.ts";

/** People of another post are not listed: they could not. Those whom the order is about are not, either. */
export async function listCandidates(
  ctx: Context,
  orderId: string,
  stepId: string,
): Promise<AnswerOf<typeof endpoint>> {
  const { open, step } = await lockStep(ctx, orderId, stepId);
  const workers = (await workersAt(ctx, open)).filter(
    ({ staffId, places }) =>
      !open.order.accused?.includes(staffId) && places.get(step.unitId ?? "")?.has(step.post ?? ""),
  );
  const inHand = await countInHand(
    ctx,
    workers.map(({ staffId }) => staffId),
  );
  const candidates = workers.map((worker) => {
    const refusal = refusalToWork(worker, factsOf(open, step), deedsOf(open, step), naming);
    return {
      staffId: worker.staffId,
      name: worker.name,
      post: worker.post,
      openSteps: inHand.get(worker.staffId) ?? 0,
      refusal: refusal && problemWords(refusal).zh,
    };
  });
  return {
    candidates: candidates.sort(
      (a, b) => Number(a.refusal !== null) - Number(b.refusal !== null) || a.openSteps - b.openSteps,
    ),
  };
}
