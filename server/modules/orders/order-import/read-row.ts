/** A row of a file of orders as an order that is handed in, or what is wrong with it. Pure. */
import { z } from "zod";
import shipped from "../../../../catalogue/order-import-fields.json" with { type: "json" };
import { confidence } from "../../../../contracts/catalogue.ts";
import type { Words } from "../../../../contracts/endpoint.ts";
import { type HandedOrder, handedOrder } from "../../../../contracts/orders/integration.ts";
import {
  type OrderImportField,
  type OrderImportMapping,
  orderImportField,
} from "../../../../contracts/orders/order-imports.ts";
import { businessZone } from "../../../foundation/clock.ts";
import { Problem } from "../../../foundation/problem.ts";

const { fields, words } = z
  .strictObject({
    fields: z.array(
      z.strictObject({
        field: orderImportField,
        zh: z.string(),
        en: z.string(),
        isNeeded: z.boolean(),
        headers: z.array(z.string()),
      }),
    ),
    words: z.record(z.string(), z.record(z.string(), z.array(z.string()))),
    source: z.string(),
    confidence,
  })
  .parse(shipped);

export const orderImportFields = fields.map(({ field, zh, en, isNeeded }) => ({
  field,
  label: { zh, en } satisfies Words,
  isNeeded,
}));

/** Headers differ in blanks, brackets and case. */
const plain = (text: string) =>
  text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/\(.*?\)|[\s*:_-]/gu, "");

/** The mapping that the headers suggest; a field goes to the first column that bears its name. */
export function suggestMapping(headers: readonly string[]): OrderImportMapping {
  const mapping: OrderImportMapping = {};
  for (const { field, headers: known } of fields) {
    const column = headers.findIndex((header) => known.some((name) => plain(name) === plain(header)));
    if (column >= 0) mapping[field] = column;
  }
  return mapping;
}

/** @throws imports.column_twice, imports.field_missing */
export function demandMapping(mapping: OrderImportMapping): void {
  const columns = Object.values(mapping);
  const twice = columns.find((column, index) => columns.indexOf(column) !== index);
  if (twice !== undefined) throw new Problem("imports.column_twice", { column: twice + 1 });
  const missing = fields.find(({ field, isNeeded }) => isNeeded && mapping[field] === undefined);
  if (missing) throw new Problem("imports.field_missing", factsOf(missing.field));
}

const factsOf = (field: OrderImportField) => {
  const { zh, en } = fields.find((one) => one.field === field) ?? { zh: field, en: field };
  return { label: zh, labelEn: en, field };
};

export function cellsOf(
  cells: readonly string[],
  mapping: OrderImportMapping,
): Partial<Record<OrderImportField, string>> {
  const read: Partial<Record<OrderImportField, string>> = {};
  for (const { field } of fields) {
    const column = mapping[field];
    const text = column === undefined ? "" : (cells[column] ?? "");
    if (text !== "") read[field] = text;
  }
  return read;
}

/** @throws imports.cell_empty, orders.cell_wrong: the first thing that is wrong */
export function readRow(cells: readonly string[], mapping: OrderImportMapping): HandedOrder {
  const read = cellsOf(cells, mapping);
  for (const { field, isNeeded } of fields)
    if (isNeeded && read[field] === undefined) throw new Problem("imports.cell_empty", factsOf(field));
  const parsed = handedOrder.safeParse({
    ...read,
    receivedAt: instantOf("receivedAt", read.receivedAt),
    dueAt: instantOf("dueAt", read.dueAt),
    priority: codeOf("priority", read.priority),
    secrecy: codeOf("secrecy", read.secrecy),
  });
  if (parsed.success) return parsed.data;
  throw wrong(orderImportField.parse(parsed.error.issues[0]?.path[0]));
}

const wrong = (field: OrderImportField) => new Problem("orders.cell_wrong", factsOf(field));

/** `2026-03-04 09:30`, with slashes, with seconds, as people and hotlines write it: in Shanghai. */
function instantOf(field: OrderImportField, text: string | undefined): string | null {
  if (text === undefined) return null;
  const parts = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?[ T]+(\d{1,2}):(\d{2})(?::(\d{2}))?$/.exec(text);
  if (!parts) throw wrong(field);
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts
    .slice(1)
    .map((part) => Number(part ?? 0));
  try {
    const at = Temporal.PlainDateTime.from(
      { year, month, day, hour, minute, second },
      { overflow: "reject" },
    );
    return at.toZonedDateTime(businessZone).toInstant().toString();
  } catch {
    throw wrong(field);
  }
}

function codeOf(field: "priority" | "secrecy", text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const found = Object.entries(words[field] ?? {}).find(
    ([code, more]) => code === text.toLowerCase() || more.includes(text),
  );
  if (!found) throw wrong(field);
  return found[0];
}
