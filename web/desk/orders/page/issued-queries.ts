import { useQuery } from "@tanstack/react-query";
import { listIssued } from "../../../../contracts/orders/issued.ts";
import { call } from "../../../parts/api.ts";

export const issuedKey = (orderId: string) => ["orders", "issued", orderId] as const;

/** Papers are issued by steps too: asked again when the order has moved. */
export function useIssued(orderId: string, version: number) {
  return useQuery({
    queryKey: [...issuedKey(orderId), version],
    queryFn: () => call(listIssued, { params: { orderId } }),
    placeholderData: (before) => before,
  });
}
