/** The HTTP face of following an order without an account. */
import * as contract from "../../../../contracts/orders/my.ts";
import type { Context } from "../../../foundation/context.ts";
import { liveRoute, type Route, route, serveRoute, uploadRoute } from "../../../foundation/http/route.ts";
import { paperAnswer } from "../papers-issue/answers.ts";
import { pdfOf } from "../papers-issue/read-issued.ts";
import * as mine from "./act-mine.ts";
import { askCode, openByCode } from "./codes.ts";
import { heldOrder } from "./held-order.ts";
import { answerProposal, showProposals } from "./my-proposals.ts";
import { sampleInbox } from "./sample-inbox.ts";
import { viewMine } from "./view-mine.ts";

const refreshMs = 60_000;

const tokenOf = (ctx: Context) =>
  ctx.actor.kind === "customer" ? ctx.actor.tokenHash.toString("base64url") : "";

export const myRoutes: readonly Route[] = [
  serveRoute(contract.askOrderCode, (call, { body }, { platform }) => askCode(platform, call, body)),
  serveRoute(contract.openMyOrder, (call, { body }, { platform }) => openByCode(platform, call, body)),
  serveRoute(contract.readSampleInbox, (_call, _input, { platform }) => sampleInbox(platform)),
  liveRoute(contract.viewMyOrder, {
    topic: async (ctx) => (await heldOrder(ctx)).orderId,
    // Tokens end one by one: a view is shared by nobody.
    share: tokenOf,
    load: viewMine,
    refreshMs,
  }),
  route(contract.leaveMyOrder, async (ctx) => {
    await mine.leaveMine(ctx);
    return {};
  }),
  uploadRoute(contract.sendMyPaper, async (ctx, { query }, file) => {
    await mine.sendPaper(ctx, query, file);
    return viewMine(ctx);
  }),
  route(contract.urgeMyOrder, async (ctx, { body }) => {
    await mine.urgeMine(ctx, body.said);
    return viewMine(ctx);
  }),
  route(contract.rateMyOrder, async (ctx, { body }) => {
    await mine.rateMine(ctx, body);
    return viewMine(ctx);
  }),
  route(contract.showOrderProposals, (ctx) => showProposals(ctx)),
  route(contract.answerOrderProposal, async (ctx, { params, body }) => {
    await answerProposal(ctx, params.showingId, body.answer);
    return {};
  }),
  route(contract.answerMyOrder, async (ctx, { body }) => {
    await mine.answerMine(ctx, body.message, body.note);
    return viewMine(ctx);
  }),
  route(contract.readMyPaper, async (ctx, { params }) =>
    paperAnswer(ctx, await mine.myPaper(ctx, params.paperId)),
  ),
  route(contract.readMyPaperPdf, async (ctx, { params }) =>
    pdfOf(ctx, await mine.myPaper(ctx, params.paperId)),
  ),
  route(contract.tellPaperRead, async (ctx, { params }) => {
    await mine.readMine(ctx, params.paperId);
    return {};
  }),
  route(contract.signMyPaper, async (ctx, { params, body }) =>
    paperAnswer(ctx, await mine.signMine(ctx, params.paperId, body)),
  ),
  route(contract.refuseMyPaper, async (ctx, { params, body }) =>
    paperAnswer(ctx, await mine.refuseMine(ctx, params.paperId, body.reason)),
  ),
];
