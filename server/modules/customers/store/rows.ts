/** Rows as the archive's code has them: the columns' names as properties, days as ISO text, numbers as numbers. */

import { columnOf, propertyOf } from "../../../foundation/column-names.ts";

/** Names inside are people's, not columns. */
const untouched = new Set(["levels", "before", "after"]);

/** A row as `to_jsonb` gives it, at any depth: `valid_from` becomes `validFrom`. The caller says what it is. */
export function rowFrom<Row>(json: unknown): Row {
  return walk(json, propertyOf) as Row;
}

/** The other way, for `jsonb_populate_record`: `validFrom` becomes `valid_from`. */
export function jsonFrom(row: object): string {
  return JSON.stringify(walk(row, columnOf));
}

function walk(value: unknown, rename: (name: string) => string): unknown {
  if (Array.isArray(value)) return value.map((part) => walk(part, rename));
  if (value === null || typeof value !== "object") return value;
  if (value instanceof Temporal.Instant || value instanceof Temporal.PlainDate) return value.toString();
  return Object.fromEntries(
    Object.entries(value).map(([name, part]) => [
      rename(name),
      untouched.has(name) ? part : walk(part, rename),
    ]),
  );
}
