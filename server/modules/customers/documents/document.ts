/** How a paper looks to the outside. */
import type { z } from "zod";
import type { customerDocument } from "../../../../contracts/customers/documents.ts";
import type { Context } from "../../../foundation/context.ts";
import { Problem } from "../../../foundation/problem.ts";
import { documentType, missingSides, standingOn } from "../rules/document-types.ts";
import { type DocumentRow, findDocument } from "../store/documents.ts";

export type DocumentAnswer = z.input<typeof customerDocument>;

export function documentAnswer(row: DocumentRow, day: string, remindDays: number): DocumentAnswer {
  const type = documentType(row.type);
  const { customerId: _, verifiedAt, verifiedByName, verifiedHow, files, ...rest } = row;
  return {
    ...rest,
    typeName: type.name,
    isIdentity: type.isIdentity,
    standing: standingOn(row.expiresOn, day, remindDays),
    missingSides: missingSides(
      type,
      files.map(({ side }) => side),
    ),
    // The hash stays inside: it would tell who else has the same paper.
    files: files.map(({ sha256: __, ...file }) => file),
    verified:
      verifiedAt && verifiedByName && verifiedHow
        ? { at: verifiedAt.toString(), byName: verifiedByName, how: verifiedHow }
        : null,
    addedAt: row.addedAt.toString(),
  };
}

/** A paper that can still be changed. @throws thing.not_found, documents.ended */
export async function liveDocument(ctx: Context, customerId: string, id: string): Promise<DocumentRow> {
  const found = await findDocument(ctx, customerId, id);
  if (!found) throw new Problem("thing.not_found");
  if (found.state !== "current" && found.state !== "incomplete") throw new Problem("documents.ended");
  return found;
}
