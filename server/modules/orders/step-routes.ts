/** The HTTP face of taking orders and working on them. */
import * as orders from "../../../contracts/orders.ts";
import type { Context } from "../../foundation/context.ts";
import { type Route, route } from "../../foundation/http/route.ts";
import { acceptedAnswer, acceptOrder } from "./accept-order.ts";
import { assignStep } from "./assign-step.ts";
import { claimStep, releaseStep } from "./claim-step.ts";
import { completeStep } from "./complete-step.ts";
import { listCandidates } from "./list-candidates.ts";
import { listTypes } from "./list-types.ts";
import type { OpenOrder } from "./open-order.ts";
import { previewOrder } from "./preview-order.ts";
import { freshLine } from "./read/fresh-line.ts";
import { workLines } from "./read/lines.ts";
import { returnStep } from "./return-step.ts";
import { skipStep } from "./skip-step.ts";

const line = async (ctx: Context, stepId: string) => {
  const [found] = await workLines(ctx, [stepId]);
  if (!found) throw new Error(`step ${stepId} cannot be shown`);
  return { line: found };
};

/** The order as it is now, and the steps that are open in it. */
const onward = async (ctx: Context, open: OpenOrder) => ({
  order: await freshLine(ctx, open),
  next: await workLines(
    ctx,
    open.tasks.map(({ id }) => id),
  ),
});

export const stepRoutes: readonly Route[] = [
  route(orders.listTypes, async (ctx) => listTypes(ctx)),
  route(orders.previewOrder, (ctx, { body }) => previewOrder(ctx, body)),
  route(orders.acceptOrder, async (ctx, { body }) => acceptedAnswer(ctx, await acceptOrder(ctx, body))),
  route(orders.claimStep, async (ctx, { params }) => {
    await claimStep(ctx, params.orderId, params.stepId);
    return line(ctx, params.stepId);
  }),
  route(orders.releaseStep, async (ctx, { params, body }) => {
    await releaseStep(ctx, params.orderId, params.stepId, body.reason);
    return line(ctx, params.stepId);
  }),
  route(orders.assignStep, async (ctx, { params, body }) => {
    await assignStep(ctx, params.orderId, params.stepId, body);
    return line(ctx, params.stepId);
  }),
  route(orders.listCandidates, (ctx, { params }) => listCandidates(ctx, params.orderId, params.stepId)),
  route(orders.completeStep, async (ctx, { params, body }) =>
    onward(ctx, await completeStep(ctx, params.orderId, params.stepId, body)),
  ),
  route(orders.returnStep, async (ctx, { params, body }) =>
    onward(ctx, await returnStep(ctx, params.orderId, params.stepId, body)),
  ),
  route(orders.skipStep, async (ctx, { params, body }) =>
    onward(ctx, await skipStep(ctx, params.orderId, params.stepId, body)),
  ),
];
