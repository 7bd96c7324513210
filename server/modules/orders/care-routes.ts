/** The HTTP face of what is done about an order beside its process. Before the module's other reads: its words stand first. */
import * as contract from "../../../contracts/orders.ts";
import { staffOf } from "../../foundation/context.ts";
import { liveRoute, type Route, route } from "../../foundation/http/route.ts";
import { resolveAccused } from "./care/accused.ts";
import { answerSupervision } from "./care/answer-supervision.ts";
import { answerUrge } from "./care/answer-urge.ts";
import { appeal, decideAppeal } from "./care/appeal.ts";
import { answerConsultation, closeConsultation, consult } from "./care/consult.ts";
import { explainOverdue } from "./care/explain-overdue.ts";
import { extendLimit } from "./care/extend-limit.ts";
import { listConsultations } from "./care/list-consultations.ts";
import { listSupervisions } from "./care/list-supervisions.ts";
import { listWaiting } from "./care/list-waiting.ts";
import { mergeOrders } from "./care/merge-orders.ts";
import { nameAccused } from "./care/name-accused.ts";
import { noteDelivered, noteExpected } from "./care/outcome.ts";
import { owedChecks } from "./care/owed-checks.ts";
import { promise, settlePromise } from "./care/promise.ts";
import { readCare } from "./care/read-care.ts";
import { readDemand } from "./care/read-demand.ts";
import { readPlan } from "./care/read-plan.ts";
import { similarOrders } from "./care/similar-orders.ts";
import { splitOrder } from "./care/split-order.ts";
import { superviseOrder } from "./care/supervise-order.ts";
import { urgeOrder } from "./care/urge-order.ts";
import { verifySupervision } from "./care/verify-supervision.ts";
import { unitTopic } from "./events.ts";
import { pauseQuality } from "./read/pause-quality.ts";
import { unitsWith } from "./units-with.ts";

/** Colours change by time alone. */
const refreshMs = 30_000;

export const careRoutes: readonly Route[] = [
  liveRoute(contract.listWaiting, {
    topic: async (ctx) => (await unitsWith(ctx, "orders.work")).map(({ unitId }) => unitTopic(unitId)),
    // Each person's own.
    share: (ctx, { query }) => `${staffOf(ctx).id} ${query.limit}`,
    load: (ctx, { query }) => listWaiting(ctx, query.limit),
    refreshMs,
  }),
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
  route(contract.resolveAccused, async (ctx, { body }) => {
    const { people, unknown } = await resolveAccused(ctx, body);
    return {
      people: people.map(({ staffId, name, post }) => ({ staffId, name, post })),
      unknown: [...unknown],
    };
  }),
  route(contract.nameAccused, (ctx, { params, body }) => nameAccused(ctx, params.orderId, body)),
  route(contract.listSimilarOrders, (ctx, { params }) => similarOrders(ctx, params.orderId)),
  route(contract.mergeOrder, (ctx, { params, body }) => mergeOrders(ctx, params.orderId, body)),
  route(contract.splitOrder, (ctx, { params, body }) => splitOrder(ctx, params.orderId, body)),
  route(contract.listQualityPauses, (ctx, { query }) => pauseQuality(ctx, query)),
  route(contract.listOwedChecks, (ctx, { query }) => owedChecks(ctx, query.limit)),
  route(contract.extendLimit, (ctx, { params, body }) =>
    extendLimit(ctx, params.orderId, params.clockId, body),
  ),
  route(contract.explainOverdue, (ctx, { params, body }) =>
    explainOverdue(ctx, params.orderId, params.clockId, body),
  ),
  route(contract.promiseCustomer, (ctx, { params, body }) => promise(ctx, params.orderId, body)),
  route(contract.settlePromise, (ctx, { params, body }) =>
    settlePromise(ctx, params.orderId, params.commitmentId, body),
  ),
  route(contract.noteExpected, (ctx, { params, body }) => noteExpected(ctx, params.orderId, body)),
  route(contract.noteDelivered, (ctx, { params, body }) => noteDelivered(ctx, params.orderId, body)),
  route(contract.listConsultations, (ctx, { query }) => listConsultations(ctx, query.limit)),
  route(contract.consultColleagues, (ctx, { params, body }) => consult(ctx, params.orderId, body)),
  route(contract.answerConsultation, (ctx, { params, body }) =>
    answerConsultation(ctx, params.orderId, params.consultationId, body.answer),
  ),
  route(contract.closeConsultation, (ctx, { params, body }) =>
    closeConsultation(ctx, params.orderId, params.consultationId, body.summary),
  ),
  route(contract.readDemand, (ctx, { params }) => readDemand(ctx, params.orderId)),
  route(contract.readPlan, (ctx, { params }) => readPlan(ctx, params.orderId)),
  route(contract.appealOrder, (ctx, { params, body }) => appeal(ctx, params.orderId, body)),
  route(contract.decideAppeal, (ctx, { params, body }) =>
    decideAppeal(ctx, params.orderId, params.appealId, body),
  ),
  route(contract.readCare, (ctx, { params }) => readCare(ctx, params.orderId)),
];
