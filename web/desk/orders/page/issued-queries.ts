import { useQuery } from "@tanstack/react-query";
import { listIssued, listWaitingPapers } from "../../../../contracts/orders/issued.ts";
import type { OrderPage } from "../../../../contracts/orders/page.ts";
import { call } from "../../../parts/api.ts";

export const issuedKey = (orderId: string) => ["orders", "issued", orderId] as const;
export const waitingKey = ["orders", "waiting-papers"] as const;

/** Papers are issued by steps too, and signed on pads and phones: asked again when the order has news. */
export function useIssued({ order, version, entries, can }: OrderPage) {
  return useQuery({
    queryKey: [...issuedKey(order.id), version, entries[0]?.id],
    queryFn: () => call(listIssued, { params: { orderId: order.id } }),
    // Papers name the customer: whoever's post may not read names is not even answered.
    enabled: can.readPapers,
    placeholderData: (before) => before,
  });
}

/** The ways of delivery come with the list of what waits. */
export function useDeliveryWays() {
  const { data } = useQuery({
    queryKey: [...waitingKey, "ways"],
    queryFn: () => call(listWaitingPapers, { query: { limit: 1 } }),
    staleTime: Number.POSITIVE_INFINITY,
  });
  return data?.ways ?? [];
}
