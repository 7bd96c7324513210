import { useQuery } from "@tanstack/react-query";
import { listSimilarOrders } from "../../../../contracts/orders/care.ts";
import { call } from "../../../parts/api.ts";
import { pick } from "../../../parts/words.ts";

/** Orders that this one could go along with, the likeliest first. */
export function useSimilar(orderId: string) {
  const { data } = useQuery({
    queryKey: ["orders", "similar", orderId],
    queryFn: () => call(listSimilarOrders, { params: { orderId } }),
    gcTime: 0,
  });
  return (data?.similar ?? []).map(({ order, score }) => ({
    value: order.id,
    label: `${order.number} ${pick(order.typeName)} ${order.customerName} · ${score}%`,
  }));
}
