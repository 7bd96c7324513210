import { useQuery } from "@tanstack/react-query";
import type { ResultOf } from "../../../../contracts/endpoint.ts";
import { readCare } from "../../../../contracts/orders/care.ts";
import type { OrderPage } from "../../../../contracts/orders/page.ts";
import { call } from "../../../parts/api.ts";

export type Care = ResultOf<typeof readCare>;

/** Whatever is done about an order leaves an entry: asked again when there is a new one. */
export function useCare({ order, version, entries }: OrderPage) {
  return useQuery({
    queryKey: ["orders", "care", order.id, version, entries.length],
    queryFn: () => call(readCare, { params: { orderId: order.id } }),
    placeholderData: (before) => before,
  });
}
