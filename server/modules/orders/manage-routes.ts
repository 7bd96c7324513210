/** The HTTP face of what is done with an order as a whole. */
import * as orders from "../../../contracts/orders.ts";
import type { Context } from "../../foundation/context.ts";
import { type Route, route } from "../../foundation/http/route.ts";
import { bulkAssign } from "./bulk-assign.ts";
import { checkPause } from "./check-pause.ts";
import { processOf } from "./definitions.ts";
import { answerHandOver, handOver, listReceivers, withdrawHandOver } from "./hand-over.ts";
import { listOrderPauses } from "./list-pauses.ts";
import { noteOrder } from "./note-order.ts";
import type { OpenOrder } from "./open-order.ts";
import { freshLine } from "./read/fresh-lines.ts";
import { paperAnswer } from "./read/paper-answer.ts";
import { receiveMessage } from "./receive-message.ts";
import { reclassifyOrder } from "./reclassify-order.ts";
import { settlePaper } from "./settle-paper.ts";
import { resumeOrder, suspendOrder } from "./suspend-order.ts";
import { terminateOrder } from "./terminate-order.ts";

const line = async (ctx: Context, open: OpenOrder) => ({ order: await freshLine(ctx, open) });

export const manageRoutes: readonly Route[] = [
  route(orders.noteOrder, async (ctx, { params, body }) =>
    line(ctx, await noteOrder(ctx, params.orderId, body)),
  ),
  route(orders.suspendOrder, async (ctx, { params, body }) =>
    line(ctx, await suspendOrder(ctx, params.orderId, body)),
  ),
  route(orders.resumeOrder, async (ctx, { params, body }) =>
    line(ctx, await resumeOrder(ctx, params.orderId, body.reason)),
  ),
  route(orders.terminateOrder, async (ctx, { params, body }) =>
    line(ctx, await terminateOrder(ctx, params.orderId, body)),
  ),
  route(orders.reclassifyOrder, async (ctx, { params, body }) =>
    line(ctx, await reclassifyOrder(ctx, params.orderId, body)),
  ),
  route(orders.settlePaper, async (ctx, { params, body }) => {
    const open = await settlePaper(ctx, params.orderId, body);
    const { typeCode, processKey, processVersion } = open.order;
    const { definition } = await processOf(ctx, processKey, processVersion);
    return {
      ...(await line(ctx, open)),
      papers: open.papers.map((paper) => paperAnswer(paper, open.catalogue, { typeCode, definition })),
    };
  }),
  route(orders.handOver, async (ctx, { params, body }) =>
    line(ctx, await handOver(ctx, params.orderId, body)),
  ),
  route(orders.listReceivers, (ctx, { params }) => listReceivers(ctx, params.orderId)),
  route(orders.answerHandOver, async (ctx, { params, body }) =>
    line(ctx, await answerHandOver(ctx, params.orderId, body)),
  ),
  route(orders.withdrawHandOver, async (ctx, { params }) =>
    line(ctx, await withdrawHandOver(ctx, params.orderId)),
  ),
  route(orders.tellOrder, async (ctx, { params, body }) =>
    line(ctx, await receiveMessage(ctx, params.orderId, body)),
  ),
  route(orders.listPauses, (ctx, { params }) => listOrderPauses(ctx, params.orderId)),
  route(orders.checkPause, async (ctx, { params, body }) =>
    line(ctx, await checkPause(ctx, params.orderId, params.pauseId, body)),
  ),
  route(orders.bulkAssign, (ctx, { body }) => bulkAssign(ctx, body)),
];
