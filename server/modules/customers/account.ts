/** What all commands on an account (户) share: the account itself, its codes, and who feeds whom. */
import type { Context } from "../../foundation/context.ts";
import { Problem } from "../../foundation/problem.ts";
import { requireCode } from "./codes.ts";
import { requireVersion } from "./edit.ts";
import { type AccountFields, type AccountRow, lockAccount, suppliersAbove } from "./store/accounts.ts";
import { lockSeries } from "./store/series.ts";

/** @throws thing.not_found */
export async function lockKnownAccount(ctx: Context, accountId: string): Promise<AccountRow> {
  const row = await lockAccount(ctx, accountId);
  if (!row) throw new Problem("thing.not_found");
  return row;
}

/** The account for a change, at the version that the editor saw. @throws also customers.account_closed */
export async function lockForEdit(ctx: Context, accountId: string, version?: number): Promise<AccountRow> {
  const row = await lockKnownAccount(ctx, accountId);
  if (version !== undefined) requireVersion(row, version);
  if (row.closedOn !== null)
    throw new Problem("customers.account_closed", { number: row.number, on: row.closedOn });
  return row;
}

type Coded = Pick<
  AccountFields,
  "sortCode" | "useCode" | "tradeCode" | "voltageCode" | "contractKva" | "runningKva"
> & { readonly loadClass?: string | null | undefined; readonly shiftCode?: string | null | undefined };

/** @throws customers.code_unknown, customers.kva_order */
export function requireCodes(fields: Coded): void {
  requireCode("sort", fields.sortCode, "sortCode");
  requireCode("use", fields.useCode, "useCode");
  requireCode("trade", fields.tradeCode, "tradeCode");
  requireCode("voltage", fields.voltageCode, "voltageCode");
  requireCode("load", fields.loadClass, "loadClass");
  requireCode("shift", fields.shiftCode, "shiftCode");
  const { contractKva: contract, runningKva: running } = fields;
  if (contract !== null && running !== null && running > contract)
    throw new Problem("customers.kva_order", { running, contract, field: "runningKva" });
}

type Supply = Pick<AccountFields, "transfer" | "supplierAccountId">;

/**
 * Takes the turn of whoever changes who feeds whom (转供电): two changes at once could each be right and form a circle
 * together. To be called before the account is locked, so that all wait in one order.
 */
export async function awaitSupplyTurn(ctx: Context, { supplierAccountId }: Supply): Promise<void> {
  if (supplierAccountId !== null) await lockSeries(ctx, "suppliers");
}

/**
 * Who is fed by another names the account that feeds it; nobody else does.
 * @param self the account itself, when it is there already
 * @throws customers.supplier_unknown, customers.supplier_cycle
 */
export async function requireSupply(
  ctx: Context,
  { transfer, supplierAccountId }: Supply,
  self?: Pick<AccountRow, "id" | "number">,
): Promise<void> {
  const unknown = () => new Problem("customers.supplier_unknown", { field: "supplierAccountId" });
  if ((transfer === "supplied") !== (supplierAccountId !== null)) throw unknown();
  if (supplierAccountId === null) return;
  const supplier = await lockAccount(ctx, supplierAccountId);
  if (!supplier || supplier.closedOn !== null) throw unknown();
  if (!self) return;
  const above = [supplier, ...(await suppliersAbove(ctx, supplierAccountId))];
  if (above.some(({ id }) => id === self.id))
    throw new Problem("customers.supplier_cycle", { number: supplier.number, field: "supplierAccountId" });
}
