/** The HTTP face of keeping the archive right: duplicates, merges and changes by two people. */
import * as api from "../../../contracts/customers.ts";
import { type Route, route } from "../../foundation/http/route.ts";
import { checkDuplicates } from "./check-duplicates.ts";
import { decideChange, withdrawChange } from "./decide-change.ts";
import { listChanges } from "./list-changes.ts";
import { decideMerge, proposeMerge } from "./merge-customers.ts";
import { listMerges, readMerge } from "./read-merge.ts";
import { requestChange } from "./request-change.ts";
import { undoMerge } from "./undo-merge.ts";

export const mergeRoutes: readonly Route[] = [
  route(api.checkCustomer, async (ctx, { body }) => ({ matches: await checkDuplicates(ctx, body) })),
  route(api.proposeMerge, async (ctx, { body }) => ({ mergeId: await proposeMerge(ctx, body) })),
  route(api.listMerges, (ctx, { query }) => listMerges(ctx, query.state, query.after ?? null)),
  route(api.readMerge, (ctx, { params }) => readMerge(ctx, params.mergeId)),
  route(api.decideMerge, async (ctx, { params, body }) => ({
    state: await decideMerge(ctx, params.mergeId, body),
  })),
  route(api.undoMerge, async (ctx, { params, body }) => {
    const { stayed, leftAlone } = await undoMerge(ctx, params.mergeId, body.reason);
    return { stayed: stayed.map((one) => ({ ...one, at: one.at?.toString() ?? null })), leftAlone };
  }),
  route(api.requestChange, async (ctx, { params, body }) => ({
    requestId: await requestChange(ctx, params.customerId, body),
  })),
  route(api.listChanges, (ctx, { query }) => listChanges(ctx, query)),
  route(api.decideChange, async (ctx, { params, body }) => ({
    state: await decideChange(ctx, params.requestId, body),
  })),
  route(api.withdrawChange, async (ctx, { params }) => {
    await withdrawChange(ctx, params.requestId);
    return {};
  }),
];
