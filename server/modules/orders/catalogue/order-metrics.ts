/** The metrics of the service rules §3.10 (catalogue/order-metrics.json): what each counts, of what, and what is left out. */
import { z } from "zod";
import rows from "../../../../catalogue/order-metrics.json" with { type: "json" };
import { confidence } from "../../../../contracts/catalogue.ts";
import { words } from "../../../../contracts/common.ts";
import { typeCode } from "../../../../contracts/orders/shapes.ts";

const metric = z.strictObject({
  code: z.string().regex(/^[a-z][a-z-]*$/),
  zh: z.string(),
  en: z.string(),
  measure: z.enum(["share", "average", "count"]),
  unit: z.enum(["SHARE", "MIN", "COUNT"]),
  /** What is counted: a query of `store/populations.ts`. */
  population: z.enum([
    "clocks",
    "span",
    "overdue",
    "refused",
    "once",
    "visited",
    "reached",
    "satisfied",
    "founded",
    "opened",
    "urged",
    "repeated",
    "supervised",
  ]),
  rules: z.array(z.string()).default([]),
  types: z.array(typeCode).default([]),
  /** Of a span: `opened`, or a node of the processes. */
  from: z.string().default("opened"),
  to: z.string().default(""),
  numerator: words,
  denominator: words.nullable(),
  excluded: words.nullable(),
  source: z.string(),
  confidence,
});
export type OrderMetric = z.output<typeof metric>;
export const orderMetrics: readonly OrderMetric[] = z.array(metric).parse(rows);
