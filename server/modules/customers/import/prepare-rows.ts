/**
 * Everything about rows that needs no database, done while the database writes the batch before: which rows are one
 * customer, their file, numbers sealed, search terms, the lines that COPY takes. It is most of an import's own work. Each
 * group is made ready as if all of its rows came in for a customer who is new; one of which that turns out wrong is made
 * again (`place-rows.ts`).
 */
import { setImmediate } from "node:timers/promises";
import type { Vault } from "../../../foundation/vault.ts";
import { sealNumber } from "../personal-numbers.ts";
import { findableOfFile, searchTerms } from "../refresh-search.ts";
import { type Lines, linesOf } from "../store/bulk-load.ts";
import type { CheckedRow } from "./check-row.ts";
import { customerFile, type Origin, type PlacedRows, sameCustomer } from "./customer-files.ts";

export type Sealing = { readonly vault: Vault; readonly orgId: number };
/** A customer's rows, ready to be written. */
export type Ready = { readonly rows: readonly CheckedRow[]; readonly lines: Lines };

/**
 * Customers that are made ready in one go: a few milliseconds. Then whoever waits has a turn, above all the database's
 * answers for the batch before.
 */
const slice = 20;

/** @returns by `sameCustomer` */
export async function prepareRows(
  sealing: Sealing,
  rows: readonly CheckedRow[],
  origin: Origin,
): Promise<ReadonlyMap<string, Ready>> {
  const ready = new Map<string, Ready>();
  let made = 0;
  for (const [key, same] of Map.groupBy(rows, sameCustomer)) {
    ready.set(key, { rows: same, lines: makeReady(sealing, { rows: same, known: null }, origin) });
    if (++made % slice === 0) await setImmediate();
  }
  return ready;
}

export function makeReady({ vault, orgId }: Sealing, placed: PlacedRows, origin: Origin): Lines {
  const file = customerFile(placed, origin);
  const fields = new Map(file.personalFields.map((field) => [field.id, sealNumber(vault, orgId, field)]));
  return linesOf(
    { file, sealed: { fields, terms: searchTerms({ vault, orgId }, findableOfFile(file)) } },
    orgId,
  );
}
