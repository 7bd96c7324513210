/**
 * Works out anew by what a customer is found. Called in the transaction of every change of a name, paper, phone,
 * account, premise or meter, so that a search never lags behind. What others change at the same time is waited for.
 */
import type { Context } from "../../foundation/context.ts";
import type { CustomerFile } from "./customer-file.ts";
import { familyOf } from "./personal-numbers.ts";
import { readFound } from "./read-found.ts";
import { type Findable, termsOf } from "./rules/terms.ts";
import * as store from "./store/findable.ts";

/** Customers at a time: a premise of a whole market has thousands. */
const batch = 500;

/** A customer that was merged away or does not exist is no longer found. */
export async function refreshSearch(ctx: Context, customerIds: readonly string[]): Promise<void> {
  const ids = [...new Set(customerIds)].sort();
  for (let at = 0; at < ids.length; at += batch) await refreshBatch(ctx, ids.slice(at, at + batch));
}

async function refreshBatch(ctx: Context, customerIds: readonly string[]): Promise<void> {
  await store.lockForRefresh(ctx, customerIds);
  const found = await readFound(ctx, customerIds);
  await store.saveSearchRows(
    ctx,
    found.map(({ id, findable }) => ({ customerId: id, terms: searchTerms(ctx, findable) })),
  );
  const alive = new Set(found.map(({ id }) => id));
  await store.dropSearchRows(
    ctx,
    customerIds.filter((id) => !alive.has(id)),
  );
}

/** The row of the search index for a customer whose texts and numbers are at hand: loaders and imports use it too. */
export function searchTerms(
  { vault, orgId }: Pick<Context, "vault" | "orgId">,
  customer: Findable,
): number[] {
  return termsOf(orgId, customer, (kind, text) => vault.term(orgId, kind, text));
}

/** What a customer that a loader brings in whole is found by. Terms of numbers that have ended are left out. */
export function findableOfFile(file: CustomerFile): Findable {
  const numbers = (family: "phone" | "paper") =>
    file.personalFields
      .filter(({ kind, validTo }) => validTo === null && familyOf(kind) === family)
      .map(({ value }) => value);
  const hanging = file.accounts.flatMap(({ points }) =>
    points.flatMap(({ meters }) => meters.filter(({ removedOn }) => removedOn === null)),
  );
  const usedPremises = new Set(file.accounts.map(({ premiseId }) => premiseId));
  return {
    isPerson: file.kind === "individual",
    name: file.name,
    creditCode: file.creditCode,
    accountNumbers: file.accounts.flatMap(({ number, oldNumber }) =>
      oldNumber ? [number, oldNumber] : [number],
    ),
    addresses: file.premises.filter(({ id }) => usedPremises.has(id)).map(({ address }) => address),
    meterNumbers: hanging.map(({ assetNumber }) => assetNumber),
    phones: numbers("phone"),
    papers: numbers("paper"),
  };
}
