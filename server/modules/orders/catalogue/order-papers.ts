/** Which papers a type needs, and until when (catalogue/order-papers.json, service rules §2.5 and §2.6). */
import { z } from "zod";
import rows from "../../../../catalogue/order-papers.json" with { type: "json" };
import { confidence } from "../../../../contracts/catalogue.ts";
import { words } from "../../../../contracts/common.ts";
import { paperNeed } from "../../../../contracts/orders/shapes.ts";

const kind = z.enum(["individual", "organisation", "intermediary"]);

const paper = z
  .strictObject({
    /** A code of catalogue/document-types.json; the usual one where several will do. */
    code: z.string(),
    /** Any of these will do. */
    accepts: z.array(z.string()).min(1).optional(),
    /** At acceptance, later (容缺), or only in some cases. */
    need: paperNeed,
    /** The step that is not completed without it. */
    dueNode: z.string().nullable().default(null),
    /** Identity, and the consent of whoever is charged (§2.6 rule 1). */
    neverWaived: z.boolean().default(false),
    customerKinds: z.array(kind).default(["individual", "organisation", "intermediary"]),
    /** In which case it is needed, in words. */
    when: words.nullable().default(null),
    note: words.nullable().default(null),
  })
  .transform((row) => ({ ...row, accepts: row.accepts ?? [row.code] }));

export const paperSetRow = z.strictObject({
  code: z.string().regex(/^D-[A-Z-]+$/),
  name: words,
  papers: z.array(paper),
  /** What else holds of the set. */
  rule: words.nullable(),
  source: z.string(),
  confidence,
});
export type NeededPaper = z.output<typeof paper>;
export type PaperSet = z.output<typeof paperSetRow>;

export const paperSets: readonly PaperSet[] = z.array(paperSetRow).parse(rows);
const byCode = new Map(paperSets.map((set) => [set.code, set]));
export const findPaperSet = (code: string): PaperSet | undefined => byCode.get(code);
