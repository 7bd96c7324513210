/**
 * The sheet that the customer signs on site, written on the phone from what was filled in: the server will write the same one
 * when the step is done. A signature stands for exactly these words; when one of them changes, it is gone.
 */
import type { Visit } from "../../contracts/orders/field.ts";
import { dayOfMoment, hashedText } from "../../contracts/orders/paper-text.ts";
import type { PaperDocument } from "../../contracts/orders/papers.ts";
import { fillSheet } from "../../contracts/orders/site-sheets.ts";
import type { Draft, SignedSheet } from "./store.ts";

/** Only a page that came over a safe connection can hash; elsewhere the form's own signature is what there is. */
export const canHash = (): boolean => globalThis.crypto?.subtle !== undefined;

/** As it would be if it were signed at that moment; undefined when what was typed does not fit on a paper. */
export function sheetAt(
  { sheet, form }: Visit,
  { values, pictures }: Pick<Draft, "values" | "pictures">,
  at: string,
): PaperDocument | undefined {
  if (!sheet) return undefined;
  const photos = pictures.filter(({ field }) => field === "photos").length;
  const filling = { formKey: sheet.formKey, fields: form?.fields ?? [], values, photos, at };
  try {
    return fillSheet({ ...sheet.document, issuedOn: dayOfMoment(at) }, filling);
  } catch {
    return undefined;
  }
}

export async function hashOf(document: PaperDocument): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(hashedText(document)));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Whether the words are still those that were signed. */
export function isStillSigned(visit: Visit, draft: Draft, signed: SignedSheet): boolean {
  const document = sheetAt(visit, draft, signed.at);
  return document !== undefined && hashedText(document) === signed.text;
}
