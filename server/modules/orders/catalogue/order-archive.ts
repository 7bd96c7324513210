/** Kinds of order that leave the customer's archive as it is, and why (catalogue/order-archive.json): said, not passed over. */
import { z } from "zod";
import rows from "../../../../catalogue/order-archive.json" with { type: "json" };
import { confidence } from "../../../../contracts/catalogue.ts";
import { words } from "../../../../contracts/common.ts";
import type { Words } from "../../../../contracts/endpoint.ts";
import * as shapes from "../../../../contracts/orders/shapes.ts";

const row = z.strictObject({
  types: z.array(shapes.typeCode).min(1),
  because: words,
  source: z.string(),
  confidence,
});
const stays = z.array(row).parse(rows);
export const untouchingTypes: readonly string[] = stays.flatMap(({ types }) => types);
/** Why an order of this kind enters nothing; undefined for one that does. */
export const whyUntouched = (typeCode: string): Words | undefined =>
  stays.find(({ types }) => types.includes(typeCode))?.because;
