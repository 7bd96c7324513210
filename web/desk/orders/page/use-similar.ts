import { useQuery } from "@tanstack/react-query";
import { listSimilarOrders } from "../../../../contracts/orders/care.ts";
import type { OrderLine } from "../../../../contracts/orders/shapes.ts";
import { call } from "../../../parts/api.ts";
import { useFindOrders } from "../queries.ts";
import { sameWords } from "../words.ts";

/** One to go along with: its number and whose it is, then where and what says that it is the same matter. */
export type MainOrder = { readonly value: string; readonly label: string; readonly more: string };

/** Open orders of the same kind that this one could go along with: the likeliest first, or those that fit what is typed. */
export function useMains(order: OrderLine, text: string) {
  const { id, typeCode } = order;
  const alike = useQuery({
    queryKey: ["orders", "similar", id],
    queryFn: () => call(listSimilarOrders, { params: { orderId: id } }),
    gcTime: 0,
  });
  const found = useFindOrders(
    { text, customerId: null, accountId: null, typeCode, openOnly: true, limit: 20 },
    text !== "",
  );
  const similar = new Map((alike.data?.similar ?? []).map((one) => [one.order.id, one]));
  const shown = text === "" ? [...similar.values()].map((one) => one.order) : (found.data?.orders ?? []);
  return {
    isAsking: text === "" ? alike.isPending : found.isFetching,
    mains: shown
      .filter((one) => one.state === "open" && one.typeCode === typeCode && one.id !== id)
      .map(({ id: value, number, customerName, address }): MainOrder => {
        const likeness = similar.get(value);
        const why = likeness && `${likeness.score}% ${sameWords(likeness.because)}`;
        return {
          value,
          label: [number, customerName].filter(Boolean).join(" "),
          more: [address, why].filter(Boolean).join(" · "),
        };
      }),
  };
}
