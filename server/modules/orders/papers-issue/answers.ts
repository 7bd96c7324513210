/** Issued papers as they are shown: the document, its hash worked out anew, each signature with whether it still belongs to it. */
import type { IssuedLine, IssuedPaper } from "../../../../contracts/orders/issued.ts";
import { type PaperDocument, paperDocument, paperSignature } from "../../../../contracts/orders/papers.ts";
import type { Context } from "../../../foundation/context.ts";
import { unseal } from "../../../foundation/secrets.ts";
import { documentHash, signatureFault, signatureHash } from "../papers/index.ts";
import { followMark, followPlace, followPurpose } from "./follow-url.ts";
import { slotsOf } from "./slots.ts";
import type { AskRow, IssuedRow, SignatureRow } from "./store.ts";

/** The words that were hashed. @throws ZodError when what is kept is no paper any more */
export function documentOf(ctx: Context, { id, document, follow }: IssuedRow): PaperDocument {
  if (follow === null) return paperDocument.parse(JSON.parse(document));
  const url = unseal(ctx.secret, followPurpose, followPlace(ctx, id), follow).toString();
  return paperDocument.parse(JSON.parse(document.replace(JSON.stringify(followMark), JSON.stringify(url))));
}

export const signatureOf = ({ signature }: SignatureRow) => paperSignature.parse(JSON.parse(signature));

/** Same words, a place of its own, ink as it was given, and nothing newer in the paper's stead. */
function isValid(row: IssuedRow, document: PaperDocument, signed: SignatureRow): boolean {
  const signature = signatureOf(signed);
  return (
    !row.isOutdated &&
    signatureFault(document, signature) === undefined &&
    signatureHash(signature) === signed.signatureHash &&
    documentHash(document) === row.hash
  );
}

export function lineOf(ctx: Context, row: IssuedRow, document = documentOf(ctx, row)): IssuedLine {
  return {
    id: row.id,
    template: row.template,
    title: { zh: document.title.zh, en: document.title.en ?? document.title.zh },
    subject: row.subject,
    number: row.number,
    version: row.version,
    issuedAt: row.issuedAt.toString(),
    issuedByName: row.issuedByName,
    hash: row.hash,
    isOutdated: row.isOutdated,
    slots: slotsOf(document).map(({ key, label }) => {
      const signed = row.signatures.find(({ slot }) => slot === key);
      return {
        slot: key,
        label: { zh: label.zh, en: label.en ?? label.zh },
        signerName: signed?.signerName ?? null,
        signedAt: signed?.signedAt.toString() ?? null,
        isValid: signed !== undefined && isValid(row, document, signed),
      };
    }),
    deliveries: row.deliveries.map(({ kind, way, toName, reference, proofId, note, at, byName }) => ({
      ...{ kind, way, toName, reference, note, byName },
      proofId: ctx.actor.kind === "staff" ? proofId : null,
      at: at.toString(),
    })),
    waits: row.waits
      .filter(({ endedAt }) => endedAt === null)
      .map(({ kind, dueAt }) => ({
        kind,
        dueAt: dueAt.toString(),
        isOver: Temporal.Instant.compare(dueAt, ctx.clock.now()) <= 0,
      })),
    ask: ctx.actor.kind === "staff" && row.ask ? askOf(ctx, row.ask) : null,
  };
}

function askOf(ctx: Context, { id, slot, signerName, windowNumber, state, expiresAt, byName }: AskRow) {
  const isOver = Temporal.Instant.compare(expiresAt, ctx.clock.now()) <= 0;
  return {
    ...{ askId: id, slot, signerName, windowNumber, byName, until: expiresAt.toString() },
    state: state === "asked" && isOver ? ("expired" as const) : state,
  };
}

export function paperAnswer(ctx: Context, row: IssuedRow): IssuedPaper {
  const document = documentOf(ctx, row);
  return {
    line: lineOf(ctx, row, document),
    document,
    hash: documentHash(document),
    signatures: row.signatures.map((signed) => ({
      signature: signatureOf(signed),
      way: signed.way,
      byName: signed.byName,
      isValid: isValid(row, document, signed),
    })),
  };
}
