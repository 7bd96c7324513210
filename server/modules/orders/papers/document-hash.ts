/** What is signed is a hash of what is written: two documents with the same words have it in common, no others do. */
import { createHash } from "node:crypto";
import { canonicalJson, hashedText } from "../../../../contracts/orders/paper-text.ts";
import type { PaperDocument, PaperSignature } from "../../../../contracts/orders/papers.ts";

const sha256 = (text: string) => createHash("sha256").update(text, "utf8").digest("hex");

/** Lower-case hex. */
export const documentHash = (document: PaperDocument): string => sha256(hashedText(document));

/** Of the signature itself, ink and all: written to the audit trail, so that a later change of the ink shows. */
export const signatureHash = (signature: PaperSignature): string =>
  sha256(`mingchuang.signature.1\n${canonicalJson(signature)}`);

export type SignatureFault = "other-document" | "unknown-slot";

/**
 * Whether a signature belongs to this document as it is now: the same words, and a place on it for this signer.
 * Undefined when it does.
 */
export function signatureFault(
  document: PaperDocument,
  signature: PaperSignature,
): SignatureFault | undefined {
  if (signature.documentHash !== documentHash(document)) return "other-document";
  const hasSlot = document.sections.some(
    (section) => section.kind === "signatures" && section.slots.some(({ key }) => key === signature.slot),
  );
  return hasSlot ? undefined : "unknown-slot";
}

export const isSignatureValid = (document: PaperDocument, signature: PaperSignature): boolean =>
  signatureFault(document, signature) === undefined;
