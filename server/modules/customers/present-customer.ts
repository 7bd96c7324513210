/** The customer that a command is about: there, of this company, and not merged into another. */
import type { Context } from "../../foundation/context.ts";
import { Problem } from "../../foundation/problem.ts";
import { findHead, type Head } from "./store/heads.ts";

/** @throws thing.not_found, customers.merged */
export async function presentCustomer(ctx: Context, customerId: string): Promise<Head> {
  const found = await knownCustomer(ctx, customerId);
  if (found.mergedInto !== null) throw new Problem("customers.merged", { name: found.mergedName ?? "" });
  return found;
}

/** For reading: one who was merged can still be looked at. @throws thing.not_found */
export async function knownCustomer(ctx: Context, customerId: string): Promise<Head> {
  const found = await findHead(ctx, customerId);
  if (!found) throw new Problem("thing.not_found");
  return found;
}
