/** The stages that an order's page and the boards speak of (catalogue/order-stages.json). */
import { z } from "zod";
import rows from "../../../../catalogue/order-stages.json" with { type: "json" };

const orderStage = z.strictObject({
  code: z.string(),
  zh: z.string(),
  en: z.string(),
  sort: z.int(),
});
export type OrderStage = z.output<typeof orderStage>;

export const orderStages: readonly OrderStage[] = z.array(orderStage).parse(rows);
const byCode = new Map(orderStages.map((stage) => [stage.code, stage]));
export const findOrderStage = (code: string): OrderStage | undefined => byCode.get(code);
