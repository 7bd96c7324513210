/** The rows of the catalogue as an administrator sees them: as shipped, as in force on a day, and what was changed by whom. */
import type { AnswerOf } from "../../../../contracts/endpoint.ts";
import type * as contract from "../../../../contracts/orders/own-catalogue.ts";
import { dateOf } from "../../../foundation/clock.ts";
import type { Context } from "../../../foundation/context.ts";
import { Problem } from "../../../foundation/problem.ts";
import {
  type CatalogueKind,
  type RowContent,
  rowOf,
  rowsOfKind,
  withLaterChecks,
} from "../catalogue/order-catalogue.ts";
import { beginsAt, inForceAt, momentOf } from "../catalogue-in-force.ts";
import * as store from "../store/own-catalogue.ts";

type Line = contract.CatalogueRowLine;

export async function listRows(
  ctx: Context,
  { kind, on }: { readonly kind: CatalogueKind; readonly on?: string | undefined },
): Promise<AnswerOf<typeof contract.listCatalogueRows>> {
  const rows = (await store.listOwn(ctx)).filter((row) => row.kind === kind);
  const at = momentOf(ctx, on);
  const inForce = new Map(inForceAt(rows, at).map((row) => [row.code, row]));
  const codes = new Set([...rowsOfKind[kind].keys(), ...rows.map(({ code }) => code)]);
  return {
    on: dateOf(at).toString(),
    rows: [...codes].flatMap((code): Line[] => {
      const own = inForce.get(code);
      const mine = rows.filter((row) => row.code === code);
      const proposal = mine.find(({ state }) => state === "proposed");
      const content = own?.content ?? rowsOfKind[kind].get(code) ?? mine.at(-1)?.content;
      const isThere = own !== undefined || rowsOfKind[kind].has(code) || proposal !== undefined;
      if (!content || (!isThere && !nextOf(mine, at))) return [];
      return [
        {
          kind,
          code,
          ...faceOf(kind, content),
          origin: own ? "company" : "shipped",
          since: own?.validFrom ?? null,
          proposal: proposal
            ? { id: proposal.id, validFrom: proposal.validFrom, by: proposal.proposedByName }
            : null,
          next: nextOf(mine, at),
        },
      ];
    }),
  };
}

/** The day of what is released and still to come. */
function nextOf(rows: readonly store.OwnRow[], at: Temporal.Instant): string | null {
  const coming = rows.filter((row) => {
    const begins = beginsAt(row);
    return row.state === "released" && begins !== null && Temporal.Instant.compare(begins, at) > 0;
  });
  return coming.map(({ validFrom }) => validFrom).sort()[0] ?? null;
}

const unread = { name: { zh: "—", en: "—" }, group: "", isUsed: false };

/** What a row is called, which group it stands in, whether anybody is offered it; of one that no reader takes any more nothing. */
export function faceOf(kind: CatalogueKind, content: RowContent): Pick<Line, "name" | "group" | "isUsed"> {
  if (!rowOf[kind].safeParse(content).success) return unread;
  switch (kind) {
    case "type": {
      const { name, family, isOffered } = rowOf.type.parse(content);
      return { name, group: family, isUsed: isOffered };
    }
    case "papers":
      return { name: rowOf.papers.parse(content).name, group: "", isUsed: true };
    case "form":
      return { name: rowOf.form.parse(content).title, group: "", isUsed: true };
    default: {
      const { zh, en, list, isActive } = rowOf.reason.parse(content);
      return { name: { zh, en }, group: list, isUsed: isActive };
    }
  }
}

/** @throws thing.not_found for what is neither shipped nor the company's */
export async function readRow(
  ctx: Context,
  { kind, code }: { readonly kind: CatalogueKind; readonly code: string },
  on?: string,
): Promise<AnswerOf<typeof contract.readCatalogueRow>> {
  const rows = (await store.listOwn(ctx)).filter((row) => row.kind === kind && row.code === code);
  const shipped = rowsOfKind[kind].get(code);
  const at = momentOf(ctx, on);
  const [inForce] = inForceAt(rows, at);
  // With what was shipped since: whoever changes it from here leaves out only what they mean to.
  const own = inForce && withLaterChecks(inForce);
  const content = own?.content ?? shipped;
  const known = content ?? rows.at(-1)?.content;
  if (!known) throw new Problem("thing.not_found");
  return {
    kind,
    code,
    name: faceOf(kind, known).name,
    on: dateOf(at).toString(),
    shipped: shipped ? { ...shipped } : null,
    inForce: content ? { content: { ...content }, versionId: own?.id ?? null } : null,
    versions: rows
      .toReversed()
      .map((row) => versionAnswer(ctx, row.state === "proposed" ? withLaterChecks(row) : row)),
  };
}

export function versionAnswer(ctx: Context, row: store.OwnRow): contract.CatalogueRowVersion {
  const {
    kind: _,
    code: __,
    editors,
    content,
    proposedByName,
    releasedByName,
    withdrawnByName,
    seenChecks: ___,
    ...rest
  } = row;
  return {
    ...rest,
    content: { ...content },
    proposedAt: row.proposedAt.toString(),
    proposedBy: proposedByName,
    releasedAt: row.releasedAt?.toString() ?? null,
    releasedBy: releasedByName,
    withdrawnAt: row.withdrawnAt?.toString() ?? null,
    withdrawnBy: withdrawnByName,
    isOwn: ctx.actor.kind === "staff" && editors.includes(ctx.actor.id),
  };
}
