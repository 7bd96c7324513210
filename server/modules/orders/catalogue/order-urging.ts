/** Urging (催办) and supervision (督办): levels, what raises them, who hears (catalogue/order-urging.json, §3.4, §3.5). */
import { z } from "zod";
import table from "../../../../catalogue/order-urging.json" with { type: "json" };
import { confidence } from "../../../../contracts/catalogue.ts";
import { postCode } from "../../../../contracts/orders/shapes.ts";

const trigger = z.strictObject({
  kind: z.enum([
    "share",
    "days-before",
    "urges",
    "visit",
    "source",
    "returned",
    "unanswered",
    "grade",
    "safety",
    "mass",
    "media",
  ]),
  /** The rule with the number, where it is one. */
  rule: z.string().nullable(),
  zh: z.string(),
  en: z.string(),
});
const level = z.strictObject({
  level: z.enum(["L0", "L1", "L2", "L3", "L4"]),
  zh: z.string(),
  en: z.string(),
  colour: z.enum(["blue", "yellow", "orange", "red", "black"]),
  triggers: z.array(trigger).min(1),
  /** `handler`: whoever holds the step. */
  receivers: z.array(z.union([z.literal("handler"), postCode])).min(1),
  answerRule: z.string().nullable(),
  answerRuleFault: z.string().nullable(),
  source: z.string(),
  confidence,
});
const urging = z.strictObject({
  levels: z.array(level),
  supervisionFields: z.array(z.strictObject({ key: z.string(), zh: z.string(), en: z.string() })),
  urges: z.array(
    z.strictObject({
      when: z.enum(["fault", "inside", "overdue"]),
      zh: z.string(),
      en: z.string(),
      gapRule: z.string().nullable(),
      mostRule: z.string().nullable(),
      becomes: level.shape.level,
    }),
  ),
  source: z.string(),
  confidence,
});
export type EscalationLevel = z.output<typeof level>;
export const orderUrging: z.output<typeof urging> = urging.parse(table);
