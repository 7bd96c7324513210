/** What may be changed of a customer without a second person: everything that is not sensitive. */
import type { updateCustomer as endpoint } from "../../../contracts/customers.ts";
import type { InputOf } from "../../../contracts/endpoint.ts";
import { actorName, type Context } from "../../foundation/context.ts";
import { Problem } from "../../foundation/problem.ts";
import { requireOurs } from "./create-customer.ts";
import { changeDay, requireVersion, tellChange } from "./edit.ts";
import { presentCustomer } from "./present-customer.ts";
import { type CustomerRow, lockCustomer, saveCustomer } from "./store/customers.ts";

/**
 * @returns the new version
 * @throws thing.not_found, customers.merged, customers.edited_meanwhile, customers.past_stays, customers.future_day,
 *   customers.unit_unknown, customers.manager_unknown
 */
export async function updateCustomer(
  ctx: Context,
  customerId: string,
  { version, validFrom, ...input }: InputOf<typeof endpoint>["body"],
): Promise<number> {
  const before = await lockPresentCustomer(ctx, customerId);
  requireVersion(before, version);
  const day = changeDay(ctx, before, validFrom);
  await requireOurs(ctx, input);
  const saved = await saveCustomer(ctx, customerId, { ...input, validFrom: day }, actorName(ctx.actor));
  await tellChange(ctx, {
    of: [customerId],
    part: "customer",
    action: "customer_changed",
    subject: `customer:${customerId}`,
    title: { zh: "客户资料变更", en: "Customer details changed" },
    before,
    after: { ...input, validFrom: day },
  });
  return saved;
}

/** @throws thing.not_found, customers.merged */
export async function lockPresentCustomer(ctx: Context, customerId: string): Promise<CustomerRow> {
  const row = await lockCustomer(ctx, customerId);
  if (!row) throw new Problem("thing.not_found");
  if (row.mergedInto !== null) await presentCustomer(ctx, customerId);
  return row;
}
