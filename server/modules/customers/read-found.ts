/** What a candidate is held against: its open texts, and its numbers in the clear when the query asks for numbers. */
import { dateOf } from "../../foundation/clock.ts";
import type { Context } from "../../foundation/context.ts";
import { familyOf, placeOf } from "./personal-numbers.ts";
import type { How, Query } from "./rules/query.ts";
import type { Findable } from "./rules/terms.ts";
import { type FindableRow, readFindable } from "./store/findable.ts";
import { listFields, type PersonalRow } from "./store/personal-fields.ts";

export type FoundCustomer = {
  readonly id: string;
  readonly stage: FindableRow["stage"];
  readonly bornOn: string | null;
  readonly findable: Findable;
};

/** In the order of the ids. The numbers are opened here, compared, and forgotten. */
export async function readFound(
  ctx: Context,
  customerIds: readonly string[],
  query?: Query,
): Promise<FoundCustomer[]> {
  if (customerIds.length === 0) return [];
  const asks = (...kinds: readonly How[]) => query === undefined || isFor(query, kinds);
  const parts = { accounts: asks("account", "address"), meters: asks("meter") };
  const rows = await readFindable(ctx, customerIds, parts);
  const today = dateOf(ctx.clock.now()).toString();
  const fields = asks("phone", "paper") ? await listFields(ctx, customerIds, today) : [];
  const byCustomer = Map.groupBy(fields, ({ customerId }) => customerId);
  return rows.map((row) => ({
    id: row.id,
    stage: row.stage,
    bornOn: row.bornOn?.toString() ?? null,
    findable: findableOf(ctx, row, byCustomer.get(row.id) ?? []),
  }));
}

/** A part that no index knows is compared with addresses alone (see `matchPart`). */
const isFor = ({ splits }: Query, kinds: readonly How[]) =>
  splits
    .flat()
    .some(({ readings }) =>
      readings.length === 0 ? kinds.includes("address") : readings.some(({ how }) => kinds.includes(how)),
    );

function findableOf(ctx: Context, row: FindableRow, fields: readonly PersonalRow[]): Findable {
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
