/** What hotlines call things (诉求类型), and which business type takes it (catalogue/order-hotline.json). */
import { z } from "zod";
import rows from "../../../../catalogue/order-hotline.json" with { type: "json" };
import { confidence } from "../../../../contracts/catalogue.ts";
import { words } from "../../../../contracts/common.ts";
import { formValues, typeCode } from "../../../../contracts/orders/shapes.ts";

const hotlineKind = z.strictObject({
  kind: z.string(),
  name: words,
  /** What else it is called. */
  words: z.array(z.string()),
  typeCode,
  /** Answers of the intake form that a hotline does not ask for; `note` is what the caller said. */
  form: formValues,
  source: z.string(),
  confidence,
  reason: z.string().optional(),
});
export type HotlineKind = z.output<typeof hotlineKind>;

export const hotlineKinds: readonly HotlineKind[] = z.array(hotlineKind).parse(rows);

/** By its key, its name or one of its words, as people type them. */
export const findHotlineKind = (typed: string): HotlineKind | undefined => {
  const text = typed.trim().toLowerCase();
  return hotlineKinds.find(
    ({ kind, name, words: more }) =>
      kind === text || name.zh === text || name.en.toLowerCase() === text || more.includes(text),
  );
};
