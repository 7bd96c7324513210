/** Why something was done to an order: lists to choose from (catalogue/order-reasons.json, service rules §2.15, §3.7). */
import { z } from "zod";
import rows from "../../../../catalogue/order-reasons.json" with { type: "json" };
import { confidence } from "../../../../contracts/catalogue.ts";
import { type OrderReasonList, orderReasonList, postCode } from "../../../../contracts/orders/shapes.ts";

export const orderReasonRow = z.strictObject({
  list: orderReasonList,
  code: z.string(),
  zh: z.string(),
  en: z.string(),
  /** Whose cause it is. A clock stops for the customer's, for an authority's and for nobody's, never for our own. */
  cause: z.enum(["customer", "company", "authority", "nobody"]),
  needsProof: z.boolean().default(false),
  /** A quality inspector looks at it afterwards (R-QA). */
  needsCheck: z.boolean().default(false),
  /** The posts that may give it; none: whoever may do the act. */
  by: z.array(postCode).default([]),
  /** The stages whose clocks it stops; none: all. */
  stages: z.array(z.string()).default([]),
  /** What follows from it. */
  effect: z.string().nullable().default(null),
  sort: z.int(),
  /** Nobody is offered it any more; where it was given it keeps its name. */
  isActive: z.boolean().default(true),
  source: z.string(),
  confidence,
});
export type OrderReason = z.output<typeof orderReasonRow>;

export const orderReasons: readonly OrderReason[] = z.array(orderReasonRow).parse(rows);
const byCode = new Map(orderReasons.map((reason) => [`${reason.list}/${reason.code}`, reason]));
export const findReason = (list: OrderReasonList, code: string): OrderReason | undefined =>
  byCode.get(`${list}/${code}`);
