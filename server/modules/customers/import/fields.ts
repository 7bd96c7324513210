/** What a column of an import file can mean: labels, the headers that people give it, and what an absent one stands for. */
import shipped from "../../../../catalogue/import-fields.json" with { type: "json" };
import type { ImportField, ImportMapping } from "../../../../contracts/customers.ts";
import type { Words } from "../../../../contracts/endpoint.ts";
import { Problem } from "../../../foundation/problem.ts";
import type { AccountFile } from "../customer-file.ts";

type Field = Words & { readonly field: ImportField; readonly headers: readonly string[] };

const fields = shipped.fields as readonly Field[];
const byField = new Map(fields.map((one) => [one.field, one]));
const required = shipped.required as readonly ImportField[];

export const labelOf = (field: ImportField): Words => {
  const { zh, en } = byField.get(field) ?? { zh: field, en: field };
  return { zh, en };
};

export const importFields = fields.map(({ field, zh, en }) => ({
  field,
  label: { zh, en },
  isNeeded: required.includes(field),
}));

/** Headers differ in blanks, brackets, units and case. */
const plain = (text: string) =>
  text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[（(].*?[)）]|[\s*:：_-]/gu, "");

const byHeader = new Map(
  fields.flatMap(({ field, headers }) => headers.map((header) => [plain(header), field] as const)),
);

/** The mapping that the headers suggest; a field goes to the first column that bears its name. */
export function suggestMapping(headers: readonly string[]): ImportMapping {
  const mapping: ImportMapping = {};
  headers.forEach((header, column) => {
    const field = byHeader.get(plain(header));
    if (field && mapping[field] === undefined) mapping[field] = column;
  });
  return mapping;
}

/** @throws imports.column_twice, imports.field_missing */
export function demandMapping(mapping: ImportMapping): void {
  const columns = Object.values(mapping);
  const twice = columns.find((column, index) => columns.indexOf(column) !== index);
  if (twice !== undefined) throw new Problem("imports.column_twice", { column: twice + 1 });
  const missing = required.find((field) => mapping[field] === undefined);
  if (missing) throw new Problem("imports.field_missing", { label: labelOf(missing).zh, field: missing });
}

type WordLists = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
const wordLists = new Map(
  Object.entries(shipped.words as WordLists).map(([field, codes]) => [
    field,
    new Map(
      Object.entries(codes).flatMap(([code, words]) =>
        [code, ...words].map((word) => [plain(word), code] as const),
      ),
    ),
  ]),
);

/** The code that a word in a cell stands for: 高供高计 is HH, 10kV is AC00101; undefined when it is none. */
export const codeOfWord = (field: ImportField, word: string): string | undefined =>
  wordLists.get(field)?.get(plain(word));

/** The group of tariffs since 2023 (居民, 农业, 工商业) that a class of use belongs to: by its hundreds (service-rules §7.5). */
export function tariffGroupOf(useCode: string): AccountFile["tariffGroup"] {
  const groups: Readonly<Record<string, string>> = shipped.tariffGroups;
  return (groups[useCode.slice(0, 1)] ?? "other") as AccountFile["tariffGroup"];
}

export type CustomerKind = keyof typeof shipped.absent;
/** What is taken for a column that the file does not have. */
export const whenAbsent = (kind: CustomerKind) => shipped.absent[kind];
