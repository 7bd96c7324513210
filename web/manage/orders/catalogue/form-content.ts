/** A row of the catalogue as its form has it, and back: records become lists of pairs, what was left empty becomes none. */
import type { CatalogueKind } from "../../../../contracts/orders.ts";

export type Content = Record<string, unknown>;
type Pair = { readonly key?: string; readonly value?: string };

const records = ["stepLimits", "stageLimits"] as const;

export function toForm(kind: CatalogueKind, content: Readonly<Content>): Content {
  const values: Content = structuredClone({ ...content });
  if (kind === "type")
    for (const name of records)
      values[name] = Object.entries((values[name] ?? {}) as Record<string, string>).map(([key, value]) => ({
        key,
        value,
      }));
  return values;
}

/** Entries that are none when nothing was filled in; others are left out. */
const nullable: ReadonlySet<string> = new Set([
  ...["total", "ahead", "papers", "form", "followedBy"],
  ...["rule", "dueNode", "when", "note", "unit", "max", "hint", "effect"],
]);

export function toContent(kind: CatalogueKind, values: Readonly<Content>): Content {
  const content = cleaned(values) as Content;
  if (kind !== "type") return content;
  for (const name of records)
    content[name] = Object.fromEntries(
      ((content[name] ?? []) as Pair[]).flatMap(({ key, value }) => (key && value ? [[key, value]] : [])),
    );
  return content;
}

function cleaned(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(cleaned);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, part]) => {
      const isEmpty = part === undefined || part === null || part === "" || isEmptyWords(part);
      if (!isEmpty) return [[key, cleaned(part)]];
      return nullable.has(key) ? [[key, null]] : [];
    }),
  );
}

const isEmptyWords = (value: unknown): boolean =>
  typeof value === "object" &&
  value !== null &&
  !Array.isArray(value) &&
  Object.keys(value).length > 0 &&
  Object.entries(value).every(([key, text]) => (key === "zh" || key === "en") && (text ?? "") === "");
