/** What makes a complaint more than ordinary (catalogue/order-grading.json, service rules §3.9), the gravest first. */
import { z } from "zod";
import rows from "../../../../catalogue/order-grading.json" with { type: "json" };
import { confidence } from "../../../../contracts/catalogue.ts";
import { grade } from "../../../../contracts/orders/shapes.ts";

const grading = z.strictObject({
  grade,
  kind: z.enum(["source", "people", "repeated"]),
  values: z.array(z.string()),
  /** The rule with the number of customers. */
  rule: z.string().nullable(),
  zh: z.string(),
  en: z.string(),
  source: z.string(),
  confidence,
});
export const orderGradings: readonly z.output<typeof grading>[] = z.array(grading).parse(rows);
