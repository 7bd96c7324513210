/**
 * A large load (sample county, import): customers with everything that belongs to them, some thousands at a time, each
 * call one transaction. Personal numbers are sealed and search terms made on the way. A load is not a row in the audit
 * trail for each customer: whoever loads says once what was loaded.
 */
import type pg from "pg";
import type { Vault } from "../../foundation/vault.ts";
import type { CustomerFile } from "./customer-file.ts";
import { sealNumber } from "./personal-numbers.ts";
import { findableOfFile, searchTerms } from "./refresh-search.ts";
import { copyIn, inCompany, listPresent, searchLine } from "./store/bulk-load.ts";

export type Loaded = {
  readonly loaded: number;
  /** Known already, by id or by an account number, and left as they are. */
  readonly present: number;
};

export type LoadPlace = { readonly orgId: number; readonly vault: Vault };

/**
 * Loads what is not there yet: sent again after a crash, the same files end in the same archive.
 * @param client connected as the application role, outside a transaction
 * @param withSearch false when `rebuildSearch` follows: of a million customers the index is built at the end
 * @throws the database's own errors; then nothing of this call is kept
 */
export function loadCustomers(
  client: pg.ClientBase,
  { orgId, vault }: LoadPlace,
  files: readonly CustomerFile[],
  withSearch = true,
): Promise<Loaded> {
  return inCompany(client, orgId, async () => {
    const present = await listPresent(client, orgId, files);
    const fresh = files.filter(({ id }) => !present.has(id));
    const sealed = fresh.map((file) => ({
      file,
      sealed: {
        fields: new Map(file.personalFields.map((field) => [field.id, sealNumber(vault, orgId, field)])),
        terms: withSearch ? termsOfFile({ orgId, vault }, file) : [],
      },
    }));
    await copyIn(client, orgId, sealed, withSearch);
    return { loaded: fresh.length, present: present.size };
  });
}

const termsOfFile = (place: LoadPlace, file: CustomerFile) => searchTerms(place, findableOfFile(file));

/** What `rebuildSearch` takes, for these customers. */
export const searchLines = (place: LoadPlace, files: readonly CustomerFile[]): string =>
  files.map((file) => searchLine(place.orgId, file.id, termsOfFile(place, file))).join("");
