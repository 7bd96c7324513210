/** What other parts of the module add to a recognition: their call points, in one place. */
import type { Proposal, Recognition, RegisterTag } from "../../../contracts/customers.ts";
import type { Words } from "../../../contracts/endpoint.ts";
import type { Context } from "../../foundation/context.ts";
import type { Whole } from "./store/recognition.ts";

export { papersExpiring } from "./documents/list-documents.ts";

export async function proposalsFor(
  _ctx: Context,
  _customerId: string,
  _surface: string,
): Promise<Proposal[]> {
  return [];
}

export async function careOf(
  _ctx: Context,
  _whole: Whole,
  _registers: readonly RegisterTag[],
): Promise<Recognition["care"]> {
  return { priorityReason: null, largeType: false, homeService: false, fewerPapers: false, because: [] };
}

export const schemeWords = (scheme: string, code: string): { schemeName: Words; name: Words } => ({
  schemeName: { zh: scheme, en: scheme },
  name: { zh: code, en: code },
});
