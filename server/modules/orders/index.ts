/**
 * Orders: everything that was promised to somebody, from acceptance to the last signature (工单).
 *
 * An order follows a process (BPMN 2.0, `processes/`), whose live and finished tokens are its steps; each promise is a clock
 * whose due time follows from its marks. Every command locks the order first (`open-order.ts`), decides in memory, and saves
 * with one statement. Owns the schema "orders". Calls catalogue, identity, customers and hall. Tells the others, by topic
 * order id: orders.opened, orders.changed, orders.step-opened, orders.step-closed, orders.closed, orders.clock-warned; and by
 * topic "orders:<unitId>" that a unit's lists have changed (`events.ts`).
 */
import type { Module } from "../../foundation/module.ts";
import { addSealedPlace } from "../../foundation/sealed-places.ts";
import { careListener } from "./care/hear.ts";
import { careRoutes } from "./care-routes.ts";
import { designRuns } from "./design/job.ts";
import { sweepDesignRuns, walkDesignRun } from "./design/runs.ts";
import { designRoutes } from "./design-routes.ts";
import { fieldRoutes } from "./field/routes.ts";
import { formSeals } from "./form-seals.ts";
import { integrationRoutes } from "./integration/routes.ts";
import { manageRoutes } from "./manage-routes.ts";
import { noticeListener } from "./my/notices.ts";
import { myRoutes } from "./my/routes.ts";
import { noticeJob, sendNotice, sweepNotices } from "./my/send-notices.ts";
import { orderImportRoutes } from "./order-import/routes.ts";
import { orderImportJob, runOrderImport, sweepOrderImports } from "./order-import/run-import.ts";
import { ownCatalogueRoutes } from "./own-catalogue/routes.ts";
import { paperRoutes } from "./papers-issue/routes.ts";
import { readRoutes } from "./read-routes.ts";
import { stepRoutes } from "./step-routes.ts";
import { sweepOrders } from "./sweep.ts";
import { sweepHandOvers } from "./sweep-hand-overs.ts";
import { webhookListener } from "./webhooks/hear.ts";
import { webhookRoutes } from "./webhooks/routes.ts";
import { sendWebhooks, sweepWebhooks, webhookJob } from "./webhooks/send.ts";

export { acceptOrder } from "./accept-order.ts";
export { consult } from "./care/consult.ts";
export { explainOverdue } from "./care/explain-overdue.ts";
export { superviseOrder } from "./care/supervise-order.ts";
export { urgeOrder } from "./care/urge-order.ts";
export { claimStep } from "./claim-step.ts";
export { completeStep } from "./complete-step.ts";
export { coverPosts } from "./cover-posts.ts";
export { handOver } from "./hand-over.ts";
export { lateClocks } from "./late-clocks.ts";
export { listTypes } from "./list-types.ts";
export { loadProcesses } from "./load-orders.ts";
export { nextTask } from "./next-task.ts";
export { noteOrder } from "./note-order.ts";
export { previewOrder } from "./preview-order.ts";
export { settlePaper } from "./settle-paper.ts";
export { resumeOrder, suspendOrder } from "./suspend-order.ts";

addSealedPlace(formSeals);

export const orders: Module = {
  name: "orders",
  routes: [
    ...stepRoutes,
    ...manageRoutes,
    ...careRoutes,
    ...designRoutes,
    ...ownCatalogueRoutes,
    ...paperRoutes,
    ...myRoutes,
    ...fieldRoutes,
    ...readRoutes,
    ...integrationRoutes,
    ...webhookRoutes,
    ...orderImportRoutes,
  ],
  sweep: async (platform) => {
    await sweepOrders(platform);
    await sweepHandOvers(platform);
    await sweepDesignRuns(platform);
    await sweepNotices(platform);
    await sweepWebhooks(platform);
    await sweepOrderImports(platform);
  },
  jobs: (platform) => ({
    [designRuns.job]: (payload) => walkDesignRun(platform, payload),
    [noticeJob]: (payload) => sendNotice(platform, payload),
    [webhookJob]: (payload) => sendWebhooks(platform, payload),
    [orderImportJob]: (payload) => runOrderImport(platform, payload),
  }),
  listeners: [careListener, noticeListener, webhookListener],
};
