/**
 * The part of the catalogue that a company may change (业务类型、资料清单、表单、原因): as shipped, with the company's own rows
 * in the place of the shipped ones. Pure; which rows are a company's own at which moment says `catalogue-in-force.ts`.
 */
import type { z } from "zod";
import type { Words } from "../../../../contracts/endpoint.ts";
import type { Form, OrderReasonList } from "../../../../contracts/orders/shapes.ts";
import { findCheck } from "./order-checks.ts";
import { formRow, orderFormRows, orderForms, shownForm } from "./order-forms.ts";
import { type PaperSet, paperSetRow, paperSets } from "./order-papers.ts";
import { type OrderReason, orderReasonRow, orderReasons } from "./order-reasons.ts";
import { type OrderTypeRow, orderTypeRow, orderTypes } from "./order-types.ts";

export type CatalogueKind = "type" | "papers" | "form" | "reason";
/** A row as the files have it. A reason's code is `list:code`. */
export type CompanyRow = {
  readonly kind: CatalogueKind;
  readonly code: string;
  readonly content: unknown;
  /** The checks that the platform shipped for the type when the row was written; null or absent when nobody noted them. */
  readonly seenChecks?: readonly string[] | null;
};

export type OrderCatalogue = {
  readonly types: readonly OrderTypeRow[];
  readonly paperSets: readonly PaperSet[];
  readonly forms: readonly Form[];
  readonly reasons: readonly OrderReason[];
  type(code: string): OrderTypeRow | undefined;
  paperSet(code: string | null | undefined): PaperSet | undefined;
  form(key: string | null | undefined): Form | undefined;
  reason(list: OrderReasonList, code: string): OrderReason | undefined;
  /** What a reason is called or was called once: for what was done with it; its code when nobody ever knew it. */
  reasonName(list: OrderReasonList, code: string): Words;
};

/** By kind, what reads a row: the same for the files and for what somebody writes. */
export const rowOf = {
  type: orderTypeRow,
  papers: paperSetRow,
  form: formRow,
  reason: orderReasonRow,
} as const;

export const reasonCode = ({ list, code }: Pick<OrderReason, "list" | "code">): string => `${list}:${code}`;

/**
 * Later rows go before earlier ones of the same code; what is new comes last.
 * @param ever rows that were in force at some time: for the names of what was done then
 */
export function catalogueWith(own: readonly CompanyRow[], ever: readonly CompanyRow[] = own): OrderCatalogue {
  const of = (kind: CatalogueKind) => own.filter((row) => row.kind === kind);
  const types = merged(orderTypes, ({ code }) => code, of("type").map(withLaterChecks), readAs(orderTypeRow));
  const sets = merged(paperSets, ({ code }) => code, of("papers"), readAs(paperSetRow));
  const forms = merged(
    orderForms,
    ({ key }) => key,
    of("form"),
    (content) => {
      const row = readAs(formRow)(content);
      return row && shownForm(row);
    },
  );
  const reasons = merged(orderReasons, reasonCode, of("reason"), readAs(orderReasonRow));
  const former = ever.filter(({ kind, code }) => kind === "reason" && !reasons.has(code));
  const names = new Map(former.map(({ code, content }) => [code, orderReasonRow.safeParse(content).data]));
  return {
    types: [...types.values()],
    paperSets: [...sets.values()],
    forms: [...forms.values()],
    reasons: [...reasons.values()],
    type: (code) => types.get(code),
    paperSet: (code) => (code ? sets.get(code) : undefined),
    form: (key) => (key ? forms.get(key) : undefined),
    reason: (list, code) => reasons.get(`${list}:${code}`),
    reasonName: (list, code) => {
      const { zh, en } = reasons.get(`${list}:${code}`) ??
        names.get(`${list}:${code}`) ?? { zh: code, en: code };
      return { zh, en };
    },
  };
}

/** A later release of the platform may ask more of a row than this one has: then the shipped one holds again, and nothing stops. */
function readAs<Row>(schema: z.ZodType<Row>): (content: unknown) => Row | undefined {
  return (content) => schema.safeParse(content).data;
}

function merged<Row>(
  shipped: readonly Row[],
  codeOf: (row: Row) => string,
  own: readonly CompanyRow[],
  read: (content: unknown) => Row | undefined,
): Map<string, Row> {
  const rows = new Map(shipped.map((row) => [codeOf(row), row]));
  for (const { code, content } of own) {
    const row = read(content);
    if (row) rows.set(code, row);
  }
  return rows;
}

/** As it comes with the platform. */
export const shippedCatalogue: OrderCatalogue = catalogueWith([]);

/**
 * Checks that the platform shipped for a type after the company wrote its own row reach the row: nobody left them out. Those that
 * stood there already and are missing in the row stay out.
 */
export function withLaterChecks<Row extends CompanyRow>(row: Row): Row {
  const shipped = row.kind === "type" ? shippedTypes.get(row.code) : undefined;
  const own = shipped && orderTypeRow.safeParse(row.content).data;
  if (!shipped || !own) return row;
  const seen = new Set([...own.checks, ...(row.seenChecks ?? shipped.checks.filter(isOld))]);
  const later = shipped.checks.filter((code) => !seen.has(code));
  return later.length === 0
    ? row
    : { ...row, content: { ...(row.content as RowContent), checks: [...own.checks, ...later] } };
}
const shippedTypes = new Map(orderTypes.map((type) => [type.code, type]));
/** Of a row that does not say what its writer saw: everything that was there before rows said so. */
const isOld = (code: string): boolean => findCheck(code)?.isLater !== true;

export type RowContent = Readonly<Record<string, unknown>>;

/** Every row of a kind by its code, as the reader of the files gives it: what a form to change it begins with. */
export const rowsOfKind: Readonly<Record<CatalogueKind, ReadonlyMap<string, RowContent>>> = {
  type: new Map(orderTypes.map((row) => [row.code, row])),
  papers: new Map(paperSets.map((row) => [row.code, row])),
  form: new Map(orderFormRows.map((row) => [row.key, row])),
  reason: new Map(orderReasons.map((row) => [reasonCode(row), row])),
};
