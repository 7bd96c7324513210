/**
 * What people complain of and ask about (catalogue/order-complaints.json, service rules §2.9, §2.10), the grades of a
 * complaint (§3.9), the lines that pass one on (§3.1), and kinds of faults (catalogue/order-faults.json, §2.8).
 */
import { z } from "zod";
import complaints from "../../../../catalogue/order-complaints.json" with { type: "json" };
import faults from "../../../../catalogue/order-faults.json" with { type: "json" };
import { confidence } from "../../../../contracts/catalogue.ts";
import { words } from "../../../../contracts/common.ts";
import { grade, postCode, typeCode } from "../../../../contracts/orders/shapes.ts";

export type Category = {
  readonly code: string;
  readonly zh: string;
  readonly en: string;
  readonly children: readonly Category[];
};
const category: z.ZodType<Category> = z.strictObject({
  code: z.string(),
  zh: z.string(),
  en: z.string(),
  get children() {
    return z.array(category);
  },
});

const complaintTable = z.strictObject({
  categories: z.array(category),
  demands: z.array(
    z.strictObject({ typeCode, source: z.string(), confidence, categories: z.array(category) }),
  ),
  grades: z.array(
    z.strictObject({
      grade,
      zh: z.string(),
      en: z.string(),
      csgName: z.string().nullable(),
      triggers: z.array(words),
      signedBy: postCode,
      ledBy: words,
      keepRule: z.string(),
      /** A step's limit → the stricter one of this grade. */
      limits: z.record(z.string(), z.string()),
      source: z.string(),
      confidence,
    }),
  ),
  sources: z.array(
    z.strictObject({
      source: z.string(),
      zh: z.string(),
      en: z.string(),
      limits: z.strictObject({
        dispatch: z.string(),
        accept: z.string().nullable(),
        contact: z.string(),
        close: z.string(),
      }),
      signedByLeader: z.boolean(),
      note: words.nullable(),
    }),
  ),
  repeat: words,
  source: z.string(),
  confidence,
});
export const orderComplaints: z.output<typeof complaintTable> = complaintTable.parse(complaints);

const faultTable = z.strictObject({
  categories: z.array(
    z.strictObject({
      code: z.string(),
      zh: z.string(),
      en: z.string(),
      owner: postCode,
      children: z.array(category),
    }),
  ),
  causes: z.array(z.strictObject({ code: z.string(), zh: z.string(), en: z.string() })),
  urgentWhen: z.array(words),
  source: z.string(),
  confidence,
});
export const orderFaults: z.output<typeof faultTable> = faultTable.parse(faults);
