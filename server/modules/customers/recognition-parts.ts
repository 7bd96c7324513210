/** What other parts of the module add to a recognition: their call points, in one place. */
import type { Recognition, RegisterTag } from "../../../contracts/customers.ts";
import type { Words } from "../../../contracts/endpoint.ts";
import type { Context } from "../../foundation/context.ts";
import { careOfPerson } from "./care-of.ts";
import { nameOfClass } from "./class-names.ts";
import { findScheme } from "./rules/class-schemes.ts";
import type { Whole } from "./store/recognition.ts";

export { papersExpiring } from "./documents/list-documents.ts";
export { proposalsFor } from "./propose.ts";

/** What age and registers ask of us; both were read with the rest. */
export const careOf = (
  ctx: Context,
  { bornOn }: Whole,
  registers: readonly RegisterTag[],
): Promise<Recognition["care"]> => careOfPerson(ctx, { bornOn, registers });

/** How a class is called. */
export function schemeWords(scheme: string, code: string): { schemeName: Words; name: Words } {
  const { zh, en } = findScheme(scheme) ?? { zh: scheme, en: scheme };
  return { schemeName: { zh, en }, name: nameOfClass(scheme, code) };
}
