/** The HTTP face of finding and recognising. */
import {
  recognise as recogniseEndpoint,
  recogniseKnown,
  searchCustomers as searchEndpoint,
} from "../../../contracts/customers.ts";
import { type Route, route } from "../../foundation/http/route.ts";
import { recognise, recognitionOf } from "./recognise.ts";
import { searchCustomers } from "./search-customers.ts";

export const recognitionRoutes: readonly Route[] = [
  route(searchEndpoint, async (ctx, { body }) => {
    const { understoodAs, hits, hasMore } = await searchCustomers(ctx, body.text, body.limit);
    return {
      understoodAs: [...understoodAs],
      hits: hits.map(({ customer, matched }) => ({ customer, matched: [...matched] })),
      hasMore,
    };
  }),
  route(recogniseEndpoint, async (ctx, { body }) => {
    const { understoodAs, recognition, candidates } = await recognise(ctx, body);
    return { understoodAs: [...understoodAs], recognition, candidates: [...candidates] };
  }),
  route(recogniseKnown, (ctx, { params }) => recognitionOf(ctx, params.customerId)),
];
