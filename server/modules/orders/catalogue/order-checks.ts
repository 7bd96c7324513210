/** What is looked at before an order is accepted, each with why (catalogue/order-checks.json). */
import { z } from "zod";
import rows from "../../../../catalogue/order-checks.json" with { type: "json" };
import { confidence } from "../../../../contracts/catalogue.ts";
import { words } from "../../../../contracts/common.ts";

const check = z.strictObject({
  code: z.string(),
  zh: z.string(),
  en: z.string(),
  /** `stop` cannot be passed over; `warn` can, with a reason. */
  level: z.enum(["stop", "warn", "note"]),
  because: words,
  /** The rule with the number, where it is one. */
  rule: z.string().nullable(),
  /** Shipped when companies could have rows of their own already that did not note which checks they knew. */
  isLater: z.boolean().default(false),
  source: z.string(),
  confidence,
});
export type IntakeCheck = z.output<typeof check>;
export const intakeChecks: readonly IntakeCheck[] = z.array(check).parse(rows);
const byCode = new Map(intakeChecks.map((one) => [one.code, one]));
export const findCheck = (code: string): IntakeCheck | undefined => byCode.get(code);
