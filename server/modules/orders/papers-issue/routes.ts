/** The HTTP face of issued papers, for staff. */
import * as contract from "../../../../contracts/orders/issued.ts";
import * as pad from "../../../../contracts/orders/pad-signing.ts";
import type { Context } from "../../../foundation/context.ts";
import { liveRoute, type Route, route } from "../../../foundation/http/route.ts";
import { requireInvolved } from "../involvement.ts";
import { listNotices } from "../my/notices.ts";
import { openOrder } from "../open-order.ts";
import { paperAnswer } from "./answers.ts";
import { deliverPaper } from "./deliver-paper.ts";
import { issuePaper } from "./issue-paper.ts";
import { listWaitingPapers } from "./list-waiting-papers.ts";
import {
  askOnPad,
  declineOnPad,
  padTopic,
  requireOwnPad,
  signOnPad,
  takeFromPad,
  viewPad,
} from "./pad-signing.ts";
import { issuedPaper, listPapers, pdfOf, readBag, requirePaperSight } from "./read-issued.ts";
import { signPaper } from "./sign-paper.ts";

const involved = async (ctx: Context, orderId: string) => {
  await requirePaperSight(ctx, orderId);
  const open = await openOrder(ctx, orderId);
  await requireInvolved(ctx, open);
  return open;
};

/** Time alone takes a paper from the pad. */
const padRefreshMs = 15_000;

export const paperRoutes: readonly Route[] = [
  route(contract.listNotices, (ctx, { query }) => listNotices(ctx, query)),
  route(contract.listWaitingPapers, (ctx, { query }) => listWaitingPapers(ctx, query)),
  route(contract.listIssued, (ctx, { params }) => listPapers(ctx, params.orderId)),
  route(contract.issuePaper, async (ctx, { params, body }) => {
    await requirePaperSight(ctx, params.orderId);
    return paperAnswer(ctx, await issuePaper(ctx, params.orderId, body));
  }),
  route(contract.readBag, (ctx, { params }) => readBag(ctx, params.orderId)),
  route(contract.readIssued, async (ctx, { params }) =>
    paperAnswer(ctx, await issuedPaper(ctx, params.orderId, params.paperId)),
  ),
  route(contract.readIssuedPdf, async (ctx, { params }) =>
    pdfOf(ctx, await issuedPaper(ctx, params.orderId, params.paperId)),
  ),
  route(contract.signIssued, async (ctx, { params, body }) =>
    paperAnswer(ctx, await signPaper(ctx, await involved(ctx, params.orderId), params.paperId, body)),
  ),
  route(contract.deliverIssued, async (ctx, { params, body }) => {
    await involved(ctx, params.orderId);
    return paperAnswer(ctx, await deliverPaper(ctx, params.orderId, params.paperId, body));
  }),
  route(pad.askOnPad, async (ctx, { params, body }) =>
    paperAnswer(ctx, await askOnPad(ctx, await involved(ctx, params.orderId), params.paperId, body)),
  ),
  route(pad.takeFromPad, async (ctx, { params }) =>
    paperAnswer(ctx, await takeFromPad(ctx, await involved(ctx, params.orderId), params.paperId)),
  ),
  liveRoute(pad.viewPadSigning, {
    topic: (ctx, { params }) => {
      requireOwnPad(ctx, params.windowId);
      return padTopic(params.windowId);
    },
    share: (_, { params }) => params.windowId,
    load: (ctx, { params }) => viewPad(ctx, params.windowId),
    refreshMs: padRefreshMs,
  }),
  route(pad.signOnPad, (ctx, { params, body }) => signOnPad(ctx, params.windowId, params.askId, body)),
  route(pad.declineOnPad, (ctx, { params }) => declineOnPad(ctx, params.windowId, params.askId)),
];
