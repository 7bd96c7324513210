/** The HTTP face of what is done about an order beside its process. Before the module's other reads: its words stand first. */
import * as contract from "../../../contracts/orders.ts";
import { type Route, route } from "../../foundation/http/route.ts";
import { answerSupervision } from "./care/answer-supervision.ts";
import { answerUrge } from "./care/answer-urge.ts";
import { listSupervisions } from "./care/list-supervisions.ts";
import { readCare } from "./care/read-care.ts";
import { superviseOrder } from "./care/supervise-order.ts";
import { urgeOrder } from "./care/urge-order.ts";
import { verifySupervision } from "./care/verify-supervision.ts";

export const careRoutes: readonly Route[] = [
  route(contract.listSupervisions, (ctx, { query }) => listSupervisions(ctx, query)),
  route(contract.superviseOrder, (ctx, { params, body }) => superviseOrder(ctx, params.orderId, body)),
  route(contract.answerSupervision, (ctx, { params, body }) =>
    answerSupervision(ctx, params.orderId, params.supervisionId, body.answer),
  ),
  route(contract.verifySupervision, (ctx, { params, body }) =>
    verifySupervision(ctx, params.orderId, params.supervisionId, body),
  ),
  route(contract.urgeOrder, (ctx, { params, body }) => urgeOrder(ctx, params.orderId, body)),
  route(contract.answerUrge, (ctx, { params, body }) =>
    answerUrge(ctx, params.orderId, params.urgeId, body.answer),
  ),
  route(contract.readCare, (ctx, { params }) => readCare(ctx, params.orderId)),
];
