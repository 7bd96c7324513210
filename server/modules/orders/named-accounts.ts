/**
 * Accounts that an order names beside its own: those that a merge ends, the one that a solar plant belongs to. What is open
 * there matters as much as on the order's own account. Read off the form by the keys that every form of the kind keeps.
 */
import type { Context } from "../../foundation/context.ts";
import { accountsNumbered } from "../customers/index.ts";
import type { Values } from "./store/rows.ts";

const fields = ["otherAccounts", "linkedAccount"] as const;
/** More than anybody merges at once. */
const most = 50;

/** Account numbers as people write them one after the other. */
export const numbersIn = (value: unknown): readonly string[] =>
  typeof value === "string" ? [...new Set(value.split(/[\s,，、;；]+/).filter((one) => one !== ""))] : [];

export type NamedAccount = { readonly id: string; readonly number: string };

/** Those that there are and that are meant without doubt; the rest is said by whoever enters them. */
export async function namedAccounts(
  ctx: Context,
  form: Values,
  ownAccountId: string | null,
): Promise<readonly NamedAccount[]> {
  const numbers = fields.flatMap((field) => numbersIn(form[field])).slice(0, most);
  const found = new Map<string, NamedAccount>();
  for (const number of new Set(numbers)) {
    const [one, more] = await accountsNumbered(ctx, number);
    if (one && !more && one.id !== ownAccountId) found.set(one.id, { id: one.id, number });
  }
  return [...found.values()];
}
