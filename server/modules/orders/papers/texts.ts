/** The standing sentences of papers: data with source and date, so that a company's lawyer can change them. */
import { z } from "zod";
import shipped from "../../../../catalogue/paper-texts.json" with { type: "json" };
import { paperText } from "../../../../contracts/orders/papers.ts";

const row = z.strictObject({
  code: z.string(),
  text: z.array(paperText(2_000)).min(1).max(40),
  source: z.string().min(1),
  confidence: z.enum(["V2", "V1", "VQ", "AR", "AD"]),
  validFrom: z.iso.date(),
});
const rows = z.array(row).parse(shipped);

/** In force on the paper's day: of several versions, the last that had begun. */
export function standing(code: string, on: string): readonly string[] {
  const found = rows
    .filter((one) => one.code === code && one.validFrom <= on)
    .sort((a, b) => (a.validFrom < b.validFrom ? 1 : -1))[0];
  // A paper without its sentences would be a paper that nobody should sign.
  if (!found) throw new RangeError(`no text "${code}" is in force on ${on}`);
  return found.text;
}
