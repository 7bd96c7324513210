/** One page of a paper, as it was uploaded; who looked at it is written down. */
import { fileTypes } from "../../../../contracts/files.ts";
import { audit, type Context } from "../../../foundation/context.ts";
import type { FileAnswer } from "../../../foundation/http/route.ts";
import { Problem } from "../../../foundation/problem.ts";
import { noteLook } from "../access-record.ts";
import { documentType } from "../rules/document-types.ts";
import { findDocument } from "../store/documents.ts";

const actions = {
  view: "customers.document_viewed",
  print: "customers.document_printed",
  download: "customers.document_downloaded",
} as const;

/** @throws thing.not_found, files.gone */
export async function readDocumentFile(
  ctx: Context,
  { customerId, documentId, page }: { customerId: string; documentId: string; page: number },
  purpose: keyof typeof actions,
): Promise<FileAnswer> {
  const document = await findDocument(ctx, customerId, documentId);
  const file = document?.files.find((one) => one.page === page);
  if (!document || !file) throw new Problem("thing.not_found");
  if (purpose === "download" && documentType(document.type).isIdentity)
    throw new Problem("documents.watermark");
  await noteLook(ctx, customerId);
  audit(ctx, {
    action: actions[purpose],
    subject: `document:${documentId}`,
    after: { customerId, type: document.type, page },
  });
  const body = await ctx.files.open(ctx, file.sha256);
  return { body, filename: file.name, media: fileTypes[file.type].media };
}
