/** Must, can, and can-only-explain (必做、可做、可努力): how each is handled, and what a post may promise. */
import { z } from "zod";
import table from "../../../../catalogue/order-demands.json" with { type: "json" };
import { confidence } from "../../../../contracts/catalogue.ts";
import { words } from "../../../../contracts/common.ts";
import { demandKind, postCode } from "../../../../contracts/orders/shapes.ts";

const demands = z.strictObject({
  kinds: z.array(
    z.strictObject({
      kind: demandKind,
      zh: z.string(),
      en: z.string(),
      meaning: words,
      handling: words,
      closing: words,
      /** It is not closed without the grounds. */
      needsProof: z.boolean(),
    }),
  ),
  mayPromise: z.array(
    z.strictObject({
      post: postCode,
      kinds: z.array(demandKind),
      /** A promise may not be shorter than this share of the limit that is left: the handlers must be able to keep it. */
      shortestPercent: z.int().min(0).max(100),
      source: z.string(),
      confidence,
    }),
  ),
  note: words,
  source: z.string(),
  confidence,
});
export const orderDemands: z.output<typeof demands> = demands.parse(table);
