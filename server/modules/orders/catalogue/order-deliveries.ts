/** How papers are delivered, by what that is proved, and which papers wait for a signature or a delivery (catalogue/order-deliveries.json). */
import { z } from "zod";
import table from "../../../../catalogue/order-deliveries.json" with { type: "json" };
import { confidence } from "../../../../contracts/catalogue.ts";
import { words } from "../../../../contracts/common.ts";
import { deliveryWay } from "../../../../contracts/orders/issued.ts";
import { paperTemplate } from "../../../../contracts/orders/papers.ts";

const deliveries = z.strictObject({
  ways: z.array(
    z.strictObject({
      way: deliveryWay,
      zh: z.string(),
      en: z.string(),
      proof: words,
      /** What it counts as: left before witnesses it was refused, and is delivered all the same. */
      kind: z.enum(["handed", "sent", "refused"]),
      needsReference: z.boolean(),
      /** A picture or a paper besides the words. */
      needsProof: z.boolean(),
      /** With it the paper is delivered. */
      isProof: z.boolean(),
      source: z.string(),
      confidence,
    }),
  ),
  awaitSignature: z.array(paperTemplate),
  awaitDelivery: z.array(paperTemplate),
  source: z.string(),
  confidence,
});
export const orderDeliveries: z.output<typeof deliveries> = deliveries.parse(table);
