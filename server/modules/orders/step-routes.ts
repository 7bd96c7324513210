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
import { freshLines, freshWorkLine } from "./read/fresh-lines.ts";
import { returnStep } from "./return-step.ts";
import { skipStep } from "./skip-step.ts";

const line = async (ctx: Context, stepId: string, open: OpenOrder) => ({
  line: await freshWorkLine(ctx, open, stepId),
});

export const stepRoutes: readonly Route[] = [
  route(orders.listTypes, async (ctx) => listTypes(ctx)),
  route(orders.previewOrder, (ctx, { body }) => previewOrder(ctx, body)),
  route(orders.acceptOrder, async (ctx, { body }) => acceptedAnswer(ctx, await acceptOrder(ctx, body))),
  route(orders.claimStep, async (ctx, { params: { orderId, stepId } }) =>
    line(ctx, stepId, await claimStep(ctx, orderId, stepId)),
  ),
  route(orders.releaseStep, async (ctx, { params: { orderId, stepId }, body }) =>
    line(ctx, stepId, await releaseStep(ctx, orderId, stepId, body.reason)),
  ),
  route(orders.assignStep, async (ctx, { params: { orderId, stepId }, body }) =>
    line(ctx, stepId, await assignStep(ctx, orderId, stepId, body)),
  ),
  route(orders.listCandidates, (ctx, { params }) => listCandidates(ctx, params.orderId, params.stepId)),
  route(orders.completeStep, async (ctx, { params, body }) =>
    freshLines(ctx, await completeStep(ctx, params.orderId, params.stepId, body)),
  ),
  route(orders.returnStep, async (ctx, { params, body }) =>
    freshLines(ctx, await returnStep(ctx, params.orderId, params.stepId, body)),
  ),
  route(orders.skipStep, async (ctx, { params, body }) =>
    freshLines(ctx, await skipStep(ctx, params.orderId, params.stepId, body)),
  ),
];
