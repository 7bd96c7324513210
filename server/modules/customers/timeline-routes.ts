/** The HTTP face of running records: the timeline, contacts, pins, and who is looking. */
import * as contract from "../../../contracts/customers/archive.ts";
import { type Route, route } from "../../foundation/http/route.ts";
import { attendCustomer } from "./attend-customer.ts";
import { placePin, removePin } from "./pin-warning.ts";
import { readTimeline } from "./read-timeline.ts";
import { recordContact } from "./record-contact.ts";

export const timelineRoutes: readonly Route[] = [
  route(contract.customerTimeline, (ctx, { params, query }) => readTimeline(ctx, params.customerId, query)),
  route(contract.recordContact, async (ctx, { params, body }) => ({
    entryId: await recordContact(ctx, params.customerId, body),
  })),
  route(contract.placePin, async (ctx, { params, body }) => ({
    pinId: await placePin(ctx, params.customerId, body),
  })),
  route(contract.removePin, async (ctx, { params }) => {
    await removePin(ctx, params.customerId, params.pinId);
    return {};
  }),
  route(contract.attendCustomer, (ctx, { params, body }) => attendCustomer(ctx, params.customerId, body)),
];
