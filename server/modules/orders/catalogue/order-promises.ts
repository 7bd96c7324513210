/** The ten promises (十项承诺2022) and how each live figure is worked out (catalogue/order-promises.json). */
import { z } from "zod";
import rows from "../../../../catalogue/order-promises.json" with { type: "json" };
import { confidence } from "../../../../contracts/catalogue.ts";
import { words } from "../../../../contracts/common.ts";
import { typeCode } from "../../../../contracts/orders/shapes.ts";

const figure = z.strictObject({
  code: z.string(),
  zh: z.string(),
  en: z.string(),
  measure: z.enum(["average", "share-in-time", "share-of-orders", "share-of-channel"]),
  unit: z.string(),
  /** Of which orders; none: of all. */
  types: z.array(typeCode),
  /** The limits it is held against. */
  rules: z.array(z.string()),
  /** From which step (or `opened`) to which: nodes of the processes. */
  from: z.string().nullable(),
  to: z.string().nullable(),
  by: z.enum(["company", "class", "area"]),
  /** False where its data is not here yet; the reason says what is missing. */
  isLive: z.boolean(),
  reason: z.string().nullable(),
});
const promise = z.strictObject({
  no: z.int().min(1).max(10),
  zh: z.string(),
  en: z.string(),
  text: words,
  figures: z.array(figure).min(1),
  source: z.string(),
  confidence,
});
export type TenPromise = z.output<typeof promise>;
export const tenPromises: readonly TenPromise[] = z.array(promise).parse(rows);
