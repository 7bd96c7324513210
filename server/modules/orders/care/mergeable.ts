/** Whether an order can go along with another one at all, before it is said with which (§3.6). Pure. */
import { orderLikeness } from "../catalogue/order-likeness.ts";
import type { Definition } from "../process/definition.ts";
import type { OrderState } from "../store/rows.ts";

export type MergeFacts = {
  readonly state: OrderState;
  readonly definition: Pick<Definition, "nodes">;
  /** Those merged into it. */
  readonly children: readonly unknown[];
};

/** The refusal of `mergeOrders` that no choice of a main order can avoid; null when there is none. */
export function refusalToMerge({
  state,
  definition,
  children,
}: MergeFacts): "orders.not_open" | "orders.merge_kind" | "orders.merge_has_children" | null {
  if (state !== "open") return "orders.not_open";
  if (!definition.nodes[orderLikeness.merging.reached]) return "orders.merge_kind";
  return children.length > 0 ? "orders.merge_has_children" : null;
}
