/**
 * What is kept about people, why, for how long, and what becomes of it when somebody is forgotten: one list
 * (catalogue/personal-data.json) behind the page, the copy that a person can ask for and the removal, so that the three
 * cannot disagree. A test holds it against the tables that there are.
 */
import { z } from "zod";
import file from "../../../catalogue/personal-data.json" with { type: "json" };
import { words } from "../../../contracts/common.ts";

const column = z.string().regex(/^[a-z][a-z0-9_]*$/);
const table = z.string().regex(/^[a-z_]+\.[a-z_]+$/);

const entry = z.strictObject({
  table,
  what: words,
  purpose: words,
  keptFor: words,
  /** Columns that name the customer. */
  keys: z.array(column).min(1),
  /** Rows are reached through another table's column: premises through accounts. */
  via: z.strictObject({ table, column }).optional(),
  sealed: z.boolean().default(false),
  /** Whether the person's copy has it; what is only technical does not. */
  copied: z.boolean().default(true),
  /** `delete`, `keep`, or the columns that are emptied. `@gone` and `@now` stand for the new name and the instant. */
  erase: z.union([
    z.enum(["delete", "keep"]),
    z.record(column, z.union([z.string(), z.null(), z.strictObject({})])),
  ]),
});
export type InventoryEntry = z.output<typeof entry>;

const inventoryFile = z.strictObject({
  entries: z.array(entry),
  /** What no person has use for: keys, hashes, versions. */
  hiddenColumns: z.array(column),
  /** How columns are called in the copy. */
  columns: z.record(column, z.string()),
  /** Copies that a removal does not reach, told to whoever decides. */
  elsewhere: z.array(words),
});

export const inventory = inventoryFile.parse(file);
