/**
 * The duties that a step can be (catalogue/order-duties.json). Who may sign what (catalogue/order-signoff.json, service rules §2.14), and which duties of one order one person may not
 * hold together (catalogue/order-segregation.json, §6.7).
 */
import { z } from "zod";
import duties from "../../../../catalogue/order-duties.json" with { type: "json" };
import pairs from "../../../../catalogue/order-segregation.json" with { type: "json" };
import signoff from "../../../../catalogue/order-signoff.json" with { type: "json" };
import { confidence } from "../../../../contracts/catalogue.ts";
import { words } from "../../../../contracts/common.ts";
import { postCode } from "../../../../contracts/orders/shapes.ts";

const duty = z.strictObject({ code: z.string(), zh: z.string(), en: z.string() });
export const orderDuties: readonly z.output<typeof duty>[] = z.array(duty).parse(duties);

const dutyPair = z.strictObject({
  /** `*`: any duty of the order. */
  a: z.string(),
  b: z.string(),
  zh: z.string(),
  en: z.string(),
  source: z.string(),
  confidence,
});
export type DutyPair = z.output<typeof dutyPair>;
export const dutyPairs: readonly DutyPair[] = z.array(dutyPair).parse(pairs);

const signoffTable = z.strictObject({
  /** From small to large; the last whose condition holds is the band of the order. */
  bands: z.array(z.strictObject({ band: z.string(), zh: z.string(), en: z.string(), when: z.string() })),
  items: z.array(
    z.strictObject({
      item: z.string(),
      zh: z.string(),
      en: z.string(),
      bands: z.array(
        z.strictObject({
          band: z.string(),
          /** One after the other; `jointly`: with these departments. */
          signers: z.array(z.strictObject({ post: postCode, title: words, jointly: z.array(z.string()) })),
          /** Of an extension: how many working days this signer may give. */
          mostDays: z.int().nullable(),
        }),
      ),
      source: z.string(),
      confidence,
    }),
  ),
});
export const signoffs: z.output<typeof signoffTable> = signoffTable.parse(signoff);
