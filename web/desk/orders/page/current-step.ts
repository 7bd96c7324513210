/** Of several live steps the one that is meant: as chosen, else what is mine to do, mine to take, or the first. */
import type { OrderPage } from "../../../../contracts/orders/page.ts";

export type Offer = OrderPage["offers"][number];
export type Step = OrderPage["steps"][number];

export function currentOffer({ offers }: OrderPage, chosen: string | undefined): Offer | undefined {
  return (
    offers.find(({ stepId }) => stepId === chosen) ??
    offers.find(({ canComplete }) => canComplete) ??
    offers.find(({ canClaim }) => canClaim) ??
    offers[0]
  );
}

export const stepOf = ({ steps }: Pick<OrderPage, "steps">, offer: Offer | undefined): Step | undefined =>
  steps.find(({ id }) => id === offer?.stepId);
