/** The HTTP face of finding and recognising. */
import { searchCustomers as searchEndpoint } from "../../../contracts/customers.ts";
import { type Route, route } from "../../foundation/http/route.ts";
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
];
