/** How much each thing that two orders share says about their being one matter (catalogue/order-likeness.json, §3.6). */
import { z } from "zod";
import table from "../../../../catalogue/order-likeness.json" with { type: "json" };
import { confidence } from "../../../../contracts/catalogue.ts";

const percent = z.int().min(0).max(100);
const likeness = z.strictObject({
  weights: z.strictObject({
    account: percent,
    customer: percent,
    phone: percent,
    place: percent,
    text: percent,
    outage: percent,
    time: percent,
  }),
  /** Below this share of common pairs of characters two texts say nothing about each other. */
  noisePercent: percent,
  /** From here on it is suggested. */
  least: percent,
  /** Orders opened longer ago are not looked at. */
  backDays: z.int().min(1),
  /** Two faults reported within so many minutes may be one. */
  nearMinutes: z.int().min(1),
  /** Where a merged order goes on when its main one is done, and from which step on a main one is on its way. */
  merging: z.strictObject({ reached: z.string(), began: z.string() }),
  source: z.string(),
  confidence,
});
export const orderLikeness: z.output<typeof likeness> = likeness.parse(table);
export type LikenessRules = z.output<typeof likeness>;
export type LikenessWeights = LikenessRules["weights"];
