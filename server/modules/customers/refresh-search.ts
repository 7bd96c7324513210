/**
 * Works out anew by what a customer is found. Called in the transaction of every change of a name, paper, phone,
 * account, premise or meter, so that a search never lags behind. What others change at the same time is waited for.
 */
import { dateOf } from "../../foundation/clock.ts";
import type { Context } from "../../foundation/context.ts";
import type { CustomerFile } from "./customer-file.ts";
import { familyOf, placeOf } from "./personal-numbers.ts";
import { type Findable, termsOf } from "./rules/terms.ts";
import * as store from "./store/findable.ts";
import { listFields, type PersonalRow } from "./store/personal-fields.ts";

/** Customers at a time: a premise of a whole market has thousands. */
const batch = 500;

/** A customer that was merged away or does not exist is no longer found. */
export async function refreshSearch(ctx: Context, customerIds: readonly string[]): Promise<void> {
  const ids = [...new Set(customerIds)].sort();
  for (let at = 0; at < ids.length; at += batch) await refreshBatch(ctx, ids.slice(at, at + batch));
}

async function refreshBatch(ctx: Context, customerIds: readonly string[]): Promise<void> {
  await store.lockForRefresh(ctx, customerIds);
  const rows = await store.readFindable(ctx, customerIds);
  const today = dateOf(ctx.clock.now()).toString();
  const fields = Map.groupBy(await listFields(ctx, customerIds, today), ({ customerId }) => customerId);
  const found = rows.map((row) => ({
    customerId: row.id,
    terms: searchTerms(ctx, findableOf(ctx, row, fields.get(row.id) ?? [])),
  }));
  await store.saveSearchRows(ctx, found);
  const alive = new Set(rows.map(({ id }) => id));
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

function findableOf(ctx: Context, row: store.FindableRow, fields: readonly PersonalRow[]): Findable {
  const numbers = (family: "phone" | "paper") =>
    fields
      .filter(({ kind }) => familyOf(kind) === family)
      .map(({ id, sealed }) => ctx.vault.open(ctx.orgId, placeOf("customers.personal_fields", id), sealed));
  return {
    isPerson: row.kind === "individual",
    name: row.name,
    creditCode: row.creditCode,
    accountNumbers: [...row.accountNumbers, ...row.oldNumbers],
    addresses: row.addresses,
    meterNumbers: row.meterNumbers,
    phones: numbers("phone"),
    papers: numbers("paper"),
  };
}

/** The same of a customer that a loader brings in whole. Terms of numbers that have ended are left out. */
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
