/** The HTTP face of work on site. Steps are claimed and completed by the same endpoints as at the desk. */
import * as contract from "../../../../contracts/orders/field.ts";
import { liveRoute, type Route, route, uploadRoute } from "../../../foundation/http/route.ts";
import { unitTopic } from "../events.ts";
import { signSheet } from "../papers-issue/site-sheet.ts";
import { unitsWith } from "../units-with.ts";
import { listVisits } from "./list-visits.ts";
import { addPicture, listPictures, readPicture } from "./pictures.ts";

const refreshMs = 60_000;

export const fieldRoutes: readonly Route[] = [
  liveRoute(contract.listVisits, {
    topic: async (ctx) => (await unitsWith(ctx, "orders.work")).map(({ unitId }) => unitTopic(unitId)),
    share: (ctx) => (ctx.actor.kind === "staff" ? ctx.actor.id : ""),
    load: listVisits,
    refreshMs,
  }),
  route(contract.signSheet, (ctx, { params, body }) => signSheet(ctx, params.orderId, params.stepId, body)),
  uploadRoute(contract.addPicture, (ctx, { params, query }, file) =>
    addPicture(ctx, params.orderId, query, file),
  ),
  route(contract.listPictures, (ctx, { params }) => listPictures(ctx, params.orderId)),
  route(contract.readPicture, (ctx, { params }) => readPicture(ctx, params.orderId, params.pictureId)),
];
