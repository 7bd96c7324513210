/** Kinds of papers: catalogue data, read once. What each one asks for is decided here, purely. */
import shipped from "../../../../catalogue/document-types.json" with { type: "json" };
import type { DocumentSide, DocumentType } from "../../../../contracts/customers/documents.ts";
import { Problem } from "../../../foundation/problem.ts";

export const documentTypes = shipped as readonly DocumentType[];
const byCode = new Map(documentTypes.map((type) => [type.code, type]));

/** @throws documents.type */
export function documentType(code: string): DocumentType {
  const found = byCode.get(code);
  if (!found) throw new Problem("documents.type", { type: code, field: "type" });
  return found;
}

const sideName = { front: "正面 front", back: "反面 back", whole: "整页 whole" } as const;
export const sidesText = (sides: readonly DocumentSide[]): string =>
  sides.map((side) => sideName[side]).join("、");

/** A paper with two sides is given side by side, one without in pages. @throws documents.side */
export function requireSide(type: DocumentType, side: DocumentSide): void {
  const sides: readonly DocumentSide[] = type.sides.length > 0 ? type.sides : ["whole"];
  // A PDF or a photo that shows both sides at once is as good.
  if (side === "whole" || sides.includes(side)) return;
  throw new Problem("documents.side", { type: type.name.zh, sides: sidesText(sides), field: "side" });
}

/** What is still missing of a paper that has these sides. */
export function missingSides(type: DocumentType, present: readonly DocumentSide[]): DocumentSide[] {
  return present.includes("whole") ? [] : type.sides.filter((side) => !present.includes(side));
}

export type Dates = {
  readonly issuedOn: string | null;
  readonly expiresOn: string | null;
  readonly isLongTerm: boolean;
};

/**
 * The dates of a paper as they are kept: a certificate of so many months runs out by itself unless a day stands on it.
 * @throws documents.expiry_missing, documents.days_order
 */
export function settleDates({ name, validity }: DocumentType, given: Dates, today: string): Dates {
  const { issuedOn, expiresOn, isLongTerm } = given;
  const missing = () =>
    new Problem("documents.expiry_missing", {
      type: name.zh,
      longTerm: validity.mayBeLongTerm ? "，长期有效的选“长期”" : "",
      field: "expiresOn",
    });
  if (isLongTerm) {
    if (!validity.mayBeLongTerm && validity.kind !== "none") throw missing();
    return { issuedOn, expiresOn: null, isLongTerm: true };
  }
  const end = expiresOn ?? endOf(validity, issuedOn ?? today);
  if (end === null && validity.kind === "dated") throw missing();
  if (end !== null && issuedOn !== null && end < issuedOn)
    throw new Problem("documents.days_order", { field: "expiresOn" });
  return { issuedOn, expiresOn: end, isLongTerm: false };
}

/** Twelve months from 2 March run to 1 March. */
const endOf = ({ kind, months }: DocumentType["validity"], from: string): string | null =>
  kind === "months" && months !== null
    ? Temporal.PlainDate.from(from).add({ months }).subtract({ days: 1 }).toString()
    : null;

/** The last day is a day on which the paper is good. */
export function standingOn(
  expiresOn: string | null,
  day: string,
  remindDays: number,
): "valid" | "expiring" | "expired" {
  if (expiresOn === null) return "valid";
  if (expiresOn < day) return "expired";
  const remindFrom = Temporal.PlainDate.from(expiresOn).subtract({ days: remindDays }).toString();
  return remindFrom <= day ? "expiring" : "valid";
}
