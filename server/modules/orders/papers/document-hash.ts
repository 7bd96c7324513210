/** What is signed is a hash of what is written: two documents with the same words have it in common, no others do. */
import { createHash } from "node:crypto";
import {
  type PaperDocument,
  type PaperSignature,
  paperDocument,
} from "../../../../contracts/orders/papers.ts";

type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json | undefined };

/** One spelling for each value: keys sorted by code unit, nothing absent, no blanks (RFC 8785 for what papers hold). */
export function canonicalJson(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  const entries = Object.entries(value)
    .filter((entry): entry is [string, Json] => entry[1] !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, one]) => `${JSON.stringify(key)}:${canonicalJson(one)}`).join(",")}}`;
}

/** The kind goes in front, so that a paper's hash can never be passed off as that of anything else. */
const sha256 = (kind: string, text: string) =>
  createHash("sha256").update(`${kind}\n`).update(text, "utf8").digest("hex");

/** Lower-case hex. The document is parsed first: what is not a paper has no hash. */
export const documentHash = (document: PaperDocument): string =>
  sha256("mingchuang.paper.1", canonicalJson(paperDocument.parse(document)));

/** Of the signature itself, ink and all: written to the audit trail, so that a later change of the ink shows. */
export const signatureHash = (signature: PaperSignature): string =>
  sha256("mingchuang.signature.1", canonicalJson(signature));

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
